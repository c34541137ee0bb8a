"""The fonts that cards are set in, with a stand-in for letters that one lacks."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from scripts.pictures.faces import ROOT, STAND_INS, Face


@cache
def load(face: Face, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the face at a size in pixels."""
    return ImageFont.truetype(str(ROOT / (face.bold if bold else face.regular)), size)


@cache
def has(face: Face, letter: str) -> bool:
    """Tell whether the face can draw the letter, normal and bold."""
    return letter.isspace() or all(_drawn(face, letter, bold=bold) for bold in (False, True))


def _drawn(face: Face, letter: str, *, bold: bool) -> bool:
    font = load(face, 32, bold=bold)
    missing, drawn = font.getmask("\U0010fffd"), font.getmask(letter)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def fitting(faces: tuple[Face, ...], text: str) -> tuple[Face, ...]:
    """Return the faces with every letter of the text, save Chinese, Japanese, icons; all if none has."""
    letters = {letter for letter in text if letter < "\u2500"}
    return tuple(face for face in faces if all(has(face, letter) for letter in letters)) or faces


def runs(text: str, face: Face) -> list[tuple[str, Face]]:
    """Split text into runs that one face can draw, the wanted face wherever possible."""
    found: list[tuple[str, Face]] = []
    for letter in text:
        fit = next((each for each in (face, *STAND_INS) if has(each, letter)), face)
        if found and found[-1][1] == fit:
            found[-1] = (found[-1][0] + letter, fit)
        else:
            found.append((letter, fit))
    return found
