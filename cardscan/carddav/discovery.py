"""From the address of a server to an address book on it (RFC 6764, 6; RFC 6352, 7.1 and 6.3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from cardscan.carddav.answers import printable, refused
from cardscan.carddav.errors import ServerError
from cardscan.carddav.multistatus import NOT_CARDDAV, resources
from cardscan.carddav.server_urls import origin, resolved, same_owner
from cardscan.errors import UsageError

if TYPE_CHECKING:
    from cardscan.carddav.client import Client
    from cardscan.carddav.multistatus import Resource

_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:prop><D:resourcetype/>'
    b"<D:displayname/><D:current-user-principal/><C:addressbook-home-set/></D:prop></D:propfind>"
)
_MADE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop><D:resourcetype>'
    "<D:collection/><C:addressbook/></D:resourcetype><D:displayname>{}</D:displayname>"
    "</D:prop></D:set></D:mkcol>"
)
_XML = {"Content-Type": "application/xml; charset=utf-8"}
_NOTHING_THERE = frozenset({400, 403, 404, 405, 406, 410, 415, 501})
_WELL_KNOWN = "/.well-known/carddav"
_SAME_NAMES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """An address book on a server."""

    url: str
    """With "/" at its end; "" for one that is still to be made."""
    name: str
    """What users call it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at an address, or which address books belong to the user there."""

    places: tuple[Place, ...]
    homes: tuple[str, ...] = ()
    """Where more can be made; () where the address is an address book's own."""


def find_address_books(client: Client, url: str) -> Found:
    """Return the address book at `url`, else those of the user that signs in there.

    The server's name is taken as it is: no DNS records are asked for another one.
    Raises ServerError where there is no CardDAV server, or it does not let the user in.
    """
    here = _look(client, url)
    if here and here[0].is_address_book:
        return Found((_place(url, here[0]),))
    if not _leads_on(here):
        url = resolved(url, _WELL_KNOWN)
        here = _look(client, url)
    if here and here[0].anonymous:
        raise ServerError(f"{url}: the server asks who you are", "name the user with --user")
    homes = _homes(here)
    if here and not homes and here[0].principal:
        homes = _homes(_look(client, _allowed(client, url, here[0].principal)))
    if not homes:
        raise ServerError(f"{url}: no CardDAV address books here", NOT_CARDDAV)
    homes = tuple(_allowed(client, url, home) for home in homes)
    places = [
        _place(home, resource)
        for home in homes
        for resource in _look(client, home, depth=1)
        if resource.is_address_book
    ]
    return Found(tuple(places), homes)


def choose(found: Found, name: str = "") -> Place:
    """Return the one address book there is, or the one of this name, which may be still to be made.

    Raises UsageError where there is none, or more than one.
    """
    wanted = tuple(place for place in found.places if not name or place.name == name)
    if len(wanted) == 1:
        return wanted[0]
    if not wanted and name and found.homes:
        return Place("", name)
    if not found.homes:
        raise UsageError(
            f"the address is that of the address book {found.places[0].name!r}", "leave out --create"
        )
    if not wanted:
        raise UsageError("the user has no address book on this server", "--create NAME makes one")
    choice = "; ".join(f"{place.url} ({place.name})" for place in wanted)
    raise UsageError("there are several address books; name one by its address", choice)


def make_address_book(client: Client, home: str, name: str) -> Place:
    """Make an address book; raises ServerError where the server makes none."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "cardscan"
    body = _MADE.format(escape(name)).encode()
    for number in range(1, _SAME_NAMES):
        url = resolved(home, f"{slug}/" if number == 1 else f"{slug}-{number}/")
        if _look(client, url):
            continue
        answer = client.request("MKCOL", url, headers=_XML, body=body)
        if answer.status == 201:
            return Place(url, name)
        raise ServerError(
            str(refused(answer, f"{url}: cannot be made")),
            "make an address book in the server's own pages, and name its address",
        )
    raise ServerError(f"{home}: too many address books called {slug!r}")


def _look(client: Client, url: str, depth: int = 0) -> tuple[Resource, ...]:
    """Return what the server says of `url`, and of what is in it; () where nothing is there."""
    answer = client.request("PROPFIND", url, headers={**_XML, "Depth": str(depth)}, body=_ASKED)
    if answer.status == 207:
        found = resources(answer.body, answer.url)
        return tuple(_absolute(resource, answer.url) for resource in found)
    if answer.status in _NOTHING_THERE or 200 <= answer.status < 300:
        return ()
    raise refused(answer, url)


def _absolute(resource: Resource, url: str) -> Resource:
    return replace(
        resource,
        href=resolved(url, resource.href),
        principal=resource.principal and resolved(url, resource.principal),
        homes=tuple(resolved(url, home) for home in resource.homes),
    )


def _leads_on(found: tuple[Resource, ...]) -> bool:
    return bool(found) and bool(found[0].homes or found[0].principal or found[0].anonymous)


def _homes(found: tuple[Resource, ...]) -> tuple[str, ...]:
    return tuple(_folder(home) for home in found[0].homes) if found else ()


def _allowed(client: Client, url: str, target: str) -> str:
    """Let the client go to another host of the same owner, as iCloud's address books are on one.

    Raises ServerError where the server names a stranger's, or one that is not encrypted.
    """
    if origin(url) != origin(target):
        if not same_owner(url, target):
            raise ServerError(
                f"{url}: the address books are on another server, {printable(target)}",
                "if that is yours, name it instead",
            )
        client.trust(target)
    return target


def _place(url: str, resource: Resource) -> Place:
    address = _folder(resolved(url, resource.href))
    return Place(address, printable(resource.name) or urlsplit(address).path.rstrip("/").rpartition("/")[2])


def _folder(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
