"""From the address of a server to a collection on it (RFC 6764, 6; RFC 6352, 7.1; RFC 4791, 6.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from cardscan.dav.answers import printable, refused
from cardscan.dav.errors import ServerError
from cardscan.dav.multistatus import resources
from cardscan.dav.server_urls import origin, resolved, same_owner
from cardscan.errors import UsageError

if TYPE_CHECKING:
    from cardscan.dav.client import Client
    from cardscan.dav.kind import Kind
    from cardscan.dav.multistatus import Resource

_ASKED = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<D:propfind xmlns:D="DAV:" xmlns:C="{}"><D:prop><D:resourcetype/>'
    "<D:displayname/><D:current-user-principal/><C:{}/>{}</D:prop></D:propfind>"
)
_COMPONENTS = "<C:supported-calendar-component-set/>"
_MADE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<D:mkcol xmlns:D="DAV:" xmlns:C="{}"><D:set><D:prop><D:resourcetype>'
    "<D:collection/><C:{}/></D:resourcetype><D:displayname>{}</D:displayname>{}"
    "</D:prop></D:set></D:mkcol>"
)
_TAKES = '<C:supported-calendar-component-set><C:comp name="{}"/></C:supported-calendar-component-set>'
_XML = {"Content-Type": "application/xml; charset=utf-8"}
_NOTHING_THERE = frozenset({400, 403, 404, 405, 406, 410, 415, 501})
_SAME_NAMES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A collection on a server."""

    url: str
    """With "/" at its end; "" for one that is still to be made."""
    name: str
    """What users call it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at an address, or which collections belong to the user there."""

    places: tuple[Place, ...]
    homes: tuple[str, ...] = ()
    """Where more can be made; () where the address is a collection's own."""


def find_collections(client: Client, url: str, kind: Kind) -> Found:
    """Return the collection at `url`, else those of the user that signs in there.

    The server's name is taken as it is: no DNS records are asked for another one.
    Raises ServerError where there is no server of this kind, or it does not let the user in.
    """
    here = _look(client, url, kind)
    if here and here[0].is_wanted:
        return Found((_place(url, here[0]),))
    if here and here[0].is_other:
        raise takes_none(url, kind)
    if not _leads_on(here):
        url = resolved(url, kind.well_known)
        here = _look(client, url, kind)
    if here and here[0].anonymous:
        raise ServerError(f"{url}: the server asks who you are", "name the user with --user")
    homes = _homes(here)
    if here and not homes and here[0].principal:
        homes = _homes(_look(client, _allowed(client, url, here[0].principal, kind), kind))
    if not homes:
        raise ServerError(f"{url}: no {kind.protocol} {kind.noun}s here", kind.protocol_hint)
    homes = tuple(_allowed(client, url, home, kind) for home in homes)
    places = [
        _place(home, resource)
        for home in homes
        for resource in _look(client, home, kind, depth=1)
        if resource.is_wanted
    ]
    return Found(tuple(places), homes)


def choose(found: Found, kind: Kind, name: str = "") -> Place:
    """Return the one collection there is, or the one of this name, which may be still to be made.

    Raises UsageError where there is none, or more than one.
    """
    wanted = tuple(place for place in found.places if not name or place.name == name)
    if len(wanted) == 1:
        return wanted[0]
    if not wanted and name and found.homes:
        return Place("", name)
    if not found.homes:
        raise UsageError(
            f"the address is that of the {kind.noun} {found.places[0].name!r}", "leave out --create"
        )
    if not wanted:
        raise UsageError(f"the user has no {kind.noun} on this server", "--create NAME makes one")
    choice = "; ".join(f"{place.url} ({place.name})" for place in wanted)
    raise UsageError(f"there are several {kind.noun}s; name one by its address", choice)


def make_collection(client: Client, home: str, name: str, kind: Kind) -> Place:
    """Make a collection; raises ServerError where the server makes none."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "cardscan"
    takes = _TAKES.format(kind.component) if kind.component else ""
    body = _MADE.format(kind.namespace, kind.collection, escape(name), takes).encode()
    for number in range(1, _SAME_NAMES):
        url = resolved(home, f"{slug}/" if number == 1 else f"{slug}-{number}/")
        if _look(client, url, kind):
            continue
        answer = client.request("MKCOL", url, headers=_XML, body=body)
        if answer.status == 201:
            return Place(url, name)
        raise ServerError(
            str(refused(answer, f"{url}: cannot be made")),
            f"make {kind.one} in the server's own pages, and name its address",
        )
    raise ServerError(f"{home}: too many {kind.noun}s called {slug!r}")


def takes_none(url: str, kind: Kind) -> ServerError:
    """Return the error for what takes no items of this kind."""
    return ServerError(
        f"{url}: takes no {kind.items}, or none from you",
        f"name {kind.one} of yours, or make one with --create NAME; or {kind.instead}",
    )


def _look(client: Client, url: str, kind: Kind, depth: int = 0) -> tuple[Resource, ...]:
    """Return what the server says of `url`, and of what is in it; () where nothing is there."""
    asked = _ASKED.format(kind.namespace, kind.home, _COMPONENTS if kind.component else "").encode()
    answer = client.request("PROPFIND", url, headers={**_XML, "Depth": str(depth)}, body=asked)
    if answer.status == 207:
        found = resources(answer.body, answer.url, kind)
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


def _allowed(client: Client, url: str, target: str, kind: Kind) -> str:
    """Let the client go to another host of the same owner, as iCloud's collections are on one.

    Raises ServerError where the server names a stranger's, or one that is not encrypted.
    """
    if origin(url) != origin(target):
        if not same_owner(url, target):
            raise ServerError(
                f"{url}: the {kind.noun}s are on another server, {printable(target)}",
                "if that is yours, name it instead",
            )
        client.trust(target)
    return target


def _place(url: str, resource: Resource) -> Place:
    address = _folder(resolved(url, resource.href))
    return Place(address, printable(resource.name) or urlsplit(address).path.rstrip("/").rpartition("/")[2])


def _folder(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
