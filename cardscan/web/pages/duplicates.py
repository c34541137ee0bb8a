"""Contacts that may be one, side by side: merged field by field, or both kept; the decision is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from cardscan.contact_fields import LISTS, NAME_PARTS, NOTE, OWN_TEXTS, TEXTS, with_values
from cardscan.web.asking import address
from cardscan.web.in_words import value_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Entry, Suspicion
    from cardscan.contact_fields import Field
    from cardscan.model import Contact
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_LOOKED_THROUGH = 200
"""So many pairs are passed over at most."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One field of the two, or one value that one or both have."""

    name: str
    """Of the input: "title", "phones.0"."""
    label: str
    texts: tuple[str, str]
    """Of the older contact and of the newer; "" where it has none."""
    many: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is something to act."""
        return self.texts[0] != self.texts[1]


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show one pair: the one that the address names, else the first."""
    wanted = {ask.query.get("a", ""), ask.query.get("b", "")}
    found = _pair(book, wanted) if all(wanted) else _first(book, ask)
    if found is None:
        return pages.page("duplicates.html", ask, pair=None, left=0)
    older, newer = found
    skip = f"{older.uid}\n{newer.uid}"
    return pages.page(
        "duplicates.html",
        ask,
        pair=found,
        skip=skip,
        reason=_reason(book, older, newer),
        rows=rows_of(older.contact, newer.contact),
        pictures=tuple(book.cards(entry.uid)[-1:] for entry in found),
        left=book.duplicates.count(),
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Merge the two as chosen, or keep both, for good."""
    older, newer = (book.entry(ask.said(name)) for name in ("older", "newer"))
    doing = ask.said("do")
    if doing == "merge":
        book.duplicates.merge(older.uid, newer.uid, merged(older.contact, newer.contact, ask))
        return see(address("/duplicates", ask, merged=older.uid))
    if doing == "keep":
        book.duplicates.settle(older.uid, newer.uid, same=False)
    elif doing == "undo":
        book.reviews.undo(older.uid)
        return see(address("/duplicates", ask, a=older.uid, b=newer.uid))
    return see(address("/duplicates", ask))


def rows_of(older: Contact, newer: Contact) -> tuple[PairRow, ...]:
    """Return what the two say, field by field; values that both have are one row."""
    rows = [PairRow(field.key, field.label, (field.of(older), field.of(newer))) for field in (*TEXTS, NOTE)]
    for field in LISTS:
        for index, value in enumerate(_together(older, newer, field)):
            text = value_text(value)
            texts = (text if value in field.of(older) else "", text if value in field.of(newer) else "")
            rows.append(PairRow(f"{field.key}.{index}", field.label, texts, many=True))
    return tuple(row for row in rows if any(row.texts))


def merged(older: Contact, newer: Contact, ask: Ask) -> Contact:
    """Return the one contact that the form chooses of the two; what it does not mention is the older's."""
    chosen = [(field, field.of(newer)) for field in (*OWN_TEXTS, NOTE) if ask.said(field.key) == "newer"]
    for field in LISTS:
        values = enumerate(_together(older, newer, field))
        kept = tuple(value for index, value in values if ask.said(f"{field.key}.{index}"))
        chosen.append((field, kept))
    if ask.said("full_name") == "newer":
        chosen += [(part, part.of(newer)) for part in NAME_PARTS]
        older = replace(older, family_first=newer.family_first)
    return with_values(older, chosen)


def _together(older: Contact, newer: Contact, field: Field) -> tuple[Any, ...]:
    """Return the values of both, the newer's first, each once."""
    return tuple(dict.fromkeys(field.of(newer) + field.of(older)))


def _pair(book: Book, wanted: set[str]) -> tuple[Entry, Entry] | None:
    uid = next(iter(wanted))
    for suspicion in book.duplicates.of(uid):
        if {suspicion.entry.uid, suspicion.other.uid} == wanted:
            return _by_age(suspicion)
    return None


def _first(book: Book, ask: Ask) -> tuple[Entry, Entry] | None:
    """Return the first pair, or the one after the pair that the address says to skip."""
    skipped = ask.query.get("skip", "")
    pairs = [_by_age(suspicion) for suspicion in islice(book.duplicates.waiting(), _LOOKED_THROUGH)]
    keys = [f"{older.uid}\n{newer.uid}" for older, newer in pairs]
    start = keys.index(skipped) + 1 if skipped in keys else 0
    return next(iter(pairs[start:] + pairs[:start]), None)


def _by_age(suspicion: Suspicion) -> tuple[Entry, Entry]:
    older, newer = sorted((suspicion.entry, suspicion.other), key=lambda entry: entry.created)
    return older, newer


def _reason(book: Book, older: Entry, newer: Entry) -> str:
    found = book.duplicates.of(older.uid)
    return next((item.reason for item in found if newer.uid in (item.entry.uid, item.other.uid)), "")
