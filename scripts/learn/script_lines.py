"""Lines of print in many scripts, drawn as the reader cuts them out of photos, and which step is of which."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
from faker import Faker
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from cardscan.ocr.engine import HEIGHT, STEP
from cardscan.ocr.scripts import KNOWN
from scripts.cards.fiction import LOCALES, fictional_card


class Script(NamedTuple):
    """Where a script's letters are in Unicode, and the locales whose people and places are written in it."""

    letters: str
    marks: str = ""
    locales: str = ""
    share: float = 1.0


def _span(first: int, last: int, without: str = "") -> str:
    return "".join(chr(code) for code in range(first, last + 1) if chr(code) not in without)


SCRIPTS: Final = {
    "Hangul": Script(_span(0xAC00, 0xD7A3), locales="ko_KR", share=3),
    "Cyrillic": Script(_span(0x410, 0x44F) + "ёЁіІїЇєЄґҐўЎјЈљњђћџЉЊ", locales="ru_RU uk_UA bg_BG", share=5),
    "Arabic": Script(_span(0x621, 0x63A) + _span(0x641, 0x64A) + "پچژگکی", locales="ar_AA fa_IR", share=2),
    "Hebrew": Script(_span(0x5D0, 0x5EA), locales="he_IL", share=2),
    "Thai": Script(_span(0xE01, 0xE2E), _span(0xE30, 0xE3A) + _span(0xE40, 0xE4E), "th_TH", 2),
    "Devanagari": Script(_span(0x905, 0x939), _span(0x93E, 0x94D), "hi_IN ne_NP", 2),
    "Bengali": Script(_span(0x995, 0x9A8) + _span(0x9AA, 0x9B0) + "লশষসহ", _span(0x9BE, 0x9C4), "bn_BD"),
    "Gurmukhi": Script(_span(0xA15, 0xA28) + _span(0xA2A, 0xA30), _span(0xA3E, 0xA42) + "ੇੈੋੌ"),
    "Gujarati": Script(_span(0xA95, 0xAA8) + _span(0xAAA, 0xAB0), _span(0xABE, 0xAC3) + "ેૈોૌ", "gu_IN"),
    "Tamil": Script("கஙசஜஞடணதநனபமயரறலளழவஷஸஹ", "ாிீுூெேைொோௌ்", "ta_IN"),
    "Telugu": Script(_span(0xC15, 0xC28) + _span(0xC2A, 0xC33) + "వశషసహ", _span(0xC3E, 0xC43) + "ెేైొోౌ్"),
    "Kannada": Script(_span(0xC95, 0xCA8) + _span(0xCAA, 0xCB3) + "ವಶಷಸಹ", _span(0xCBE, 0xCC3) + "ೆೇೈೊೋೌ್"),
    "Malayalam": Script(_span(0xD15, 0xD28) + _span(0xD2A, 0xD39), _span(0xD3E, 0xD43) + "െേൈൊോൌ്"),
    "Sinhala": Script(_span(0xD9A, 0xDB1) + _span(0xDB3, 0xDBB) + "ලවශෂසහළ", _span(0xDCF, 0xDD4) + "්ෙේෛොෝ"),
    "Georgian": Script(_span(0x10D0, 0x10F0), locales="ka_GE", share=2),
    "Armenian": Script(_span(0x531, 0x556) + _span(0x561, 0x587), locales="hy_AM", share=2),
    "Khmer": Script(_span(0x1780, 0x17A2), _span(0x17B6, 0x17C8)),
    "Lao": Script("ກຂຄງຈຊຍດຕຖທນບປຜຝພຟມຢຣລວສຫອຮ", "ະັາຳິີຶືຸູເແໂໃໄ່້"),
    "Myanmar": Script(_span(0x1000, 0x1021), _span(0x102B, 0x1032) + "ံ့း္်"),
    "Ethiopic": Script(_span(0x1200, 0x1246) + _span(0x1260, 0x1286) + _span(0x1290, 0x12AE)),
}  # fmt: skip
"""Scripts that the recogniser's alphabet lacks."""
_KNOWN_SHARE: Final = 26.0
_PICTURES: Final = 0.06
"""Share of lines that are no lines but pieces of pictures: the detector takes some for text."""
_LONGEST: Final = 32
"""Letters of a line: longer ones take longer and teach little more."""


class Piece(NamedTuple):
    """A word, and the script of its letters."""

    text: str
    label: str


# -- what is printed ---------------------------------------------------------------------------------


