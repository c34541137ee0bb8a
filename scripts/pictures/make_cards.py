"""Makes pictures of fictional business cards with their truth beside them.

    python -m scripts.pictures.make_cards --out DIR --count 60 --seed 7
    python -m scripts.pictures.make_cards --out samples --samples

The same seed gives the same pictures. Needs the Debian packages that scripts/pictures/faces.py lists.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.cards.fiction import LOCALES
from scripts.pictures.compose import make_picture, save
from scripts.pictures.faces import MissingFontsError
from scripts.pictures.make_samples import make_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: Final = ("clean", "scan", "scan", "photo", "photo", "photo", "photo", "hard", "multi")
TURNS: Final = (0, 0, 0, 0, 0, 0, 90, 180, 270)


def make_many(out: Path, count: int, seed: int) -> None:
    """Write `count` pictures of mixed kinds and all locales in turn."""
    rng = random.Random(seed)
    order = list(LOCALES)
    rng.shuffle(order)
    for number in range(count):
        kind = rng.choice(KINDS)
        wanted = rng.choice((2, 3, 4)) if kind == "multi" else 1
        locales = [order[(number + step * 7) % len(order)] for step in range(wanted)]
        image, record = make_picture(
            rng, kind, locales,
            rotation=0 if kind in ("clean", "multi") else rng.choice(TURNS),
            dark=rng.random() < 0.2, code=wanted == 1 and rng.random() < 0.1, tidy=False,
        )  # fmt: skip
        record["source"] += str(seed)
        save(out / f"{number:03}{'.png' if kind == 'clean' else '.jpg'}", [image], record)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; 0 where all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--count", type=int, default=20, help="pictures to make")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", action="store_true", help="make the samples of the repository instead")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    try:
        if chosen.samples:
            make_samples(chosen.out)
        else:
            make_many(chosen.out, chosen.count, chosen.seed)
    except MissingFontsError as error:
        print(error, file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
