"""What a card's e-mails, websites and accounts tell of whose card it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.fields.context.agreement import letters_of
from cardscan.fields.lexicon import words
from cardscan.fields.online.domains import suffix_of
from cardscan.fields.online.own import own_domains
from cardscan.model import Email, Social

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.model import Candidate


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the found candidates say about whose card this is."""

    locals: tuple[str, ...] = ()
    """Local parts of the e-mail addresses and names of accounts."""
    labels: tuple[str, ...] = ()
    """The registered names of the card's own domains: "weber" of www.weber.example."""


def witnesses_of(found: Sequence[Candidate]) -> Witnesses:
    """Return what e-mails, websites and accounts say about names."""
    labels = [domain.removesuffix(suffix_of(domain)).rstrip(".") for domain in own_domains(found)]
    own = {"".join(letters_of(label)) for label in labels} | words.words("mailboxes")
    people = [name for name in _names(found) if "".join(letters_of(name)) not in own]
    return Witnesses(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(label for label in labels if label)))


def _names(found: Sequence[Candidate]) -> Iterator[str]:
    for value in (candidate.value for candidate in found):
        if isinstance(value, Email):
            yield value.value.rpartition("@")[0]
        elif isinstance(value, Social):
            yield value.value.rstrip("/").rpartition("/")[2]
