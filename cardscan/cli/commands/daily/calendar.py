"""`cardscan calendar`: one entry that calls to the day's five minutes each working day."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.output.replacing import expect_spared
from cardscan.cli.output.stdout import file_or_stdout
from cardscan.cli.parsing.parser import examples
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings

_PAGE = "http://127.0.0.1:8765/"
_HEAD = 1024
"""Octets in which a calendar says who made it."""
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `calendar`."""
    calendar = commands.add_parser(
        "calendar",
        description="Write a calendar file with one entry for each working day. Import it once, into any "
        "calendar: it holds nobody's name, and never needs an update. The time is that of where you are.",
        epilog=examples("cardscan calendar daily.ics --at 08:45"),
    )
    calendar.add_argument("file", metavar="FILE", help="the .ics to write; - prints it")
    calendar.add_argument("--force", action="store_true", help="replace FILE whatever it is")
    calendar.add_argument("--at", default="08:45", metavar="TIME", help="when (default: 08:45)")
    calendar.add_argument(
        "--address", default=_PAGE, metavar="URL", help=f"the page that it names (default: {_PAGE})"
    )
    calendar.set_defaults(run=_calendar)


def _calendar(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.export.calendar import daily_entry

    found = _TIME.fullmatch(options.at)
    if found is None:
        raise UsageError(f"{options.at!r}: no time of day", "such as --at 08:45")
    now = datetime.now(UTC)
    time = f"{int(found[1]):02}:{found[2]}"
    if not options.force and options.file != "-":
        expect_spared(Path(options.file), ours=_is_ours(Path(options.file)))
    with file_or_stdout(Path(options.file)) as stream:
        stream.write(
            daily_entry(f"{now.astimezone():%Y-%m-%d}", time, options.address, f"{now:%Y-%m-%dT%H:%M:%SZ}")
        )
    remark(f"{options.file}: import it once into your calendar; importing it again may make a second entry")
    return ExitCode.OK


def _is_ours(file: Path) -> bool:
    """Tell whether a file is a calendar that cardscan wrote."""
    try:
        with file.open("rb") as stream:
            return b"-//cardscan//" in stream.read(_HEAD)
    except OSError:
        return False
