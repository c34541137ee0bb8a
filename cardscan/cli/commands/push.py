"""`cardscan push`: the book's contacts to an address book on a server, its follow-ups to a task list."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.progress import progress_bar
from cardscan.cli.report import counted, remark
from cardscan.errors import BookError, ExitCode, MissingError, UsageError
from cardscan.visible import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cardscan.book import Book
    from cardscan.dav.client import Client
    from cardscan.dav.discovery import Place
    from cardscan.dav.kind import Kind
    from cardscan.dav.outcomes import PushOutcome, Wishes
    from cardscan.settings import Settings
    from cardscan.vcards.merging import Side

_PASSWORD = "CARDSCAN_PASSWORD"
_TOLD = {
    "new": "new",
    "updated": "updated",
    "deleted": "deleted",
    "taken": "taken from the server",
    "merged": "changed on both sides and joined",
    "unchanged": "unchanged",
    "gone": "gone on the server",
    "conflict": "in conflict",
    "failed": "failed",
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `push`."""
    push = commands.add_parser(
        "push",
        description="Bring an address book on a server (Nextcloud, iCloud, Radicale …) and the book "
        "together. Run again, it sends what is new or changed. What was changed on the server since comes "
        "into the book; what was changed on both sides is shown and not overwritten. With --tasks, the same "
        "for a task list and follow-ups: what is ticked off on a phone is done here. "
        f"The password is taken from {_PASSWORD}, from the keyring, or asked for.",
        epilog=examples(
            "cardscan push https://cloud.example --user anna",
            "cardscan push https://cloud.example --user anna --tag customer --dry-run",
            "cardscan push --tasks https://cloud.example --user anna --create Follow-ups",
            "",
            "This is the one command that goes online.",
        ),
    )
    push.add_argument("url", metavar="URL", help="the server, or the own address of what is pushed to")
    push.add_argument("--tasks", action="store_true", help="follow-ups to a task list, not contacts")
    push.add_argument("--user", default="", metavar="NAME", help="who signs in there")
    push.add_argument(
        "--create",
        default="",
        metavar="NAME",
        help="the address book, or task list, of that name; made if missing",
    )
    push.add_argument("--tag", default="", metavar="NAME", help="only contacts with this tag")
    push.add_argument("--event", default="", metavar="NAME", help="only people met at this event")
    push.add_argument(
        "--vcard", choices=("3.0", "4.0"), default="3.0", help="the version to send (default: 3.0)"
    )
    push.add_argument(
        "--details", action="store_true", help="tasks with telephone numbers, e-mails, events and notes"
    )
    push.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    for side, whose in (("ours", "the book's"), ("theirs", "the server's")):
        push.add_argument(
            f"--{side}",
            action="append",
            default=[],
            metavar="UID",
            help=f"of this conflict, keep {whose} version",
        )
    add_book(push)
    push.set_defaults(run=_push)


