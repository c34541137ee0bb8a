"""The addresses of the first page: what is shown there, pictures on their way, what is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cardscan.errors import CardscanError
from cardscan.web.adding import page
from cardscan.web.asking import Ask, Refused, in_time, is_own, unless_known, wants_json
from cardscan.web.intake.thumbnails import LARGE, SMALL, Thumbnails
from cardscan.web.intake.uploads import receive
from cardscan.web.qr import code_svg
from cardscan.web.rendering import STATIC, see
from cardscan.web.security import is_genuine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from concurrent.futures import Executor

    from starlette.requests import Request

    from cardscan.settings import Settings
    from cardscan.web.around.surroundings import Surroundings
    from cardscan.web.book_thread import BookThread
    from cardscan.web.rendering import Pages

    Endpoint: TypeAlias = Callable[[Request, Ask], Awaitable[Response]]
    Told: TypeAlias = Callable[[Endpoint], Callable[[Request], Awaitable[Response]]]


def routes(
    told: Told, books: BookThread, pages: Pages, around: Surroundings, readers: Executor, settings: Settings
) -> Sequence[Route]:
    """Return the routes; `told` makes an endpoint whose errors become pages, and which gets forms."""
    adding = Adding(books, pages, around, Thumbnails(around.board, readers, settings), settings)
    return (
        Route("/", told(adding.show)),
        Route("/add", adding.take, methods=["POST"]),
        Route("/add/doings", told(adding.doings)),
        Route("/add/file", told(adding.act), methods=["POST"]),
        Route("/add/phone", told(adding.phone), methods=["POST"]),
        Route("/add/code", told(adding.code)),
        Route("/add/thumb/{number}", told(adding.thumb)),
        Route("/add/picture/{number}", told(adding.picture)),
        Route("/end", told(adding.end), methods=["POST"]),
    )


@dataclass(frozen=True, slots=True)
class Adding:
    """What the first page is made of."""

    books: BookThread
    pages: Pages
    around: Surroundings
    thumbnails: Thumbnails
    settings: Settings

    async def show(self, request: Request, ask: Ask) -> Response:
        """Show the page."""
        limits = page.limits_of(self.settings)
        return await self.books.ask(lambda book: page.show(book, ask, self.pages, self.around, limits))

    async def doings(self, request: Request, ask: Ask) -> Response:
        """Show what is being done, if it is news."""
        answer = await self.books.ask(lambda book: page.show_doings(book, ask, self.pages, self.around))
        return unless_known(answer, request.headers.get("if-none-match", ""))

    async def take(self, request: Request) -> Response:
        """Take pictures into the drop folder."""
        ask = Ask.of(request)
        try:
            if not is_own(request):
                raise Refused("The form was sent from another site.")
            inbox = self.around.board.folders.inbox
            places = await receive(
                in_time(request),
                request.headers.get("content-type", ""),
                page.naming(inbox, date.today()),
                lambda token: is_genuine(ask.session, token),
                page.limits_of(self.settings),
            )
        except Refused as refusal:
            return self._refused(request, str(refusal), "", refusal.status)
        except CardscanError as error:
            return self._refused(request, str(error), error.hint, 507)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        for place in places:
            self.around.board.expect(str(place.relative_to(inbox)))
        return JSONResponse({"taken": len(places)}) if wants_json(request) else see("/")

    def _refused(self, request: Request, why: str, hint: str, status: int) -> Response:
        if wants_json(request):
            return JSONResponse({"error": f"{why} {hint}".strip()}, status)
        return self.pages.message(Ask.of(request), why, hint=hint, status=status)

    async def act(self, request: Request, ask: Ask) -> Response:
        """Try a file again, or leave it."""
        return await run_in_threadpool(page.act, ask, self.around.board)

    async def phone(self, request: Request, ask: Ask) -> Response:
        """Let phones come, or no more."""
        await run_in_threadpool(
            self.around.phones.close if ask.said("do") == "close" else self.around.phones.open
        )
        return see("/#phone")

    async def code(self, request: Request, ask: Ask) -> Response:
        """Show the code that lets the next phone in, alone."""
        address = self.around.phones.address
        code = code_svg(address) if address else ""
        answer = self.pages.page("_code.html", ask, phone=address, code=code)
        return unless_known(answer, request.headers.get("if-none-match", ""))

    async def thumb(self, request: Request, ask: Ask) -> Response:
        """Show a file, small."""
        return _shown(await self.thumbnails.of(ask.path["number"], SMALL))

    async def picture(self, request: Request, ask: Ask) -> Response:
        """Show a file, large."""
        return _shown(await self.thumbnails.of(ask.path["number"], LARGE))

    async def end(self, request: Request, ask: Ask) -> Response:
        """End the program."""
        answer = self.pages.page("ended.html", ask, left=self.around.board.waiting)
        self.around.end()
        return answer


def _shown(jpeg: bytes) -> Response:
    if not jpeg:
        return Response((STATIC / "no-picture.svg").read_bytes(), media_type="image/svg+xml")
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})
