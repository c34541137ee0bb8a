"""`cardscan scan`: many pictures and texts in, one stream of contacts out."""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.cli.options import add_reader, add_region, add_workforce
from cardscan.cli.output import Target, add_output
from cardscan.cli.progress import progress_bar
from cardscan.cli.report import Report, complain, counted, remark
from cardscan.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from cardscan.cli.progress import Tick
    from cardscan.cli.workforce import Workforce
    from cardscan.errors import ExitCode
    from cardscan.many.batch import PictureSource, Sides
    from cardscan.model import CardScan
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `scan`."""
    scan = commands.add_parser(
        "scan",
        help="read pictures of cards and write contacts",
        description="Read every card in photos, scans and PDFs, or in lines of text, and write contacts.",
    )
    scan.add_argument(
        "pictures",
        nargs="+",
        metavar="FILE",
        help="a picture, PDF, folder or pattern; a .txt file with a signature; - for standard input",
    )
    add_output(scan)
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
    from cardscan.cli.workforce import workforce
    from cardscan.many.batch import Typed
    from cardscan.sides import pair_sides

    target = Target.of(options, small_letters=settings.small_letters)
    files, missing = expanded(options.pictures)
    if target.is_among(files):
        raise UsageError(f"{target.output}: is one of the files to read", "name another file with -o")
    sources, unread = opened(pair_sides(files) if options.sides else files, settings.max_bytes)
    report = Report()
    for error in (*missing, *unread):
        report.add_failed([error])
        complain(error)
    pictures = sum(not isinstance(source, Typed) for source in sources)
    shown = not options.no_progress
    with workforce(settings, pictures) as readers, progress_bar(len(sources), shown=shown) as tick:
        scans = _scans(sources, readers, report, tick, faces=target.wants_pictures)
        first = tuple(islice(scans, 1))  # without a contact, no file is begun
        if first:
            target.write(chain(first, scans))
    if report.files > 1:
        _summarise(report)
    return report.exit_code


def _scans(
    sources: Iterable[PictureSource | Sides],
    readers: Workforce,
    report: Report,
    tick: Tick,
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
        told = report.add(outcome)
        tick()
        for error in told:
            complain(error)
        for text in (*outcome.remarks, *what_to_install(report.scripts_new_in(outcome))):
            remark(text)
        yield from outcome.scans


def _summarise(report: Report) -> None:
    counts = [f"{counted(report.cards, 'card')} from {counted(report.files, 'file')}"]
    if report.to_review:
        counts.append(f"{report.to_review} to look at")
    if report.failures:
        counts.append(f"{counted(len(report.failures), 'file')} without a card or failed")
    print(f"cardscan: {', '.join(counts)}", file=sys.stderr)
