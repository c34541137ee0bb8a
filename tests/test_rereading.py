from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.errors import BadInputError, NoCardError
from cardscan.geometry import rolled
from cardscan.model import Quad, Source
from cardscan.rereading import page_of, reread
from cardscan.settings import Settings
from tests.support.drops import person, picture, sha256

SECOND: Quad = ((540.0, 60.0), (960.0, 60.0), (960.0, 300.0), (540.0, 300.0))
TABLE: Quad = ((2.0, 2.0), (50.0, 2.0), (50.0, 350.0), (2.0, 350.0))


def source_of(tmp_path: Path, quad: Quad) -> Source:
    path = tmp_path / "two.png"
    path.write_bytes(picture(person(1), person(2)))
    return Source(str(path), sha256(path.read_bytes()), 1, 7, quad)


@pytest.mark.parametrize("turns", range(4))
def test_the_card_between_the_corners_is_read_whichever_corner_comes_first(
    tmp_path: Path, settings: Settings, turns: int
) -> None:
    scan = reread([source_of(tmp_path, rolled(SECOND, turns))], settings)
    assert scan.contact.full_name == "Clara Lindner"
    assert [email.value for email in scan.contact.emails] == ["clara@lindner2.example"]
    assert (scan.source.card, scan.source.quad) == (7, SECOND)
    assert scan.faces[0].jpeg.startswith(b"\xff\xd8\xff")


def test_two_sides_are_read_into_one_card(tmp_path: Path, settings: Settings) -> None:
    front = source_of(tmp_path, SECOND)
    back = tmp_path / "back.png"
    back.write_bytes(picture(("Open 9 to 5", "www.lindner2.example")))
    whole: Quad = ((0.0, 0.0), (420.0, 0.0), (420.0, 240.0), (0.0, 240.0))
    scan = reread([front, Source(str(back), sha256(back.read_bytes()), 1, 1, whole)], settings)
    assert scan.contact.full_name == "Clara Lindner"
    assert [url.value for url in scan.contact.urls] == ["https://www.lindner2.example"]
    assert len(scan.faces) == 2


def test_corners_round_no_text_are_no_card(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(NoCardError, match="no text is between these corners"):
        reread([source_of(tmp_path, TABLE)], settings)


def test_a_file_that_is_another_one_now_is_refused(tmp_path: Path, settings: Settings) -> None:
    source = source_of(tmp_path, SECOND)
    with pytest.raises(BadInputError, match="has no page 2"):
        page_of(replace(source, page=2), settings)
    Path(source.path).write_bytes(picture(person(3)))
    with pytest.raises(BadInputError, match="is another file now"):
        reread([source], settings)
    Path(source.path).unlink()
    with pytest.raises(BadInputError, match="no such file"):
        reread([source], settings)
