"""The phone's page: choose the event, take photos, send them to the drop folder; no way to the book."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cardscan.errors import CardscanError
from cardscan.inbox import event_named
from cardscan.model import Event
from cardscan.web.asking import Ask, Refused, in_time, is_own, read_form
from cardscan.web.invitation import Invitation
from cardscan.web.phone.guests import Guests
from cardscan.web.phone.uploads import LIMITS, event_folder, receive
from cardscan.web.rendering import STATIC, Pages, see
from cardscan.web.security import GuardMiddleware, is_genuine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from cardscan.web.phone.guests import Guest
    from cardscan.web.security import Guard

_AT_ONCE = 12
"""Uploads that are taken side by side."""
_LONGEST_NAME = 80
_GOOD_FOR = 15 * 60.0
"""Seconds in which a token must be used."""


@dataclass(frozen=True, slots=True)
class Camera:
    """What the phone's application is made of."""

    inbox: Path
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
        name = " ".join(ask.said("event")[:_LONGEST_NAME].split())
        event = Event(name, _day(ask.said("date"), self.today()))
        guest.event = event_named(event_folder(event)) if name else Event()
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
                folder = self.inbox / event_folder(guest.event) if guest.event.name else self.inbox
                guest.sent += await receive(
                    in_time(request),
                    request.headers.get("content-type", ""),
                    folder,
                    lambda token: is_genuine(session, token),
                )
        return JSONResponse({"sent": guest.sent}) if _wants_json(request) else see("/")

    def refuse(self, request: Request, why: str, status: int) -> Response:
        """Return a page that says why not."""
        if _wants_json(request):
            return JSONResponse({"error": why}, status)
        return self._page(request, None, why, status)

    def _page(self, request: Request, guest: Guest | None, error: str = "", status: int = 200) -> Response:
        return self.pages.page(
            "camera.html",
            Ask.of(request),
            status,
            guest=guest,
            error=error,
            today=self.today().isoformat(),
            limits=LIMITS,
            back=status != 403,
        )


def build_camera(
    inbox: Path,
    guard: Guard,
    announce: Callable[[str], None],
    *,
    clock: Callable[[], float] = time.monotonic,
    today: Callable[[], date] = date.today,
) -> Starlette:
    """Return the application that puts phones' photos into the inbox; it has no way to the book.

    `announce` is told each token that lets a phone in: at the start, and whenever one was used.
    """
    invitation = Invitation(announce, clock, good_for=_GOOD_FOR)
    pages = Pages()
    camera = Camera(inbox, guard, invitation, Guests(clock), pages, today, asyncio.Semaphore(_AT_ONCE))

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


def _day(text: str, otherwise: date) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return otherwise.isoformat()


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
