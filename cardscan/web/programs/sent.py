"""What a program sends: a picture as the body of its request, or in a form, as Shortcuts and scanners do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from cardscan.errors import CardscanError
from cardscan.picture import is_pdf, kind_of
from cardscan.web.asking import Refused, in_time

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.requests import Request

_FORM = "multipart/form-data"
_AROUND = 100_000
"""Bytes that a form may have around its picture."""
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture on its way in."""

    data: bytes
    kind: str
    """Such as JPEG or PDF, by its first bytes."""
    said: Mapping[str, str]
    """What was said of it, in the address or the form: name, event, date."""

    @property
    def name(self) -> str:
        """What to call it."""
        return self.said.get("name", "")[:200] or "picture"


async def picture_sent(request: Request, most: int) -> Sent:
    """Return the picture that is sent; raises Refused where it is none, or has more than `most` bytes."""
    said = dict(request.query_params)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        data = b"".join([chunk async for chunk in _at_most(request, most)])
        return Sent(data, _kind(data, "body"), said)
    form = MultiPartParser(
        request.headers, _at_most(request, most + _AROUND), max_fields=_MOST_FIELDS, max_part_size=_AROUND
    )
    try:
        parts = await form.parse()
    except MultiPartException as error:
        raise Refused("The form cannot be understood.", 400) from error
    try:
        said |= {name: value for name, value in parts.multi_items() if isinstance(value, str)}
        files = [value for _, value in parts.multi_items() if isinstance(value, UploadFile)]
        if len(files) != 1:
            raise Refused(f"One picture at a time: the form brought {len(files)} files.", 400)
        data = await files[0].read()
        return Sent(data, _kind(data, "file"), {"name": files[0].filename or "", **said})
    finally:
        await parts.close()


async def _at_most(request: Request, most: int) -> AsyncGenerator[bytes]:
    """Yield the body; raises Refused where it is larger than that."""
    came = 0
    async for chunk in in_time(request):
        came += len(chunk)
        if came > most:
            raise Refused(f"A picture may have at most {most / 1e6:.0f} MB.", 413)
        yield chunk


def _kind(data: bytes, place: str) -> str:
    if not data:
        raise Refused(f"The {place} is empty: send a picture in it.", 415)
    try:
        return "PDF" if is_pdf(data[:64]) else kind_of(data[:64], f"the {place}")
    except CardscanError as error:
        raise Refused(f"{error}: {error.hint}.", 415) from error
