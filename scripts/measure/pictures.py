"""Quality by field and time by step on a folder of pictures with truth, beside the usual recipe.

python -m scripts.measure.pictures [FOLDER] [--reader rapid|tesseract] [--misses] [--no-recipe]
python -m scripts.measure.pictures --book
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections import defaultdict
from pathlib import Path

from cardscan.cli.inputs import PICTURE_SUFFIXES
from cardscan.engines import load_engines_for
from cardscan.many.batch import scan_file
from cardscan.ocr import READERS
from cardscan.settings import Settings
from scripts.environment import ROOT
from scripts.measure import book
from scripts.measure.scoring import FIELDS, Found, Score, found_in, truth_of

_SAMPLES = ROOT / "samples"


def main() -> int:
    """Print the tables; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=_SAMPLES)
    parser.add_argument("--reader", choices=tuple(READERS), default="rapid")
    parser.add_argument("--misses", action="store_true", help="print every value that is missed or invented")
    parser.add_argument("--no-recipe", action="store_true", help="leave the usual recipe out")
    parser.add_argument("--book", action="store_true", help="measure the book of contacts instead")
    options = parser.parse_args()
    if options.book:
        return book.main()
    pictures = pictures_in(options.folder)
    print(f"{len(pictures)} pictures with truth in {options.folder}\n")
    ours, steps = measure(pictures, Settings(reader=options.reader))
    columns = {"cardscan": ours}
    if not options.no_recipe:
        columns["usual recipe"], seconds = measure_recipe(pictures)
        steps["usual recipe, all of it"] = seconds
    print_quality(columns)
    print_reliability(ours)
    print_confusion(ours)
    print_times(steps)
    if options.misses:
        print("\n" + "\n".join(ours.misses))
    return 0


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures of a folder that have their truth beside them."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES)
    return [path for path in files if path.with_suffix(".json").is_file()]


def measure(pictures: list[Path], settings: Settings) -> tuple[Score, dict[str, list[float]]]:
    """Scan all pictures; return the score and the seconds each picture took, by step."""
    load_engines_for(settings)
    scan_file(str(pictures[0]), settings)  # the first call compiles the models
    score = Score()
    steps: dict[str, list[float]] = defaultdict(list)
    for picture in pictures:
        started = time.perf_counter()
        outcome = scan_file(str(picture), settings)
        steps["all"].append(time.perf_counter() - started)
        for step in ("find", "read", "parse"):
            steps[step].append(sum(scan.elapsed[step] for scan in outcome.scans))
        found = [found_in(scan) for scan in outcome.scans]
        score.add_picture(picture.name, truth_of(picture.with_suffix(".json")), found)
    return score, steps


def measure_recipe(pictures: list[Path]) -> tuple[Score, list[float]]:
    """Do the same with the usual recipe, for the kinds of file that it can open."""
    from scripts.measure.rivals import usual_recipe

    score = Score()
    seconds = []
    for picture in pictures:
        started = time.perf_counter()
        try:
            found = [Found(usual_recipe.read(picture))]
        except OSError:  # PDF and HEIC are beyond it
            found = []
        seconds.append(time.perf_counter() - started)
        score.add_picture(picture.name, truth_of(picture.with_suffix(".json")), found)
    return score, seconds


def print_quality(columns: dict[str, Score]) -> None:
    """Print F1 by field, and what became of the cards, for each way of reading."""
    print(f"{'F1':<28}" + "".join(f"{name:>16}" for name in columns))
    for name in FIELDS:
        print(f"  {name:<26}" + "".join(f"{score.fields[name].f1:16.3f}" for score in columns.values()))
    rows = {
        "all fields": [f"{score.all.f1:.3f}" for score in columns.values()],
        "cards found": [f"{score.found}/{score.cards}" for score in columns.values()],
        "cards invented": [str(score.invented) for score in columns.values()],
        "cards with nothing to correct": [
            f"{score.perfect / max(1, score.cards):.0%}" for score in columns.values()
        ],
    }
    for label, cells in rows.items():
        print(
            f"{label:<28}"
            + "".join(f"{cell:>{16 - (i == 0 and len(label) > 28)}}" for i, cell in enumerate(cells))
        )


def print_reliability(score: Score) -> None:
    """Print how often values of a confidence are right, and what the flags are worth."""
    print(f"\n{'confidence':<28}{'values':>16}{'mean':>16}{'right':>16}")
    for low, high in itertools.pairwise((0.0, 0.5, 0.7, 0.85, 0.95, 1.001)):
        part = [(sure, right) for sure, right in score.sure if low <= sure < high]
        if part:
            mean = sum(sure for sure, _ in part) / len(part)
            share = sum(right for _, right in part) / len(part)
            print(f"{low:.2f} to {min(high, 1):<20.2f}{len(part):16}{mean:16.2f}{share:16.2f}")
    silent = score.flags["wrong silent"] + score.flags["right silent"]
    right = score.flags["right flagged"] + score.flags["right silent"]
    print(f"wrong without a flag {score.flags['wrong silent'] / max(1, silent):.1%}", end="; ")
    print(f"right but flagged {score.flags['right flagged'] / max(1, right):.1%}")


def print_confusion(score: Score) -> None:
    """Print which field's words (rows) went into which field (columns)."""
    takers = [*FIELDS, *sorted({taker for _, taker in score.went} - {*FIELDS, "nowhere"}), "nowhere"]
    print("\nwords of … went to\n" + " " * 14 + "".join(f"{taker[:10]:>12}" for taker in takers))
    for kind in FIELDS:
        cells = (score.went[kind, taker] for taker in takers)
        print(f"{kind:<14}" + "".join(f"{cell or '·':>12}" for cell in cells))


def print_times(steps: dict[str, list[float]]) -> None:
    """Print the median and the mean of the seconds a picture took, by step."""
    print(f"\n{'seconds a picture':<28}{'median':>16}{'mean':>16}")
    for step, seconds in steps.items():
        print(f"{step:<28}{sorted(seconds)[len(seconds) // 2]:16.3f}{sum(seconds) / len(seconds):16.3f}")


if __name__ == "__main__":
    sys.exit(main())