def _push(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.dav.client import Client
    from cardscan.dav.outcomes import Wishes
    from cardscan.dav.server_urls import checked_url

    kind = _kind(tasks=options.tasks)
    url = checked_url(options.url, kind.instead)
    wishes = Wishes(
        options.tag,
        options.event,
        options.vcard,
        options.dry_run,
        _settled(options.ours, options.theirs),
        settings.region,
        options.details,
    )
    with Book.open(book_folder(settings), create=False) as book:
        prepare = _tasks if options.tasks else _contacts
        if not options.tasks:
            for uid in wishes.settled:
                book.entry(uid)
        password = _password(url, options.user) if options.user else ""
        with Client(url, user=options.user, password=password) as client:
            place = _place(client, url, options.create, kind, dry_run=options.dry_run)
            number, outcomes = prepare(book, client, place.url, wishes)
            if not place.url:
                remark(f"{place.name!r} would be made, and {counted(number, kind.item)} sent")
                return ExitCode.OK
            remark(f"{kind.noun} {place.name!r}: {place.url}")
            return _send(outcomes, number, kind, dry_run=options.dry_run)


def _kind(*, tasks: bool) -> Kind:
    from cardscan.caldav.task_list import TASK_LIST
    from cardscan.carddav.address_book import ADDRESS_BOOK

    return TASK_LIST if tasks else ADDRESS_BOOK


def _contacts(book: Book, client: Client, url: str, wishes: Wishes) -> tuple[int, Iterator[PushOutcome]]:
    """Return how many contacts there are, and what becomes of each once it is asked for."""
    from cardscan.carddav.address_book import AddressBook
    from cardscan.carddav.push import push

    return book.count(), push(book, AddressBook(client, url), wishes)


def _tasks(book: Book, client: Client, url: str, wishes: Wishes) -> tuple[int, Iterator[PushOutcome]]:
    """Return how many follow-ups there are, and what becomes of each once it is asked for."""
    from cardscan.caldav.push import push
    from cardscan.caldav.task_list import TaskList

    pushes = book.daily.task_pushes(url)
    for uid in wishes.settled:
        if not pushes.of(uid) and not book.daily.plan.task(uid):
            raise BookError(f"the book has no follow-up {uid}")
    return len(pushes.waiting()), push(book, TaskList(client, url), wishes)


def _settled(ours: list[str], theirs: list[str]) -> dict[str, Side]:
    if set(ours) & set(theirs):
        raise UsageError("--ours and --theirs name the same contact")
    settled: dict[str, Side] = dict.fromkeys(ours, "ours")
    return settled | dict.fromkeys(theirs, "theirs")


def _place(client: Client, url: str, name: str, kind: Kind, *, dry_run: bool) -> Place:
    from cardscan.dav.discovery import choose, find_collections, make_collection

    found = find_collections(client, url, kind)
    place = choose(found, kind, name)
    return place if place.url or dry_run else make_collection(client, found.homes[0], name, kind)


def _send(outcomes: Iterator[PushOutcome], number: int, kind: Kind, *, dry_run: bool) -> ExitCode:
    counts: Counter[str] = Counter()
    to_look_at: list[PushOutcome] = []
    try:
        with progress_bar(number, shown=True, doing="sending") as tick:
            for outcome in outcomes:
                counts[outcome.verdict] += 1
                if outcome.verdict in ("conflict", "failed", "gone"):
                    to_look_at.append(outcome)
                tick()
    finally:
        for outcome in to_look_at:
            _show(outcome)
        _sum_up(counts, kind, dry_run=dry_run)
    return ExitCode.SOME_FAILED if counts["conflict"] or counts["failed"] else ExitCode.OK


def _show(outcome: PushOutcome) -> None:
    """Print what a person should look at: which contact, why, and what the two sides say."""
    where = f" {outcome.url}" if outcome.url else ""
    print(visible(f"{outcome.verdict}: {outcome.name} [{outcome.uid}]: {outcome.reason}{where}"))
    for difference in outcome.differences:
        for side, values in (("here", difference.here), ("there", difference.there)):
            for value in values:
                print(visible(f"    {difference.field}, {side}: {value}"))


def _sum_up(counts: Counter[str], kind: Kind, *, dry_run: bool) -> None:
    told = ", ".join(f"{counts[verdict]} {word}" for verdict, word in _TOLD.items() if counts[verdict])
    would = "; nothing was sent (--dry-run)" if dry_run else ""
    remark(f"{counted(counts.total(), kind.item)}{': ' if told else ''}{told}{would}")
    if counts["conflict"]:
        remark("of a conflict, --ours UID keeps the book's version, --theirs UID the server's")
    if counts["gone"]:
        remark("what is gone on the server is not sent again; --ours UID sends it")


def _password(url: str, user: str) -> str:
    """Return the password: from the environment, the keyring, or a person at a terminal."""
    if _PASSWORD in os.environ:
        return os.environ[_PASSWORD]
    if password := _of_keyring(url, user):
        return password
    if not sys.stdin.isatty():
        raise MissingError(f"no password for {user}", f"put it into the environment as {_PASSWORD}")
    from getpass import getpass

    return getpass(f"Password of {user}: ", sys.stderr)


def _of_keyring(url: str, user: str) -> str:
    """Return what `keyring set https://HOST USER` has stored; "" where that program is not installed."""
    from urllib.parse import urlsplit

    try:
        import keyring
        import keyring.errors
    except ImportError:
        return ""
    parts = urlsplit(url)
    try:
        return keyring.get_password(f"{parts.scheme}://{parts.netloc}", user) or ""
    except keyring.errors.KeyringError:
        return ""
