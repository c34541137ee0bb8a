"""What is logged is said as everything else is: with our name, and nothing in it acts on a terminal."""

import subprocess
import sys

CODE = """
import logging, sys
from cardscan.cli.logs import say_what_is_logged
say_what_is_logged(verbose=bool(sys.argv[1:]))
logging.getLogger("library").warning("slow \x1b[2J")
logging.getLogger("library").debug("detail")
"""


def said(*arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()


def test_warnings_are_said_and_the_rest_where_somebody_wants_it() -> None:
    assert said() == ["cardscan: slow <U+001B>[2J"]
    assert said("verbose") == ["cardscan: slow <U+001B>[2J", "cardscan: detail"]
