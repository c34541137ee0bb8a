"""The pages' application: which address answers what, and how errors are told."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cardscan.errors import BookBusyError, BookError, CardscanError
from cardscan.export import ExportOptions
from cardscan.visible import visible
from cardscan.web.adding.routes import routes as adding_routes
from cardscan.web.asking import Ask, Refused, read_form
from cardscan.web.book_thread import BookThread
from cardscan.web.checking import card, corners, queue
from cardscan.web.checking.originals import Originals
from cardscan.web.contacts import code, contact, downloads, duplicates, export, listed
from cardscan.web.daily import results, today
from cardscan.web.entrance import EntranceMiddleware
from cardscan.web.programs import page as programs
from cardscan.web.rendering import STATIC, Pages
from cardscan.web.security import Guard, GuardMiddleware
from cardscan.web.thumbnails import thumbnail

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from concurrent.futures import Executor

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from cardscan.book import Book
    from cardscan.settings import Settings
    from cardscan.web.around.surroundings import Surroundings
    from cardscan.web.invitation import Invitation
    from cardscan.web.preferences.page import Preferences

    Answer: TypeAlias = Callable[[Book, Ask, Pages], Response]


@dataclass(frozen=True, slots=True)
class Site:
    """What the application is made of."""

    book_thread: BookThread
    pages: Pages
    originals: Originals
    preferences: Preferences


def build_app(
    folder: Path,
    preferences: Preferences,
    guard: Guard,
    invitation: Invitation,
    readers: Executor,
    around: Surroundings,
) -> Starlette:
    """Return the application on the book in this folder, which is opened when it starts.

    `invitation` announces the keys that let browsers in: at the start, and whenever one was used.
    `preferences` has the settings in force, and keeps what a person chooses on their page.
    `readers` decode originals and read cards again: processes, so that a decoder that breaks harms nothing.
    `around` is what the pages are given besides the book.
    """
    site = Site(
        BookThread(folder),
        Pages(),
        Originals(readers, preferences.now),
        preferences,
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await site.book_thread.open()
        try:
            invitation.renew()
            yield
        finally:
            await site.book_thread.close()

    return Starlette(
        routes=_routes(site, folder, readers, around),
        middleware=[
            Middleware(GuardMiddleware, guard=guard),
            Middleware(EntranceMiddleware, guard=guard, invitation=invitation),
        ],
        exception_handlers={404: _not_found(site.pages)},
        lifespan=lifespan,
    )


def _routes(site: Site, folder: Path, readers: Executor, around: Surroundings) -> list[BaseRoute]:
    """Return what answers at which address."""
    settings = site.preferences.now()
    return [
        Route("/programs", _programs(site, around), methods=["GET", "POST"]),
        *adding_routes(partial(_told, site), site.book_thread, site.pages, around, readers, settings),
        Route("/check", _answering(site, queue.show)),
        Route("/check", _answering(site, queue.act), methods=["POST"]),
        Route("/next", _answering(site, queue.go_on)),
        Route("/card", _answering(site, _with_settings(site, card.show))),
        Route("/card", _answering(site, card.act), methods=["POST"]),
        Route("/start", _answering(site, today.start)),
        Route("/today", _answering(site, _with_settings(site, partial(today.show, board=around.board)))),
        Route("/today", _answering(site, today.act), methods=["POST"]),
        Route("/results", _answering(site, _with_settings(site, results.show))),
        Route("/duplicates", _answering(site, duplicates.show)),
        Route("/duplicates", _answering(site, duplicates.act), methods=["POST"]),
        Route("/contacts", _answering(site, listed.show)),
        Route("/contacts", _answering(site, listed.act), methods=["POST"]),
        Route("/contacts/export", _download(site, folder)),
        Route("/export", _answering(site, _with_settings(site, export.show))),
        Route("/settings", _settings(site), methods=["GET", "POST"]),
        Route("/contact", _answering(site, _with_settings(site, contact.show))),
        Route("/contact", _answering(site, contact.act), methods=["POST"]),
        Route("/contact/code", _answering(site, code.show)),
        Route("/face/{digest}", _answering(site, card.face)),
        Route("/thumb/{digest}", _thumbnail(site)),
        Route("/original", _original(site), methods=["GET", "POST"]),
        Route("/original/picture", _picture(site)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _told(
    site: Site, endpoint: Callable[[Request, Ask], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint whose errors become pages, and which gets forms of our own pages only."""

    async def answer(request: Request) -> Response:
        ask = Ask.of(request)
        try:
            if request.method == "POST":
                ask = await read_form(request, ask)
            return await endpoint(request, ask)
        except Refused as refusal:
            return site.pages.message(ask, str(refusal), status=refusal.status)
        except CardscanError as error:
            return site.pages.message(ask, str(error), hint=error.hint, status=_status(error))

    return answer


