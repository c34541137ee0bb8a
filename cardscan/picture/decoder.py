"""What runs in the process apart: it decodes what it is told to, within the memory that it is allowed.

It is told on standard input and answers on standard output; `apart.py` says how.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image

from cardscan.errors import BadInputError
from cardscan.picture import is_pdf
from cardscan.picture.bitmap import bitmap_pages
from cardscan.picture.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.picture.page import Page

_LATER = 5.0
"""Seconds after which it ends itself where the one who should have ended it is gone."""


def main() -> None:
    """Decode page after page, as told, until there is nobody left to tell."""
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:  # decoders write to both
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    _be_left_alone()
    requests: SimpleQueue[tuple[dict[str, Any], bytes]] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    pages: Iterator[Page] = iter(())
    while True:
        request, data = requests.get()
        if "limits" in request:
            pages = _pages(data, request["label"], Limits(**request["limits"]), answers)
        if "end" in request:
            pages = iter(())
        else:
            _end_after(request["seconds"])
            _answer(pages, answers)
            _end_after(0)


def _receive(stream: BinaryIO, requests: SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """Pass the requests on; when there will be none, end the process whatever it does."""
    while line := stream.readline():
        request = json.loads(line)
        requests.put((request, stream.read(request.get("size", 0))))
    os._exit(0)


def _pages(data: bytes, label: str, limits: Limits, answers: BinaryIO) -> Iterator[Page]:
    _allow_memory(limits.max_memory)
    Image.MAX_IMAGE_PIXELS = None  # the limits are ours
    if is_pdf(data):
        from cardscan.picture.pdf import pdf_pages  # only where it is needed

        return pdf_pages(data, label, limits, lambda text: _say(answers, remark=text))
    return bitmap_pages(data, label, limits)


def _answer(pages: Iterator[Page], answers: BinaryIO) -> None:
    try:
        page = next(pages, None)
    except BadInputError as error:
        _say(answers, error=str(error), hint=error.hint)
        return
    if page is None:
        _say(answers, end=True)
        return
    size = {"width": page.width, "height": page.height, "orientation": page.orientation}
    _say(answers, page=page.number, taken=page.taken, **size)
    for band in page.bands:
        answers.write(band)
    answers.flush()


def _say(answers: BinaryIO, **message: object) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _be_left_alone() -> None:
    """Leave the end to the parent, and no picture of the memory where a decoder breaks down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_memory(size: int) -> None:
    """Have the system refuse more, where it can: Linux counts what is written to, others what is mapped."""
    if sys.platform != "win32":
        import resource

        limit = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        _, most = resource.getrlimit(limit)
        with suppress(ValueError, OSError):  # macOS refuses
            resource.setrlimit(limit, (size if most < 0 else min(size, most), most))


def _end_after(seconds: float) -> None:
    """Have the system end this process, even in the midst of a decoder, if nobody else does; 0 for never."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + _LATER if seconds else 0)
