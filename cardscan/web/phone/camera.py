"""The phone's page: choose the event, take photos, send them to the drop folder; no way to the book."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cardscan.errors import CardscanError
from cardscan.web.asking import Ask, Refused, in_time, is_own, read_form, unless_known, wants_json
from cardscan.web.intake.outcomes import outcome_told
from cardscan.web.intake.uploads import LIMITS, event_folder, event_said, own_name, receive
from cardscan.web.invitation import Invitation
from cardscan.web.phone.guests import Guests
from cardscan.web.rendering import STATIC, Pages, see
from cardscan.web.security import GuardMiddleware, is_genuine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from starlette.requests import Request

    from cardscan.inbox import Board
    from cardscan.web.phone.guests import Guest
    from cardscan.web.security import Guard

_AT_ONCE = 12
"""Uploads that are taken side by side."""
_LONGEST_NAME = 80
_TOLD = 200
"""Photos whose outcome a phone is told, the last ones."""
_GOOD_FOR = 15 * 60.0
"""Seconds in which a token must be used."""


@dataclass(frozen=True, slots=True)
class Camera:
    """What the phone's application is made of."""

    board: Board
    guard: Guard
    invitation: Invitation
    guests: Guests
    pages: Pages
    today: Callable[[], date]
    uploads: asyncio.Semaphore

    def guest(self, request: Request) -> Guest:
        """Return the phone that asks; raises Refused where it was not let in."""
        guest = self.guests.find(Ask.of(request).session.cookie)
        if guest is None:
            raise Refused("This phone is not let in: scan the code that the computer shows now.")
        return guest

    async def join(self, request: Request) -> Response:
        """Let a phone in that shows the token; its address is without the token from then on."""
        if not self.invitation.accept(request.path_params["token"]):
            self.guest(request)
        else:
            # never the session that the phone came with: somebody else may have given it that cookie
            request.state.session = self.guard.session("")
            self.guests.admit(request.state.session.cookie)
        return see("/")

    async def show(self, request: Request) -> Response:
        """Show the camera's page."""
        return self._page(request, self.guest(request))

    async def choose(self, request: Request) -> Response:
        """Note the event that the photos to come are of."""
        guest = self.guest(request)
        ask = await read_form(request, Ask.of(request))
        guest.event = event_said(ask.said("event"), ask.said("date"), self.today())
        return see("/")

    async def take(self, request: Request) -> Response:
        """Take photos into the drop folder."""
        guest = self.guest(request)
        session = Ask.of(request).session
        if not is_own(request):
            raise Refused("The form was sent from another site.")
        if self.uploads.locked():
            raise Refused("Too many photos are on their way: try again in a moment.", 503)
        with guest.sending():
            async with self.uploads:
                inbox = self.board.folders.inbox
                folder = inbox / event_folder(guest.event) if guest.event.name else inbox
                names: list[str] = []

                def named(fields: Mapping[str, str], name: str, suffix: str) -> Path:
                    names.append(name[-_LONGEST_NAME:])
                    return folder / own_name(suffix)

                places = await receive(
                    in_time(request),
                    request.headers.get("content-type", ""),
                    named,
                    lambda token: is_genuine(session, token),
                )
            for place, name in zip(places, names, strict=True):
                file = str(place.relative_to(inbox))
                self.board.expect(file)
                guest.photos.append((file, name))
        return JSONResponse({"sent": guest.sent}) if wants_json(request) else see("/")

    async def outcomes(self, request: Request) -> Response:
        """Tell what became of this phone's photos: the part of the page that changes."""
        guest = self.guest(request)
        answer = self.pages.page("_outcomes.html", Ask.of(request), guest=guest, outcomes=self.told(guest))
        return unless_known(answer, request.headers.get("if-none-match", ""))

    def told(self, guest: Guest) -> Sequence[tuple[str, str, str]]:
        """Return the name, the state and the outcome of each of the phone's photos; the last comes first."""
        rows = {row.file: row for row in self.board.rows()}
        found = ((name, rows.get(file)) for file, name in reversed(guest.photos[-_TOLD:]))
        return [(name, row.state if row else "sent", outcome_told(row)) for name, row in found]

    def refuse(self, request: Request, why: str, status: int) -> Response:
        """Return a page that says why not."""
        if wants_json(request):
            return JSONResponse({"error": why}, status)
        return self._page(request, None, why, status)

    def _page(self, request: Request, guest: Guest | None, error: str = "", status: int = 200) -> Response:
        return self.pages.page(
            "camera.html",
            Ask.of(request),
            status,
            guest=guest,
            outcomes=self.told(guest) if guest else (),
            error=error,
            today=self.today().isoformat(),
            limits=LIMITS,
            back=status != 403,
        )


def build_camera(
    board: Board,
    guard: Guard,
    announce: Callable[[str], None],
    *,
    clock: Callable[[], float] = time.monotonic,
    today: Callable[[], date] = date.today,
) -> Starlette:
    """Return the application that puts phones' photos into the board's folder; it has no way to the book.

    `announce` is told each token that lets a phone in: at the start, and whenever one was used.
    """
    invitation = Invitation(announce, clock, good_for=_GOOD_FOR)
    pages = Pages()
    camera = Camera(board, guard, invitation, Guests(clock), pages, today, asyncio.Semaphore(_AT_ONCE))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        invitation.renew()
        yield

    async def not_found(request: Request, error: Exception) -> Response:
        return camera.refuse(request, "There is no such page.", 404)

    return Starlette(
        routes=[
            Route("/", _told(camera, camera.show)),
            Route("/join/{token}", _told(camera, camera.join), methods=["GET"]),
            Route("/event", _told(camera, camera.choose), methods=["POST"]),
            Route("/photos", _told(camera, camera.take), methods=["POST"]),
            Route("/outcomes", _told(camera, camera.outcomes)),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(GuardMiddleware, guard=guard)],
        exception_handlers={404: not_found},
        lifespan=lifespan,
    )


def _told(
    camera: Camera, endpoint: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint with its errors told on the page."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as refusal:
            return camera.refuse(request, str(refusal), refusal.status)
        except CardscanError:
            return camera.refuse(request, "The computer cannot keep photos now; look at its screen.", 507)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    return answer
