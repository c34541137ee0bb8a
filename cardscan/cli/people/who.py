"""WHO: contacts of the book, each named by its number or by words that find that one only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.report import remark
from cardscan.errors import UsageError
from cardscan.text import words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from cardscan.book import Book, Entry

_MOST = 10
"""Candidates that are named."""
_LONGEST_NUMBER = 18
"""Digits; SQLite knows no larger ones."""


def add_who(parser: argparse.ArgumentParser) -> None:
    """Let a command take WHO, one or several, as `options.who`."""
    parser.add_argument(
        "who",
        nargs="+",
        metavar="WHO",
        help="a contact's number, or words that only one contact has; several words in quotes",
    )


def people_named(book: Book, names: Iterable[str], *, deleted: bool = False) -> tuple[Entry, ...]:
    """Return the contacts that are named, each once; of one that was merged into another, that is the other.

    Numbers find deleted contacts, too, where `deleted` is set. Raises UsageError where a name is nobody's
    or several people's; these are said on stderr then.
    """
    found = [_one_named(book, name.strip(), deleted=deleted) for name in names]
    return tuple({entry.uid: entry for entry in found}.values())


def in_short(entry: Entry) -> str:
    """Return the contact's name, and the company where that is another: "Anna Weber, Weber Dachbau"."""
    contact = entry.contact
    name = contact.display_name or "(no name)"
    return ", ".join(dict.fromkeys(filter(None, (name, contact.organization))))


def _one_named(book: Book, name: str, *, deleted: bool) -> Entry:
    if name.isascii() and name.isdecimal():
        return _numbered(book, name, deleted=deleted)
    found = book.search(name, _MOST + 1)
    exact = [entry for entry in found if words(entry.contact.display_name) == words(name)]
    if len(exact) == 1:  # others have the name in a note, or as a part of a longer one
        return exact[0]
    if not found:
        raise UsageError(f"{name}: no contact has this", "`cardscan list` shows all with their numbers")
    if len(found) > 1:
        raise _unclear(name, found)
    return found[0]


def _numbered(book: Book, number: str, *, deleted: bool) -> Entry:
    found = book.numbered(int(number)) if len(number) <= _LONGEST_NUMBER else ()
    if not found:
        raise UsageError(f"{number}: no contact has this number", "`cardscan list` shows them")
    if found[0].deleted and not deleted:
        raise UsageError(f"{number}: {in_short(found[0])} was deleted")
    return found[0]


def _unclear(name: str, found: Sequence[Entry]) -> UsageError:
    """Say who may be meant; return the error to raise."""
    for entry in found[:_MOST]:
        contact = entry.contact
        emails, phones = ([item.value for item in items[:1]] for items in (contact.emails, contact.phones))
        remark("  ".join((f"{entry.number:>6}", in_short(entry), *emails, *phones)))
    count = f"more than {_MOST}" if len(found) > _MOST else f"{len(found)}"
    return UsageError(
        f"{name}: {count} contacts have this", "name one by its number, or with more words in quotes"
    )
