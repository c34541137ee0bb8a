"""`cardscan duplicates`: contacts that may be one wait here for a person's decision."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import ChangedError, ExitCode, UsageError
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.book import Book, Entry, Suspicion
    from cardscan.settings import Settings

_DIGITS = 4
_WIDTH = 100
_ANSWERS = {
    "s": "s", "same": "s", "d": "d", "different": "d", "": "", "skip": "", "q": "q", "quit": "q"
}  # fmt: skip


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `duplicates`."""
    duplicates = commands.add_parser(
        "duplicates",
        description="List the pairs of contacts that may be the same person, each with a number of its "
        "own; * marks what differs. `same N` makes one contact of two, with every value of both; "
        "`different N` leaves them apart. Either is remembered. `settle` asks one pair after the other.",
        epilog=examples(
            "cardscan duplicates",
            "cardscan duplicates same 4711 8150",
            "cardscan duplicates settle",
            "cardscan duplicates --json | jq .reason",
        ),
    )
    duplicates.add_argument(
        "action",
        nargs="?",
        choices=("list", "same", "different", "settle"),
        default="list",
        help="default: list",
    )
    duplicates.add_argument("numbers", nargs="*", metavar="N", help="of a pair, as listed")
    duplicates.add_argument("--json", action="store_true", help="list one JSON object a line")
    add_book(duplicates)
    duplicates.set_defaults(run=_duplicates)


