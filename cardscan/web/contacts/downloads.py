"""The chosen contacts as a file: written whole before the first byte is sent, so that none comes cut off.

It is written to files without a name, which are gone with the program, however that ends.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.responses import StreamingResponse

from cardscan.book import EVERYTHING, Book
from cardscan.export import EXPORTERS, SUFFIXES, kind_of
from cardscan.export.parts import part, write_streams
from cardscan.web.asking import Refused
from cardscan.web.contacts.choosing import same_list, selection_of, words_of
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from starlette.responses import Response

    from cardscan.book import Entry, Selection
    from cardscan.export import ExportOptions
    from cardscan.model import CardScan
    from cardscan.web.asking import Ask

_SUFFIX = {format_name: suffix for suffix, format_name in SUFFIXES.items()}
_CHUNK = 64 * 1024


def download(folder: Path, ask: Ask, options: ExportOptions) -> Response:
    """Return what the address names as a file, in the format that it names; the book notes the export.

    A format whose program takes only so many contacts a file comes as a ZIP of several.
    The book is opened anew, for the thread that this runs on. Raises Refused for an unknown format.
    """
    name = ask.query.get("format", "")
    if name not in EXPORTERS:
        raise Refused("There is no such format.", 400)
    path = Path(f"contacts-{datetime.now(UTC):%Y-%m-%d}{_SUFFIX.get(name, '.csv')}")
    with ExitStack() as files:
        streams: list[BinaryIO] = []

        def another(number: int) -> BinaryIO:
            streams.append(files.enter_context(TemporaryFile()))
            return streams[-1]

        with Book.open(folder, create=False) as book:
            selection, words = _asked(ask, kind_of(name, options))
            if not book.listing.count(selection, words):
                narrowed = " ".join(kind for kind in ("checked", "new") if ask.query.get(kind)) or "gone"
                return see(
                    same_list(ask, "/export", of=ask.query.get("of", ""), format=name, nothing=narrowed)
                )
            with book.exports.run(kind_of(name, options), path.name) as exported:
                scans = _noted(book, book.listing.all(selection, words), exported)
                write_streams(scans, another, EXPORTERS[name], options)
        if len(streams) > 1:
            _zip(tuple(streams), path, another(0))
            path = path.with_suffix(".zip")
        whole = streams[-1]
        size = whole.seek(0, os.SEEK_END)
        headers = {"Content-Length": str(size), "Content-Disposition": f'attachment; filename="{path.name}"'}
        chunks = _chunks(whole, files.pop_all())
    return StreamingResponse(chunks, media_type="application/octet-stream", headers=headers)


def _asked(ask: Ask, kind: str) -> tuple[Selection, str]:
    """Return which contacts the export page's form asks for, and what they are searched for by."""
    everybody = ask.query.get("which") == "all"
    selection, words = (EVERYTHING, "") if everybody else (selection_of(ask), words_of(ask))
    if ask.query.get("checked"):
        selection = replace(selection, state="checked")
    return replace(selection, new=kind if ask.query.get("new") else ""), words


def _noted(book: Book, entries: Iterable[Entry], exported: Callable[[Entry], None]) -> Iterator[CardScan]:
    for entry in entries:
        exported(entry)
        yield book.scan(entry)


def _zip(streams: Sequence[BinaryIO], path: Path, target: BinaryIO) -> None:
    """Write a ZIP of the streams, as parts of the file `path`."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, stream in enumerate(streams, start=1):
            stream.seek(0)
            with archive.open(part(path, number).name, "w") as entry:
                shutil.copyfileobj(stream, entry)


def _chunks(stream: BinaryIO, files: ExitStack) -> Iterator[bytes]:
    with files:
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            yield chunk