def _answering(site: Site, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that answers on the book's thread."""

    async def endpoint(request: Request, ask: Ask) -> Response:
        return await site.book_thread.ask(lambda book: answer(book, ask, site.pages))

    return _told(site, endpoint)


def _original(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that shows a card's corners on its original, and has the card read again."""

    async def endpoint(request: Request, ask: Ask) -> Response:
        side = await site.book_thread.ask(lambda book: corners.seen(book, ask))
        shown = await site.originals.show(side.source)
        if request.method == "GET":
            return corners.page(site.pages, ask, side, shown, side.source.quad)
        try:
            scan = await corners.move(ask, side, shown, site.originals)
        except (CardscanError, Refused) as error:
            return corners.page(site.pages, ask, side, shown, corners.typed(ask), str(error))
        return await site.book_thread.ask(lambda book: corners.keep(book, ask, side, scan))

    return _told(site, endpoint)


def _programs(site: Site, around: Surroundings) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of the page on which other programs are let in; servers begin and end there."""

    async def endpoint(request: Request, ask: Ask) -> Response:
        work = programs.act if request.method == "POST" else programs.show
        return await run_in_threadpool(work, ask, site.pages, around.programs)

    return _told(site, endpoint)


def _picture(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of an original's picture."""

    async def endpoint(request: Request) -> Response:
        try:
            side = await site.book_thread.ask(lambda book: corners.seen(book, Ask.of(request)))
            shown = await site.originals.show(side.source)
        except CardscanError as error:
            return PlainTextResponse(f"{visible(str(error))}\n", status_code=404)
        headers = {"Cache-Control": "private, max-age=300"}
        return Response(shown.jpeg, media_type="image/jpeg", headers=headers)

    return endpoint


def _thumbnail(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a card's picture, made small: not on the book's thread, where others wait."""

    async def endpoint(request: Request) -> Response:
        digest = Ask.of(request).path["digest"]
        try:
            picture = await site.book_thread.ask(lambda book: book.face(digest))
        except CardscanError as error:
            return PlainTextResponse(f"{visible(str(error))}\n", status_code=404)
        small = await run_in_threadpool(thumbnail, picture)
        return Response(small, media_type="image/jpeg", headers={"Cache-Control": card.A_YEAR})

    return endpoint


def _download(site: Site, folder: Path) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that exports: on a thread and with a book of its own, since it takes its time."""

    async def endpoint(request: Request, ask: Ask) -> Response:
        options = ExportOptions(small_letters=site.preferences.now().small_letters)
        return await run_in_threadpool(downloads.download, folder, ask, options)

    return _told(site, endpoint)


def _with_settings(site: Site, show: Callable[[Book, Ask, Pages, Settings], Response]) -> Answer:
    """Return a page that is given the settings as they are at that moment."""

    def answer(book: Book, ask: Ask, pages: Pages) -> Response:
        return show(book, ask, pages, site.preferences.now())

    return answer


def _settings(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of the page of settings."""

    async def endpoint(request: Request, ask: Ask) -> Response:
        doing = site.preferences.act if request.method == "POST" else site.preferences.show
        return await run_in_threadpool(doing, ask, site.pages)

    return _told(site, endpoint)


def _not_found(pages: Pages) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        return pages.message(Ask.of(request), "There is no such page.", status=404)

    return answer


def _status(error: CardscanError) -> int:
    if isinstance(error, BookBusyError):
        return 503
    return 404 if isinstance(error, BookError) else 400
