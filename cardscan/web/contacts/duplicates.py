"""Contacts that may be one, side by side: merged field by field, or both kept; the decision is remembered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from cardscan.contact_fields import LISTS, NAME_PARTS, NOTE, OWN_TEXTS, TEXTS, with_values
from cardscan.errors import ChangedError
from cardscan.text import words
from cardscan.web.asking import address
from cardscan.web.in_words import value_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """Of the input: "title", "phones"."""
    label: str
    texts: tuple[str, str]
    """Of the older contact and of the newer; "" where it has none."""
    text: str = ""
    """Of many: the value itself, for people."""
    value: str = ""
    """Of many: what tells this value from others, whichever place it has."""
    chosen: str = ""
    """"older" or "newer"; of many "both", or "" where the value is not to be kept."""

    @property
    def differs(self) -> bool:
        """Whether there is something to act."""
        return self.texts[0] != self.texts[1]

    @property
    def many(self) -> bool:
        """Whether it is one value of several."""
        return bool(self.value)

    @property
    def whose(self) -> str:
        """Who has the value, of many: "" where neither has it any more."""
        older, newer = self.texts
        return "both" if older and newer else "older" if older else "newer" if newer else ""


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show one pair: the one that the address names, else the first."""
    wanted = (ask.query.get("a", ""), ask.query.get("b", ""))
    found = _pair(book, wanted) if all(wanted) else _first(book, ask)
    if found is None:
        return pages.page("duplicates.html", ask, pair=None, left=0)
    return _page(book, ask, pages, found)


