"""Settle e-mails against websites: one company, one domain, whichever the card's words prove."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from cardscan.fields.online import domains
from cardscan.fields.online.own import domain_of
from cardscan.model import Email, Url
from cardscan.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Candidate, Lines

_LIKE_ENOUGH = 2
"""Letters by which two domains of one company differ where one was misread."""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})


def crosschecked(reading: Lines, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates with misread domains mended, or doubted where nothing decides.

    Two domains that all but agree are one that was misread. The one whose letters the
    card also prints as a company's name is right; else the one without digits among letters.
    """
    checked = list(found)
    plain = (line.text for line in reading.lines if not re.search(r"(?i)@|www|http", line.text))
    text = "\n".join(line for line in plain if not domains.is_domain(line.split(" ")[-1]))
    words = re.sub(r"[\W_]", "", fold(text))
    places = range(len(checked))
    for a, b in product(places, places):
        mail, site = domain_of(checked[a]), domain_of(checked[b])
        if not (isinstance(checked[a].value, Email) and isinstance(checked[b].value, Url)):
            continue
        if not mail or not site or mail == site or mail in domains.mail_domains():
            continue
        if _in_ascii(mail) & _in_ascii(site):
            continue  # a company may own both, as many mail programs know no other letters
        if Levenshtein.distance(mail, site) > _LIKE_ENOUGH or min(len(mail), len(site)) < 8:
            continue
        if _proof(mail, words) > _proof(site, words):
            checked[b] = _with_domain(checked[b], site, mail)
        elif _proof(mail, words) < _proof(site, words):
            checked[a] = _with_domain(checked[a], mail, site)
        else:
            checked[a] = replace(checked[a], confidence=checked[a].confidence * 0.7)
            checked[b] = replace(checked[b], confidence=checked[b].confidence * 0.7)
    return tuple(checked)


def _in_ascii(domain: str) -> frozenset[str]:
    """Return how a domain is written without accents, and with "ue" for "ü"."""
    return frozenset((fold(domain), fold(domain.translate(_SPELLED_OUT))))


def _proof(domain: str, words: str) -> tuple[bool, int]:
    """Return how far the card's words prove a domain; larger is better."""
    name = re.sub(r"[\W_]", "", domain.removesuffix(domains.suffix_of(domain)))
    return name in words, -sum(letter.isdigit() for letter in name)


def _with_domain(candidate: Candidate, wrong: str, right: str) -> Candidate:
    value = candidate.value
    if not isinstance(value, Email | Url):
        return candidate
    mended = re.sub(re.escape(wrong), right, value.value, flags=re.IGNORECASE)
    rule = f"{candidate.rule}-crosschecked"
    return replace(
        candidate, value=replace(value, value=mended), confidence=candidate.confidence * 0.88, rule=rule
    )
