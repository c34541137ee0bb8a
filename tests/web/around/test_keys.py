"""Keys of other programs: told once, kept as digests, in a file of the owner's alone."""

from pathlib import Path

import pytest

from cardscan.errors import BadInputError
from cardscan.web.around.keys import Access, access_file, load, save


def test_a_key_is_known_until_it_is_removed() -> None:
    access, key = Access().with_key("  n8n \n at home ")
    access, other = access.with_key("")
    assert [each.name for each in access.keys] == ["n8n at home", "a program"]
    assert access.knows(key)
    assert access.knows(other)
    left = access.without(access.keys[0].digest)
    assert not left.knows(key)
    assert left.knows(other)


@pytest.mark.parametrize("key", ["", "x", "é", "\udc80"])
def test_what_is_no_key_is_not_known(key: str) -> None:
    access, made = Access().with_key("n8n")
    assert not access.knows(key)
    assert not access.knows(made[:-1])
    assert not access.knows(access.keys[0].digest)
    assert not Access().knows(key)


def test_there_is_an_end_to_keys() -> None:
    access = Access()
    for number in range(50):
        access, _ = access.with_key(str(number))
    with pytest.raises(BadInputError, match="50 keys"):
        access.with_key("one more")


def test_the_file_is_its_owner_s_and_holds_no_key(tmp_path: Path) -> None:
    file = access_file(tmp_path / "book")
    assert load(file) == Access()
    access, key = Access(network=True).with_key("n8n")
    save(access, file)
    assert load(file) == access
    assert file.stat().st_mode & 0o077 == 0
    assert key not in file.read_text()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"keys": [{}], "network": true}', '{"keys": 1, "network": 0}']
)
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(BadInputError, match="no other program is let in"):
        load(tmp_path / "keys.json")
