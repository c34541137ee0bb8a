"""Cards in scripts that the default reader's alphabet lacks: quality with Tesseract's packs and without.

    python -m scripts.measure.scripts_of_letters [--each 30] [--few 6] [--misses]
    python -m scripts.measure.scripts_of_letters --known FOLDER

Korean and Cyrillic cards (--each) and a few in other scripts are drawn, each in turn in one of the script's
typefaces, and photographed. Without packs means with English alone. --known counts false alarms instead:
lines of other pictures, which the alphabet has the letters of, that are taken for another script's. Needs the
Debian packages that scripts/pictures/faces.py lists, and Tesseract's packs: tesseract-ocr-kor, -rus, -ukr,
-bul, -ara, -heb, -tha, -hin, -kat, -hye.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from cardscan.many.batch import scan_file
from cardscan.settings import Settings
from scripts.cards.other_scripts import card_in_other_script, script_of
from scripts.measure.pictures import pictures_in
from scripts.measure.scoring import Score, found_in, truth_of
from scripts.pictures import scenes
from scripts.pictures.compose import save, truth
from scripts.pictures.draw import draw_card
from scripts.pictures.faces import MissingFontsError, faces_for
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHIEF: Final = {"Hangul": ("ko_KR",), "Cyrillic": ("ru_RU", "uk_UA", "ru_RU", "ru_RU", "bg_BG")}
_OTHERS: Final = ("ar_AE", "he_IL", "th_TH", "hi_IN", "ka_GE", "hy_AM")
_DATA_FOLDERS: Final = "/usr/share/tesseract-ocr/*/tessdata"


def main() -> int:
    """Print the tables; 0 where all went well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=30, help="Korean and Cyrillic cards each")
    parser.add_argument("--few", type=int, default=6, help="cards of each other script")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--known", type=Path, help="a folder of pictures in Latin, Greek, Chinese, Japanese")
    parser.add_argument("--keep", type=Path, help="a folder for the pictures drawn")
    parser.add_argument("--misses", action="store_true", help="print every value that is missed or invented")
    options = parser.parse_args()
    if options.known:
        return count_alarms(options.known)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        try:
            drawn = draw_all(folder, options.each, options.few, options.seed)
        except MissingFontsError as error:
            print(error, file=sys.stderr)
            return 5
        print(f"{'':24}{'F1':>8}{'found':>8}{'perfect':>9}{'wrong silent':>14}{'of silent':>11}")
        for with_packs in (True, False):
            if not with_packs:
                os.environ["TESSDATA_PREFIX"] = str(only_english(Path(temporary)))
            for script, pictures in drawn.items():
                score = measured(pictures)
                print_score(script + ("" if with_packs else ", no pack"), score)
                if options.misses:
                    print("\n".join(score.misses))
    return 0


def draw_all(folder: Path, each: int, few: int, seed: int) -> dict[str, list[Path]]:
    """Draw the cards; return the pictures by script."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {script: list(draw_cards(folder, locales, each, seed)) for script, locales in _CHIEF.items()}
    for locale in _OTHERS:
        drawn[script_of(locale)] = list(draw_cards(folder, (locale,), few, seed))
    return drawn


def draw_cards(folder: Path, locales: tuple[str, ...], count: int, seed: int) -> Iterator[Path]:
    """Write photos of cards, locales and typefaces in turn, with their truth; yield their paths."""
    rng = random.Random(f"{seed} {locales}")
    for number in range(count):
        locale = locales[number % len(locales)]
        faces = faces_for(script_of(locale))
        layout = lay_out(card_in_other_script(rng, locale), rng)
        card = draw_card(layout, rng, dark=rng.random() < 0.1, faces=(faces[number % len(faces)],))
        scene = scenes.photo([np.asarray(card)], rng)
        path = folder / f"{script_of(locale).lower()}-{number:02}.jpg"
        save(path, [Image.fromarray(scene.pixels)], truth([layout], "photo", scene.quads, seed=str(seed)))
        yield path


def only_english(folder: Path) -> Path:
    """Return a folder with Tesseract's English and script detection alone."""
    data = folder / "tessdata"
    data.mkdir()
    [installed, *_] = sorted(Path("/").glob(_DATA_FOLDERS[1:]))
    for name in ("eng.traineddata", "osd.traineddata", "configs"):
        (data / name).symlink_to(installed / name)
    return data


def measured(pictures: list[Path]) -> Score:
    """Scan the pictures; return the score."""
    score = Score()
    for picture in pictures:
        outcome = scan_file(str(picture), Settings())
        found = [found_in(scan) for scan in outcome.scans]
        score.add_picture(picture.name, truth_of(picture.with_suffix(".json")), found)
    return score


def print_score(name: str, score: Score) -> None:
    """Print a row of the table."""
    wrong = score.flags["wrong silent"]
    silent = wrong + score.flags["right silent"]
    found, perfect = f"{score.found}/{score.cards}", score.perfect / max(1, score.cards)
    share = wrong / max(1, silent)
    print(f"{name:24}{score.all.f1:8.3f}{found:>8}{perfect:9.0%}{wrong:14}{share:11.1%}")


def count_alarms(folder: Path) -> int:
    """Print how many lines of a folder's pictures are taken to hold letters of other scripts."""
    lines = alarms = cards = 0
    for picture in pictures_in(folder):
        for scan in scan_file(str(picture), Settings()).scans:
            unread = [line for line in scan.reading.lines if line.unreadable]
            lines, alarms, cards = lines + len(scan.reading.lines), alarms + len(unread), cards + bool(unread)
            for line in unread:
                print(f"{picture.name}: {line.unreadable}: {line.text}")
    print(f"{alarms} of {lines} lines, on {cards} cards")
    return 0


if __name__ == "__main__":
    sys.exit(main())
