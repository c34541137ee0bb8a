"""Train the network that tells which script letters are of; writes cardscan/ocr/scripts.txt.

    python -m scripts.learn.train_scripts FONTS… [--lines 24000] [--seed 1]

Lines are drawn in the typefaces of the folders named (all below /usr/share/fonts besides), a script in each
that has its letters, and read by the recogniser: the network sees what its last layer is given. Of Debian:
fonts-noto-core, fonts-nanum, fonts-unfonts-core, fonts-paratype, culmus, fonts-hosny-amiri, fonts-kacst,
fonts-bpg-georgian, fonts-lohit-deva and fonts-tlwg-*-ttf. Only the numbers learnt go into the project.
`--hold-out noto,nanum` trains without the typefaces whose files' paths hold one of these words, and prints
how well lines in them are told.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier  # type: ignore[import-untyped]

from cardscan import geometry
from cardscan.ocr.rapid import RapidReader
from cardscan.ocr.scripts import KNOWN
from scripts.environment import ROOT
from scripts.learn.net_file import write_net
from scripts.learn.script_lines import SCRIPTS, Drawn, draw_lines, fonts_by_script, typefaces
from scripts.pictures.faces import ROOT as FONTS

UNITS: Final = 48
_OUT: Final = ROOT / "cardscan/ocr/scripts.txt"
_MOST_STEPS: Final = 30
"""Steps of one line that the network is shown: long lines teach little more than short ones."""


def features_of(line: Drawn, reader: RapidReader) -> NDArray[np.float32]:
    """Return the features of a line's steps: what the recogniser's last layer is given."""
    height, width = line.pixels.shape[:2]
    return reader.read_quads(line.pixels, [geometry.rectangle(width, height)])[0].features


def train(lines: Iterable[Drawn], reader: RapidReader, rng: random.Random, seed: int) -> MLPClassifier:
    """Return the network trained on single steps."""
    rows, labels = [], []
    for line in lines:
        features = features_of(line, reader)
        steps = np.flatnonzero(line.labels >= 0).tolist()
        for step in rng.sample(steps, min(len(steps), _MOST_STEPS)):
            rows.append(features[step])
            labels.append(line.labels[step])
    print(f"{len(rows)} steps")
    mlp = MLPClassifier((UNITS,), alpha=1e-3, max_iter=16, batch_size=512, learning_rate_init=2e-3,
                        random_state=seed)  # fmt: skip
    mlp.fit(np.stack(rows), labels)
    return mlp


def report(mlp: MLPClassifier, lines: Iterable[Drawn], reader: RapidReader, names: Sequence[str]) -> None:
    """Print by script how many steps and stretches are told right."""
    classes = [names[index] for index in mlp.classes_]
    told: dict[str, list[tuple[float, str]]] = {}
    for line in lines:
        features = features_of(line, reader)
        for label in {int(x) for x in line.labels} - {-1}:
            chances = mlp.predict_proba(features[line.labels == label]).mean(axis=0)
            best = classes[int(chances.argmax())]
            told.setdefault(names[label], []).append((1 - float(chances[classes.index(KNOWN)]), best))
    for name, found in told.items():
        foreign = [chance for chance, _ in found]
        right = sum(best == name for _, best in found) / len(found)
        marks = np.percentile(foreign, (1, 10, 50, 90, 99)).round(2).tolist()
        print(f"{name:12}{len(found):6} right {right:.1%}; chance of being foreign, 1 10 50 90 99 %: {marks}")


def main() -> None:
    """Train and write, or train without some typefaces and report on these."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fonts", nargs="*", type=Path)
    parser.add_argument("--lines", type=int, default=24000)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    files = typefaces([FONTS, *given.fonts])
    held = [
        file for file in files if any(word and word in file.lower() for word in given.hold_out.split(","))
    ]
    fonts = fonts_by_script([file for file in files if file not in held])
    names = [KNOWN, *(name for name in SCRIPTS if fonts[name])]
    print({name: len(fonts[name]) for name in names})
    with tempfile.TemporaryDirectory() as folder:
        reader = RapidReader(threads=0, cache_dir=Path(folder))
        mlp = train(draw_lines(rng, given.lines, fonts, names), reader, rng, given.seed)
        if held:
            report(mlp, draw_lines(rng, 2000, fonts_by_script(held), names), reader, names)
            return
    write_net(
        mlp, [names[index] for index in mlp.classes_], _OUT,
        "# Which script a step of the recogniser is of: a network's weights; labels, a scale a layer, then\n"
        "# a row a feature and one for the bias. Made by: python -m scripts.learn.train_scripts FONTS…"
        f" --seed {given.seed}\n# from lines drawn in free typefaces; these are not part of it.\n"
        "# Same licence as the program.\n",
    )  # fmt: skip


if __name__ == "__main__":
    main()
