"""Small pictures of what lies in the drop folder, wherever it lies by now."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from cardscan.errors import BadInputError
from cardscan.inbox import Happening
from cardscan.web.intake.thumbnails import LARGE, SMALL, shrunk
from tests import SAMPLES
from tests.support.drops import person, picture
from tests.support.reviewing import client_of, surroundings
from tests.support.settings import frugal_settings


@pytest.mark.parametrize("name", ["two-pages.pdf", "photo-sweden.heic", "qr-code.jpg"])
def test_every_kind_is_shrunk(name: str) -> None:
    image = Image.open(io.BytesIO(shrunk(SAMPLES / name, frugal_settings(), SMALL)))
    assert (image.format, max(image.size)) == ("JPEG", SMALL)


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture(person(1))[:500])
    with pytest.raises(BadInputError):
        shrunk(tmp_path / "a.png", frugal_settings(), LARGE)


def test_a_row_s_picture_is_found_where_it_has_gone(book_folder: Path, readers: ThreadPoolExecutor) -> None:
    around = surroundings(book_folder, readers)
    inbox = around.board.folders.inbox
    (inbox / "a.png").write_bytes(picture(person(1)))
    (inbox / "b.png").write_bytes(b"no picture")
    for name in ("a.png", "b.png"):
        around.board.expect(name)
    first, second = (row.number for row in around.board.rows())
    with client_of(book_folder, around) as client:
        small = client.get(f"/add/thumb/{first}")
        assert (small.status_code, small.headers["content-type"]) == (200, "image/jpeg")
        (inbox / "a.png").rename(inbox / "moved.png")
        around.board.tell(Happening("a.png", "done", "x", place=str(inbox / "moved.png")))
        large = client.get(f"/add/picture/{first}")
        assert Image.open(io.BytesIO(large.content)).width == 420
        for number in (second, "0" * 16, "x"):
            none = client.get(f"/add/thumb/{number}")
            assert (none.status_code, none.headers["content-type"]) == (200, "image/svg+xml")
