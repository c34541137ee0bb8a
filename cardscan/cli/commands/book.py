"""`cardscan book`: backup, verify, restore, import, export-corrections."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.counts import Report
from cardscan.cli.output.replacing import confirm, expect_spared
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.progress import octets_bar, progress_bar
from cardscan.cli.report import complain, counted, remark
from cardscan.errors import BadInputError, BookCorruptError, ExitCode, StoppedError, UsageError
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from cardscan.book import Book, Imported
    from cardscan.book.care.imports import Item
    from cardscan.settings import Settings

_ASKED = 500
"""Contacts of the book that tell which country its numbers are of."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `book` and its own commands."""
    book = commands.add_parser(
        "book",
        description="Look after the book of contacts: one SQLite file and the cards' pictures in a folder.",
        epilog=examples(
            "cardscan book backup ~/cards.zip", "cardscan book verify", "cardscan help book restore"
        ),
    )
    actions = book.add_subparsers(dest="action", required=True, metavar="ACTION")
    backup = actions.add_parser(
        "backup",
        help="copy the book, also while cardscan watch is at work",
        description="Copy the book and its pictures to FILE, a .zip. Without FILE, copy the contacts "
        "only, into the folder backups in the book's folder, and keep the newest seven.",
        epilog=examples("cardscan book backup", "cardscan book backup ~/cards.zip"),
    )
    backup.add_argument("file", nargs="?", default="", metavar="FILE", help="the .zip to write")
    backup.add_argument("--force", action="store_true", help="replace FILE even where it is no backup")
    backup.set_defaults(run=_backup)
    verify = actions.add_parser(
        "verify",
        help="check that the book and every picture are whole",
        description="Check the book's file, every contact and every picture, and list the originals "
        "that are gone, and what other users of this computer may read. Nothing is changed. Exit code 8 "
        "where something is damaged.",
        epilog=examples("cardscan book verify", "cardscan book verify --json | jq -r .text"),
    )
    verify.add_argument("--json", action="store_true", help="one JSON object a line for each finding, for jq")
    verify.set_defaults(run=_verify)
    restore = actions.add_parser(
        "restore",
        help="bring a backup back",
        description="Put a backup in the book's place: FILE, or the newest sound one of the folder backups. "
        "The book that was there is kept as book.sqlite.damaged-TIME.",
        epilog=examples("cardscan book restore", "cardscan book restore ~/cards.zip"),
    )
    restore.add_argument("file", nargs="?", default="", metavar="FILE", help="a backup: .zip or .sqlite")
    restore.set_defaults(run=_restore)
    imports = _add_import(actions)
    corrections = actions.add_parser(
        "export-corrections",
        help="write the cards you have reviewed as labelled pictures",
        description="Write the picture of each card that you have reviewed, and beside it a .json with what "
        "is right and what was read: for measuring how well your own cards are read, and improving on it.",
        epilog=examples("cardscan book export-corrections corrections/"),
    )
    corrections.add_argument("folder", metavar="DIR", help="the folder to write into")
    corrections.set_defaults(run=_export_corrections)
    for parser in (backup, verify, restore, imports, corrections):
        add_book(parser)


