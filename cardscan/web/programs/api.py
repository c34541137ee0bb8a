"""What other programs may ask for, with a key: read a picture, keep it, list the contacts."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import BrokenExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from cardscan.days import is_day
from cardscan.errors import BookBusyError, CardscanError, ReadingError
from cardscan.export.files import atomic_file
from cardscan.export.formats.jsonl import to_json
from cardscan.many.batch import Content, scan_one
from cardscan.visible import escaped
from cardscan.web.asking import Refused
from cardscan.web.book_thread import BookThread
from cardscan.web.intake.outcomes import outcome_told
from cardscan.web.intake.uploads import event_folder, event_said, kept_name, new_mark, reserved
from cardscan.web.programs.sent import Sent, picture_sent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from concurrent.futures import Executor

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.inbox import Board
    from cardscan.settings import Settings
    from cardscan.web.around.keys import Access

DESCRIPTION = Path(__file__).parent / "openapi.json"
_AT_ONCE = 4
"""Pictures that are in the memory at a time."""
_A_PAGE, _LARGEST_PAGE = 100, 500
_NO_CARD = "no card found in the picture"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the application is made of."""

    books: BookThread
    board: Board
    access: Callable[[], Access]
    readers: Executor
    settings: Callable[[], Settings]
    """Those in force."""
    pictures: asyncio.Semaphore

    async def scan(self, request: Request) -> Response:
        """Read the picture that is sent; nothing is kept."""
        async with self._picture(request) as sent:
            content = Content(sent.name, sent.data)
            try:
                reading = self.readers.submit(scan_one, content, self.settings())
                outcome = await asyncio.wrap_future(reading)
            except BrokenExecutor as error:
                raise ReadingError(
                    "the process that read the picture was lost", "try again; the memory may have run out"
                ) from error
        if outcome.errors and not outcome.scans:
            [first, *_] = outcome.errors
            return _answer(_fault(str(first), first.hint), 422)
        problems = [*map(str, outcome.errors), *outcome.remarks] or ([] if outcome.scans else [_NO_CARD])
        return _answer({"cards": [to_json(scan) for scan in outcome.scans], "problems": problems})

    async def keep(self, request: Request) -> Response:
        """Put the picture that is sent into the drop folder."""
        async with self._picture(request) as sent:
            place = await run_in_threadpool(self._put, sent)
        file = str(place.relative_to(self.board.folders.inbox))
        self.board.expect(file)
        [row] = [row for row in self.board.rows() if row.file == file]
        return _answer({"picture": row.number, "state": row.state, "told": outcome_told(row)}, 202)

    def _put(self, sent: Sent) -> Path:
        """Write the picture down, whole or not at all; return where."""
        inbox = self.board.folders.inbox
        day = sent.said.get("date", "")
        if day and not is_day(day):
            raise Refused("The date is no day: write it as 2026-11-20, or leave it out for today.", 400)
        event = event_said(sent.said.get("event", ""), day, date.today())
        folder = inbox / event_folder(event) if event.name else inbox
        place = folder / kept_name(sent.name, new_mark(), f".{sent.kind.lower()}")
        reserved(place)
        with atomic_file(place) as stream:
            stream.write(sent.data)
        return place

    async def picture(self, request: Request) -> Response:
        """Tell what became of a picture that was kept."""
        row = self.board.row(request.path_params["picture"])
        if row is None:
            raise Refused("There is no such picture.", 404)
        return _answer(
            {
                "picture": row.number,
                "state": row.state,
                "told": outcome_told(row),
                "cards": row.cards,
                "contacts": list(row.uids),
            }
        )

    async def contacts(self, request: Request) -> Response:
        """List contacts, by name, those with all words of `q`."""
        words = request.query_params.get("q", "").strip()
        after = _number(request.query_params.get("after", "0"), "after", 0, 2**62)
        limit = _number(request.query_params.get("limit", str(_A_PAGE)), "limit", 1, _LARGEST_PAGE)

        def listed(book: Book) -> dict[str, Any]:
            page = book.listing.page(text=words, after=after, limit=limit)
            found = [to_json(book.scan(entry)) for entry in page.entries]
            return {"contacts": found, "after": page.after if len(found) else 0}

        return _answer(await self.books.ask(listed))

    async def described(self, request: Request) -> Response:
        """Return the description of all this (OpenAPI)."""
        return Response(DESCRIPTION.read_bytes(), media_type="application/json")

    @asynccontextmanager
    async def _picture(self, request: Request) -> AsyncIterator[Sent]:
        """Yield the picture that is sent; raises Refused where it is none, too large, or one too many."""
        if self.pictures.locked():
            raise Refused("Too many pictures are on their way: try again in a moment.", 503)
        async with self.pictures:
            yield await picture_sent(request, self.settings().max_bytes)


def build_api(
    folder: Path,
    board: Board,
    access: Callable[[], Access],
    readers: Executor,
    settings: Callable[[], Settings],
) -> Starlette:
    """Return the application for other programs, on the book in this folder.

    `access` says who is let in at the moment, `settings` how is read; `readers` read pictures: processes.
    """
    desk = Desk(BookThread(folder), board, access, readers, settings, asyncio.Semaphore(_AT_ONCE))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await desk.books.open()
        try:
            yield
        finally:
            await desk.books.close()

    async def not_found(request: Request, error: Exception) -> Response:
        return _answer(_fault("There is no such address.", "see /v1/openapi.json"), 404)

    async def not_allowed(request: Request, error: Exception) -> Response:
        allowed = dict(getattr(error, "headers", None) or {})
        return _answer(
            _fault(f"This address takes no {request.method}.", "see /v1/openapi.json"), 405, allowed
        )

    return Starlette(
        routes=[
            Route("/v1/scan", _told(desk, desk.scan), methods=["POST"]),
            Route("/v1/pictures", _told(desk, desk.keep), methods=["POST"]),
            Route("/v1/pictures/{picture}", _told(desk, desk.picture), methods=["GET"]),
            Route("/v1/contacts", _told(desk, desk.contacts), methods=["GET"]),
            Route("/v1/openapi.json", desk.described, methods=["GET"]),
        ],
        exception_handlers={404: not_found, 405: not_allowed},
        lifespan=lifespan,
    )


def _told(
    desk: Desk, endpoint: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint for those with a key only, whose errors are told as JSON."""

    async def answer(request: Request) -> Response:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not desk.access().knows(key.strip()):
            fault = _fault("No key of this cardscan's.", "send the header Authorization: Bearer KEY")
            return _answer(fault, 401, {"WWW-Authenticate": "Bearer"})
        try:
            return await endpoint(request)
        except Refused as refusal:
            return _answer(_fault(str(refusal), ""), refusal.status)
        except CardscanError as error:
            return _answer(_fault(str(error), error.hint), 503 if isinstance(error, BookBusyError) else 500)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    return answer


def _answer(data: dict[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    text = escaped(json.dumps(data, ensure_ascii=False))
    shown = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **(headers or {})}
    return Response(text, status, shown, "application/json")


def _fault(error: str, hint: str) -> dict[str, str]:
    return {"error": error, "hint": hint}


def _number(text: str, name: str, least: int, largest: int) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) >= least:
        return min(int(text), largest)
    raise Refused(f"{name} is a whole number, {least} or more.", 400)
