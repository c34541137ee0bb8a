"""What the text of a QR code says, as Candidates.

Formats: vCard 2.1, 3.0 and 4.0 (RFC 6350); MECARD, MEBKM and MATMSG of NTT DOCOMO; BIZCARD; http, mailto,
tel and sms addresses; plain text. What a code says is untrusted: it gives what can be understood of it,
never an error.
"""

from __future__ import annotations

import io
import logging
import quopri
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import phonenumbers
import vobject.base  # type: ignore[import-untyped]
from email_validator import EmailNotValidError, validate_email
from nameparser import parse as parse_name

from cardscan.model import Address, Candidate, Email, PersonName, Phone, Social, Url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cardscan.model import Kind, PhoneType, Value

logger = logging.getLogger(__name__)

_LONGEST_NOTE = 1000

_CERTAIN, _LIKELY, _VAGUE = 0.99, 0.9, 0.5
"""A field named as such; a link, which may lead to a map or a film; text of any kind."""

_SERVICES: Mapping[str, str] = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "github.com": "github",
    "instagram.com": "instagram",
    "line.me": "line",
    "linkedin.com": "linkedin",
    "t.me": "telegram",
    "tiktok.com": "tiktok",
    "twitter.com": "x",
    "wa.me": "whatsapp",
    "wechat.com": "wechat",
    "x.com": "x",
    "xing.com": "xing",
    "youtube.com": "youtube",
    "zalo.me": "zalo",
}
"""By host: where an account lives, as its own links show."""


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
    return tuple(_plain_text(text, region))


def _candidate(kind: Kind, value: Value, raw: str, rule: str, confidence: float = _CERTAIN) -> Candidate:
    return Candidate(kind, value, raw, confidence, (), rule)


def _vcard(text: str, region: str) -> Iterator[Candidate]:
    lines = tuple(_vcard_lines(text))
    first = {name: value for name, _, value in reversed(lines)}
    yield from _name(_parts(first.get("N", "")), _clean(first.get("FN", "")), "qr-vcard")
    for name, words, value in lines:
        if name == "ORG":
            company, *units = _parts(value)
            yield from _text("organization", company, "qr-vcard")
            yield from _text("department", ", ".join(filter(None, units)), "qr-vcard")
        elif name == "ADR":
            yield from _address(_parts(value), "qr-vcard")
        elif name == "TEL":
            yield from _phone(_clean(value), words, region, "qr-vcard")
        elif name in ("IMPP", "X-SOCIALPROFILE"):
            yield from _account(_clean(value), words, "qr-vcard")
        else:
            yield from _simple(name, _clean(value), "qr-vcard")


def _vcard_lines(text: str) -> Iterator[tuple[str, set[str], str]]:
    """Yield each property's name, the words of its TYPE or without a key, and its value.

    vobject unfolds the lines; its pattern for one line takes time that doubles with every
    parameter, which a code could use to stop the program.
    """
    for line, _ in vobject.base.getLogicalLines(io.StringIO(text)):
        parts = re.match(r'((?:[^:"]|"[^"]*")*+):(.*)', line, re.DOTALL)
        if not parts:
            continue
        name, *parameters = parts[1].upper().split(";")
        keyed = {key: word for key, _, word in (parameter.partition("=") for parameter in parameters)}
        words = {
            word.strip('" ')
            for parameter in parameters
            for word in parameter.removeprefix("TYPE=").split(",")
        }
        value = parts[2]
        if words & {"QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE"}:
            value = _from_quoted_printable(value, keyed.get("CHARSET", "UTF-8"))
        yield name.rpartition(".")[2], {word for word in words if "=" not in word}, value


def _from_quoted_printable(value: str, charset: str) -> str:
    data = quopri.decodestring(value.encode())
    try:
        return data.decode(charset, errors="replace")
    except (LookupError, ValueError):  # no such charset, or a codec that is none for text
        return data.decode(errors="replace")


def _mecard(text: str, region: str) -> Iterator[Candidate]:
    for key, value in _mecard_fields(text):
        plain = _clean(value)
        if key == "N":
            yield from _name(_parts(value, ","), "", "qr-mecard")
        elif key in ("TEL", "TEL-AV"):
            yield from _phone(plain, set(), region, "qr-mecard")
        elif key == "ADR":
            parts = _parts(value, ",")
            yield from _address(parts if len(parts) == 7 else [plain], "qr-mecard")
        else:
            yield from _simple(key, plain, "qr-mecard")


