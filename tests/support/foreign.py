"""Cards in scripts that the default reader's alphabet lacks, and a Tesseract without their packs."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from cardscan.model import Picture
from scripts.pictures.faces import CJK, FACES, Face
from scripts.pictures.fonts import load

KOREAN = ("주식회사 한빛정보", "김민준", "책임연구원", "전화 02-555-0123", "minjun.kim@hanbit.example")
RUSSIAN = ("Ольга Журавлёва", "Главный бухгалтер", "Тел. +7 495 555-01-23", "olga@severveter.example")
DEJAVU = FACES[-1]
_DATA = "usr/share/tesseract-ocr/*/tessdata"


def card_in(face: Face, *lines: str) -> Picture:
    """Draw a card of the lines that fills its picture."""
    card = Image.new("RGB", (1050, 600), "white")
    pen = ImageDraw.Draw(card)
    for row, text in enumerate(lines):
        pen.text((80, 60 + 91 * row), text, fill="black", font=load(face, 44, bold=False))
    return Picture(np.ascontiguousarray(np.asarray(card)[:, :, ::-1]), "0" * 64, "drawn")


def korean_card() -> Picture:
    return card_in(CJK, *KOREAN)


def russian_card() -> Picture:
    return card_in(DEJAVU, *RUSSIAN)


def tessdata_of(folder: Path, *languages: str) -> Path:
    """Make a folder with these of the installed languages only; return it."""
    [installed, *_] = sorted(Path("/").glob(_DATA))
    for name in ("configs", *(f"{language}.traineddata" for language in languages)):
        (folder / name).symlink_to(installed / name)
    return folder


def png_of(picture: Picture) -> bytes:
    """Return the picture as a file's content."""
    return cv2.imencode(".png", picture.pixels)[1].tobytes()
