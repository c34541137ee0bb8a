"""Domain names: which exist, which carry mail, and what a misread one should be."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList
from rapidfuzz.distance import Levenshtein

from cardscan.fields.lexicon.lists import listed

_LOOKALIKES = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "5": "s", "8": "b", "6": "b"})
_TLD_LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b", "|": "l"})
_TLD_MISREADINGS = {
    "corn": "com", "con": "com", "cam": "com", "ccm": "com", "cem": "com", "comm": "com",
    "cor": "com", "coin": "com", "cop": "com", "cow": "com", "nel": "net", "nct": "net",
    "met": "net", "ner": "net", "nef": "net", "orq": "org", "0rg": "org", "crg": "org", "ong": "org",
    "inf0": "info", "lnfo": "info", "ln": "in", "bc": "be", "dc": "de", "lt": "it", "edv": "edu",
}  # fmt: skip
_SMALL_PROVIDERS = frozenset(("mail.com", "email.com", "inmail.com", "hmail.com", "gmx.com"))
LETTER = r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
"""For a class in a pattern: the letters that names are registered in, but those of scripts without
spaces, where the words around a domain would count as a part of it."""
_LABEL = re.compile(rf"[{LETTER}](?:[{LETTER}-]{{0,61}}[{LETTER}])?\Z")
_KINDS = frozenset("com co net org edu ac gov go gob mil info name school sch or ne ltd plc nic web".split())
"""Second levels that registries keep for kinds of owners."""


@cache
def _suffixes(*, encoded: bool) -> PublicSuffixList:
    """Return the list in the package, which is never fetched; on demand with suffixes as "xn--" too.

    To encode them takes as long as all else, and hardly a card has one.
    """
    return PublicSuffixList(accept_unknown=False, only_icann=True, accept_encoded_idn=encoded)


@cache
def suffix_of(host: str) -> str:
    """Return the suffix that names are registered under, in lower case, or "" where it is none.

    "example" is reserved for fictional cards.

    Where the list says that every name below a suffix is one too ("*.np"), only "com" and the like are:
    for the others it keeps names apart that people own and print.

    >>> suffix_of("www.weber.co.uk"), suffix_of("anna.example"), suffix_of("file.c0m")
    ('co.uk', 'example', '')
    >>> suffix_of("weber.np"), suffix_of("weber.com.np")
    ('np', 'com.np')
    """
    host = host.lower()
    if host == "example" or host.endswith(".example"):
        return "example"
    suffix = str(_suffixes(encoded="xn--" in host).publicsuffix(host) or "")
    name, _, above = suffix.partition(".")
    return above if name not in _KINDS and _has_wildcard(above) else suffix


@cache
def _has_wildcard(suffix: str) -> bool:
    """Tell whether the list takes whatever stands before this for a part of the suffix."""
    anything = f"any-name-at-all.{suffix}"
    return bool(suffix) and _suffixes(encoded=False).publicsuffix(anything) == anything


@cache
def is_suffix(text: str) -> bool:
    """Tell whether names are registered under this: "com", "co.uk".

    >>> is_suffix("co.uk"), is_suffix("c0m"), is_suffix("example")
    (True, False, True)
    """
    return bool(text) and suffix_of(f"a.{text}") == text.lower()


@cache
def is_domain(text: str) -> bool:
    """Tell whether the text could be a host's name under a real suffix.

    >>> is_domain("mail.weber.example"), is_domain("Sp.z"), is_domain("co.uk")
    (True, False, False)
    """
    labels = text.split(".")
    if len(labels) < 2 or len(text) > 253 or not all(_LABEL.match(label) for label in labels):
        return False
    return suffix_of(text) not in ("", text.lower())


def registered(host: str) -> str:
    """Return the part of a host's name that was registered, in lower case.

    >>> registered("www.shop.Weber.co.uk")
    'weber.co.uk'
    """
    suffix = suffix_of(host)
    name = host.lower().removesuffix(suffix).strip(".").rpartition(".")[2]
    return f"{name}.{suffix}" if name and suffix else ""


def mail_domains() -> frozenset[str]:
    """Return the domains of the world's large mail providers."""
    return listed("mail_domains")


