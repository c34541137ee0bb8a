"""`cardscan show`: all that the book knows of some contacts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cardscan.cli.output.target import Target, add_confidence, add_json
from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.known import Known, known
from cardscan.cli.people.who import add_who, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.errors import ExitCode
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cardscan.export.formats.table import Item
    from cardscan.model import CardScan
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `show`."""
    parser = commands.add_parser(
        "show",
        description="Show contacts whole: what their cards say, tags, notes, where they were met, what is to "
        "be done, what was done, and where the card's picture lies. A ? marks what should be compared with "
        "the card.",
        epilog=examples(
            "cardscan show 417",
            "cardscan show 'anna weber' haddad",
            "cardscan show 417 --json | jq -r '.contact.emails[].value'",
        ),
    )
    add_who(parser)
    add_json(parser)
    add_confidence(parser)
    add_book(parser)
    parser.set_defaults(run=_show, format="text")


def _show(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.export import ExportOptions

    with Book.open(book_folder(settings), create=False) as book:
        entries = people_named(book, options.who)
        scans = [book.scan(entry) for entry in entries]
        beside = {entry.uid: known(book, entry) for entry in entries}
        today = book.daily.dealings.today()
    if options.format == "jsonl":
        for scan in scans:
            print(escaped(json.dumps(_as_json(scan, beside[scan.uid]), ensure_ascii=False)))
        return ExitCode.OK
    more = {uid: tuple(_items(about, today)) for uid, about in beside.items()}
    shown = ExportOptions(confidence=options.confidence)
    Target("-", options.format, to_folder=False, options=shown, more=more).write(scans)
    return ExitCode.OK


def _as_json(scan: CardScan, about: Known) -> dict[str, Any]:
    from cardscan.export.formats.jsonl import to_json

    return {
        **to_json(scan),
        "standing": asdict(about.standing),
        "keep": {"tag": about.tag, "days": about.days} if about.tag else {},
        "want": about.want,
        "follow_ups": [
            {"uid": task.uid, "due": task.due, "text": task.text, "kind": task.kind} for task in about.tasks
        ],
        "log": [asdict(entry) for entry in about.entries],
        "pictures": list(about.pictures),
    }


def _items(about: Known, today: str) -> Iterator[Item]:
    """Yield what is known beside the card, as rows below its fields."""
    from cardscan.book.daily.wording import doing, stands, step
    from cardscan.days import shown
    from cardscan.export.formats.table import Item

    rows = [
        ("So far", stands(about.standing)),
        *(("Next step", f"{shown(task.due, today)}: {step(task)}") for task in about.tasks),
        ("In touch", f"every {about.days} days ({about.tag})" if about.tag else ""),
        ("Looks for", about.want),
        *(("Picture", place) for place in about.pictures),
        *((entry.day, ": ".join(filter(None, (doing(entry), entry.text)))) for entry in about.entries),
    ]
    for label, value in rows:
        if value:
            yield Item(label, visible(value, breaks="\n"))
