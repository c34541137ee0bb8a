"""PDF pages, drawn by PDFium."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from cardscan.errors import BadInputError
from cardscan.picture.guard import BROKEN, decoding, too_many_pages
from cardscan.picture.limits import LONGEST_SIDE
from cardscan.picture.page import Page, rows_at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardscan.picture.limits import Limits


def pdf_pages(data: bytes, label: str, limits: Limits, remark: Callable[[str], None]) -> Iterator[Page]:
    """Yield the pages, each to be taken before the next; raises BadInputError as load_pictures says.

    PDFium may be used by one thread of a process only.
    """
    with decoding(label, "PDF"):
        document = _open_pdf(data, label)
        count = len(document)
    try:
        if count > limits.max_pages:
            raise too_many_pages(label, limits.max_pages)
        for number in range(1, count + 1):
            with decoding(label, "PDF"):
                bitmap = _draw(document[number - 1], label, limits, remark)
            yield Page(number, bitmap.width, bitmap.height, 1, _packed(bitmap))
    finally:
        document.close()


def _open_pdf(data: bytes, label: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # For a PDF without pages PDFium leaves the code of whatever failed before it.
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        if not locked or b"/Encrypt" not in data:
            raise BadInputError(f"{label}: the PDF is broken, cut off or without pages", BROKEN) from error
        hint = "remove the password first: open it in a PDF viewer and print it to a new PDF"
        raise BadInputError(f"{label}: the PDF is protected by a password", hint) from error


def _draw(
    page: pypdfium2.PdfPage, label: str, limits: Limits, remark: Callable[[str], None]
) -> pypdfium2.PdfBitmap:
    width, height = page.get_size()  # points of 1/72 inch
    scale = min(
        limits.pdf_dpi / 72,
        math.sqrt(limits.max_pixels / max(width * height, 1.0)),
        LONGEST_SIDE / max(width, height, 1.0),
    )
    if scale < limits.pdf_dpi / 72:
        remark(f"{label}: a page is so large that it is drawn at {scale * 72:.0f} dpi")
    bitmap = page.render(scale=scale)
    page.close()
    return bitmap


def _packed(bitmap: pypdfium2.PdfBitmap) -> Iterator[bytes]:
    """Yield the pixels in bands, without what PDFium puts between two rows."""
    buffer = memoryview(bitmap.buffer).cast("B")
    width, stride = 3 * bitmap.width, bitmap.stride
    rows = rows_at_once(bitmap.width, bitmap.height)
    for top in rows:
        below = min(top + rows.step, bitmap.height)
        yield b"".join(buffer[row * stride : row * stride + width] for row in range(top, below))
