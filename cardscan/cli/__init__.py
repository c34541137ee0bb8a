"""The command line: arguments in, exit code out; results on stdout, talk on stderr."""

from __future__ import annotations

import sys
from contextlib import ExitStack

from cardscan import __version__

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run cardscan and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments in (["--version"], ["-V"]):
        return _say_version()
    with ExitStack() as ending:
        try:
            from cardscan.cli.interrupts import heed_every_interrupt

            ending.callback(heed_every_interrupt())
            from cardscan.cli.run import run

            return run(arguments)
        except KeyboardInterrupt:  # whatever was under way, the imports among it
            pass
        except ImportError as error:  # what a library that is being loaded makes of Ctrl-C
            if not isinstance(error.__cause__, KeyboardInterrupt):
                raise
    sys.stderr.write("cardscan: interrupted\n")
    return _INTERRUPTED


def _say_version() -> int:
    """Say it, before more is imported than that takes."""
    from cardscan.cli.output.stdout import open_what_is_closed, printed_in_full
    from cardscan.errors import OutputError

    open_what_is_closed()
    try:
        with printed_in_full():
            sys.stdout.write(f"cardscan {__version__}\n")
    except OutputError as error:
        from cardscan.cli.report import complain

        complain(error)
        return int(error.exit_code)
    return 0
