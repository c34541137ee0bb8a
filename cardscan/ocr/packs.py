"""Scripts that the default reader lacks, and Tesseract's packs that read them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

from cardscan.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Pack(NamedTuple):
    """What Tesseract has for a script."""

    languages: tuple[str, ...]
    """As Tesseract names them; the one to install first, the others where they are there."""
    letters: str
    """The script's letters, as a class of a regular expression."""


def _pack(languages: str, letters: str) -> Pack:
    return Pack(tuple(languages.split()), letters)


PACKS = {
    "Hangul": _pack("kor", "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"),
    "Cyrillic": _pack("rus ukr bul srp bel mkd kaz", "\u0400-\u052f"),
    "Arabic": _pack("ara fas urd", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"),
    "Hebrew": _pack("heb yid", "\u0590-\u05ff"),
    "Thai": _pack("tha", "\u0e00-\u0e7f"),
    "Devanagari": _pack("hin mar nep san", "\u0900-\u097f"),
    "Bengali": _pack("ben asm", "\u0980-\u09ff"),
    "Gurmukhi": _pack("pan", "\u0a00-\u0a7f"),
    "Gujarati": _pack("guj", "\u0a80-\u0aff"),
    "Tamil": _pack("tam", "\u0b80-\u0bff"),
    "Telugu": _pack("tel", "\u0c00-\u0c7f"),
    "Kannada": _pack("kan", "\u0c80-\u0cff"),
    "Malayalam": _pack("mal", "\u0d00-\u0d7f"),
    "Sinhala": _pack("sin", "\u0d80-\u0dff"),
    "Georgian": _pack("kat", "\u10a0-\u10ff"),
    "Armenian": _pack("hye", "\u0530-\u058f"),
    "Khmer": _pack("khm", "\u1780-\u17ff"),
    "Lao": _pack("lao", "\u0e80-\u0eff"),
    "Myanmar": _pack("mya", "\u1000-\u109f"),
    "Ethiopic": _pack("amh tir", "\u1200-\u137f"),
}
"""By the script's name in Unicode, which Tesseract's packs for whole scripts have, too."""

_LIKE_LATIN = frozenset("АВЕЅІЈКМНОРСТУХЗавеѕіјкмнорстухзћԁԛԝ")
_MOST = 2
"""Languages that read a line together: each takes its time, and more confuse one another."""


def languages_for(script: str, installed: Iterable[str], asked: str = "") -> str:
    """Return the languages to read a script with, joined by "+"; "" where no pack is installed.

    `asked` are languages that the user named: those of the script go first.

    >>> languages_for("Cyrillic", ["eng", "ukr", "rus"]), languages_for("Cyrillic", ["rus", "ukr"], "ukr")
    ('rus+ukr', 'ukr+rus')
    >>> languages_for("Hangul", ["eng", "script/Hangul"]), languages_for("Hangul", ["eng"])
    ('script/Hangul', '')
    """
    there = set(installed)
    wanted = [*(language for language in asked.split("+") if language in PACKS[script].languages)]
    wanted += [language for language in PACKS[script].languages if language not in wanted]
    found = [language for language in wanted if language in there][:_MOST]
    if not found and f"script/{script}" in there:
        return f"script/{script}"
    return "+".join(found)


def what_to_install(scripts: Iterable[str]) -> list[str]:
    """Return a line for each script without a pack: what could not be read, and what to install.

    Letters of the others were read badly for want of nothing but a better picture.
    """
    scripts = list(scripts)
    there = installed_packs() if scripts else ()
    program = "" if shutil.which("tesseract") else "tesseract-ocr "
    return [
        f"letters that are {script} could not be read; to have them read: "
        f"sudo apt install {program}tesseract-ocr-{PACKS[script].languages[0]}"
        for script in scripts
        if not languages_for(script, there)
    ]


def installed_packs() -> tuple[str, ...]:
    """Return the language packs that are installed; () without Tesseract."""
    from cardscan.ocr.tesseract import installed_languages

    try:
        return installed_languages()
    except MissingError:
        return ()


def looks_latin(text: str) -> bool:
    """Tell whether every letter of a text looks like a Latin one.

    >>> looks_latin("ООО"), looks_latin("«Ромашка»")
    (True, False)
    """
    return all(letter in _LIKE_LATIN for letter in text if letter.isalpha())


def has_letters_of(script: str, text: str) -> bool:
    """Tell whether a text has letters of the script.

    >>> has_letters_of("Hangul", "4층"), has_letters_of("Cyrillic", "COM")
    (True, False)
    """
    return re.search(f"[{PACKS[script].letters}]", text) is not None
