"""Accounts on networks and messengers that are printed without a link: "Instagram: @weber.studio"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cardscan.fields.layout.rows import GAP
from cardscan.fields.online import domains
from cardscan.model import Candidate, Social
from cardscan.networks import NETWORKS, service_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cardscan.fields.layout.rows import Row
    from cardscan.model import Lines
    from cardscan.networks import SocialNetwork

_HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z_][\w.-]{1,28}\w)", re.ASCII)
_HOME = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""The server behind an account of a network that has many: "@anna@social.example"."""
_AS_WIDE_AS_AN_ICON = 3
_TO_NETWORK = r"(?:[ \t|(,-]*|\s(?:on|auf|bei|sur|en|su|op|på|na)\s)"
"""What stands between an account and its network's name."""
_OWN_PAGE = re.compile(r"(?<![\w/.])in/([a-z][\w-]{3,60})")
_ACCOUNT = (
    r"\s?(?:[:：/@]|\s@|-\s)+\s?@?/?(?P<handle>(?:(?:in|company|channel|c)/)?[A-Za-z][\w.:-]*[\w])(?![\w@])"
)
_UNMARKED = rf"[ ](?P<bare>(?=\w*[A-Za-z])(?=\w*[._\d])\w[\w.]+\w)(?=\s*(?:[{GAP}\n|;,]|\Z))"
"""An account right behind its network's name: a word with signs that words of a text have not."""


def service_of(host: str) -> str:
    """Return the network whose host this is, also under another country's domain; "" for none."""
    name = domains.registered(host).split(".")[0]
    abroad = (
        network.service
        for network in NETWORKS
        if len(name) > 4 and any(own.split(".")[0] == name for own in network.hosts)
    )
    return service_at(host) or next(abroad, "")


def network_before(text: str) -> tuple[str, int]:
    """Return the network that the text ends with, and where its name begins.

    >>> network_before("Berlin  TikTok: "), network_before("Founder")
    (('tiktok', 8), ('', 7))
    """
    named = _named(r"(?<!\w)(?P<name>{names})[\s:：|(-]*\Z").search(text.lower())
    return (_by_name()[named["name"]], named.start()) if named else ("", len(text))


def network_after(text: str) -> str:
    """Return the network that the text begins with, unless an account of its own stands behind it.

    >>> network_after(" (TikTok)"), network_after(" TikTok: @weber")
    ('tiktok', '')
    """
    named = _named(rf"{_TO_NETWORK}(?P<name>{{names}})(?!\w)(?!\s*[:：]?\s*[@/])(?!\s*[:：])").match(
        text.lower()
    )
    return _by_name()[named["name"]] if named else ""


@cache
def _by_name() -> dict[str, str]:
    return {name: network.service for network in NETWORKS for name in (*network.hosts, *network.labels)}


@cache
def _named(pattern: str) -> re.Pattern[str]:
    longest_first = sorted(_by_name(), key=lambda name: (-len(name), name))
    return re.compile(pattern.replace("{names}", "|".join(map(re.escape, longest_first))))


@cache
def _labelled(network: SocialNetwork) -> re.Pattern[str]:
    """Return the pattern of an account behind a network's name, or of the name that it shows for one."""
    label = rf"(?i)(?<![\w.@])(?:{'|'.join(map(re.escape, network.labels))})(?:\s?(?:id|name|user|account))?"
    if not network.shows_names:
        return re.compile(f"{label}(?:{_ACCOUNT}|{_UNMARKED})")
    other = "|".join(re.escape(name) for each in NETWORKS for name in each.labels)
    name = rf"\s?[:：]\s?(?P<shown>[^\W\d_][\w&.'’-]*(?: (?!(?:{other})\b)[\w&.'’-]+){{0,4}})"
    end = rf"(?=\s*(?:[{GAP}\n|;,•·]|\Z)|\s+/\s|\s+(?:{other})\s?[:：@/])"
    return re.compile(f"{label}(?:{name}{end}|{_ACCOUNT}|{_UNMARKED})")


def labelled_accounts(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield accounts that follow a service's name: "Skype: anna.weber", "LinkedIn: Anna Weber"."""
    folded = row.text.lower()
    for network in NETWORKS:
        # Most cards name no network: its pattern is not even made then.
        named = any(label in folded for label in network.labels)
        for match in _labelled(network).finditer(row.text) if named else ():
            part = match.lastgroup or ""
            if _is_account(network, match[part], match[0]):
                yield _account(row, reading, match.span(), match.start(part), network.service, match[part])


def _is_account(network: SocialNetwork, name: str, printed: str) -> bool:
    """Tell whether what stands behind a network's name is an account of it, not a website."""
    if "." not in name or not domains.is_domain(name):
        return True
    if service_of(name) or name.lower().startswith("www."):
        return False
    return network.has_dots or "@" in printed


def handles(row: Row, reading: Lines, own: Collection[str] = ()) -> Iterator[Candidate]:
    """Yield "@name", a network's name before it, behind it or missing. `own` are the card's own domains."""
    for match in _OWN_PAGE.finditer(row.text):
        yield _account(row, reading, match.span(), match.start(), "linkedin", match.group())
    for match in _HANDLE.finditer(row.text):
        name, start, end = match[1], match.start(), match.end()
        home = _HOME.match(row.text, end)
        if home:
            name, end = name + home.group(), home.end()
        before, named_at = network_before(row.text[:start])
        after = "" if before else network_after(row.text[end:])
        if before:
            start = named_at
        elif after:
            end = _end_of_name(row.text, end)
        elif not home and domains.is_domain(name) and not _stands_alone(row.text[:start], name, own):
            continue
        # Networks that write "@" before every name: the oldest of them where an icon alone said which,
        # but for names with a dot, which it does not allow.
        service = before or after or ("mastodon" if home else "instagram" if "." in name else "x")
        yield _account(row, reading, (start, end), match.start(), service, f"@{name}")


def _end_of_name(text: str, start: int) -> int:
    """Return where the network's name ends that stands behind an account."""
    named = _named(rf"{_TO_NETWORK}(?P<name>{{names}})\)?").match(text.lower(), start)
    return named.end() if named else start


def _stands_alone(before: str, name: str, own: Collection[str]) -> bool:
    """Tell whether what looks like a domain is an account, not what is left of an e-mail address."""
    domain = domains.registered(name)
    mail = domain in own or domain in domains.mail_domains()
    beside = before.rpartition(GAP)[2].strip(" |•·-")
    return not mail and len(beside) < _AS_WIDE_AS_AN_ICON


def _account(
    row: Row, reading: Lines, place: tuple[int, int], start: int, service: str, handle: str
) -> Candidate:
    spans = row.spans(*place)
    sureness = 0.9 * min(reading.lines[span.line].confidence for span in spans)
    raw = row.printed(start, place[1], reading)
    return Candidate("social", Social(service, handle), raw, sureness, spans, "social-label")
