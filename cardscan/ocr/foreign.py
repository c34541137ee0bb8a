"""Lines in letters that the recogniser's alphabet lacks: read by Tesseract where it can, else marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cardscan.ocr.engine import HEIGHT, STEP
from cardscan.ocr.packs import has_letters_of, installed_packs, languages_for, looks_latin
from cardscan.ocr.scripts import PLAIN, agreed, foreign_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.model import Picture, Quad
    from cardscan.ocr.engine import Strip
    from cardscan.ocr.scripts import Foreign
    from cardscan.ocr.tesseract import Word

_FOREIGN = 0.5
"""A word is believed from Tesseract where its place looks at least so foreign."""
_READ = 0.5
"""A line that Tesseract is less sure of has not been read."""
_FAIR = 0.8
"""Tesseract is believed from here on where a letter stands among digits."""
_SURE = 0.93
"""Tesseract is believed from here on whatever the recogniser says."""
_NEAR = 0.5
"""Letters that are farther from each of Tesseract's words, in heights of the line, it has not seen."""


class _Part(NamedTuple):
    """A piece of a line, in heights of the line from its left side."""

    text: str
    left: float
    right: float

    @property
    def places(self) -> Iterator[float]:
        """The middle of each letter, and of the space behind them."""
        width = (self.right - self.left) / len(self.text)
        yield from (self.left + width * (index + 0.5) for index in range(len(self.text) + 1))


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Reads what the recogniser cannot."""

    lang: str
    """Languages that the user expects, as Tesseract names them, joined by "+"; "" for any."""
    timeout: float
    """Seconds that Tesseract may take."""

    def reread(self, picture: Picture, quads: Sequence[Quad], strips: Sequence[Strip]) -> list[Strip]:
        """Return the strips, those in letters of other scripts read by Tesseract, or marked as unreadable.

        Raises ReadingError where Tesseract fails or takes longer than its time-out.
        """
        found = agreed([foreign_in(strip) for strip in strips])
        result = list(strips)
        scripts = dict.fromkeys(foreign.script for foreign in found if foreign.script)
        there = installed_packs() if scripts else ()
        for script in scripts:
            lines = [index for index, foreign in enumerate(found) if foreign.script == script]
            lang = languages_for(script, there, self.lang)
            if not lang:
                for index in lines:
                    if found[index].likely:
                        result[index] = _guessed(strips[index], script)
                continue
            # imported where it is needed: most cards never are
            from cardscan.ocr.tesseract import read_quads

            read = read_quads(picture, [quads[index] for index in lines], lang=lang, timeout=self.timeout)
            for index, words in zip(lines, read, strict=True):
                result[index] = merged(strips[index], found[index], words)
        return result


def _guessed(strip: Strip, script: str) -> Strip:
    """Return a strip that nobody could read; what else the recogniser may have taken it for is no help."""
    return strip._replace(lattice=(), unreadable=script)


def merged(strip: Strip, foreign: Foreign, words: Sequence[Word]) -> Strip:
    """Return a line of which Tesseract read the foreign words, the recogniser the rest.

    Marked as unreadable where Tesseract found no letter of the script though the line plainly
    has some, or was not sure of them.
    """
    taken = _taken(words, foreign)
    if not any(taken):
        return _guessed(strip, foreign.script) if foreign.weight >= PLAIN else strip
    letters, aside = _shared_out(strip, words)
    parts = [
        _Part(word.text if is_taken or _lacks_letters(text, word) else text, word.left, word.right)
        for word, is_taken, text in zip(words, taken, letters, strict=True)
    ]
    for place, text in sorted(aside.items()):
        index = next((i for i, part in enumerate(parts) if part.left > place), len(parts))
        parts.insert(index, _Part(text, place - _NEAR, place + _NEAR))
    theirs = [word for word, is_taken in zip(words, taken, strict=True) if is_taken]
    confidence = sum(word.confidence * len(word.text) for word in theirs) / sum(len(w.text) for w in theirs)
    return strip._replace(
        text=" ".join(part.text for part in parts),
        confidence=confidence,
        places=tuple(place for part in parts for place in part.places)[:-1],
        lattice=(),
        unreadable="" if confidence >= _READ else foreign.script,
    )


def _taken(words: Sequence[Word], foreign: Foreign) -> list[bool]:
    """Tell which words are the script's: by what the recogniser saw there, or by Tesseract's sureness.

    Words of letters that look like Latin ones go with those beside them.
    """
    plainly = [
        has_letters_of(foreign.script, word.text)
        and (_looks_foreign(word, foreign) or (word.confidence >= _SURE and not looks_latin(word.text)))
        for word in words
    ]
    if not any(plainly):
        return plainly
    return [
        sure
        or (looks_latin(word.text) and word.confidence >= _READ and has_letters_of(foreign.script, word.text))
        for word, sure in zip(words, plainly, strict=True)
    ]


def _looks_foreign(word: Word, foreign: Foreign) -> bool:
    """Tell whether the recogniser saw foreign letters; in a word with digits, whether it saw one."""
    left, right = word.left * HEIGHT / STEP, word.right * HEIGHT / STEP
    if any(map(str.isdigit, word.text)) and word.confidence >= _FAIR:
        return foreign.anywhere_within(left, right) >= _FOREIGN
    return foreign.within(left, right) >= _FOREIGN


def _lacks_letters(text: str, word: Word) -> bool:
    """Tell whether the recogniser has passed over some of a word: it does beside letters that it lacks."""
    if not text:
        return True
    fewer = sum(map(str.isalnum, text)) < sum(map(str.isalnum, word.text))
    return fewer and word.confidence >= _SURE


def _shared_out(strip: Strip, words: Sequence[Word]) -> tuple[list[str], dict[float, str]]:
    """Return what the recogniser read where each of Tesseract's words stands, and what aside of them."""
    letters = [""] * len(words)
    aside: dict[float, str] = {}
    word, start, end = -1, 0.0, -_NEAR
    for letter, place in zip(strip.text, strip.places, strict=True):
        apart = [max(each.left - place, place - each.right, 0.0) for each in words]
        nearest = min(range(len(words)), key=apart.__getitem__)
        if letter.isspace() and word >= 0:
            letters[word] += letter
        elif apart[nearest] <= _NEAR:
            word = nearest
            letters[word] += letter
        else:
            word, start = -1, start if place - end <= _NEAR else place
            aside[start], end = aside.get(start, "") + letter, place
    return [" ".join(text.split()) for text in letters], {
        place: text.strip() for place, text in aside.items() if any(map(str.isalnum, text))
    }
