"""An address book on a server, and which of its cards are whose (RFC 6352, 8.6)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from cardscan.dav.collection import Collection
from cardscan.dav.kind import Kind
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ADDRESS_BOOK = Kind(
    one="an address book",
    item="contact",
    protocol="CardDAV",
    namespace="urn:ietf:params:xml:ns:carddav",
    collection="addressbook",
    home="addressbook-home-set",
    data="address-data",
    media_type="text/vcard",
    well_known="/.well-known/carddav",
    instead="`cardscan export --format google-csv -o contacts.csv`, then import the file there",
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


class AddressBook(Collection):
    """The cards of one address book."""

    kind = ADDRESS_BOOK

    def names_of(self, uids: Iterable[str]) -> Mapping[str, str]:
        """Return, by UID, the name of the card with this UID; of none where the server does not tell."""
        left = iter(dict.fromkeys(uids))
        found: dict[str, str] = {}
        while batch := tuple(itertools.islice(left, _UIDS_AT_ONCE)):
            filters = (
                _OF_UID.format("contains" if len(uid) >= _LEAST_TELLING else "equals", escape(uid))
                for uid in batch
            )
            for name, card in self.reported(_OF_UIDS.format("".join(filters)).encode(errors="replace")):
                found.setdefault(uid_of(lines_of(card)), name)
        return found
