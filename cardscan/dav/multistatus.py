"""What a server's XML says of its resources (RFC 4918, 13); untrusted, so without DTDs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from cardscan.dav.errors import ServerError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cardscan.dav.kind import Kind

_DAV = "{DAV:}"

_MOST_RESOURCES = 250_000
_MOST_ELEMENTS = 4_000_000
"""Of an answer; each takes time."""
_MOST_OF_ONE = 1_000
_DEEPEST = 100
"""Elements of one resource, and elements one in the other."""
_LONGEST = 8 << 20
"""Characters; the item in it has a limit of its own, of 4 MiB."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a multistatus answer."""

    href: str
    etag: str = ""
    name: str = ""
    """What users call it."""
    is_collection: bool = False
    is_wanted: bool = False
    """It is a collection of the kind that is looked for."""
    is_other: bool = False
    """It would be one, but takes other components, as a calendar that takes no tasks."""
    principal: str = ""
    """Where the user's own page is."""
    homes: tuple[str, ...] = ()
    """Where the user's collections of this kind are."""
    data: str = ""
    """The item, or as much of it as was asked for."""
    anonymous: bool = False
    """The server takes the user for nobody."""


def resources(body: bytes, url: str, kind: Kind) -> tuple[Resource, ...]:
    """Return the resources of the answer, without those that it calls missing.

    What was read is dropped resource by resource: the tree of a long answer would take twenty times its size.
    Raises ServerError where the answer is no sound multistatus, or too large a one; `url` is for the message.
    """
    reading = _Reading(kind)
    parser = XMLParser(target=reading, forbid_dtd=True)
    try:
        parser.feed(body)
        parser.close()
    except _TooMuchError as error:
        raise ServerError(
            f"{url}: the answer is too large: {error}", f"is this really {kind.one}?"
        ) from error
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ServerError(f"{url}: the answer is no sound XML", kind.protocol_hint) from error
    if reading.root != f"{_DAV}multistatus":
        raise ServerError(f"{url}: the answer is no WebDAV multistatus", kind.protocol_hint)
    return tuple(reading.found)


class _TooMuchError(Exception):
    """An answer beyond the limits; says which."""


class _Reading:
    """What the parser tells, kept as a tree for one response at a time."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self.root = ""
        self.found: list[Resource] = []
        self._depth = self._size = 0
        self._resources = self._elements = self._of_one = 0
        self._tree = TreeBuilder()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._of_one += 1
        if self._depth == 1:
            self.root = tag
            return
        if self._depth == 2:
            self._tree, self._of_one, self._size = TreeBuilder(), 0, 0
            self._resources += 1
        if self._resources > _MOST_RESOURCES or self._elements > _MOST_ELEMENTS:
            raise _TooMuchError(f"it lists more than {_MOST_RESOURCES:,} resources, or very much of them")
        if self._of_one > _MOST_OF_ONE or self._depth > _DEEPEST:
            raise _TooMuchError("one resource has very many properties")
        self._tree.start(tag, attributes)

    def data(self, text: str) -> None:
        self._size += len(text)
        if self._size > _LONGEST:
            raise _TooMuchError("one resource is very long")
        if self._depth > 1:
            self._tree.data(text)

    def end(self, tag: str) -> None:
        if self._depth > 1:
            self._tree.end(tag)
        self._depth -= 1
        if self._depth == 1 and tag == f"{_DAV}response":
            response = self._tree.close()
            if _found(response.findtext(f"{_DAV}status", "")):
                self.found.append(_resource(response, self._kind))
        if self._depth == 1:
            self._tree = TreeBuilder()

    def close(self) -> None:
        """Nothing is left to do."""


def _resource(response: Element, kind: Kind) -> Resource:
    properties = [
        item
        for part in response.iterfind(f"{_DAV}propstat")
        if _found(part.findtext(f"{_DAV}status", ""))
        for item in part.iterfind(f"{_DAV}prop/*")
    ]
    found = {item.tag: item for item in properties}
    kinds = {item.tag for item in found.get(f"{_DAV}resourcetype", ())}
    principal = found.get(f"{_DAV}current-user-principal")
    own = f"{{{kind.namespace}}}"
    homes = found.get(own + kind.home)
    takes = {item.get("name", "").upper() for item in found.get(f"{own}supported-calendar-component-set", ())}
    is_one = own + kind.collection in kinds
    is_other = bool(is_one and kind.component and takes and kind.component not in takes)
    return Resource(
        _text(response.find(f"{_DAV}href")),
        etag=strong(_text(found.get(f"{_DAV}getetag"))),
        name=_text(found.get(f"{_DAV}displayname")),
        is_collection=f"{_DAV}collection" in kinds,
        is_wanted=is_one and not is_other,
        is_other=is_other,
        principal="" if principal is None else _text(principal.find(f"{_DAV}href")),
        homes=() if homes is None else tuple(filter(None, map(_text, homes.iterfind(f"{_DAV}href")))),
        data=_text(found.get(own + kind.data)),
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
