"""Which files show the two sides of one card, by their names alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NameT = TypeVar("NameT", str, Path)

_Key: TypeAlias = tuple[Path, str, str]
"""Folder, name before the mark, and the kind of mark: what two sides share."""

_FRONTS = "front vorne vorderseite recto anverso frente fronte 表 正面".split()
_BACKS = "back rear reverse hinten rückseite rueckseite verso reverso retro 裏 背面".split()
_WORDS = {**dict.fromkeys(_FRONTS, "front"), **dict.fromkeys(_BACKS, "back")}
_WORD = re.compile(rf"(|.*[ ._-])({'|'.join(_WORDS)})")
_COUNTED = re.compile(r"(.+[_-])([a-z]|[0-9]+)")
_SIDES = (("front", "back"), ("a", "b"), ("1", "2"))


def pair_sides(names: Iterable[NameT]) -> tuple[tuple[NameT, ...], ...]:
    """Return each path by itself, or as (front, back) with the path of the same card's other side.

    Two sides lie in one folder and differ in their last word only: "front" and "back"
    in several languages, or, behind "_" or "-", "a" and "b" or "1" and "2". Upper and
    lower case and the kind of file do not count. A mark that more than one file has
    pairs nothing. Numbers and letters are often a camera's or a browser's counting:
    where the same name also goes on (3, c), begins earlier (0) or stands without a mark,
    it is a series of cards. Groups come in the order of their first paths.

    >>> pair_sides(["in/Weber_back.jpg", "in/koch.jpg", "in/weber_FRONT.png"])
    (('in/weber_FRONT.png', 'in/Weber_back.jpg'), ('in/koch.jpg',))
    >>> pair_sides(["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"])
    (('IMG_1.jpg',), ('IMG_2.jpg',), ('IMG_3.jpg',))
    """
    paths = list(names)
    places = [Path(path) for path in paths]
    bare = {(place.parent, _folded(place.stem)) for place in places}
    marked: dict[_Key, dict[str, list[int]]] = {}
    for index, place in enumerate(places):
        for key, mark in _mark(place):
            marked.setdefault(key, {}).setdefault(mark, []).append(index)
    groups: dict[int, tuple[int, ...]] = {index: (index,) for index in range(len(paths))}
    for (folder, stem, kind), found in marked.items():
        if kind == "word" or (folder, stem[:-1]) not in bare:
            for pair in _pairs(found):
                groups[min(pair)] = pair
                del groups[max(pair)]
    return tuple(tuple(paths[index] for index in groups[first]) for first in sorted(groups))


def may_be_a_side(name: str | Path) -> bool:
    """Tell whether a file's name marks it as one side of a card, whose other side may yet come.

    >>> may_be_a_side("weber_front.jpg"), may_be_a_side("IMG_2.jpg"), may_be_a_side("IMG_0417.jpg")
    (True, True, False)
    """
    marks = {mark for sides in _SIDES for mark in sides}
    return any(mark in marks for _, mark in _mark(Path(name)))


def _pairs(marked: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
    """Return (front, back) if the marks are two sides', nothing else, and each stands once."""
    return [
        (marked[front][0], marked[back][0])
        for front, back in _SIDES
        if set(marked) == {front, back} and len(marked[front]) == len(marked[back]) == 1
    ]


def _mark(place: Path) -> tuple[tuple[_Key, str], ...]:
    """Return what the name shares with its other side's, and its own mark, if it has one."""
    stem = _folded(place.stem)
    if match := _WORD.fullmatch(stem):
        return (((place.parent, match[1], "word"), _WORDS[match[2]]),)
    if match := _COUNTED.fullmatch(stem):
        kind = "number" if match[2].isdigit() else "letter"
        return (((place.parent, match[1], kind), match[2]),)
    return ()


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()  # some systems store ü as u and two dots
