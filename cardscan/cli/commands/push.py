"""`cardscan push`: the book's contacts to an address book on a CardDAV server."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.progress import progress_bar
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode, MissingError, UsageError
from cardscan.visible import visible

if TYPE_CHECKING:
    import argparse

    from cardscan.book import Book
    from cardscan.dav.client import Client
    from cardscan.dav.discovery import Place
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
        help="send the book's contacts to a CardDAV address book",
        description="Bring an address book on a server (Nextcloud, iCloud, Radicale …) up to date with "
        "the book. Run again, it sends what is new or changed. What was changed on the server since is "
        f"shown and not overwritten. The password is taken from {_PASSWORD}, from the keyring, or asked for.",
        epilog=examples(
            "cardscan push https://cloud.example --user anna",
            "cardscan push https://cloud.example --user anna --tag customer --dry-run",
            "",
            "This is the one command that goes online.",
        ),
    )
    push.add_argument("url", metavar="URL", help="the server, or the address book's own address")
    push.add_argument("--user", default="", metavar="NAME", help="who signs in there")
    push.add_argument(
        "--create", default="", metavar="NAME", help="the address book of that name; made if missing"
    )
    push.add_argument("--tag", default="", metavar="NAME", help="only contacts with this tag")
    push.add_argument("--event", default="", metavar="NAME", help="only people met at this event")
    push.add_argument(
        "--vcard", choices=("3.0", "4.0"), default="3.0", help="the version to send (default: 3.0)"
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
    from cardscan.carddav.address_book import ADDRESS_BOOK
    from cardscan.dav.client import Client
    from cardscan.dav.outcomes import Wishes
    from cardscan.dav.server_urls import checked_url

    url = checked_url(options.url, ADDRESS_BOOK.instead)
    wishes = Wishes(
        options.tag,
        options.event,
        options.vcard,
        options.dry_run,
        _settled(options.ours, options.theirs),
        settings.region,
    )
    with Book.open(book_folder(settings), create=False) as book:
        for uid in wishes.settled:
            book.entry(uid)
        password = _password(url, options.user) if options.user else ""
        with Client(url, user=options.user, password=password) as client:
            place = _place(client, url, options.create, dry_run=options.dry_run)
            if not place.url:
                remark(f"{place.name!r} would be made, and {counted(book.count(), 'contact')} sent")
                return ExitCode.OK
            remark(f"address book {place.name!r}: {place.url}")
            return _send(book, client, place, wishes)


def _settled(ours: list[str], theirs: list[str]) -> dict[str, Side]:
    if set(ours) & set(theirs):
        raise UsageError("--ours and --theirs name the same contact")
    settled: dict[str, Side] = dict.fromkeys(ours, "ours")
    return settled | dict.fromkeys(theirs, "theirs")


def _place(client: Client, url: str, name: str, *, dry_run: bool) -> Place:
    from cardscan.carddav.address_book import ADDRESS_BOOK
    from cardscan.dav.discovery import choose, find_collections, make_collection

    found = find_collections(client, url, ADDRESS_BOOK)
    place = choose(found, ADDRESS_BOOK, name)
    return place if place.url or dry_run else make_collection(client, found.homes[0], name, ADDRESS_BOOK)


def _send(book: Book, client: Client, place: Place, wishes: Wishes) -> ExitCode:
    from cardscan.carddav.address_book import AddressBook
    from cardscan.carddav.push import push

    counts: Counter[str] = Counter()
    to_look_at: list[PushOutcome] = []
    try:
        with progress_bar(book.count(), shown=True, doing="sending") as tick:
            for outcome in push(book, AddressBook(client, place.url), wishes):
                counts[outcome.verdict] += 1
                if outcome.verdict in ("conflict", "failed", "gone"):
                    to_look_at.append(outcome)
                tick()
    finally:
        for outcome in to_look_at:
            _show(outcome)
        _sum_up(counts, dry_run=wishes.dry_run)
    return ExitCode.SOME_FAILED if counts["conflict"] or counts["failed"] else ExitCode.OK


def _show(outcome: PushOutcome) -> None:
    """Print what a person should look at: which contact, why, and what the two sides say."""
    where = f" {outcome.url}" if outcome.url else ""
    print(visible(f"{outcome.verdict}: {outcome.name} [{outcome.uid}]: {outcome.reason}{where}"))
    for difference in outcome.differences:
        for side, values in (("here", difference.here), ("there", difference.there)):
            for value in values:
                print(visible(f"    {difference.field}, {side}: {value}"))


def _sum_up(counts: Counter[str], *, dry_run: bool) -> None:
    told = ", ".join(f"{counts[verdict]} {word}" for verdict, word in _TOLD.items() if counts[verdict])
    would = "; nothing was sent (--dry-run)" if dry_run else ""
    remark(f"{counted(counts.total(), 'contact')}{': ' if told else ''}{told}{would}")
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
