"""Restore Vietnamese words whose marked vowels the reader left out or took for plainer ones."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_READABLE = frozenset("àáãăâèéêìíĩòóõôơùúũưýđ")
"""Vietnamese letters beyond ASCII in the reader's alphabet; the others are left out or misread."""
_OFTEN_PLAIN = {"ư": "u", "ơ": "o", "đ": "d"}
"""Readable letters that are often read without their mark, in capitals above all."""
_SPOKEN = re.compile(
    r"\+\s?84|\(84\)|\.vn\b|\bvie?t ?nam\b|\b(?:cong ty|tnhh|ha ?no?i|chi minh|da nang|sai ?gon|giam d)\b|u'o"
)
_OWN_LETTERS = re.compile("[ơưƠƯạ-ỹẠ-Ỹ]")
_UNREADABLE = re.compile("[ạ-ỹẠ-Ỹ]")
"""Letters that the reader cannot have put there: such a line was typed, or read by one that knows them."""
_ADDRESS = re.compile(r"@|www\.|https?:", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|(?:[^\W\d_]|(?<=[uoươùúûũüòóôõöUOƯƠÙÚÛŨÜÒÓÔÕÖ])['’](?=[^\W\d_]))+")
_HOOKS = re.compile(r"([uoươùúûũüòóôõö])['’]")
_PRINTED_MARKS = re.compile(r"[àáãăâèéêìíĩòóõôơùúũưýđ]", re.IGNORECASE)
_KEEP_KNOWN, _KEEP, _KEEP_UNSAYABLE = 0.8, 1.6, 3.0
"""What it costs to leave a word: a known syllable, another, one that lacks its vowel."""
_A_WORD, _A_PHRASE = 0.8, 0.4
"""What it costs to take a syllable, a phrase; added to how unlike the reading is."""
_LEFT_OUT, _TONE_LOST, _OTHER_TONE, _VOWEL_LOST, _FOREIGN = 0.4, 0.3, 0.2, 0.5, 0.2
"""How unlike a reading is in which a letter is left out, lacks its tone, has another, is another vowel."""
_HOOK_LOST = 0.25
"""The same where a reading lacks the hook of ư or ơ, or the stroke of đ."""
_UNLIKELY = 0.6
"""The same where a readable mark was lost; only a phrase can prove that."""
_MARGIN = 0.2
"""How much more unlike other single words must be."""
_NUMBER = "0"
"""What stands for any number in the phrases."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 5
_NAME_WORDS = range(2, 6)


def with_vietnamese(texts: Sequence[str]) -> list[str]:
    """Return the lines of a card with Vietnamese words restored, if it is Vietnamese and prints marks.

    A word is restored where only one known syllable, phrase or name reads as it does.

    >>> with_vietnamese(["Đng Văn Thng", "Giám đôc", "Q. 1, TP. H Chí Minh", "+84 28 3822 0000"])
    ['Đặng Văn Thắng', 'Giám đốc', 'Q. 1, TP. Hồ Chí Minh', '+84 28 3822 0000']
    >>> with_vietnamese(["Pham Van Hung", "Ho Chi Minh City", "+84 28 3822 0000"])
    ['Pham Van Hung', 'Ho Chi Minh City', '+84 28 3822 0000']
    """
    printed = [text for text in texts if not _ADDRESS.search(text)]
    spoken = any(_SPOKEN.search(words.fold(text)) or _OWN_LETTERS.search(text) for text in texts)
    if not spoken or not any(_PRINTED_MARKS.search(text) for text in printed):
        return list(texts)
    return [text if _ADDRESS.search(text) or _UNREADABLE.search(text) else _restored(text) for text in texts]


def _restored(text: str) -> str:
    """Return one line restored."""
    tokens = list(_TOKEN.finditer(text))
    read = [token.group() for token in tokens]
    if not read:
        return text
    chosen = [*_match(read)[1]] or _as_name(read) or _cheapest(read)
    plain = text.isascii() and not _HOOKS.search(text.lower())
    if plain and not any(len(new) > len(old) for old, new in zip(read, chosen, strict=True)):
        return text  # printed without marks
    for token, new in reversed(list(zip(tokens, chosen, strict=True))):
        if new not in (token.group(), _NUMBER):
            text = text[: token.start()] + _cased(new, token.group()) + text[token.end() :]
    return text


def _cased(word: str, like: str) -> str:
    """Return a word in the capitals of what was read."""
    if like.isupper() and (len(like) > 1 or len(word) == 1):
        return word.upper()
    return word.capitalize() if like[0].isupper() else word.lower()


def _cheapest(read: Sequence[str]) -> list[str]:
    """Return the words that explain the reading at the least cost, phrases before single words."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(read) + 1):
        ways = [(best[end - 1][0] + _cost_to_keep(read[end - 1]), [*best[end - 1][1], read[end - 1]])]
        for length in range(1, min(_LONGEST, end) + 1):
            cost, phrase = _match(read[end - length : end])
            if phrase:
                before, words_before = best[end - length]
                ways.append((before + cost, [*words_before, *phrase]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _cost_to_keep(word: str) -> float:
    if word.isdigit():
        return 0.0
    if word.lower() in _forms("syllables").get(words.fold(word), {}):
        return _KEEP_KNOWN
    return _KEEP if _is_sayable(word) else _KEEP_UNSAYABLE


def _is_sayable(word: str) -> bool:
    """Tell whether a word has a vowel, or is an abbreviation."""
    return bool(re.search(r"[aeiou]", words.fold(word))) or len(word) < 3 or not word[1:].islower()


def _match(read: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """Return the one phrase that reads so, with its cost; () if there is none or several."""
    found: dict[tuple[str, ...], float] = {}
    for phrase in _phrases().get(len(read), {}).get(_initials(read), ()):
        costs = [unlikeness(word, syllable) for word, syllable in zip(read, phrase, strict=True)]
        if None not in costs:
            found[phrase] = sum(cost for cost in costs if cost is not None)
    if len(read) == 1:
        found = _single(read[0])
    least = min(found.values(), default=0.0)
    margin = _MARGIN if len(read) == 1 else 0.0
    nearest = [phrase for phrase, cost in found.items() if cost <= least + margin]
    if len(read) == 1:
        nearest = [phrase for phrase in nearest if phrase[0] in _common()] or nearest
    if len(nearest) != 1:
        return 0.0, ()
    return least + (_A_PHRASE if len(read) > 1 else _A_WORD), nearest[0]


def _single(word: str) -> dict[tuple[str, ...], float]:
    """Return the syllables a word may be by itself: not where it is plain, short, or a word elsewhere."""
    if len(word) < 3 or (word.isupper() and _is_abbreviation(word)):
        return {}
    if word.isascii():
        elsewhere = any(
            words.fold(word) in words.words(kind) for kind in ("titles", "companies", "legal_forms")
        )
        if elsewhere or (_is_sayable(word) and len(word) < 5) or words.fold(word) in _forms("plain"):
            return {}
    families = _alike(word, "family") if word[0].isupper() else {}
    found = families or _alike(word, "syllables")
    return {(syllable,): cost for syllable, cost in found.items()} if all(found.values()) else {}


@cache
def _common() -> frozenset[str]:
    """Return the syllables that are words of business and of addresses, not only of names."""
    return frozenset(entry for entry in _groups()["word"] if " " not in entry)


def _is_abbreviation(word: str) -> bool:
    return not re.search(r"[aeiouy]", words.fold(word))


def _initials(read: Sequence[str]) -> str:
    return words.fold(read[0])[:1]


def _as_name(read: Sequence[str]) -> list[str]:
    """Return a line as a person's name, family name first or last, or [] if it is none."""
    if any(map(str.isdigit, read)):
        return []
    start = 0
    while start < len(read) and (
        words.fold(read[start]) in words.words("name_prefixes") or not read[start][0].isupper()
    ):
        start += 1
    end = len(read)
    while end > start and words.fold(read[end - 1]) in words.words("name_suffixes"):
        end -= 1
    bare = read[start:end]
    if len(bare) not in _NAME_WORDS:
        return []
    others = ["middle"] * (len(bare) - 2)
    for kinds in (["family", *others, "given"], ["given", *others, "family"]):
        parts = [_one(word, kind) for word, kind in zip(bare, kinds, strict=True)]
        if parts[0] and parts[-1]:
            parts = [part or word for part, word in zip(parts, bare, strict=True)]
            return [*read[:start], *parts, *read[end:]]
    return []


def _one(word: str, kind: str) -> str:
    """Return the one name of a kind that a word may be, or ""; middle names may be given names too."""
    found = _alike(word, kind) or (_alike(word, "given") if kind == "middle" else {})
    least = min(found.values(), default=0.0)
    nearest = [name for name, cost in found.items() if not cost or cost <= least + _MARGIN * bool(least)]
    return nearest[0] if len(nearest) == 1 else ""


def _alike(word: str, kind: str) -> dict[str, float]:
    """Return the syllables of a kind that may have been read as this word, with their unlikeness."""
    candidates = _forms(kind).get(words.fold(_HOOKS.sub(r"\1", word.lower())), {})
    costs = {syllable: unlikeness(word, syllable) for syllable in candidates}
    return {syllable: cost for syllable, cost in costs.items() if cost is not None and cost < _UNLIKELY}


@cache
def unlikeness(word: str, syllable: str) -> float | None:
    """Return how unlike a reading of this syllable the word is, 0 for the same; None for no reading of it.

    >>> unlikeness("Nguyn", "nguyễn"), unlikeness("Trân", "trần"), unlikeness("Tran", "minh")
    (0.4, 0.2, None)
    """
    if syllable == _NUMBER:
        return 0.0 if word.isdigit() else None
    hooked = _HOOKS.sub(lambda hook: "ư" if words.fold(hook[1]) == "u" else "ơ", word.lower())
    read = unicodedata.normalize("NFC", hooked).replace("ǎ", "ă")
    hard = [place for place, letter in enumerate(syllable) if _is_hard(letter)]
    best: float | None = None
    for left_out in product((False, True), repeat=len(hard)):
        gone = {place for place, out in zip(hard, left_out, strict=True) if out}
        rest = [letter for place, letter in enumerate(syllable) if place not in gone]
        if len(rest) != len(read):
            continue
        costs = [_letter_cost(a, b) for a, b in zip(read, rest, strict=True)]
        if None not in costs:
            cost = _LEFT_OUT * len(gone) + sum(cost for cost in costs if cost is not None)
            best = cost if best is None else min(best, cost)
    return best


def _is_hard(letter: str) -> bool:
    return not letter.isascii() and letter not in _READABLE


def _letter_cost(read: str, letter: str) -> float | None:
    """Return the cost of a letter read as another; None if that does not happen."""
    if read == letter:
        return 0.0
    if words.fold(read) != words.fold(letter):
        return None
    (vowel, tone), (read_vowel, read_tone) = _vowel_and_tone(letter), _vowel_and_tone(read)
    if not read.isascii() and read not in _READABLE:
        if letter.isascii():
            return _UNLIKELY
        return _FOREIGN if _is_hard(letter) else _VOWEL_LOST  # ő and ü, the nearest that the reader has
    if _is_hard(letter):
        if vowel == read_vowel:
            return _OTHER_TONE if read_tone or not vowel.isascii() else _TONE_LOST
        return _VOWEL_LOST if read_tone == tone or read.isascii() else _UNLIKELY
    return _HOOK_LOST if _OFTEN_PLAIN.get(letter) == read else _UNLIKELY


def _vowel_and_tone(letter: str) -> tuple[str, str]:
    """Part a letter from the mark of its tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tone


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Return the entries of each group of the vocabulary, in lower case with their marks."""
    return {
        key: tuple(dict.fromkeys(unicodedata.normalize("NFC", entry).lower() for entry in entries))
        for key, entries in printed("vietnamese").items()
    }


@cache
def _phrases() -> Mapping[int, Mapping[str, list[tuple[str, ...]]]]:
    """Return the phrases of two syllables and more by their length and first plain letter."""
    found: dict[int, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for entry in dict.fromkeys(entry for entries in _groups().values() for entry in entries):
        syllables = tuple(entry.split())
        for letter in {words.fold(entry)[0], words.fold(syllables[0])[1:2] if _is_hard(entry[0]) else ""} - {
            ""
        }:
            found[len(syllables)][letter].append(syllables)
    return found


@cache
def _forms(kind: str) -> Mapping[str, dict[str, None]]:
    """Map what the syllables of a group may fold to, each hard vowel left out or not, to the syllables."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for syllable in _syllables(kind):
        choices = [
            (words.fold(letter), "") if _is_hard(letter) else (words.fold(letter),) for letter in syllable
        ]
        for form in product(*choices) if kind != "plain" else [[words.fold(letter) for letter in syllable]]:
            found["".join(form)][syllable] = None
    return dict(found)


def _syllables(kind: str) -> Iterable[str]:
    """Return the syllables of one group, or of all."""
    if kind in ("syllables", "plain"):
        return dict.fromkeys(s for entries in _groups().values() for entry in entries for s in entry.split())
    return _groups()[kind]
