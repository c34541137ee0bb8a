"""What a browser asks for: address, form and session; refused where the form is not from our own page."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from starlette.responses import Response

from cardscan.book import Selection
from cardscan.web.security import Session, is_genuine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from starlette.requests import Request

_LARGEST_FORM = 512 * 1024
_MOST_FIELDS = 2000
_PATIENCE = 60.0
"""Seconds that the body of a request may take, however short it is."""
_SLOWEST = 8000.0
"""Bytes a second for which it may take longer."""
_LONGEST = 1800.0
"""Seconds that no body may take longer than."""
_FORM = "application/x-www-form-urlencoded"


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The request is not answered; `str` says why."""

    def __init__(self, why: str, status: int = 403) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, as the pages see it."""

    session: Session
    query: Mapping[str, str]
    path: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request) -> Ask:
        """Return the request without its form."""
        path = {name: str(value) for name, value in request.path_params.items()}
        return cls(request.state.session, dict(request.query_params), path)

    @property
    def selection(self) -> Selection:
        """The part of the queue that the address names."""
        event, tag, since = (self.query.get(name, "").strip() for name in ("event", "tag", "since"))
        return Selection(event, tag, since)

    @property
    def after(self) -> tuple[int, int]:
        """The place in the queue that the address names; the beginning where it names none."""
        rank, _, number = self.query.get("after", "").partition(".")
        if rank in ("0", "1") and number.isascii() and number.isdecimal() and len(number) < 19:
            return int(rank), int(number)
        return 0, 0

    def said(self, name: str) -> str:
        """Return a field of the form, or ""."""
        return next(iter(self.form.get(name, ())), "")


def address(path: str, ask: Ask, **more: str) -> str:
    """Return an address on this site that keeps the selection; "" leaves a part out."""
    chosen = ask.selection
    query = {"event": chosen.event, "tag": chosen.tag, "since": chosen.since, **more}
    text = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{text}" if text else path


def place_text(place: tuple[int, int]) -> str:
    """Return a place in the queue as addresses have it."""
    return f"{place[0]}.{place[1]}"


def wants_json(request: Request) -> bool:
    """Tell whether a script asked, which reads the answer itself."""
    return "application/json" in request.headers.get("accept", "")


def unless_known(answer: Response, known: str) -> Response:
    """Return the page with a mark of what it says; without its body where that mark is known."""
    mark = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    if mark == known:
        return Response(status_code=304, headers={"ETag": mark})
    answer.headers["ETag"] = mark
    return answer


def is_own(request: Request) -> bool:
    """Tell whether the browser says that one of our own pages sent this; old browsers say nothing."""
    # those that keep quiet about where they come from say "Origin: null" of our own page, too
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


async def in_time(request: Request) -> AsyncIterator[bytes]:
    """Yield the body; raises Refused where it stops coming, or comes too slowly for too long.

    By bytes, not by pauses: one byte a minute would hold its place for ever.
    """
    chunks = request.stream()
    began, received = asyncio.get_running_loop().time(), 0
    while True:
        patience = min(_LONGEST, _PATIENCE + received / _SLOWEST)
        try:
            async with asyncio.timeout_at(began + patience):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise Refused("What was sent stopped coming, or came too slowly: send it again.", 408) from error
        received += len(chunk)
        yield chunk


async def read_form(request: Request, ask: Ask) -> Ask:
    """Return the request with its form; raises Refused where it is too large, or not from our own page."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        raise Refused("Only the page's own forms are taken.", 415)
    if not is_own(request):
        raise Refused("The form was sent from another site.")
    body = bytearray()
    async for chunk in in_time(request):
        body += chunk
        if len(body) > _LARGEST_FORM:
            raise Refused("The form is too large.", 413)
    try:
        form = parse_qs(
            body.decode("ascii"), keep_blank_values=True, encoding="utf-8", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise Refused("The form cannot be understood.", 400) from error
    filled = replace(ask, form=form)
    if not is_genuine(ask.session, filled.said("csrf")):
        raise Refused("The form has expired: go back, load the page again and send it once more.")
    return filled
