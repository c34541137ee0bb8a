"""One address book on a server: its list of etags, and its cards (RFC 6352, 6.3 and 8.6)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from cardscan.carddav.answers import refused
from cardscan.carddav.client import LARGEST_CARD
from cardscan.carddav.multistatus import resources
from cardscan.carddav.server_urls import child, resolved
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cardscan.carddav.answers import Answer
    from cardscan.carddav.client import Client

_ETAGS = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:resourcetype/></D:prop></D:propfind>'
)
_OF_UIDS = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<C:addressbook-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">'
    '<D:prop><D:getetag/><C:address-data><C:prop name="UID"/></C:address-data></D:prop>'
    '<C:filter test="anyof">{}</C:filter></C:addressbook-query>'
)
_OF_UID = '<C:prop-filter name="UID"><C:text-match match-type="{}">{}</C:text-match></C:prop-filter>'
_UIDS_AT_ONCE = 20
_LEAST_TELLING = 8
"""Letters of a UID that hardly another one holds: what is before it, as "urn:uuid:", may be left out."""
_XML = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
_GONE = frozenset({404, 410})


class AddressBook:
    """The cards of one collection, each by its name there: the last part of its address."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self.url = url

    def etags(self) -> Mapping[str, str]:
        """Return the etag of every card, by its name; raises ServerError and its kinds, as all below."""
        answer = self._client.request("PROPFIND", self.url, headers=_XML, body=_ETAGS)
        if answer.status != 207:
            raise refused(answer, self.url)
        found = resources(answer.body, self.url)
        return {self._name(item.href): item.etag for item in found if not item.is_collection}

    def card(self, name: str) -> tuple[bytes, str]:
        """Return the card and its etag; both empty where there is none."""
        answer = self._client.request("GET", child(self.url, name), limit=LARGEST_CARD)
        if answer.status in _GONE:
            return b"", ""
        if answer.status != 200:
            raise refused(answer, child(self.url, name))
        return answer.body, answer.etag

    def put(self, name: str, card: bytes, etag: str = "") -> Answer:
        """Put the card in the place of the one with this etag; "" for one that must not be there yet.

        412 is the answer where something else is there.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        headers = {"Content-Type": "text/vcard; charset=utf-8", **condition}
        return self._client.request("PUT", child(self.url, name), headers=headers, body=card)

    def delete(self, name: str, etag: str) -> Answer:
        """Delete the card that has this etag."""
        return self._client.request("DELETE", child(self.url, name), headers={"If-Match": etag})

    def names_of(self, uids: Iterable[str]) -> Mapping[str, str]:
        """Return, by UID, the name of the card with this UID; of none where the server does not tell."""
        left = iter(dict.fromkeys(uids))
        found: dict[str, str] = {}
        while batch := tuple(itertools.islice(left, _UIDS_AT_ONCE)):
            filters = (
                _OF_UID.format("contains" if len(uid) >= _LEAST_TELLING else "equals", escape(uid))
                for uid in batch
            )
            body = _OF_UIDS.format("".join(filters)).encode(errors="replace")
            answer = self._client.request("REPORT", self.url, headers=_XML, body=body)
            if answer.status != 207:
                return found
            for item in resources(answer.body, self.url):
                found.setdefault(uid_of(lines_of(item.card)), self._name(item.href))
        return found

    def _name(self, href: str) -> str:
        return unquote(urlsplit(resolved(self.url, href)).path.rpartition("/")[2])
