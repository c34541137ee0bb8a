"""What a server's XML says of its resources (RFC 4918, 13); untrusted, so without DTDs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from cardscan.carddav.errors import ServerError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DAV = "{DAV:}"
_CARDDAV = "{urn:ietf:params:xml:ns:carddav}"

NOT_CARDDAV = "is this the address of a CardDAV server? The program that you sync with names it in its help"
"""The hint where the answers make no sense."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a multistatus answer."""

    href: str
    etag: str = ""
    name: str = ""
    """What users call it."""
    is_collection: bool = False
    is_address_book: bool = False
    principal: str = ""
    """Where the user's own page is."""
    homes: tuple[str, ...] = ()
    """Where the user's address books are."""
    card: str = ""
    """The vCard, or as much of it as was asked for."""
    anonymous: bool = False
    """The server takes the user for nobody."""


def resources(body: bytes, url: str) -> tuple[Resource, ...]:
    """Return the resources of the answer, without those that it calls missing.

    Raises ServerError where the answer is no sound multistatus; `url` is for the message.
    """
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ServerError(f"{url}: the answer is no sound XML", NOT_CARDDAV) from error
    if root.tag != f"{_DAV}multistatus":
        raise ServerError(f"{url}: the answer is no WebDAV multistatus", NOT_CARDDAV)
    return tuple(
        _resource(response)
        for response in root.iterfind(f"{_DAV}response")
        if _found(response.findtext(f"{_DAV}status", ""))
    )


def _resource(response: Element) -> Resource:
    properties = [
        item
        for part in response.iterfind(f"{_DAV}propstat")
        if _found(part.findtext(f"{_DAV}status", ""))
        for item in part.iterfind(f"{_DAV}prop/*")
    ]
    found = {item.tag: item for item in properties}
    kinds = {item.tag for item in found.get(f"{_DAV}resourcetype", ())}
    principal = found.get(f"{_DAV}current-user-principal")
    homes = found.get(f"{_CARDDAV}addressbook-home-set")
    return Resource(
        _text(response.find(f"{_DAV}href")),
        etag=strong(_text(found.get(f"{_DAV}getetag"))),
        name=_text(found.get(f"{_DAV}displayname")),
        is_collection=f"{_DAV}collection" in kinds,
        is_address_book=f"{_CARDDAV}addressbook" in kinds,
        principal="" if principal is None else _text(principal.find(f"{_DAV}href")),
        homes=() if homes is None else tuple(filter(None, map(_text, homes.iterfind(f"{_DAV}href")))),
        card=_text(found.get(f"{_CARDDAV}address-data")),
        anonymous=principal is not None and principal.find(f"{_DAV}unauthenticated") is not None,
    )


def strong(etag: str) -> str:
    """Return the etag without the mark of weakness, which proxies add and If-Match never matches."""
    return etag.removeprefix("W/")


def _text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _found(status: str) -> bool:
    """Tell whether a status line, if there is one, is of the kind 2xx."""
    words = status.split()
    return not words or (len(words) > 1 and words[1].startswith("2"))
