"""`cardscan check`: what is installed, and whether a card is really read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cardscan import __version__
from cardscan.cli.options import add_reader
from cardscan.cli.place import add_book, book_folder
from cardscan.errors import CardscanError, ExitCode, MissingError, ReadingError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from cardscan.settings import Settings

_PACKAGES = (
    "opencv-python-headless", "openvino", "rapidocr", "pytesseract", "pillow-heif", "pypdfium2", "zxing-cpp",
    "phonenumbers", "vobject",
)  # fmt: skip
_TRIAL = "Erika Muster", "erika.muster@cardscan.example"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `check`."""
    check = commands.add_parser("check", help="say what is installed and whether reading works")
    add_reader(check)
    add_book(check)
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace, settings: Settings) -> ExitCode:
    """Print what is there and read a card drawn on the spot.

    Raises MissingError or ReadingError where the reader chosen cannot do its work.
    """
    import platform
    from importlib.metadata import version

    from cardscan.engines import cache_folder
    from cardscan.pipeline import scan

    print(f"cardscan {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for package in _PACKAGES:
        print(f"  {package:24}{version(package)}")
    print(f"  {'tesseract':24}{_tesseract()}")
    print(f"  {'compiled models in':24}{cache_folder(settings)}")
    print(f"  {'book':24}{_book(book_folder(settings))}")
    scans = scan(_trial_card(), settings, name="trial card")
    emails = [email.value for scan in scans for email in scan.contact.emails]
    if emails != [_TRIAL[1]]:
        raise ReadingError(
            "the trial card was not read as it is printed",
            "run again with --reader tesseract; if that works, reinstall rapidocr and openvino",
        )
    print(f"reader {scans[0].reading.reader}: ok")
    return ExitCode.OK


def _book(folder: Path) -> str:
    """Return where the book is, and whether others may read it."""
    from cardscan.book.file.rights import open_to_others

    if not (folder / "book.sqlite").exists():
        return f"{folder} (none yet)"
    names = ", ".join(path.name for path in open_to_others(folder))
    return f"{folder}, {f'which others may read: {names}' if names else 'yours alone'}"


def _tesseract() -> str:
    """Return version and languages, or what to do to have them."""
    import pytesseract  # type: ignore[import-untyped]

    from cardscan.ocr.tesseract import installed_languages

    try:
        languages = installed_languages()
    except MissingError as error:
        return f"not installed, needed for other scripts and --reader tesseract only ({error.hint})"
    except CardscanError as error:
        return str(error)
    return f"{pytesseract.get_tesseract_version()}, languages: {' '.join(languages)}"


def _trial_card() -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    card = Image.new("RGB", (1050, 600), "white")
    draw = ImageDraw.Draw(card)
    for row, text in enumerate(_TRIAL):
        draw.text((120, 180 + 140 * row), text, fill="black", font=ImageFont.load_default(48))
    stream = io.BytesIO()
    card.save(stream, "PNG")
    return stream.getvalue()
