"""Who is let in to the pages: the browser that came with a key, as long as the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from cardscan.web.invitation import Invitation
    from cardscan.web.security import Guard, Session

ENTER = "/enter/"
"""What the address of a key begins with."""
_STRANGER = (
    "cardscan shows this page only to the person who started it.\n\n"
    "Open the address that `cardscan app` shows in its terminal: each lets one browser in, once.\n"
    "If it has ended since, start it again.\n"
)
# The browser goes on by itself, and not by a redirect: what another program led here has, to browsers,
# come from another site until it has had a page of ours, and is sent on without a strict cookie.
_WELCOME = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=/start">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<title>cardscan</title>
<p><a href="/start">On to cardscan</a></p>
</html>
"""


class EntranceMiddleware:
    """Lets nobody in but sessions that began with a key; to be put behind GuardMiddleware."""

    def __init__(self, app: ASGIApp, guard: Guard, invitation: Invitation) -> None:
        self._app = app
        self._guard = guard
        self._invitation = invitation
        self._known: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        entering = scope["method"] == "GET" and scope["path"].startswith(ENTER)
        session: Session = scope["state"]["session"]
        if session.cookie not in self._known:
            if not (entering and self._invitation.accept(scope["path"].removeprefix(ENTER))):
                await PlainTextResponse(_STRANGER, 403)(scope, receive, send)
                return
            # never the session that the browser came with: somebody else may have given it that cookie
            session = scope["state"]["session"] = self._guard.session("")
            self._known.add(session.cookie)
        await (HTMLResponse(_WELCOME) if entering else self._app)(scope, receive, send)
