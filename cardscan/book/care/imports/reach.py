"""E-mail addresses, websites and accounts as address books hold them, which take what people type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.model import Email, Social, Url
from cardscan.networks import service_named
from cardscan.payload.proposals import candidate, cleaned, emails, urls
from cardscan.vcards.lines import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cardscan.model import Candidate
    from cardscan.vcards.lines import ContentLine

_RULE = "import"
_APPLES = re.compile(r"_\$!<(.*)>!\$_")
_WITH_NAME = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+)\s*>\s*", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")
_OF_SERVICE = {
    "X-SKYPE-USERNAME": "skype", "X-TWITTER": "x", "X-GADUGADU": "gadu-gadu", "X-GADU-GADU": "gadu-gadu",
    "X-KAKAO": "kakaotalk", "X-MS-IMADDRESS": "im", "X-KADDRESSBOOK-X-IMADDRESS": "im",
} | {
    f"X-{name.upper()}": name
    for name in "aim icq jabber msn yahoo qq google-talk groupwise skype telegram whatsapp wechat line signal"
    " viber threema facebook instagram linkedin mastodon xing youtube github matrix discord weibo".split()
}  # fmt: skip
"""Properties that programs have for one service each."""
_NO_SERVICE = frozenset("WORK HOME PREF OTHER INTERNET CELL VOICE PERSONAL BUSINESS URL".split())
_SCHEMES = {"x-apple": "", "im": "", "ymsgr": "yahoo", "gtalk": "google-talk", "msnim": "msn"}
"""Services of schemes that are called otherwise; "" of those of any service."""


def labels_of(lines: Iterable[ContentLine]) -> Mapping[str, str]:
    """Return what Apple's lines call the property in their group, by the group in small letters."""
    found = {}
    for line in lines:
        if line.name == "X-ABLABEL" and line.group:
            label = unescaped(line.value).strip()
            apples = _APPLES.fullmatch(label)
            found[line.group.lower()] = apples[1] if apples else label
    return found


def mail_addresses(lines: Iterable[ContentLine]) -> Iterator[str]:
    """Yield the e-mail addresses of a vCard."""
    for line in lines:
        if line.name == "EMAIL":
            yield from mail_address(cleaned(line.value))


def mail_address(text: str) -> Iterator[str]:
    """Yield the e-mail address that a text is; also one that only its owner's network or carrier knows.

    >>> [*mail_address("Ida <ida@firma.local>")], [*mail_address("a..b.@c.example")]
    (['ida@firma.local'], ['a..b.@c.example'])
    """
    named = _WITH_NAME.fullmatch(text)
    address = re.sub(r"^mailto:", "", named[1] if named else text, flags=re.IGNORECASE).strip()
    valid = [found.value.value for found in emails(address, _RULE) if isinstance(found.value, Email)]
    if valid or not _MAIL.fullmatch(address):
        yield from valid
        return
    own, _, domain = address.rpartition("@")
    yield f"{own}@{domain.lower()}"


def accounts_of(lines: Iterable[ContentLine], labels: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield websites and accounts: programs write either as a link."""
    for line in lines:
        value = cleaned(line.value)
        if line.name == "URL":
            yield from links_in(value)
        elif line.name in ("IMPP", "X-SOCIALPROFILE"):
            said = (
                line.parameter("X-SERVICE-TYPE") or line.parameter("SERVICE-TYPE") or _service_in(line.types)
            )
            yield from account(value, said or labels.get(line.group.lower(), ""))
        elif line.name in _OF_SERVICE:
            yield from account(value, _OF_SERVICE[line.name])


def links_in(text: str) -> Iterator[Candidate]:
    """Yield the website or account that a link leads to; any link, since a person chose to keep it."""
    found = tuple(urls(text, _RULE))
    yield from found
    if not found and re.fullmatch(r"https?://\S+", text, re.IGNORECASE):
        yield candidate("url", Url(text), text, _RULE)


def account(text: str, service: str) -> Iterator[Candidate]:
    """Yield an account given as "scheme:name", as a link or bare; its service named, or the scheme's."""
    if re.match(r"https?://", text, re.IGNORECASE):
        yield from links_in(text)
        return
    scheme, mark, name = text.partition(":")
    foreign = service and scheme.lower() not in (
        *_SCHEMES,
        *_OF_SERVICE.values(),
        service.lower(),
        "sip",
        "xmpp",
    )
    if (
        not mark or foreign or not re.fullmatch(r"[A-Za-z][\w.+-]*", scheme)
    ):  # "live:anna" is a name of Skype's
        scheme, name = "", text
    known = service or _SCHEMES.get(scheme.lower(), scheme) or "im"
    if name.strip():
        yield candidate("social", Social(service_named(known), name.strip()), text, _RULE)


def _service_in(types: Iterable[str]) -> str:
    return next(iter(sorted({*types} - _NO_SERVICE)), "")