def _page(
    book: Book, ask: Ask, pages: Pages, pair: tuple[Entry, Entry], *, changed: bool = False
) -> Response:
    """Show the two; where one has `changed` since the form was shown, with what the form chooses."""
    older, newer = pair
    former = _former(book, older, newer) if changed else ()
    return pages.page(
        "duplicates.html",
        ask,
        409 if changed else 200,
        pair=pair,
        skip=f"{older.uid}\n{newer.uid}",
        then=ask.query.get("then", ""),
        reason=_reason(book, older, newer),
        rows=rows_of(older.contact, newer.contact, ask, former),
        pictures=tuple(book.cards(entry.uid)[-1:] for entry in pair),
        left=book.duplicates.count(),
        changed=changed,
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Merge the two as chosen, or keep both, for good; where one has changed meanwhile, show them again."""
    older, newer = (book.entry(ask.said(name)) for name in ("older", "newer"))
    doing = ask.said("do")
    if doing == "merge":
        seen = (older.revision, newer.revision)
        if [*map(str, seen)] != [ask.said("older_revision"), ask.said("newer_revision")]:
            return _page(book, ask, pages, (older, newer), changed=True)
        contact = merged(older.contact, newer.contact, ask, _former(book, older, newer))
        try:
            book.duplicates.merge(older.uid, newer.uid, contact, seen=seen)
        except ChangedError:  # between the look above and now
            return _page(book, ask, pages, (book.entry(older.uid), book.entry(newer.uid)), changed=True)
        return see(_after(ask, older.uid))
    if doing == "keep":
        book.duplicates.settle(older.uid, newer.uid, same=False)
    elif doing == "undo":
        book.reviews.undo(older.uid)
        return see(address("/duplicates", ask, a=older.uid, b=newer.uid))
    return see(address("/duplicates", ask))


def _after(ask: Ask, uid: str) -> str:
    """Return where to go on after a merging: to the next that was chosen to be merged with it, if any."""
    following, _, rest = ask.query.get("then", "").partition("\n")
    if following:
        return address("/duplicates", ask, a=uid, b=following, then=rest, merged=uid)
    return address("/duplicates", ask, merged=uid)


def rows_of(older: Contact, newer: Contact, ask: Ask, former: Sequence[Contact] = ()) -> tuple[PairRow, ...]:
    """Return what the two say, field by field; values that both have are one row.

    What is chosen is what the form chose that was sent, and else the newer's, and every value. Values that
    the form kept and that neither has any more are rows, too, where `former` versions of the two had them.
    """
    rows = []
    for field in (*TEXTS, NOTE):
        texts = field.of(older), field.of(newer)
        chosen = ask.said(field.key) or ("newer" if is_richer(*texts[::-1]) else "older")
        rows.append(PairRow(field.key, field.label, texts, chosen=chosen))
    rows = [row for row in rows if any(row.texts)]
    for field in LISTS:
        kept, shown = (ask.form.get(name, ()) for name in (field.key, f"{field.key}.shown"))
        together = _together(field, newer, older)
        for value in _together(field, newer, older, *former):
            name, text = _identity(value), value_text(value)
            if value in together or name in kept:
                texts = (text if value in field.of(older) else "", text if value in field.of(newer) else "")
                chosen = "both" if name in kept or name not in shown else ""
                rows.append(PairRow(field.key, field.label, texts, text, name, chosen))
    return tuple(rows)


def is_richer(text: str, other: str) -> bool:
    """Tell whether the text says more than the other; where neither says all of the other's, it does.

    >>> is_richer("Agent", "Senior Agent"), is_richer("Anna Weber", "A. Weber"), is_richer("Agent", "Broker")
    (False, True, True)
    """
    ours, theirs = words(text), words(other)
    return bool(text) and (text == other or not _is_within(ours, theirs) or _is_within(theirs, ours))


def _is_within(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Tell whether each word is a word of all, or the beginning of one."""
    return all(any(word.startswith(one) for word in all_) for one in some)


def merged(older: Contact, newer: Contact, ask: Ask, former: Sequence[Contact] = ()) -> Contact:
    """Return the one contact that the form chooses of the two; what it does not mention is the older's.

    Of a list it keeps the values that are ticked, of whichever version of the two they are.
    """
    chosen = [(field, field.of(newer)) for field in (*OWN_TEXTS, NOTE) if ask.said(field.key) == "newer"]
    for field in LISTS:
        ticked = ask.form.get(field.key, ())
        values = _together(field, newer, older, *former)
        chosen.append((field, tuple(value for value in values if _identity(value) in ticked)))
    if ask.said("full_name") == "newer":
        chosen += [(part, part.of(newer)) for part in NAME_PARTS]
        older = replace(older, family_first=newer.family_first)
    return with_values(older, chosen)


def _together(field: Field, *contacts: Contact) -> tuple[Any, ...]:
    """Return the values of all, each once, the first one's first."""
    return tuple(dict.fromkeys(value for contact in contacts for value in field.of(contact)))


def _identity(value: object) -> str:
    """Return what a form names the value by: never its place, which changes with the values before it."""
    return hashlib.sha256(repr(value).encode(errors="backslashreplace")).hexdigest()[:24]


def _former(book: Book, *entries: Entry) -> tuple[Contact, ...]:
    """Return what these contacts were before, the latest first."""
    changes = (change for entry in entries for change in reversed(book.history(entry.uid)))
    return tuple(contact for change in changes for contact in (change.after, change.before))


def _pair(book: Book, wanted: tuple[str, str]) -> tuple[Entry, Entry] | None:
    """Return the two that the address names, suspected or not; None where one is gone, or both are one."""
    entries = sorted(map(book.entry, dict.fromkeys(wanted)), key=lambda entry: entry.created)
    if len(entries) < 2 or any(entry.deleted for entry in entries):
        return None
    return entries[0], entries[1]


def _first(book: Book, ask: Ask) -> tuple[Entry, Entry] | None:
    """Return the first pair, or the one after the pair that the address says to skip."""
    skipped = ask.query.get("skip", "")
    pairs = map(_by_age, islice(book.duplicates.waiting(), _LOOKED_THROUGH))
    first = next(pairs, None)
    if skipped and first is not None:
        for older, newer in chain([first], pairs):
            if f"{older.uid}\n{newer.uid}" == skipped:
                return next(pairs, first)
    return first


def _by_age(suspicion: Suspicion) -> tuple[Entry, Entry]:
    older, newer = sorted((suspicion.entry, suspicion.other), key=lambda entry: entry.created)
    return older, newer


def _reason(book: Book, older: Entry, newer: Entry) -> str:
    found = book.duplicates.of(older.uid)
    return next((item.reason for item in found if newer.uid in (item.entry.uid, item.other.uid)), "")
