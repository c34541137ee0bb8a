"""The samples of the repository: which fictional cards, in which pictures, under which names."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image

from scripts.pictures import scenes
from scripts.pictures.compose import make_picture, save, truth


class Sample(NamedTuple):
    """One picture to make."""

    name: str
    seed: int
    kind: str
    locales: tuple[str, ...]
    templates: tuple[str, ...] = ()
    rotation: int = 0
    dark: bool = False
    code: bool = False
    exif: int = 1


SAMPLES: Final = (
    Sample("clean-germany.png", 11, "clean", ("de_DE",), ("corners",)),
    Sample("clean-two-tone-brazil.png", 12, "clean", ("pt_BR",), ("panel-left",)),
    Sample("dark-photo.jpg", 35, "photo", ("en_US",), ("left",), dark=True),
    Sample("dark-scan-italy.jpg", 14, "scan", ("it_IT",), ("centre",), dark=True),
    Sample("photo-france.jpg", 15, "photo", ("fr_FR",), ("apart",)),
    Sample("photo-morocco-upside-down.jpg", 16, "photo", ("fr_MA",), ("footer",), rotation=180),
    Sample("photo-japan.jpg", 23, "photo", ("ja_JP",), ("left-name-first",)),
    Sample("hard-vietnam.jpg", 18, "hard", ("vi_VN",), ("band-top",)),
    Sample("scan-tunisia-sideways.jpg", 19, "scan", ("fr_TN",), ("right",), rotation=90),
    Sample("portrait-poland.jpg", 20, "photo", ("pl_PL",), ("portrait-left",)),
    Sample("qr-code.jpg", 21, "photo", ("en_GB",), ("left",), code=True),
    Sample("four-cards.jpg", 22, "multi", ("en_IN", "es_MX", "nl_NL", "en_AU"),
           ("left", "band-bottom", "corners", "centre-name-first")),
    Sample("photo-sweden.heic", 23, "photo", ("sv_SE",), ("panel-right",)),
    Sample("exif-orientation.jpg", 24, "photo", ("en_CA",), ("columns",), exif=6),
)  # fmt: skip
PDF_PAGES: Final = (
    Sample("two-pages.pdf", 31, "clean", ("de_CH",), ("left",)),
    Sample("two-pages.pdf", 32, "clean", ("es_ES",), ("band-top",)),
)
SOURCES: Final = """# Samples

Every person, company, address and number on these pictures is invented; mail and web addresses end in
`.example`, telephone numbers come from ranges kept for fiction or lie beside the numbering plans' own
examples. Each NAME.json holds what is printed on NAME's cards, the cards' corners, and the clockwise
turn that rights the picture. `two-pages.pdf` has one card a page; `no-card.jpg` shows an empty table.

Made by `python -m scripts.pictures.make_cards --out samples --samples`, which makes the same cards
again; names come from Faker's lists and scripts/cards/data, pictures are drawn by scripts/pictures/draw.py
and scripts/pictures/scenes.py.

Set in fonts from Debian: Lato, Open Sans, EB Garamond, Carlito, Quicksand, Inter, Cantarell, Liberation and
Noto Sans CJK (SIL Open Font Licence 1.1), Roboto and Caladea (Apache 2.0 or OFL 1.1), Linux Biolinum (GPL
with font exception or OFL 1.1), DejaVu (Bitstream Vera licence). The pictures hold no font files.
"""


def make_samples(out: Path) -> None:
    """Write every sample with its truth, and SOURCES.md."""
    for sample in SAMPLES:
        image, record = _made(sample)
        save(out / sample.name, [image], record, exif=sample.exif)
    pages = [_made(page) for page in PDF_PAGES]
    record = {**pages[0][1], "cards": [card for _, made in pages for card in made["cards"]],
              "render": [drawn for _, made in pages for drawn in made["render"]]}  # fmt: skip
    save(out / PDF_PAGES[0].name, [image for image, _ in pages], record)
    empty = scenes.bare_table(random.Random(43))
    save(out / "no-card.jpg", [Image.fromarray(empty.pixels)], truth((), "empty", (), seed="43"))
    (out / "SOURCES.md").write_text(SOURCES, encoding="utf-8")


def _made(sample: Sample) -> tuple[Image.Image, dict[str, Any]]:
    image, record = make_picture(
        random.Random(sample.seed), sample.kind, sample.locales, rotation=sample.rotation,
        dark=sample.dark, templates=sample.templates, code=sample.code,
    )  # fmt: skip
    return image, {**record, "source": f"{record['source']}{sample.seed}"}
