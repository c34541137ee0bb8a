"""`cardscan due`: today's handful of people, each with one next step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.commands.daily.columns import print_rows
from cardscan.cli.output.stdout import file_or_stdout
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder, own_inbox
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode
from cardscan.visible import escaped

if TYPE_CHECKING:
    import argparse

    from cardscan.book import Book
    from cardscan.book.daybook import Agenda, Due, Gift
    from cardscan.settings import Settings

_NOTE = ".error.txt"
_COLUMNS = ("number", "name", "company", "email", "phone", "reason", "due", "subject", "text")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `due`."""
    due = commands.add_parser(
        "due",
        description="Print today's people, at most five: what you promised, who is new, whom to keep in "
        "touch with; and somebody to give something to. Whoever is met is due two days later. `done`, "
        "`snooze` and `drop` end a line.",
        epilog=examples(
            "cardscan due", 'cardscan done 417 wrote "price list sent" --next 2w "ask whether it fits"'
        ),
    )
    due.add_argument("--all", action="store_true", help="everybody who is due")
    due.add_argument("--json", action="store_true", help="print one JSON object a line")
    due.add_argument(
        "--mail-merge",
        default="",
        metavar="FILE",
        help="write the people and a message to each as a CSV; - prints it",
    )
    due.add_argument(
        "--message", default="", metavar="NAME", help="which message: first, keep, ask, news or one of yours"
    )
    due.add_argument(
        "--ics",
        default="",
        metavar="FILE",
        help="write all follow-ups as a calendar file; - prints it. Importing it again makes copies in "
        "Outlook",
    )
    due.add_argument(
        "--as",
        dest="form",
        choices=("tasks", "days"),
        default="tasks",
        help="tasks for Thunderbird, Reminders, Evolution; days for other calendars (default: tasks)",
    )
    due.add_argument(
        "--details",
        action="store_true",
        help="with telephone numbers, e-mails and notes, which leave the book",
    )
    add_book(due)
    due.set_defaults(run=_due)


def _due(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.daybook import MANY

    with Book.open(book_folder(settings), create=False) as book:
        if options.ics:
            return _write_calendars(book, options)
        agenda = book.daily.plan.agenda(settings.daily, everybody=options.all)
        if options.mail_merge:
            return _mail_merge(agenda, options, settings)
        gifts = book.daily.giving.gift()
        left = book.reviews.count_waiting(MANY + 1)
        failed = _failed(book.folder)
    if options.json:
        for line in agenda.people:
            print(escaped(json.dumps(_as_json(line, agenda.today), ensure_ascii=False)))
        return ExitCode.OK
    print_rows([_row(line, agenda.today) for line in agenda.people])
    _say_how_it_stands(agenda, gifts, everybody=options.all)
    _say_what_waits(left, failed)
    return ExitCode.OK


def _write_calendars(book: Book, options: argparse.Namespace) -> ExitCode:
    """Write FILE.ics, and FILE-2.ics and so on where there is more than calendars take at once."""
    from itertools import islice

    from cardscan.book.daily.calendars import items
    from cardscan.export.calendar import MOST, calendar

    today = book.daily.dealings.today()
    path = Path(options.ics)
    found = (
        item
        for item in items(book.daily.plan, today, details=options.details)
        if options.form == "tasks" or item.status == "open"
    )
    file, number = path, 1
    while (batch := tuple(islice(found, MOST))) or number == 1:
        with file_or_stdout(file) as stream:
            stream.write(calendar(batch, options.form))
        told = counted(len(batch), "follow-up")
        remark(f"{file}: {told}; importing this again makes copies in Outlook")
        number += 1
        file = path if options.ics == "-" else path.with_stem(f"{path.stem}-{number}")
    return ExitCode.OK


def _row(line: Due, today: str) -> tuple[str, ...]:
    from cardscan.book.daily.wording import reason, since
    from cardscan.cli.people.who import in_short
    from cardscan.export.values import grouped, plain_contact

    contact = plain_contact(line.entry.contact)
    phone = next((grouped(phone) for phone in contact.phones if phone.type not in ("fax", "pager")), "")
    email = contact.emails[0].value if contact.emails else ""
    return (
        str(line.entry.number), in_short(line.entry), reason(line, today), since(line.task, today), phone,
        email,
    )  # fmt: skip


def _failed(book: Path) -> int:
    """Return how many pictures in the app's own drop folder could not be read, by the notes beside them.

    The drop folder's own package would say so, too, but loads all that reads cards.
    """
    return sum(1 for _ in (own_inbox(book) / "failed").rglob(f"*{_NOTE}"))


def _say_how_it_stands(agenda: Agenda, gifts: tuple[Gift, ...], *, everybody: bool) -> None:
    from cardscan.book.daily.wording import counted_to_many, given
    from cardscan.days import shown

    rest = agenda.waiting - len(agenda.people)
    told = f"today, {shown(agenda.today)}: {len(agenda.people)} of {counted_to_many(agenda.waiting)}"
    if agenda.finished:
        told += f", {agenda.finished} done"
    if rest and not everybody:
        told += "; `cardscan due --all` shows the rest" if agenda.people else "; that is enough for today"
    remark(told)
    for gift in gifts:
        remark(f"{'given today' if gift.given else 'give'}: {given(gift)}")


def _say_what_waits(left: int, failed: int) -> None:
    from cardscan.book.daily.wording import counted_to_many

    if left:
        remark(f"{counted_to_many(left)} {'card' if left == 1 else 'cards'} to check: `cardscan app`")
    if failed:
        remark(f"{counted(failed, 'picture')} could not be read: `cardscan app` says why")


def _as_json(line: Due, today: str) -> dict[str, object]:
    from cardscan.book.daily.wording import reason
    from cardscan.export.formats.jsonl import contact_to_json

    return {
        "number": line.entry.number,
        "uid": line.entry.uid,
        "reason": reason(line, today),
        "due": line.task.due,
        "task": line.task.uid,
        "met": line.standing.met,
        "touched": line.standing.touched,
        "contact": contact_to_json(line.entry.contact),
    }


def _mail_merge(agenda: Agenda, options: argparse.Namespace, settings: Settings) -> ExitCode:
    """Write a row a person, with a message to each, for a mail program or a word processor."""
    from cardscan import messages
    from cardscan.book.daily.letters import message_for
    from cardscan.book.daily.wording import reason
    from cardscan.export.formats.csv_rows import write_rows
    from cardscan.export.formats.spreadsheet import harmless
    from cardscan.export.values import phone_text

    rows = []
    templates = messages.templates(messages.own_folder())
    for line in agenda.people:
        message, contact = message_for(line, templates, settings, options.message), line.entry.contact
        row = {
            "number": str(line.entry.number),
            "name": contact.display_name,
            "company": contact.organization,
            "email": message.to,
            "phone": phone_text(contact.phones[0]) if contact.phones else "",
            "reason": reason(line, agenda.today),
            "due": line.task.due,
            "subject": message.subject,
            "text": message.text,
        }
        rows.append({name: harmless(value) for name, value in row.items()})
    with file_or_stdout(Path(options.mail_merge)) as stream:
        write_rows(stream, _COLUMNS, rows, encoding="utf-8-sig")
    remark(f"{options.mail_merge}: {counted(len(rows), 'message')}; nothing was sent")
    return ExitCode.OK
