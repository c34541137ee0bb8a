"""Pictures of every step, and what each line may say, for people who ask why a card came out as it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cardscan import geometry, private
from cardscan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.model import Card, Lines, Picture, Pixels, Quad, TextBox

_LONG_SIDE = 1600
_MOST_READINGS = 6
"""Of a line that are told."""
_FONTS = ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf", "arial.ttf", "Arial.ttf", "Helvetica.ttc")
"""Where the system has one of these, accents show; Pillow's own font has none."""
_BOX, _CARD, _TEXT, _UNUSED = "#00a000", "#e00000", "#0040c0", "#909090"


def draw_cards(picture: Picture, boxes: tuple[TextBox, ...], cards: tuple[Card, ...], folder: Path) -> None:
    """Draw the text boxes found, then the cards with their top sides marked.

    Raises OutputError where the folder cannot be written.
    """
    image, scale = _image(picture.pixels)
    draw = ImageDraw.Draw(image)
    for box in boxes:
        _outline(draw, box.quad, scale, _BOX, 2)
    _save(image, folder, f"{_stem(picture)}-1-text")
    for card in cards:
        _outline(draw, card.quad, scale, _CARD, 5)
        top_left, top_right = ((x * scale, y * scale) for x, y in card.quad[:2])
        draw.line([top_left, top_right], fill=_TEXT, width=9)
        draw.text(top_left, str(card.index), fill=_CARD, font=_font(40))
    _save(image, folder, f"{_stem(picture)}-2-cards")


def draw_reading(card: Card, reading: Lines, evidence: Mapping[str, tuple[int, ...]], folder: Path) -> None:
    """Draw the flattened card, and beside it what was read and which field took it.

    Raises OutputError where the folder cannot be written.
    """
    width, height = max(1, round(reading.width)), max(1, round(reading.height))
    image, scale = _image(geometry.cut_out(card.picture.pixels, card.quad, width, height))
    stem = f"{_stem(card.picture)}-card{card.index}"
    _save(image, folder, f"{stem}-3-flat")
    page = Image.new("RGB", (image.width * 2, image.height), "white")
    page.paste(image, (0, 0))
    draw = ImageDraw.Draw(page)
    taken = {line: field for field, lines in evidence.items() for line in lines}
    for index, line in enumerate(reading.lines):
        _outline(draw, line.quad, scale, _BOX, 2)
        x, y = line.quad[0][0] * scale + image.width, line.quad[0][1] * scale
        size = max(10.0, geometry.size_of(line.quad)[1] * scale * 0.6)
        colour = _TEXT if index in taken else _UNUSED
        words = f"{line.text}   [{taken.get(index, 'note')} {line.confidence:.2f}]"
        draw.text((x, y), words, fill=colour, font=_font(size))
    _save(page, folder, f"{stem}-4-read")


def write_readings(card: Card, told: Sequence[Sequence[str]], reading: Lines, folder: Path) -> None:
    """Write what was made of each line, and below it what is told of its readings, the likeliest first.

    Raises OutputError where the folder cannot be written.
    """
    rows = []
    for number, (line, readings) in enumerate(zip(reading.lines, told, strict=True), start=1):
        rows.append(f"{number:3}  {line.text}   [confidence {line.confidence:.2f}, chance {line.chance:.2f}]")
        rows += (f"     {one}" for one in readings[:_MOST_READINGS])
    path = folder / f"{_stem(card.picture)}-card{card.index}-5-readings.txt"
    try:
        with private.opened(path, "wb") as stream:
            stream.write("\n".join([*rows, ""]).encode())
    except OSError as error:
        raise _unwritable(folder, error) from error


def _image(pixels: Pixels) -> tuple[Image.Image, float]:
    image = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
    scale = _LONG_SIDE / max(image.size)
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale)))), scale


def _outline(draw: ImageDraw.ImageDraw, quad: Quad, scale: float, colour: str, width: int) -> None:
    corners = [(x * scale, y * scale) for x, y in quad]
    draw.line([*corners, corners[0]], fill=colour, width=width)


def _stem(picture: Picture) -> str:
    stem = Path(picture.name).stem or "picture"
    return f"{'stdin' if picture.name == '-' else stem}-p{picture.page}"


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _save(image: Image.Image, folder: Path, stem: str) -> None:
    try:
        private.make_folder(folder)
        with private.opened(folder / f"{stem}.jpg", "wb") as stream:
            image.save(stream, "JPEG", quality=90)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written: {error.strerror or error}")
