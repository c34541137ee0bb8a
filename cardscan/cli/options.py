"""Options that several commands take for how cards are read."""

from __future__ import annotations

import argparse

from cardscan.ocr import READERS


def add_reader(parser: argparse.ArgumentParser) -> None:
    """Let a command take --reader and --lang."""
    parser.add_argument("--reader", choices=("auto", *READERS), help="what reads the text (default: auto)")
    parser.add_argument(
        "--lang", metavar="LANGS", help="languages on the cards as Tesseract names them: deu+rus"
    )


def add_region(parser: argparse.ArgumentParser) -> None:
    """Let a command take --region."""
    parser.add_argument(
        "--region", metavar="CC", help="country of the cards where they do not tell, such as DE"
    )


def add_workforce(parser: argparse.ArgumentParser) -> None:
    """Let a command take --workers and --cluster."""
    parser.add_argument(
        "--workers",
        type=at_least(0),
        metavar="N",
        help="read with N processes (default, and 0: one a core, if it pays)",
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="read on the Dask cluster of this scheduler: tcp://HOST:8786"
    )


class at_least:  # noqa: N801 - reads as what it demands
    """A whole number that is no smaller, as the type of an argument."""

    def __init__(self, least: int) -> None:
        self._least = least

    def __call__(self, text: str) -> int:
        """Return the number; raises ArgumentTypeError."""
        try:
            number = int(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text} is no whole number") from error
        if number < self._least:
            raise argparse.ArgumentTypeError(f"{text} is less than {self._least}")
        return number
