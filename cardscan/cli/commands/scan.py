"""`cardscan scan`: many pictures and texts in, one stream of contacts out, and into the book where asked."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.cli.counts import Report
from cardscan.cli.options import add_reader, add_region, add_workforce
from cardscan.cli.output.target import Target, add_output
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.progress import progress_bar
from cardscan.cli.report import complain, counted, remark
from cardscan.errors import StoppedError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from cardscan.cli.progress import Bar
    from cardscan.cli.scanning.keeping import Keeper
    from cardscan.cli.workforce import Workforce
    from cardscan.errors import CardscanError, ExitCode
    from cardscan.many.batch import PictureSource, Sides
    from cardscan.model import CardScan
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `scan`."""
    scan = commands.add_parser(
        "scan",
        description="Read every card in photos, scans and PDFs, or in lines of text, and write contacts. The "
        "files stay where they are.",
        epilog=examples(
            "cardscan scan photo.jpg                      a table to read",
            "cardscan scan cards/ -o cards.vcf            a folder into one file",
            "cardscan scan cards/ --keep                  into the book, to be checked there",
            "cardscan scan cards/ --json | jq .contact.emails",
            "pbpaste | cardscan scan -                    an e-mail's signature",
        ),
    )
    scan.add_argument(
        "pictures",
        nargs="+",
        metavar="PICTURE",
        help="a picture, PDF, folder or pattern; a .txt file with a signature; - for standard input",
    )
    add_output(scan)
    scan.add_argument("--keep", action="store_true", help="keep the cards in the book, too")
    scan.add_argument("--event", default="", metavar="NAME", help="with --keep: where the people were met")
    add_book(scan)
    scan.add_argument(
        "--sides",
        action="store_true",
        help="NAME_front and NAME_back (or -a, -b; 1, 2) and each two pages of a PDF are one card's sides",
    )
    add_reader(scan)
    add_region(scan)
    add_workforce(scan)
    scan.add_argument("--debug", dest="debug_dir", metavar="DIR", help="leave a picture of every step in DIR")
    scan.add_argument("--no-progress", action="store_true", help="show no progress bar")
    scan.set_defaults(run=_scan)


def _scan(options: argparse.Namespace, settings: Settings) -> ExitCode:
    """Scan the files named and write their contacts; return the call's exit code.

    With --sides, files and pages that show a card's front and back give one contact.

    Raises CardscanError for what concerns the whole call; what concerns one file is
    said on stderr while the others go on.
    """
    from cardscan.cli.inputs import expanded, opened
    from cardscan.many.batch import Typed
    from cardscan.sides import pair_sides

    target = Target.of(options, small_letters=settings.small_letters)
    if options.event and not options.keep:
        raise UsageError("--event goes with --keep")
    files, missing = expanded(options.pictures)
    if target.is_among(files):
        raise UsageError(f"{target.output}: is one of the files to read", "name another file with -o")
    target.expect_room()
    sources, unread = opened(pair_sides(files) if options.sides else files, settings.max_bytes)
    report = Report()
    for error in (*missing, *unread):
        report.add_failed([error])
        complain(error)
    with ExitStack() as stack:
        keeper = _keeper(options, settings, stack)
        pictures = sum(not isinstance(source, Typed) for source in sources)
        shown = not options.no_progress
        try:
            _read(sources, pictures, settings, target, report, keeper, shown=shown)
        except (KeyboardInterrupt, StoppedError) as stop:
            raise _stopped(stop, report, len(sources), keeper) from None
        _summarise(report, keeper, target)
    return report.exit_code


def _keeper(options: argparse.Namespace, settings: Settings, stack: ExitStack) -> tuple[Keeper, ...]:
    """Return who keeps the cards, with the book open until the stack is closed; () where nobody does."""
    if not options.keep:
        return ()
    from cardscan.book import NO_EVENT, Book
    from cardscan.cli.scanning.keeping import Keeper
    from cardscan.inbox import event_named

    book = stack.enter_context(Book.open(book_folder(settings)))
    return (Keeper(book, event_named(options.event) if options.event else NO_EVENT),)


def _read(
    sources: list[PictureSource | Sides],
    pictures: int,
    settings: Settings,
    target: Target,
    report: Report,
    keeper: tuple[Keeper, ...],
    *,
    shown: bool,
) -> None:
    from cardscan.cli.workforce import workforce

    with workforce(settings, pictures) as readers, progress_bar(len(sources), shown=shown) as bar:
        scans = _scans(sources, readers, report, bar, keeper, faces=target.wants_pictures or bool(keeper))
        first = tuple(islice(scans, 1))  # without a contact, no file is begun
        if first:
            target.write(chain(first, scans))


def _scans(
    sources: Iterable[PictureSource | Sides],
    readers: Workforce,
    report: Report,
    bar: Bar,
    keeper: tuple[Keeper, ...],
    *,
    faces: bool,
) -> Iterator[CardScan]:
    from cardscan.many.batch import scan_many
    from cardscan.ocr.packs import what_to_install

    outcomes = scan_many(
        sources,
        readers.settings,
        executor=readers.executor,
        ahead=readers.ahead,
        carry=readers.carry,
        faces=faces,
    )
    for outcome in outcomes:
        for each in keeper:
            each.keep(outcome)
        told = report.add(outcome)
        bar()
        for error in told:
            complain(error)
        for text in (*outcome.remarks, *what_to_install(report.scripts_new_in(outcome))):
            remark(text)
        for scan in outcome.scans:
            with bar.hidden():
                yield scan
    bar.end()


def _stopped(stop: BaseException, report: Report, files: int, keeper: tuple[Keeper, ...]) -> CardscanError:
    """Return what to say of a call that Ctrl-C ended."""
    told = [f"interrupted: {report.files} of {counted(files, 'file')} read"]
    told += [line for each in keeper for line in each.summary()]
    told += [str(stop).removeprefix("interrupted; ")] if isinstance(stop, StoppedError) else []
    hint = "the same command again reads all, and keeps none twice" if keeper else ""
    return StoppedError("; ".join(told), hint)


def _summarise(report: Report, keeper: tuple[Keeper, ...], target: Target) -> None:
    """Say what came out, what is to be looked at, what was kept and what may come next."""
    from cardscan.cli.scanning.doubts import doubts_told

    if report.files < 2 and target.output == "-" and not keeper:
        return  # all of it has just been printed
    counts = [f"{counted(report.cards, 'card')} from {counted(report.files, 'file')}"]
    if report.failures:
        counts.append(f"{counted(len(report.failures), 'file')} without a card or failed")
    remark(", ".join(counts))
    for line in doubts_told(report.to_review, report.doubtful):
        remark(line)
    for each in keeper:
        for line in each.summary():
            remark(line)
    if keeper:
        remark("next: `cardscan app` shows each doubt beside its picture")
    elif report.to_review:
        remark("next: add --keep, and `cardscan app` shows each doubt beside its picture")
