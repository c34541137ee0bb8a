"""One picture of fictional cards: composed, turned, written, its truth beside it."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pillow_heif
from PIL import Image

from cardscan.book.care.corrections import card_truth
from scripts.cards.fiction import fictional_card
from scripts.pictures import scenes
from scripts.pictures.draw import draw_card
from scripts.pictures.layout import Layout, lay_out
from scripts.pictures.qr import contact_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.pictures.scenes import Scene

EXIF_ORIENTATION: Final = 0x0112
SCENES: Final = {"clean": scenes.clean, "scan": scenes.scan, "photo": scenes.photo, "hard": scenes.hard,
                 "multi": scenes.several}  # fmt: skip


def truth(
    layouts: Sequence[Layout],
    kind: str,
    quads: Sequence[scenes.Corners],
    *,
    rotation: int = 0,
    seed: str = "",
) -> dict[str, Any]:
    """Return a picture's truth: its cards, their corners, the clockwise turn that rights it."""
    return {
        "source": f"scripts.make_cards seed {seed}",
        "kind": kind,
        "rotation": rotation,
        "quads": [[[round(float(x), 1), round(float(y), 1)] for x, y in quad] for quad in quads],
        "render": [
            {"template": each.template, "size_mm": [each.width, each.height]} for each in layouts
        ],
        "cards": [card_truth(each.card.contact, each.card.country) for each in layouts],
    }  # fmt: skip


def turned(scene: Scene, rotation: int) -> Scene:
    """Return the scene so that it needs a clockwise turn of `rotation` degrees to be upright."""
    pixels, quads = scene.pixels, list(scene.quads)
    for _ in range(rotation // 90):
        width = pixels.shape[1]
        pixels = np.ascontiguousarray(np.rot90(pixels))
        quads = [np.stack([quad[:, 1], width - quad[:, 0]], axis=1) for quad in quads]
    return scenes.Scene(pixels, tuple(quads))


def make_picture(
    rng: random.Random, kind: str, locales: Sequence[str], *, rotation: int = 0, dark: bool = False,
    templates: Sequence[str] = (), code: bool = False, tidy: bool = True,
) -> tuple[Image.Image, dict[str, Any]]:  # fmt: skip
    """Return one picture, a card for each locale, and its truth without the seed.

    `tidy` leaves oddities out. Raises fonts.MissingFontsError.
    """
    layouts, drawn = [], []
    for index, locale in enumerate(locales):
        card = fictional_card(rng, locale, publishable=True, plain=tidy)
        template = templates[index] if templates else ""
        layout = lay_out(card, rng, template=template, want_spare=code)
        content = contact_code(card.contact) if code else ""
        drawn.append(np.asarray(draw_card(layout, rng, dark=dark and index == 0, code=content)))
        layouts.append(layout)
    scene = turned(SCENES[kind](drawn, rng), rotation)
    return Image.fromarray(scene.pixels), truth(layouts, kind, scene.quads, rotation=rotation)


def save(path: Path, pages: Sequence[Image.Image], record: Mapping[str, Any], *, exif: int = 1) -> None:
    """Write the picture, its format by the name's suffix, and its truth beside it.

    `exif` is the orientation to note in a JPEG, whose pixels are turned against it.
    """
    first = pages[0]
    if path.suffix == ".png":
        first.save(path, optimize=True)
    elif path.suffix == ".pdf":
        dated = time.gmtime(0)  # the hour of making must not change the file
        first.save(
            path, save_all=True, append_images=list(pages[1:]), resolution=355.6, quality=85,
            creationDate=dated, modDate=dated,
        )  # fmt: skip
    elif path.suffix == ".heic":
        pillow_heif.register_heif_opener()
        first.save(path, quality=45)
    else:
        noted = Image.Exif()
        if exif != 1:
            noted[EXIF_ORIENTATION] = exif
            first = first.transpose(Image.Transpose.ROTATE_90)
        first.save(path, quality=76, exif=noted)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
