"""`cardscan scan`: many pictures and texts in, one stream of contacts out."""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.cli.inputs import expanded, opened
from cardscan.cli.progress import progress_bar
from cardscan.cli.report import Report, complain, counted, remark
from cardscan.cli.workforce import workforce
from cardscan.errors import ExitCode
from cardscan.many.batch import Typed, scan_many
from cardscan.sides import pair_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.cli.output import Target
    from cardscan.cli.progress import Tick
    from cardscan.cli.workforce import Workforce
    from cardscan.many.batch import PictureSource, Sides
    from cardscan.model import CardScan
    from cardscan.settings import Settings


def scan(
    names: list[str],
    settings: Settings,
    *,
    target: Target,
    progress: bool,
    sides: bool,
) -> ExitCode:
    """Scan the files named and write their contacts; return the call's exit code.

    With `sides`, files and pages that show a card's front and back give one contact.

    Raises CardscanError for what concerns the whole call; what concerns one file is
    said on stderr while the others go on.
    """
    files, missing = expanded(names)
    sources, unread = opened(pair_sides(files) if sides else files, settings.max_bytes)
    report = Report()
    for error in (*missing, *unread):
        report.add_failed([error])
        complain(error)
    pictures = sum(not isinstance(source, Typed) for source in sources)
    with workforce(settings, pictures) as readers, progress_bar(len(sources), shown=progress) as tick:
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
        for text in outcome.remarks:
            remark(text)
        yield from outcome.scans


def _summarise(report: Report) -> None:
    counts = [f"{counted(report.cards, 'card')} from {counted(report.files, 'file')}"]
    if report.to_review:
        counts.append(f"{report.to_review} to look at")
    if report.failures:
        counts.append(f"{counted(len(report.failures), 'file')} without a card or failed")
    print(f"cardscan: {', '.join(counts)}", file=sys.stderr)
