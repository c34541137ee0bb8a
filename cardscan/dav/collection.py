"""One collection on a server: its list of etags, and its items (RFC 4918; RFC 6352, 6.3; RFC 4791, 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

from cardscan.dav.answers import refused
from cardscan.dav.client import LARGEST_ITEM
from cardscan.dav.multistatus import resources
from cardscan.dav.server_urls import child, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardscan.dav.answers import Answer
    from cardscan.dav.client import Client
    from cardscan.dav.kind import Kind

_ETAGS = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:resourcetype/></D:prop></D:propfind>'
)
_XML = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
_GONE = frozenset({404, 410})


class Collection:
    """The items of one collection, each by its name there: the last part of its address."""

    kind: ClassVar[Kind]

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self.url = url

    def etags(self) -> Mapping[str, str]:
        """Return the etag of every item, by its name; raises ServerError and its kinds, as all below."""
        answer = self._client.request("PROPFIND", self.url, headers=_XML, body=_ETAGS)
        if answer.status != 207:
            raise refused(answer, self.url)
        found = resources(answer.body, self.url, self.kind)
        return {self._name(item.href): item.etag for item in found if not item.is_collection}

    def item(self, name: str) -> tuple[bytes, str]:
        """Return the item and its etag; both empty where there is none."""
        answer = self._client.request("GET", child(self.url, name), limit=LARGEST_ITEM)
        if answer.status in _GONE:
            return b"", ""
        if answer.status != 200:
            raise refused(answer, child(self.url, name))
        return answer.body, answer.etag

    def put(self, name: str, item: bytes, etag: str = "") -> Answer:
        """Put the item in the place of the one with this etag; "" for one that must not be there yet.

        412 is the answer where something else is there.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        headers = {"Content-Type": f"{self.kind.media_type}; charset=utf-8", **condition}
        return self._client.request("PUT", child(self.url, name), headers=headers, body=item)

    def delete(self, name: str, etag: str) -> Answer:
        """Delete the item that has this etag."""
        return self._client.request("DELETE", child(self.url, name), headers={"If-Match": etag})

    def reported(self, query: bytes) -> Iterator[tuple[str, str]]:
        """Yield name and text, as far as was asked for, of what fits; nothing where the server tells none."""
        answer = self._client.request("REPORT", self.url, headers=_XML, body=query)
        if answer.status == 207:
            for item in resources(answer.body, self.url, self.kind):
                yield self._name(item.href), item.data

    def _name(self, href: str) -> str:
        return unquote(urlsplit(resolved(self.url, href)).path.rpartition("/")[2])
