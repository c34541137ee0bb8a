"""PDF pages, drawn by PDFium."""

from __future__ import annotations

import logging
import math
import threading
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from cardscan.errors import BadInputError
from cardscan.picture.guard import BROKEN, decoding, too_many_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Pixels

logger = logging.getLogger(__name__)

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""


def pdf_pages(
    data: bytes, label: str, max_pixels: int, max_pages: int, dpi: int
) -> Iterator[tuple[int, Pixels]]:
    """Yield the pages with their numbers; raises BadInputError as load_pictures says."""
    with _PDFIUM, decoding(label, "PDF"):
        document = _open_pdf(data, label)
        count = len(document)
    try:
        if count > max_pages:
            raise too_many_pages(label, max_pages)
        for number in range(1, count + 1):
            with _PDFIUM, decoding(label, "PDF"):
                pixels = _draw(document[number - 1], label, max_pixels, dpi)
            yield number, pixels
    finally:
        with _PDFIUM:
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


def _draw(page: pypdfium2.PdfPage, label: str, max_pixels: int, dpi: int) -> Pixels:
    width, height = page.get_size()  # points of 1/72 inch
    scale = min(dpi / 72, math.sqrt(max_pixels / max(width * height, 1.0)))
    if scale < dpi / 72:
        logger.info("%s: a page is so large that it is drawn at %.0f dpi", label, scale * 72)
    drawn: Pixels = np.array(page.render(scale=scale).to_numpy()[:, :, :3])
    page.close()
    return drawn