def _add_import(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add `book import`, and return its parser."""
    imports = actions.add_parser(
        "import",
        help="bring in the contacts of an address book",
        description="Bring in contacts that you have already, so that the cards of people you know are "
        "recognised: vCards of any address book, CSV of Google, Outlook, Thunderbird or any table with "
        "a line of headings, or what cardscan wrote as .jsonl. What cannot be kept is said. The same "
        "file again changes nothing.",
        epilog=examples("cardscan book import contacts.vcf", "cardscan book import contacts.vcf --region DE"),
    )
    imports.add_argument("files", nargs="+", metavar="FILE", help="a .vcf, .csv or .jsonl")
    imports.add_argument(
        "--region",
        metavar="CC",
        help="country of numbers that name none, such as DE (default: that of most of the file's numbers)",
    )
    imports.add_argument(
        "--encoding",
        metavar="NAME",
        default="",
        help="character set of a file that is neither UTF-8, UTF-16 nor Western Windows', such as cp932",
    )
    imports.set_defaults(run=_import)
    return imports


def _backup(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.care.safety import archive, automatic_backup, is_archive
    from cardscan.book.care.verifying import pictures_of

    folder = book_folder(settings)
    with Book.open(folder, create=False) as book:
        if not options.file:
            path = automatic_backup(book, datetime.now(UTC))
            remark(f"{path}: {counted(book.count(), 'contact')}, without the pictures")
            return ExitCode.OK
        if not options.force:
            expect_spared(Path(options.file), ours=is_archive(Path(options.file)))
        try:
            with progress_bar(pictures_of(folder), shown=True, doing="copying") as tick:
                done = archive(book, Path(options.file), tick)
        except KeyboardInterrupt:
            raise StoppedError(f"interrupted; {options.file} was not written") from None
    remark(f"{options.file}: {counted(done.contacts, 'contact')}, {counted(done.pictures, 'picture')}")
    if done.missing:
        remark(f"{counted(done.missing, 'picture')} of the book missing: `cardscan book verify` tells which")
        return ExitCode.SOME_FAILED
    return ExitCode.OK


def _verify(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book.care.verifying import extent, verify

    folder = book_folder(settings)
    found: Counter[str] = Counter()
    with progress_bar(extent(folder), shown=True, doing="checking") as tick:
        for finding in verify(folder, tick):
            with tick.hidden():
                print(escaped(json.dumps(asdict(finding))) if options.json else visible(finding.text))
            found[finding.kind] += 1
    if found["open"]:
        remark(
            "others may read the book: the next command that opens it closes it, where the disk knows rights"
        )
    if found["damage"]:
        raise BookCorruptError(
            f"{folder}: {counted(found['damage'], 'fault')} found",
            "`cardscan book restore` brings back the last backup; a picture alone, put its file back",
        )
    gone = f"; {counted(found['gone'], 'original')} gone" if found["gone"] else ""
    remark(f"{folder}: the book is whole{gone}")
    return ExitCode.OK


def _restore(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book.care.safety import restore

    file = Path(options.file) if options.file else None
    confirm(
        f"{book_folder(settings)}: the book becomes what {file or 'its newest backup'} says; "
        "what was changed since then is set aside. Go on?",
        "nothing was changed",
    )
    done = restore(book_folder(settings), file, datetime.now(UTC))
    changed = f", last changed {done.changed}" if done.changed else ""
    remark(f"{done.source}: brought back {counted(done.contacts, 'contact')}{changed}")
    for path in done.set_aside:
        remark(f"the book that was here is now {path}: what was changed since the backup is there alone")
    if done.missing:
        remark(f"{counted(done.missing, 'picture')} missing: restore a .zip backup, or put the files back")
    remark("what was dropped since then lies in the drop folder's done: drop it again to have it read again")
    return ExitCode.OK


def _import(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.care.imports import read_contacts
    from cardscan.export.formats.code_page import is_encoding

    if options.encoding and not is_encoding(options.encoding):
        raise UsageError(f"there is no character set {options.encoding!r}", "for example cp932, big5, koi8-r")
    report = Report()
    verdicts: Counter[str] = Counter()
    with Book.open(book_folder(settings)) as book:
        before = book.count()
        try:
            for file in map(Path, options.files):
                size = file.stat().st_size if file.is_file() else 0
                with octets_bar(size, doing="importing") as tick:
                    read = partial(
                        read_contacts,
                        region=settings.region,
                        known_numbers=_numbers(book),
                        encoding=options.encoding,
                        tick=tick,
                    )
                    errors: list[BadInputError] = []
                    verdicts.update(book.import_contacts(_sound(read(file), errors), remark))
                report.add_failed(errors)
        except KeyboardInterrupt:
            came = counted(book.count() - before, "new contact")
            raise StoppedError(
                f"interrupted; {came} in the book", "the same command again goes on, and brings none in twice"
            ) from None
    told = {"new": "new", "again": "known", "renewed": "renewed", "uncertain": "uncertain"}
    counts = (f"{verdicts[verdict]} {word}" for verdict, word in told.items())
    remark(f"{counted(verdicts.total(), 'contact')}: {', '.join(counts)}")
    if verdicts["uncertain"]:
        remark("`cardscan duplicates` shows the uncertain ones beside those they resemble")
    if report.failures:
        return ExitCode.SOME_FAILED if verdicts else ExitCode.BAD_INPUT
    return ExitCode.OK


def _export_corrections(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.care.corrections import write_corrections

    with Book.open(book_folder(settings), create=False) as book:
        done = write_corrections(book, Path(options.folder))
    remark(f"{options.folder}: {counted(done.cards, 'card')}, {done.corrected} of them corrected")
    if done.passed_over:
        remark(f"{counted(done.passed_over, 'card')} of two sides or without a picture left out")
    return ExitCode.OK


def _numbers(book: Book) -> Iterator[str]:
    """Yield telephone numbers of some contacts of the book."""
    for entry in islice(book.entries(), _ASKED):
        yield from (phone.value for phone in entry.contact.phones)


def _sound(items: Iterator[Item], errors: list[BadInputError]) -> Iterator[Imported]:
    """Yield the file's contacts; what is wrong is said, the first of it noted, and the others go on."""
    from cardscan.book.care.imports import Remark

    try:
        for item in items:
            if isinstance(item, Remark):
                remark(item.text)
            elif isinstance(item, BadInputError):
                errors[:] = errors or [item]
                complain(item)
            else:
                yield item
    except BadInputError as error:
        errors.append(error)
        complain(error)
