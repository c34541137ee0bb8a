"""What the text of a QR code says, as Candidates.

Formats: vCard 2.1, 3.0 and 4.0 (RFC 6350); MECARD, MEBKM and MATMSG of NTT DOCOMO; BIZCARD; http, mailto,
tel and sms addresses; plain text. What a code says is untrusted: it gives what can be understood of it,
never an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.payload.mecard import bizcard, bookmark, mail_message, parse_mecard
from cardscan.payload.single import free_text, labelled_link, link, mailto, sms, tel
from cardscan.payload.vcard import parse_vcard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cardscan.model import Candidate

_PARSERS: Mapping[str, Callable[[str, str], Iterator[Candidate]]] = {
    "BEGIN:VCARD": parse_vcard,
    "MECARD:": parse_mecard,
    "BIZCARD:": bizcard,
    "MEBKM:": bookmark,
    "MATMSG:": mail_message,
    "MAILTO:": mailto,
    "TEL:": tel,
    "SMSTO:": sms,
    "SMS:": sms,
    "HTTP://": link,
    "HTTPS://": link,
    "URL:": labelled_link,
}
"""By how a payload begins, in upper case."""


def parse_payload(payload: str, *, region: str = "") -> tuple[Candidate, ...]:
    """Return what the text of one code says.

    >>> parse_payload("MECARD:N:Weber,Anna;EMAIL:anna@weber.example;;")[1].value
    Email(value='anna@weber.example')
    >>> parse_payload("WIFI:S:guests;P:secret;;")
    ()
    """
    text = payload.strip("\ufeff\0 \t\r\n")
    for prefix, parser in _PARSERS.items():
        if text[: len(prefix)].upper() == prefix:
            return tuple(parser(text, region))
    if re.match(r"[A-Za-z][\w+.-]*:\S", text):  # WIFI, geo, otpauth: nothing about the person
        return ()
    return tuple(free_text(text, region))