def _bizcard(text: str, region: str) -> Iterator[Candidate]:
    fields = dict(_mecard_fields(text))
    given, family = _clean(fields.get("N", "")), _clean(fields.get("X", ""))
    yield from _name([family, given], f"{given} {family}".strip(), "qr-bizcard")
    for key, kind in (("T", "TITLE"), ("C", "ORG"), ("E", "EMAIL")):
        yield from _simple(kind, _clean(fields.get(key, "")), "qr-bizcard")
    for key, word in (("B", "WORK"), ("M", "CELL"), ("F", "FAX")):
        yield from _phone(_clean(fields.get(key, "")), {word}, region, "qr-bizcard")
    yield from _address([_clean(fields.get("A", ""))], "qr-bizcard")


def _bookmark(text: str, region: str) -> Iterator[Candidate]:
    yield from _url(_clean(dict(_mecard_fields(text)).get("URL", "")), "qr-url")


def _mail_message(text: str, region: str) -> Iterator[Candidate]:
    yield from _email(_clean(dict(_mecard_fields(text)).get("TO", "")), "qr-matmsg")


def _mecard_fields(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"(?<!\\);", text.partition(":")[2]):
        key, _, value = part.strip().partition(":")
        if value:
            yield key.upper(), value


def _mailto(text: str, region: str) -> Iterator[Candidate]:
    for address in unquote(text.partition(":")[2].partition("?")[0]).split(","):
        yield from _email(_clean(address), "qr-mailto")


def _tel(text: str, region: str) -> Iterator[Candidate]:
    yield from _phone(_clean(unquote(text)), set(), region, "qr-tel")


def _sms(text: str, region: str) -> Iterator[Candidate]:
    number = re.split(r"[:?]", text.partition(":")[2])[0]
    yield from _phone(_clean(unquote(number)), {"CELL"}, region, "qr-sms")


def _link(text: str, region: str) -> Iterator[Candidate]:
    yield from _url(_clean(text), "qr-url", _LIKELY)


def _labelled_link(text: str, region: str) -> Iterator[Candidate]:
    yield from _link(text.partition(":")[2], region)


def _plain_text(text: str, region: str) -> Iterator[Candidate]:
    rest = []
    for line in map(_clean, text.splitlines()):
        found = tuple(_email(line, "qr-text"))
        if re.fullmatch(r"\+[\d\s()./-]{7,}", line):
            found = tuple(_phone(line, set(), region, "qr-text"))
        elif re.fullmatch(r"(https?://|www\.)\S+", line, re.IGNORECASE):
            found = tuple(_url(line, "qr-text", _LIKELY))
        yield from found
        if line and not found:
            rest.append(line)
    note = "\n".join(rest)[:_LONGEST_NOTE]
    yield from [_candidate("note", note, note, "qr-text", _VAGUE)] if note else []


_PARSERS: Mapping[str, Callable[[str, str], Iterator[Candidate]]] = {
    "BEGIN:VCARD": _vcard,
    "MECARD:": _mecard,
    "BIZCARD:": _bizcard,
    "MEBKM:": _bookmark,
    "MATMSG:": _mail_message,
    "MAILTO:": _mailto,
    "TEL:": _tel,
    "SMSTO:": _sms,
    "SMS:": _sms,
    "HTTP://": _link,
    "HTTPS://": _link,
    "URL:": _labelled_link,
}
"""By how a payload begins, in upper case."""


