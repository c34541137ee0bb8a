import io
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
import vobject  # type: ignore[import-untyped]
from PIL import Image

from cardscan.export import Version
from cardscan.export.formats.photo import small_picture
from cardscan.export.formats.vcard import vcard
from cardscan.model import CardScan, Face
from tests.support.fictional import ANNA, OPTIONS, scan


def picture(width: int, height: int, *, noise: bool = False) -> bytes:
    pixels = np.full((height, width, 3), 240, np.uint8)
    if noise:
        pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=95)
    return stream.getvalue()


def with_face(jpeg: bytes) -> CardScan:
    card = scan(ANNA)
    return replace(card, faces=(Face(card.source, jpeg, 900.0, 500.0),))


@pytest.mark.parametrize("noise", [False, True])
def test_any_picture_becomes_a_jpeg_of_at_most_20_000_bytes(*, noise: bool) -> None:
    small = small_picture(picture(1200, 700, noise=noise))
    assert len(small) <= 20_000
    with Image.open(io.BytesIO(small)) as image:
        assert image.format == "JPEG"
        assert image.width / image.height == pytest.approx(1200 / 700, abs=0.02)
        assert noise or image.size == (480, 280)


def test_a_small_picture_is_not_made_larger() -> None:
    with Image.open(io.BytesIO(small_picture(picture(90, 50)))) as image:
        assert image.size == (90, 50)


def test_the_picture_is_there_only_where_it_is_asked_for() -> None:
    card = with_face(picture(600, 350))
    assert b"PHOTO" not in vcard(card, OPTIONS)
    assert b"PHOTO" not in vcard(scan(ANNA), replace(OPTIONS, photo="card"))


@pytest.mark.parametrize(
    ("version", "start"),
    [
        ("3.0", "PHOTO;ENCODING=b;TYPE=JPEG:"),
        ("4.0", "PHOTO:data:image/jpeg;base64,"),
        ("2.1", "PHOTO;ENCODING=BASE64;JPEG:"),
    ],
)
def test_each_version_has_its_own_form_of_picture(version: Version, start: str) -> None:
    card = with_face(picture(600, 350))
    text = vcard(card, replace(OPTIONS, photo="card", version=version)).decode()
    [line] = [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("PHOTO")]
    assert line.startswith(start)
    assert b64decode(line.removeprefix(start)) == small_picture(card.faces[0].jpeg)


def test_vobject_reads_the_picture_back() -> None:
    card = with_face(picture(600, 350))
    read = vobject.readOne(vcard(card, replace(OPTIONS, photo="card")).decode())
    assert read.photo.value == small_picture(card.faces[0].jpeg)
