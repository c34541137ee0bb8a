"""The review page's application: which address answers what, and how errors are told."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cardscan.errors import BookBusyError, BookError, CardscanError
from cardscan.web import cards_pages, duplicates_pages, originals, queue
from cardscan.web.asking import Ask, Refused, read_form
from cardscan.web.desk import Desk
from cardscan.web.pages import Pages
from cardscan.web.security import Guard, GuardMiddleware

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.settings import Settings

    Answer: TypeAlias = Callable[[Book, Ask, Pages], Response]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """What the application is made of."""

    desk: Desk
    pages: Pages
    settings: Settings


def build_app(folder: Path, settings: Settings, guard: Guard) -> Starlette:
    """Return the application on the book in this folder, which is opened when it starts."""
    site = Site(Desk(folder), Pages(_HERE / "templates"), settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await site.desk.open()
        try:
            yield
        finally:
            await site.desk.close()

    return Starlette(
        routes=[
            Route("/", _answering(site, queue.show)),
            Route("/next", _answering(site, queue.go_on)),
            Route("/card", _answering(site, cards_pages.show)),
            Route("/card", _answering(site, cards_pages.act), methods=["POST"]),
            Route("/duplicates", _answering(site, duplicates_pages.show)),
            Route("/duplicates", _answering(site, duplicates_pages.decide), methods=["POST"]),
            Route("/face/{digest}", _answering(site, cards_pages.face)),
            Route("/original", _answering(site, originals.show)),
            Route("/original/picture", _picture(site)),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
        middleware=[Middleware(GuardMiddleware, guard=guard)],
        exception_handlers={404: _not_found(site.pages)},
        lifespan=lifespan,
    )


def _answering(site: Site, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that answers on the book's thread; its errors become pages."""

    async def endpoint(request: Request) -> Response:
        ask = Ask.of(request)
        try:
            if request.method == "POST":
                ask = await read_form(request, ask)
            return await site.desk.ask(lambda book: answer(book, ask, site.pages))
        except Refused as refusal:
            return site.pages.message(ask, str(refusal), status=refusal.status)
        except CardscanError as error:
            return site.pages.message(ask, str(error), hint=error.hint, status=_status(error))

    return endpoint


def _picture(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that decodes an original: beside the book, since that may take its time."""

    async def endpoint(request: Request) -> Response:
        ask = Ask.of(request)
        try:
            source = await site.desk.ask(lambda book: originals.source_of(book, ask))
            return await run_in_threadpool(originals.picture, source, site.settings)
        except CardscanError as error:
            return PlainTextResponse(f"{error}\n", status_code=404)

    return endpoint


def _not_found(pages: Pages) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        return pages.message(Ask.of(request), "There is no such page.", status=404)

    return answer


def _status(error: CardscanError) -> int:
    if isinstance(error, BookBusyError):
        return 503
    return 404 if isinstance(error, BookError) else 400