def _clean(value: str) -> str:
    r"""Undo the escapes; put all on one line without control characters.

    >>> _clean("Weber\\, Klein\\nBerlin\x07")
    'Weber, Klein, Berlin'
    """
    text = re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
    lines = (
        " ".join(re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", line).split()) for line in text.splitlines()
    )
    return ", ".join(line.rstrip(", ") for line in lines if line.strip(", "))


def _parts(value: str, separator: str = ";") -> list[str]:
    """Split a structured value; always at least one part."""
    return [_clean(part) for part in re.split(rf"(?<!\\){separator}", value)]


def _text(kind: Kind, value: str, rule: str) -> Iterator[Candidate]:
    if value:
        yield _candidate(kind, value, value, rule)


def _simple(name: str, value: str, rule: str) -> Iterator[Candidate]:
    """Yield a property whose value is one piece."""
    if name in ("TITLE", "ROLE"):
        yield from _text("title", value, rule)
    elif name == "ORG":
        yield from _text("organization", value, rule)
    elif name in ("NOTE", "MEMO"):
        yield from _text("note", value[:_LONGEST_NOTE], rule)
    elif name == "EMAIL":
        yield from _email(value, rule)
    elif name == "URL":
        yield from _url(value, rule)


def _name(parts: list[str], full: str, rule: str) -> Iterator[Candidate]:
    """Yield the name from the parts family, given, additional, prefix, suffix, or else from the full name."""
    family, given, additional, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    alone = family or given
    if alone and ((family and given) or " " not in alone):
        first = full.startswith(family) and not full.startswith(given) if family and given else False
        person = PersonName(prefix, given, additional, family, suffix, family_first=first)
        yield _candidate("name", person, full or " ".join(filter(None, (given, family))), rule)
    elif full or alone:  # many programs put the whole name into one part
        split = parse_name(full or alone)
        person = PersonName(split.title, split.given, split.middle, split.family, split.suffix)
        yield _candidate("name", person, full or alone, rule, _LIKELY)


def _address(parts: list[str], rule: str) -> Iterator[Candidate]:
    """Yield the address from the parts box, extended, street, locality, region, postal code, country."""
    padded = (*parts, "", "", "", "", "", "", "")[:7]
    formatted = ", ".join(filter(None, padded))
    if formatted in padded and "," in formatted:  # all of it in one part
        yield _candidate("address", Address(formatted=formatted), formatted, rule, _LIKELY)
    elif formatted:
        street = ", ".join(filter(None, (padded[2], padded[1], padded[0])))
        code = padded[6].upper() if re.fullmatch(r"[A-Za-z]{2}", padded[6]) else ""
        yield _candidate(
            "address",
            Address(street, padded[3], padded[4], padded[5], padded[6], code, formatted),
            formatted,
            rule,
        )


def _phone(text: str, words: set[str], region: str, rule: str) -> Iterator[Candidate]:
    raw = re.sub(r"^tel:", "", text, flags=re.IGNORECASE)
    if not re.search(r"\d\D*\d", raw):
        return
    value, extension, mobile = raw, "", False
    try:
        number = phonenumbers.parse(raw, region or None)
        if phonenumbers.is_valid_number(number):
            value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            extension = number.extension or ""
            mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    except phonenumbers.NumberParseException:
        logger.debug("a number in a code has no country or is none")
    phone = Phone(value, raw, _phone_type(words, mobile=mobile), extension)
    yield _candidate("phone", phone, raw, rule, _CERTAIN if value.startswith("+") else _LIKELY)


def _phone_type(words: set[str], *, mobile: bool) -> PhoneType:
    if any("FAX" in word for word in words):
        return "fax"
    if mobile or words & {"CELL", "MOBILE", "IPHONE"}:
        return "cell"
    if "PAGER" in words:
        return "pager"
    return "home" if "HOME" in words and "WORK" not in words else "work"


def _email(text: str, rule: str) -> Iterator[Candidate]:
    try:
        address = validate_email(
            re.sub(r"^mailto:", "", text, flags=re.IGNORECASE), check_deliverability=False
        )
    except EmailNotValidError:
        return
    yield _candidate("email", Email(address.normalized), text, rule)


def _url(text: str, rule: str, confidence: float = _CERTAIN) -> Iterator[Candidate]:
    link = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        place = urlsplit(link)
        host = (place.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that do not close
        return
    if re.search(r"\s", link) or "." not in host:
        return
    if service := next((name for site, name in _SERVICES.items() if f".{host}".endswith(f".{site}")), ""):
        yield _candidate("social", Social(service, link), text, rule)
    else:  # codes of capital letters are smaller, so many links come in them
        link = place._replace(scheme=place.scheme.lower(), netloc=place.netloc.lower()).geturl()
        yield _candidate("url", Url(link), text, rule, confidence)


def _account(text: str, words: set[str], rule: str) -> Iterator[Candidate]:
    """Yield an account given as "scheme:name" or as a link, its service named by TYPE, scheme or host."""
    if re.match(r"https?://", text, re.IGNORECASE):
        yield from _url(text, rule)
        return
    scheme, _, name = text.rpartition(":")
    service = scheme.lower() or next(iter(sorted(words - {"WORK", "HOME", "PREF"})), "").lower()
    if service and name:
        yield _candidate("social", Social(service, name), text, rule)
