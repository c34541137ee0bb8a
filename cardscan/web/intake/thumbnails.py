"""Small pictures of the files in the drop folder, made by another process, which may break."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from cardscan.errors import CardscanError
from cardscan.pipeline import pages_of

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from cardscan.inbox import Board
    from cardscan.settings import Settings

SMALL, LARGE = 240, 1600
"""The longest side, in pixels."""
_QUALITY, _DPI = 80, 100
_KEPT = 400
_LOOKS = 3
"""A file moves while it is read: it is looked for again where it has gone."""


class Thumbnails:
    """The first page of files, shrunk; the small ones are kept."""

    def __init__(self, board: Board, executor: Executor, settings: Settings) -> None:
        self._board = board
        self._executor = executor
        self._settings = settings
        self._kept: dict[tuple[str, int, int], bytes] = {}

    async def of(self, number: str, side: int) -> bytes:
        """Return the picture of the row that the address names, a JPEG; b"" where there is none to be had."""
        for _ in range(_LOOKS):
            row = self._board.row(number)
            if row is None:
                return b""
            try:
                status = row.place.stat()
            except OSError:
                await asyncio.sleep(0.1)
                continue
            key = (number, side, status.st_mtime_ns)
            if key not in self._kept:
                made = await self._made(row.place, side)
                if not made and not row.place.exists():
                    continue
                self._kept[key] = made
                while len(self._kept) > _KEPT:
                    del self._kept[next(iter(self._kept))]
            return self._kept[key]
        return b""

    async def _made(self, place: Path, side: int) -> bytes:
        try:
            return await asyncio.wrap_future(self._executor.submit(shrunk, place, self._settings, side))
        except (CardscanError, BrokenExecutor, OSError):
            return b""


def shrunk(place: Path, settings: Settings, side: int) -> bytes:
    """Return the first page of the file as a JPEG of at most so many pixels a side; raises BadInputError."""
    pages = pages_of(place, replace(settings, pdf_dpi=_DPI))
    image = Image.fromarray(next(pages).pixels[:, :, ::-1])
    image.thumbnail((side, side))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()
