"""Reading: where text is, which way up it stands, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cardscan.model import Card, Lines

    ReaderFactory = Callable[[str, int, float, Path], "Reader"]
    """Takes languages, threads, the time-out in seconds and the cache folder."""


class Reader(Protocol):
    """Turns the text on a card into lines."""

    @property
    def name(self) -> str:
        """The key in READERS."""

    def read(self, card: Card) -> Lines:
        """Return the card's text; no lines where there is none.

        Raises ReadingError where the reader breaks down or runs out of time.
        """


def _rapid(lang: str, threads: int, timeout: float, cache_dir: Path) -> Reader:
    from cardscan.ocr.rapid import RapidReader

    return RapidReader(threads=threads, cache_dir=cache_dir, lang=lang, timeout=timeout)


def _tesseract(lang: str, threads: int, timeout: float, cache_dir: Path) -> Reader:
    from cardscan.ocr.tesseract import TesseractReader

    return TesseractReader(lang=lang, timeout=timeout)


READERS: Mapping[str, ReaderFactory] = {"rapid": _rapid, "tesseract": _tesseract}

RAPID_LANGUAGES = frozenset(
    "afr aze_latn bos cat ces chi_sim chi_tra cym dan deu ell eng epo est eus fin fra fry gle glg hrv hun "
    "ind isl ita jav jpn lat lav lit ltz mlt msa nld nor oci pol por ron slk slv spa sqi srp_latn swa swe "
    "tgl tur uzb".split()
)
"""Languages, as Tesseract names them, whose letters PP-OCR's alphabet has."""


def reader_for(choice: str, lang: str) -> str:
    """Return the key of the reader to use for these languages ("deu+rus").

    >>> reader_for("auto", "deu+fra"), reader_for("auto", "rus"), reader_for("tesseract", "")
    ('rapid', 'tesseract', 'tesseract')
    """
    if choice != "auto":
        return choice
    asked = {language for language in lang.split("+") if language}
    return "rapid" if asked <= RAPID_LANGUAGES else "tesseract"
