"""Where the book is, by --book, CARDSCAN_BOOK, the settings file or the platform; and the settings file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_book(parser: argparse.ArgumentParser) -> None:
    """Let a command take --book."""
    parser.add_argument("--book", metavar="DIR", help="the book's folder")


def book_folder(settings: Settings) -> Path:
    """Return the folder of the book in use."""
    import platformdirs

    return Path(settings.book or platformdirs.user_data_dir("cardscan", appauthor=False)).resolve()


def own_inbox(book: Path) -> Path:
    """Return the drop folder of the app's own, beside the book."""
    return book.with_name(f"{book.name}-inbox")


def settings_file() -> Path:
    """Return where the user's settings are, or would be."""
    import platformdirs

    return Path(platformdirs.user_config_dir("cardscan", appauthor=False)) / "cardscan.toml"