def _random_words(rng: random.Random, script: Script) -> str:
    """Return words of any letters in any order: what names and companies may hold."""
    words = []
    for _ in range(rng.choice((1, 2, 2, 3))):
        word = ""
        for _ in range(rng.randint(2, 8)):
            word += rng.choice(script.letters)
            if script.marks and rng.random() < 0.5:
                word += rng.choice(script.marks)
        words.append(word)
    return " ".join(words)


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def _invented(rng: random.Random, locale: str) -> str:
    fake = _faker(locale)
    fake.seed_instance(rng.getrandbits(32))
    kinds = (fake.name, fake.company, fake.address, fake.city, fake.job, fake.street_address, fake.first_name)
    return str(rng.choice(kinds)()).replace("\n", ", ")


def _foreign_text(rng: random.Random, name: str) -> str:
    script = SCRIPTS[name]
    if script.locales and rng.random() < 0.7:
        text = _invented(rng, rng.choice(script.locales.split()))
        if any(letter in script.letters for letter in text):
            return text[:_LONGEST]
    return _random_words(rng, script)


def known_lines(rng: random.Random) -> Iterator[str]:
    """Yield lines of invented cards in the scripts that the recogniser reads."""
    while True:
        card = fictional_card(rng, rng.choice(LOCALES))
        lines = [line.text for block in card.blocks for line in block.lines if line.text.strip()]
        yield from lines
        yield _invented(rng, rng.choice(("el_GR", "ja_JP", "zh_CN", "zh_TW", "cs_CZ", "tr_TR", "vi_VN")))


def _cased(rng: random.Random, text: str) -> str:
    draw = rng.random()
    if draw < 0.2:
        text = text.upper()
    return " ".join(text) if draw > 0.96 and len(text) < 24 else text


def label_of(word: str) -> str:
    """Return the script of a word's letters that the recogniser lacks, else KNOWN."""
    for name, script in SCRIPTS.items():
        if any(letter in script.letters for letter in word):
            return name
    return KNOWN


