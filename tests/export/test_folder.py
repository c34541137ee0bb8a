from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import OutputError
from cardscan.export.folder import file_stem, write_folder
from cardscan.model import Contact
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def named(*given_names: str) -> list[Contact]:
    return [Contact(given_name=name) for name in given_names]


def test_one_file_a_contact_named_after_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cards"
    assert write_folder([scan(ANNA), scan(COMPANY, 2), scan(Contact(), 3)], folder, OPTIONS) == 3
    assert names(folder) == ["Dr. Anna Maria Weber MBA.vcf", "card.vcf", "Ōsaka Tea Example K.K.vcf"]
    card = vobject.readOne((folder / "Dr. Anna Maria Weber MBA.vcf").read_text(encoding="utf-8"))
    assert card.fn.value == "Dr. Anna Maria Weber, MBA"


def test_the_same_name_and_names_that_some_systems_take_for_the_same_get_numbers(tmp_path: Path) -> None:
    contacts = named("Anna", "ANNA", "Anna 2", "Zoe\u0301", "Zoé")
    write_folder([scan(contact, card) for card, contact in enumerate(contacts)], tmp_path, OPTIONS)
    assert names(tmp_path) == ["ANNA 2.vcf", "Anna 2 2.vcf", "Anna.vcf", "Zoé 2.vcf", "Zoé.vcf"]


def test_a_second_run_replaces_its_own_files_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "Anna.vcf").write_text("BEGIN:VCARD\r\nEND:VCARD\r\n")
    first, second = named("Anna", "Anna")
    for _ in range(2):
        write_folder([scan(first, 1), scan(second, 2)], tmp_path, OPTIONS)
        assert names(tmp_path) == ["Anna 2.vcf", "Anna 3.vcf", "Anna.vcf"]
    write_folder([scan(second, 2), scan(first, 1)], tmp_path, OPTIONS)
    assert (tmp_path / "Anna.vcf").read_text() == "BEGIN:VCARD\nEND:VCARD\n"


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        write_folder([scan(ANNA)], tmp_path / "file", OPTIONS)


@given(
    st.text() | st.sampled_from(["..", ".", "a/b", "a\\b", "C:\\x", "con.txt", "LPT1", "x" * 999, "漢" * 999])
)
def test_a_file_name_is_never_a_path_nor_one_that_a_system_refuses(name: str) -> None:
    stem = file_stem(name)
    assert stem == Path(stem).name
    assert 0 < len(stem.encode()) <= 121
    assert not set(stem) & set('<>:"/\\|?*')
    assert stem.isprintable()
    assert stem[0] not in " ." and stem[-1] not in " ."
    assert stem.split(".")[0].lower() not in {"con", "nul", "lpt1"}
