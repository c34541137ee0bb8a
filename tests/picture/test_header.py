"""What is decoded without a process of its own: photos, and nothing whose header proves too little."""

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.picture.header import is_bounded
from tests.support.bad_input import chunk
from tests.support.pictures import encoded, quarters


@pytest.mark.parametrize(
    ("kind", "options"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("JPEG", {"exif": bytes(60_000)}), ("PNG", {})],
)
def test_photos_are_bounded(kind: str, options: dict[str, Any]) -> None:
    assert is_bounded(encoded(quarters(), kind, **options))


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "WEBP", "BMP", "GIF", "HEIF", "AVIF"])
def test_other_formats_are_not(kind: str) -> None:
    assert not is_bounded(encoded(quarters(), kind))


def test_a_jpeg_gone_over_very_often_is_not() -> None:
    data = encoded(quarters(), "JPEG", progressive=True)
    frame = data.index(b"\xff\xc2")
    large = data[: frame + 5] + struct.pack(">HH", 10_000, 10_000) + data[frame + 9 :]
    assert is_bounded(large[: large.index(b"\xff\xda") + 2] + bytes(100))
    assert not is_bounded(large + b"\xff\xda" * 20)


def test_very_many_parts_are_not() -> None:
    png = encoded(quarters(), "PNG")
    assert not is_bounded(png[:33] + chunk(b"tEXt", b"a\0b") * 6000 + png[33:])
    jpeg = encoded(quarters(), "JPEG")
    assert not is_bounded(jpeg[:2] + b"\xff\xe1\x00\x02" * 6000 + jpeg[2:])
    assert is_bounded(jpeg[:2] + b"\xff\xe1\x00\x02" * 100 + jpeg[2:])


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]), st.binary(max_size=300))
def test_any_bytes_have_an_answer(start: bytes, rest: bytes) -> None:
    assert is_bounded(start + rest) in (True, False)
