"""`cardscan check`: where things are, what is installed, and whether a card is really read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from cardscan import __version__, private
from cardscan.cli.installing import command_for, is_installed
from cardscan.cli.options import add_reader
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder, settings_file
from cardscan.cli.report import counted
from cardscan.errors import CardscanError, ExitCode, MissingError, ReadingError
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cardscan.settings import Settings

_PACKAGES = (
    "opencv-python-headless", "openvino", "rapidocr", "pytesseract", "pillow-heif", "pypdfium2", "zxing-cpp",
    "phonenumberslite", "vobject",
)  # fmt: skip
_EXTRAS = {
    "web": "the app in the browser: add cards, check them, export contacts",
    "keyring": "the password of `cardscan push` from the system's password store",
    "cluster": "--cluster, which reads on other computers",
}
_TRIAL = "Erika Muster", "erika.muster@cardscan.example"
_WIDTH = 24


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `check`."""
    check = commands.add_parser(
        "check",
        description="Say where book, settings and cache are, which extras, readers and languages are there, "
        "what each missing one would bring, and read a card drawn on the spot.",
        epilog=examples(
            "cardscan check", "cardscan check --reader tesseract", "cardscan check --json | jq .extras"
        ),
    )
    check.add_argument("--json", action="store_true", help="one JSON object, for jq")
    add_reader(check)
    add_book(check)
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace, settings: Settings) -> ExitCode:
    """Print what is there and read a card drawn on the spot.

    Raises MissingError or ReadingError where the reader chosen cannot do its work.
    """
    found = _found(settings)
    if not options.json:
        print("\n".join(map(visible, _told(found))), flush=True)
    reader, fault = _trial(settings)
    if options.json:
        print(escaped(json.dumps({**found, "trial": {"reader": reader, "error": str(fault or "")}})))
    elif not fault:
        print(f"reader {reader}: ok")
    if fault:
        raise fault
    return ExitCode.OK


def _found(settings: Settings) -> dict[str, Any]:
    """Return all that can be said without reading, as JSON-able data."""
    import platform

    from cardscan.engines import cache_folder

    file, cache = settings_file(), cache_folder(settings)
    return {
        "cardscan": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "places": {
            "book": _book(book_folder(settings)),
            "settings": f"{file}{'' if file.exists() else ' (none yet)'}{_whose(file.parent)}",
            "compiled models in": f"{cache}{_whose(cache, ': they are not used')}",
        },
        "packages": {package: _version(package) for package in _PACKAGES},
        "tesseract": _tesseract(),
        "scripts": _scripts(),
        "extras": {
            extra: {"installed": is_installed(extra), "brings": brings, "install": command_for(extra)}
            for extra, brings in _EXTRAS.items()
        },
    }


def _version(package: str) -> str:
    """Return a package's version; what it does may also come from one of another name."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not under this name"


def _told(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"cardscan {found['cardscan']}, Python {found['python']}, {found['platform']}"
    for part in ("places", "packages"):
        yield from (f"  {name:{_WIDTH}}{text}" for name, text in found[part].items())
    yield f"  {'tesseract':{_WIDTH}}{found['tesseract']}"
    missing = [
        f"{script} ({pack['language']})" for script, pack in found["scripts"].items() if not pack["installed"]
    ]
    if missing:
        yield f"  {'scripts not read':{_WIDTH}}{', '.join(missing)}"
        yield f"  {'':{_WIDTH}}to have one read: sudo apt install tesseract-ocr tesseract-ocr-LANGUAGE"
    for extra, state in found["extras"].items():
        if state["installed"]:
            yield f"  {f'extra {extra}':{_WIDTH}}installed"
        else:
            yield f"  {f'extra {extra}':{_WIDTH}}not installed; brings {state['brings']}: {state['install']}"


def _trial(settings: Settings) -> tuple[str, CardscanError | None]:
    """Return which reader read a card, and what went wrong with it, if anything did."""
    from cardscan.engines import cache_folder
    from cardscan.pipeline import scan

    try:
        scans = scan(_trial_card(), settings, name="trial card")
    except CardscanError as error:
        return settings.reader, error
    emails = [email.value for scan in scans for email in scan.contact.emails]
    if emails != [_TRIAL[1]]:
        return settings.reader, ReadingError(
            "the trial card was not read as it is printed",
            f"empty the folder of compiled models, {cache_folder(settings)}, and run again; "
            "if that does not help, reinstall rapidocr and openvino",
        )
    return scans[0].reading.reader, None


def _book(folder: Path) -> str:
    """Return where the book is, how many are in it, and whether others may read it."""
    from cardscan.book import Book
    from cardscan.book.file.rights import open_to_others

    if not (folder / "book.sqlite").exists():
        return f"{folder} (none yet: `cardscan app` begins one)"
    names = ", ".join(path.name for path in open_to_others(folder))
    whose = f"which others may read: {names}" if names else "yours alone"
    try:
        with Book.open(folder, create=False) as book:
            count = counted(book.count(), "contact")
    except CardscanError as error:
        count = f"cannot be opened: {error}"
    return f"{folder}, {count}, {whose}"


def _whose(folder: Path, outcome: str = "") -> str:
    """Return who else has rights on the folder, and what comes of it, to be told behind its name."""
    if not folder.is_dir():
        return ""
    if private.others_may_write(folder):
        return f", which others may write to{outcome}"
    return ", which others may read" if private.is_open(folder) else ", yours alone"


def _tesseract() -> str:
    """Return version and languages, or what to do to have them."""
    import pytesseract  # type: ignore[import-untyped]

    from cardscan.ocr.tesseract import installed_languages

    try:
        languages = installed_languages()
    except MissingError as error:
        return f"not installed; brings scripts that the built-in reader lacks ({error.hint})"
    except CardscanError as error:
        return str(error)
    return f"{pytesseract.get_tesseract_version()}, languages: {' '.join(languages)}"


def _scripts() -> dict[str, dict[str, Any]]:
    """Return, by script that the built-in reader lacks, the pack that reads it and whether it is there."""
    from cardscan.ocr.packs import PACKS, installed_packs, languages_for

    try:
        there = installed_packs()
    except CardscanError:
        there = ()
    return {
        script: {"language": pack.languages[0], "installed": bool(languages_for(script, there))}
        for script, pack in PACKS.items()
    }


def _trial_card() -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    card = Image.new("RGB", (1050, 600), "white")
    draw = ImageDraw.Draw(card)
    for row, text in enumerate(_TRIAL):
        draw.text((120, 180 + 140 * row), text, fill="black", font=ImageFont.load_default(48))
    stream = io.BytesIO()
    card.save(stream, "PNG")
    return stream.getvalue()