def words_of(rng: random.Random, label: str, known: Iterator[str]) -> list[Piece]:
    """Return a line of the label's script, at times with words of another beside it."""
    if label == KNOWN:
        text = _cased(rng, next(known))[:_LONGEST]
    else:
        text = _cased(rng, _foreign_text(rng, label))
        if rng.random() < 0.3:
            other = next(known)[: _LONGEST // 2]
            text = f"{text} {other}" if rng.random() < 0.5 else f"{other} {text}"
    return [Piece(word, label_of(word)) for word in text.split()] or [Piece("—", KNOWN)]


# -- how it looks ------------------------------------------------------------------------------------


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def _draws(path: str, letters: str) -> bool:
    """Tell whether a typeface has all these letters."""
    font = _font(path, 24)
    missing = font.getmask("\U0010fffd")
    drawn = [font.getmask(letter) for letter in letters]
    return all((each.size, bytes(each)) != (missing.size, bytes(missing)) and each.size[0] for each in drawn)


def typefaces(folders: Sequence[Path]) -> list[str]:
    """Return the font files below the folders."""
    files = (
        file for folder in folders for file in folder.rglob("*") if file.suffix in (".ttf", ".otf", ".ttc")
    )
    return sorted(
        str(file) for file in files if "LinLibertine_I" not in file.name and "Math" not in file.name
    )


def fonts_by_script(files: Sequence[str]) -> dict[str, list[str]]:
    """Return for each label the typefaces that can draw it."""
    found = {
        name: [file for file in files if _draws(file, _proof(script))] for name, script in SCRIPTS.items()
    }
    found[KNOWN] = [file for file in files if _draws(file, "aegkmnstzAGMRZ0123456789@.,-+")]
    return found


def _proof(script: Script) -> str:
    """Return some letters; of Hangul those that every face has."""
    return "가나다한국서울" if "가" in script.letters else script.letters[:12:3] + script.letters[-8:-1:3]


def _typefaces(rng: random.Random, line: Sequence[Piece], fonts: dict[str, list[str]]) -> dict[str, str]:
    """Choose a typeface for each script of a line, one for all where there is one."""
    chosen: dict[str, str] = {}
    for label in sorted({piece.label for piece in line}, key=lambda label: label == KNOWN):
        text = "".join(sorted({letter for piece in line if piece.label == label for letter in piece.text}))
        tried = [*chosen.values(), *(rng.choice(fonts[label]) for _ in range(6))]
        tried += [file for file in fonts[KNOWN] if file.endswith("NotoSansCJK-Regular.ttc")]
        wanted = [file for file in tried if label != KNOWN or _draws(file, text)]
        chosen[label] = wanted[0] if wanted else tried[-1]
    return chosen


class Drawn(NamedTuple):
    """A line's picture, 48 pixels high, and the label of each step (-1: none)."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]


def drawn(
    rng: random.Random, line: Sequence[Piece], fonts: dict[str, list[str]], names: Sequence[str]
) -> Drawn:
    """Return a photo of a line as the reader cuts it out."""
    size = rng.randint(24, 38)
    chosen = _typefaces(rng, line, fonts)
    faces = [_font(chosen[piece.label], size) for piece in line]
    gap, margin = size * rng.uniform(0.22, 0.4), rng.uniform(2, 14)
    widths = [face.getlength(piece.text) for face, piece in zip(faces, line, strict=True)]
    width = min(1000, max(40, round(sum(widths) + gap * (len(line) - 1) + 2 * margin)))
    mask = Image.new("L", (width, HEIGHT), 0)
    pen = ImageDraw.Draw(mask)
    labels = np.full(-(-width // STEP), -1)
    x = margin
    base = HEIGHT / 2 + size * 0.35 + rng.gauss(0, 2.0)
    for piece, face, length in zip(line, faces, widths, strict=True):
        pen.text((x, base), piece.text, font=face, fill=255, anchor="ls")
        if any(letter.isalnum() for letter in piece.text):
            first, last = int((x + 3) // STEP), int((x + length - 3) // STEP)
            labels[first : last + 1] = names.index(piece.label)
        x += length + gap
    return Drawn(_photographed((np.asarray(mask) / 255).astype(np.float32), rng), labels)


def picture_line(rng: random.Random, names: Sequence[str]) -> Drawn:
    """Return a photo of what is no line of text at all: strokes and shapes, as of a coat of arms."""
    width = rng.randint(40, 320)
    mask = Image.new("L", (width, HEIGHT), 0)
    pen = ImageDraw.Draw(mask)
    for _ in range(rng.randint(2, 30)):
        x, y = rng.uniform(-10, width), rng.uniform(-10, HEIGHT)
        box = (x, y, x + rng.uniform(2, 50), y + rng.uniform(2, 40))
        ink, line = rng.randint(60, 255), rng.randint(1, 5)
        shape = rng.randrange(5)
        if shape == 0:
            pen.ellipse(box, outline=ink, width=line)
        elif shape == 1:
            pen.rectangle(box, fill=ink if rng.random() < 0.5 else None, outline=ink, width=line)
        elif shape == 2:
            pen.arc(box, rng.uniform(0, 360), rng.uniform(0, 360), fill=ink, width=line)
        else:
            points = [(x + rng.gauss(0, 16), y + rng.gauss(0, 12)) for _ in range(rng.randint(2, 5))]
            pen.line(points, fill=ink, width=line, joint="curve")
    labels = np.full(-(-width // STEP), names.index(KNOWN))
    return Drawn(_photographed((np.asarray(mask) / 255).astype(np.float32), rng), labels)


def _photographed(ink: NDArray[np.float32], rng: random.Random) -> NDArray[np.uint8]:
    noise = np.random.default_rng(rng.getrandbits(32))
    height, width = ink.shape
    lean = np.array([[1, rng.gauss(0, 0.05), 0], [rng.gauss(0, 0.008), 1, rng.gauss(0, 0.5)]], np.float32)
    ink = np.asarray(cv2.warpAffine(ink, lean, (width, height)), np.float32)
    if rng.random() < 0.25:  # the feet of the line above, the heads of the one below
        edge = (
            slice(0, rng.randint(1, 5)) if rng.random() < 0.5 else slice(height - rng.randint(1, 5), height)
        )
        ink[edge] = np.maximum(
            ink[edge], np.roll(ink[18 : 18 + len(ink[edge])], rng.randrange(width), axis=1)
        )
    ground, colour = noise.uniform(190, 255, 3), noise.uniform(0, 130, 3)
    if rng.random() < 0.25:
        ground, colour = colour, ground
    small = rng.uniform(0.35, 1.0)
    picture = ground + ink[:, :, None] * (colour - ground)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.1)))
    shape = max(8, round(width * small)), max(12, round(height * small))
    picture = np.asarray(cv2.resize(picture, shape, interpolation=cv2.INTER_AREA))
    picture += noise.normal(0, rng.uniform(0, 9), picture.shape)
    picture += np.linspace(0, rng.gauss(0, 15), picture.shape[1])[None, :, None]
    photo = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.7:
        jpeg = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(40, 96)])[1]
        photo = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(cv2.resize(photo, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def draw_lines(
    rng: random.Random, count: int, fonts: dict[str, list[str]], names: Sequence[str]
) -> Iterator[Drawn]:
    """Yield drawn lines, scripts in proportion to their shares."""
    there = [name for name in names if fonts.get(name)]
    shares = [_KNOWN_SHARE if name == KNOWN else SCRIPTS[name].share for name in there]
    known = known_lines(rng)
    for label in rng.choices(there, shares, k=count):
        if rng.random() < _PICTURES:
            yield picture_line(rng, names)
        yield drawn(rng, words_of(rng, label, known), fonts, names)
