"""Options that several commands take for how cards are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.ocr import READERS

if TYPE_CHECKING:
    import argparse


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
        "--workers", type=int, metavar="N", help="read with N processes (default: one a core, if it pays)"
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="read on the Dask cluster of this scheduler: tcp://HOST:8786"
    )
