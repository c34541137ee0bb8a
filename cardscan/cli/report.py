"""What is said on stderr: remarks, and errors with what to do, each in one line."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from cardscan.visible import visible

if TYPE_CHECKING:
    from cardscan.errors import CardscanError


def remark(text: str) -> None:
    """Say on stderr what is no error."""
    say(f"cardscan: {visible(text)}")


def say(line: str) -> None:
    """Write a line to stderr; where that is full or closed, nobody listens, and the work goes on."""
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def counted(number: int, noun: str) -> str:
    """Return "1 card", "2 cards".

    >>> counted(0, "card")
    '0 cards'
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def complain(error: CardscanError) -> None:
    """Say on stderr, in one line, what is wrong and what to do."""
    hint = f" ({error.hint})" if error.hint else ""
    say(f"cardscan: {visible(str(error) + hint)}")
