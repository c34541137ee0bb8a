"""The lines of a file of contacts, whatever its character set and the ends of its lines."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from cardscan.book.care.imports.items import Tick

LONGEST_LINE = 1 << 20
"""Octets; what is longer comes in pieces."""
_PIECE = 1 << 18
_HEAD = 4096
_MARK = codecs.BOM_UTF8


def lines_in(path: Path, tick: Tick, encoding: str = "") -> Iterator[bytes]:
    r"""Yield the file's lines with their ends: \r\n, \n, or \r alone; takes constant memory.

    They are in UTF-8 where the file is in UTF-16, with or without a mark, or in the `encoding` named; else as
    they stand. A mark of UTF-8 goes, wherever a line begins with it.
    """
    with path.open("rb") as stream:
        said = encoding or _wide(stream.read(_HEAD))
        stream.seek(0)
        pieces = _pieces(stream, tick)
        yield from _lines(_in_utf8(pieces, said) if said else pieces)


def _wide(head: bytes) -> str:
    """Return which UTF-16 a file is in that begins like this, "" for none."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    half = max(1, len(head) // 2)
    high, low = head[::2].count(0) / half, head[1::2].count(0) / half
    if min(high, low) > 0.2 or max(high, low) < 0.4:
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _pieces(stream: BinaryIO, tick: Tick) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
        tick(len(piece))


def _in_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in pieces:
        yield decoder.decode(piece).encode(errors="replace")
    yield decoder.decode(b"", final=True).encode(errors="replace")


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        lines = (rest + piece).splitlines(keepends=True)
        # a line may go on, and behind a \r its \n may follow
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        yield from (line.removeprefix(_MARK) for line in lines)
        if len(rest) > LONGEST_LINE:
            yield rest.removeprefix(_MARK)
            rest = b""
    if rest:
        yield rest.removeprefix(_MARK)
