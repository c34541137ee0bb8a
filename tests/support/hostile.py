"""Small files that would take all memory, or all time there is, to decode."""

import struct
import zlib

from tests.support.bad_input import chunk, pdf_of


def endless_pdf() -> bytes:
    """Return 3 kB: forms that draw twelve forms that draw twelve forms, and so on, twelve deep."""
    deepest = 11
    forms = [
        _stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 252 144]/Resources<</XObject<</F %d 0 R>>>>" % (depth + 6),
            b"/F Do " * 12,
        )
        for depth in range(deepest)
    ]
    forms.append(_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 252 144]", b"0 0 250 140 re f"))
    return _page(b"/F Do", b"/F 5 0 R", *forms)


def swollen_pdf() -> bytes:
    """Return 1 kB: a picture of 18,000 x 18,000 pixels, packed three times over."""
    packed = zlib.compress(zlib.compress(zlib.compress(bytes(1_000_000_000), 9), 9), 9)
    head = b"/Type/XObject/Subtype/Image/Width 18000/Height 18000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    return _page(
        b"252 0 0 144 0 0 cm /I Do",
        b"/I 5 0 R",
        _stream(head + b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", packed),
    )


def tall_png(height: int) -> bytes:
    """Return a sound grey PNG one pixel wide."""
    packer = zlib.compressobj(9)
    rows = b"\0\xff" * 1_000_000
    parts = [
        packer.compress(rows[: 2 * min(1_000_000, height - done)]) for done in range(0, height, 1_000_000)
    ]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", b"".join((*parts, packer.flush())))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def lying_tiff(width: int, height: int, strip: bytes) -> bytes:
    """Return a TIFF, packed as ZIP does, whose one strip unpacks to something else than its header says."""
    packed = zlib.compress(strip, 9)
    tags = (
        (256, width), (257, height), (258, 8), (259, 8), (262, 1), (273, 122), (277, 1), (278, height),
        (279, len(packed)),
    )  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + packed


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def _page(content: bytes, drawn: bytes, *objects: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 252 144]/Contents 4 0 R/Resources<</XObject<<%s>>>>>>"
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", pages, page % drawn, _stream(b"", content), *objects)
