"""Who may ask: the Host header, the session and its CSRF token, and what browsers are told to forbid."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Literal

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' blob:",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's sitting."""

    cookie: str
    since: str
    """When it began, as the book writes times."""
    csrf: str
    """What every form must carry."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What the application lets through."""

    hosts: frozenset[str]
    """The values of the Host header under which the page is known: "127.0.0.1:8765"."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    clock: Callable[[], datetime] = _utc_now
    same_site: Literal["Strict", "Lax"] = "Strict"
    """When the browser sends the session's cookie; "Lax" where people come by a code or a link."""

    @property
    def cookie_name(self) -> str:
        """Name the session's cookie, which browsers send to every port of a host, by the port."""
        return f"cardscan-{next(iter(self.hosts), '').rpartition(':')[2]}"

    def session(self, cookie: str) -> Session:
        """Return the session of a cookie that was given out here, else a new one."""
        since, _, rest = cookie.partition("~")
        nonce, _, signature = rest.partition("~")
        if not hmac.compare_digest(signature.encode(), self._signed(f"session {since}~{nonce}").encode()):
            since, nonce = f"{self.clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", secrets.token_hex(16)
        value = f"{since}~{nonce}"
        cookie = f"{value}~{self._signed(f'session {value}')}"
        return Session(cookie, since, self._signed(f"form {cookie}"))

    def _signed(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


class GuardMiddleware:
    """Refuses foreign hosts, gives each browser a session, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookie_name = self._guard.cookie_name
        given = _cookie(headers.get("cookie", ""), cookie_name)
        state = scope.setdefault("state", {})
        state["session"] = self._guard.session(given)
        same_site = self._guard.same_site

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer[name] = value
                answer.setdefault("Cache-Control", "no-store")
                cookie = state["session"].cookie  # of a new session where one was let in meanwhile
                if cookie != given:
                    answer.append(
                        "Set-Cookie", f"{cookie_name}={cookie}; Path=/; HttpOnly; SameSite={same_site}"
                    )
            await send(message)

        if headers.getlist("host") not in [[host] for host in self._guard.hosts]:
            refusal = PlainTextResponse("This page is not known by that name.\n", status_code=421)
            await refusal(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def is_genuine(session: Session, token: str) -> bool:
    """Tell whether a form's token is the session's own."""
    return hmac.compare_digest(session.csrf.encode(), token.encode(errors="replace"))


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header)
    except CookieError:
        return ""
    return found[name].value if name in found else ""
