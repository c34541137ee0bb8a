"""The README's picture: a sample card, and beside it what cardscan makes of it.

python -m scripts.readme.make_pictures
"""

from __future__ import annotations

import io
import sys

from PIL import Image, ImageDraw, ImageFont

from cardscan.export import EXPORTERS, ExportOptions
from cardscan.pipeline import scan
from scripts.environment import ROOT

_SAMPLE = ROOT / "samples" / "photo-france.jpg"
_PICTURE = ROOT / "docs" / "card-to-contact.png"
_WIDTH, _HEIGHT, _MARGIN = 1640, 520, 36
_PAPER, _INK, _FAINT, _DOUBT = "#ffffff", "#1b1f24", "#6b7480", "#b25e00"


def main() -> int:
    """Draw the picture anew; return 0."""
    page = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    photo = Image.open(_SAMPLE).convert("RGB")
    photo.thumbnail((_WIDTH // 2 - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN))
    page.paste(photo, (_MARGIN, (_HEIGHT - photo.height) // 2))
    pen = ImageDraw.Draw(page)
    lines = _table().splitlines()[1:]
    left, step = photo.width + 3 * _MARGIN, 38
    top = (_HEIGHT - step * (len(lines) + 2)) // 2
    pen.text((left, top), f"$ cardscan scan {_SAMPLE.relative_to(ROOT)}", fill=_FAINT, font=_font())
    for row, line in enumerate(lines, 2):
        y = top + row * step
        if line.startswith("  ") or line[2:3].isupper():
            ink = _DOUBT if line.startswith("?") else _INK
            pen.text((left, y), line[:15].strip(), fill=_DOUBT if ink == _DOUBT else _FAINT, font=_font())
            pen.text((left + 170, y), line[15:], fill=ink, font=_font())
        else:
            pen.text((left, y), line, fill=_FAINT, font=_font())
    _PICTURE.parent.mkdir(exist_ok=True)
    page.save(_PICTURE, optimize=True)
    return 0


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", 21)  # from Debian's fonts-dejavu-core


def _table() -> str:
    stream = io.BytesIO()
    EXPORTERS["text"].write(scan(_SAMPLE), stream, ExportOptions())
    return stream.getvalue().decode()


if __name__ == "__main__":
    sys.exit(main())