def _duplicates(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    deciding = options.action in ("same", "different")
    if deciding != bool(options.numbers):
        raise UsageError(
            f"duplicates {options.action}: " + ("which?" if deciding else "takes no number"),
            "`cardscan duplicates` lists the numbers",
        )
    with Book.open(book_folder(settings), create=False) as book:
        if deciding:
            _decide(book, options.numbers, same=options.action == "same")
        elif options.action == "settle":
            _settle(book)
        else:
            _list(book, as_json=options.json)
    return ExitCode.OK


def _list(book: Book, *, as_json: bool) -> None:
    labels = _labels(book.duplicates.waiting())
    for index, suspicion in enumerate(book.duplicates.waiting()):
        label = labels.get(_number(suspicion), "")
        if as_json:
            print(escaped(json.dumps(_as_json(suspicion, label), ensure_ascii=False)))
        else:
            print(("\n" if index else "") + _shown(suspicion, label))
    if not as_json:
        remark(f"{counted(len(labels), 'pair')} waiting for a decision")


def _decide(book: Book, numbers: Sequence[str], *, same: bool) -> None:
    """Settle the pairs of these numbers; all are looked up before the first is settled."""
    chosen: dict[str, Suspicion] = {}
    numbers = list(dict.fromkeys(number.strip() for number in numbers))
    if not all(number.isdecimal() for number in numbers):
        raise UsageError(f"{' '.join(numbers)}: no numbers", "`cardscan duplicates` lists them")
    for suspicion in book.duplicates.waiting():
        for number in numbers:
            if _number(suspicion).startswith(number):
                if number in chosen:
                    raise UsageError(
                        f"{number}: more than one pair", "take the numbers as they are listed now"
                    )
                chosen[number] = suspicion
    for number in numbers:
        if number not in chosen:
            raise UsageError(f"{number}: no such pair", "`cardscan duplicates` lists what waits")
    for number, suspicion in chosen.items():
        _settle_one(book, suspicion, same=same)
        remark(f"{number}: {_decided(suspicion, same=same)}")


def _settle(book: Book) -> None:
    """Ask about one pair after the other."""
    if not sys.stdin.isatty():
        raise UsageError("duplicates settle asks on a terminal", "use `same N` and `different N` instead")
    settled: set[str] = set()
    for suspicion in tuple(book.duplicates.waiting()):
        if settled & {suspicion.entry.uid, suspicion.other.uid}:
            continue  # one of the two has just become part of another contact
        print(_shown(suspicion, "") + "\n")
        answer = _answer()
        if answer == "q":
            return
        if answer:
            same = answer == "s"
            try:
                _settle_one(book, suspicion, same=same)
            except ChangedError:
                remark("one of the two has changed meanwhile: `cardscan duplicates settle` asks again")
                continue
            settled |= {suspicion.entry.uid, suspicion.other.uid} if same else set()
            remark(_decided(suspicion, same=same))


def _answer() -> str:
    """Return "s", "d", "q", or "" to skip."""
    while True:
        try:
            answer = input("[s]ame person, [d]ifferent, skip (Enter), [q]uit? ").strip().lower()
        except EOFError:
            return "q"
        if answer in _ANSWERS:
            return _ANSWERS[answer]


def _settle_one(book: Book, suspicion: Suspicion, *, same: bool) -> None:
    """Keep the older contact's identity, with what the newer says beside every other value of both."""
    older, newer = sorted((suspicion.entry, suspicion.other), key=lambda entry: entry.created)
    if same:
        book.duplicates.merge(older.uid, newer.uid, seen=(older.revision, newer.revision))
    else:
        book.duplicates.settle(older.uid, newer.uid, same=False)


def _decided(suspicion: Suspicion, *, same: bool) -> str:
    names = f"{_name(suspicion.entry)} and {_name(suspicion.other)}"
    return f"{names} are {'one contact now' if same else 'different'}"


def _name(entry: Entry) -> str:
    from cardscan.export.values import plain_contact

    return plain_contact(entry.contact).display_name or entry.uid


def _number(suspicion: Suspicion) -> str:
    """Return the pair's own long number, which no decision on others changes."""
    pair = " ".join(sorted((suspicion.entry.uid, suspicion.other.uid)))
    return str(int(hashlib.sha256(pair.encode()).hexdigest(), 16))


def _labels(suspicions: Iterable[Suspicion]) -> dict[str, str]:
    """Return, for each pair's number, its first digits, as many as tell it from the others."""
    numbers = sorted(map(_number, suspicions))
    labels = {}
    for before, number, after in zip(["", *numbers], numbers, [*numbers[1:], ""], strict=False):
        shared = max(_shared(number, before), _shared(number, after))
        labels[number] = number[: max(_DIGITS, shared + 1)]
    return labels


def _shared(a: str, b: str) -> int:
    return next((index for index, (x, y) in enumerate(zip_longest(a, b)) if x != y), len(a))


def _as_json(suspicion: Suspicion, label: str) -> dict[str, object]:
    from cardscan.export.formats.jsonl import contact_to_json

    entries = {"contact": suspicion.entry, "other": suspicion.other}
    return {
        "number": label,
        "likeness": round(suspicion.likeness, 4),
        "reason": suspicion.reason,
        "at": suspicion.at,
        **{
            key: {"uid": entry.uid, "created": entry.created, **contact_to_json(entry.contact)}
            for key, entry in entries.items()
        },
    }


def _shown(suspicion: Suspicion, label: str) -> str:
    """Return the two side by side, * before what differs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    for _ in range(2):
        table.add_column(ratio=1, overflow="fold")
    for name, first, second in _fields(suspicion):
        cells = (("  " if first == second else "* ") + name, first, second)
        table.add_row(*(Text(visible(cell, breaks="\n")) for cell in cells))
    width = shutil.get_terminal_size((_WIDTH, 0)).columns
    console = Console(width=width, no_color=True, force_terminal=False)
    with console.capture() as capture:
        console.print(Text(visible(f"{label}  {suspicion.reason}".strip()), overflow="fold"))
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _fields(suspicion: Suspicion) -> Iterator[tuple[str, str, str]]:
    from cardscan.contact_fields import LISTS, NOTE, PRONOUNS, TEXTS
    from cardscan.export.values import plain_contact

    def values(entry: Entry) -> dict[str, str]:
        contact = plain_contact(entry.contact)
        return {
            **{field.label.lower(): field.of(contact) for field in (*TEXTS, PRONOUNS)},
            **{field.label.lower(): _together(field.of(contact)) for field in LISTS},
            NOTE.label.lower(): contact.note,
            "met": "\n".join(f"{event.date} {event.name}".strip() for event in entry.events),
            "in the book since": entry.created[:10],
        }

    first, second = values(suspicion.entry), values(suspicion.other)
    for name, value in first.items():
        if value or second[name]:
            yield name, value, second[name]


def _together(values: Sequence[Any]) -> str:
    """Return the values of a list one a line; those that no order is meant by are sorted."""
    from cardscan.export.values import address_text, grouped
    from cardscan.model import Address, Phone, Social

    lines = []
    for value in values:
        match value:
            case Phone():
                lines.append(grouped(value))
            case Address():
                lines.append(address_text(value))
            case Social():
                lines.append(f"{value.service}: {value.value}")
            case _:
                lines.append(value.value)
    ordered = values and isinstance(values[0], Address | Social)
    return "\n".join(lines if ordered else sorted(lines))
