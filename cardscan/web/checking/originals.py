"""The photo or page that a card was found on, made small enough to be shown; decoded by another process."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from cardscan.errors import ReadingError
from cardscan.rereading import page_of, reread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from cardscan.model import CardScan, Source
    from cardscan.settings import Settings

S = TypeVar("S")
T = TypeVar("T")

_LONG_SIDE = 2000
_QUALITY = 85
_KEPT = 6
"""Pictures that are kept, since each is asked for twice: with its page, and by itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of an original, small enough to be shown."""

    jpeg: bytes
    width: int
    """Of the page itself, in the pixels of its cards' corners, as is the height."""
    height: int


class Originals:
    """The pictures of originals, made by an executor: a decoder that breaks harms nothing here."""

    def __init__(self, executor: Executor, settings: Callable[[], Settings]) -> None:
        self._executor = executor
        self._settings = settings
        self._kept: dict[tuple[str, int, int], Shown] = {}

    async def show(self, source: Source) -> Shown:
        """Return the page as it is shown; raises BadInputError where the file is gone or another one."""
        key = (source.sha256, source.page, _stamp(source.path))
        if key not in self._kept:
            self._kept[key] = await self._have(page_shown, source)
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return self._kept[key]

    async def read(self, sides: Sequence[Source]) -> CardScan:
        """Return what the card says whose sides these are; see rereading.reread."""
        return await self._have(reread, sides)

    async def _have(self, work: Callable[[S, Settings], T], what: S) -> T:
        try:
            return await asyncio.wrap_future(self._executor.submit(work, what, self._settings()))
        except BrokenExecutor as error:
            raise ReadingError(
                "the process that read the picture was lost", "try again; the memory may have run out"
            ) from error


def _stamp(path: str) -> int:
    """Return when the file was last changed; 0 where it is not there."""
    try:
        return Path(path).stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def page_shown(source: Source, settings: Settings) -> Shown:
    """Return the page of the original as it is shown; raises BadInputError where that is not to be had."""
    pixels = page_of(source, settings).pixels
    image = Image.fromarray(pixels[:, :, ::-1])
    image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return Shown(stream.getvalue(), pixels.shape[1], pixels.shape[0])