@lru_cache(maxsize=4096)
def shape(domain: str) -> str:
    """Return a key that is the same for domains that look alike in print.

    >>> shape("gmai1.com") == shape("gmail.com") == shape("grnail.com")
    True
    """
    return domain.lower().replace("rn", "m").replace("vv", "w").translate(_LOOKALIKES)


def mended(domain: str, known: frozenset[str] = frozenset()) -> str:
    """Return the domain that was meant, or "" where none can be made out.

    `known` are domains that the card itself proves, tried besides the large mail providers'.

    >>> mended("weber.c0m"), mended("gmai1.com"), mended("weber.corn"), mended("gmailcom"), mended("nothing")
    ('weber.com', 'gmail.com', 'weber.com', 'gmail.com', '')
    """
    domain = domain.strip(".-").replace("_", "-")
    trusted = known | mail_domains()
    if domain.lower() in trusted:
        return domain
    exists, seen, dotless = is_domain(domain), shape(domain), domain.lower()
    for other in sorted(trusted):
        if exists and other not in mail_domains():
            continue  # two domains that both exist: which is right, the whole card must tell
        if seen == shape(other) and _count_digits(other) <= _count_digits(domain):
            return other
        has_dots = other.endswith(".com") or other in mail_domains()
        if has_dots and dotless == other.replace(".", ""):
            return other
    if is_domain(domain):
        return _one_letter_off(domain) or domain
    head, _, last = domain.rpartition(".")
    for tld in (last.lower().translate(_TLD_LETTERS), _TLD_MISREADINGS.get(last.lower(), "")):
        if head and tld and is_domain(f"{head}.{tld}"):
            return f"{head}.{tld}"
    return ""


def _count_digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _one_letter_off(domain: str) -> str:
    """Return the large mail provider whose domain this is but for one lost or misread letter, or ""."""
    domain = domain.lower()
    if len(domain) < 8 or domain in _SMALL_PROVIDERS:
        return ""
    near = [
        other
        for other in sorted(mail_domains())
        if len(other) > 8 and Levenshtein.distance(domain, other) == 1
    ]
    near = [other for other in near if other[0] == domain[0] and other.endswith(suffix_of(domain))]
    return near[0] if len(near) == 1 and len(domain) < len(near[0]) else ""


def longest(text: str, known: frozenset[str] = frozenset()) -> tuple[str, int]:
    """Return the domain that the text begins with, and how much of the text it takes.

    Text glued to the end is cut off where a domain in `known` ends, which the card
    itself proves, else where letters change to digits or to capitals.

    >>> longest("icloud.com570"), longest("weber.exampleAustin")
    (('icloud.com', 10), ('weber.example', 13))
    >>> longest("weber.i0014", frozenset({"weber.io"}))
    ('weber.io', 8)
    """
    glued = re.search(r"(?<=[a-z])(?=(?:www[.,]|https?[:;]|\d*tel[:.]))", text, re.IGNORECASE)
    if glued and is_domain(text[: glued.start()]):
        text = text[: glued.start()]
    whole = mended(text, known)
    if whole and (is_domain(text) or text.lower() in known):
        return whole, len(text)
    for other in sorted(known, key=lambda name: (-len(name), name)):
        if shape(text[: len(other)]) == shape(other) and not text[len(other) : len(other) + 1].isalpha():
            return other, len(other)
    for cut in range(len(text) - 1, 3, -1):
        boundary = text[cut - 1].isalpha() and (
            not text[cut].isalpha() or (text[cut].isupper() and text[cut - 1].islower())
        )
        if boundary and is_domain(text[:cut]):
            return mended(text[:cut], known), cut
    return whole, len(text) if whole else 0
