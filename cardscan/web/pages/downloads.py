"""The chosen contacts as a file: written whole before the first byte is sent, so that none comes cut off."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from cardscan.book import Book
from cardscan.export import EXPORTERS, SUFFIXES, ExportOptions
from cardscan.export.parts import write_parts
from cardscan.web.asking import Refused
from cardscan.web.pages.contacts import words_of

if TYPE_CHECKING:
    from cardscan.web.asking import Ask

_SUFFIX = {format_name: suffix for suffix, format_name in SUFFIXES.items()}


def download(folder: Path, ask: Ask) -> FileResponse:
    """Return the selection, or what is found, in the format that the address names.

    A format whose program takes only so many contacts a file comes as a ZIP of several.
    The book is opened anew, for the thread that this runs on. Raises Refused for an unknown format.
    """
    name = ask.query.get("format", "")
    if name not in EXPORTERS:
        raise Refused("There is no such format.", 400)
    place = Path(mkdtemp(prefix="cardscan-"))
    try:
        stem = f"contacts-{datetime.now(UTC):%Y-%m-%d}"
        target = place / f"{stem}{_SUFFIX.get(name, '.csv')}"
        with Book.open(folder, create=False) as book:
            scans = (book.scan(entry) for entry in book.listing.all(ask.selection, words_of(ask)))
            paths = write_parts(scans, target, EXPORTERS[name], ExportOptions())
        path = paths[0] if len(paths) == 1 else _zipped(paths, place / f"{stem}.zip")
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, place, ignore_errors=True)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, background=gone)


def _zipped(paths: tuple[Path, ...], target: Path) -> Path:
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return target
