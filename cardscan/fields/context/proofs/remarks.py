"""Lines that are none of a card's fields: what somebody has learnt, licences, opening hours, ticked lists."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.fields.layout.blocks import Block

_NUMBER_WORDS = frozenset("no nr n number num nº numero numéro".split())
"""What may stand between a licence's word and its number."""
_TICKS = "√✓✔☑➢➤►▶➔→"
"""Marks of lists."""
_LIST = 3
"""Lines that begin with the same sign and are a list: "★ House pads"."""
_DIGITS = 4
"""Digits of a licence's number, at least."""
_FROM_TO = re.compile(r"(?<!\d)\d{1,2}[.:]\d\d ?[-–—] ?\d{1,2}[.:]\d\d(?!\d)")
_RADIO = re.compile(r"\d\*\d+\*\d")
"""The number of a radio telephone: "ID 12*3*45678"."""
_REGISTER = re.compile(r"\bHR[AB] ?\d{3}|\bR\.?C\.?S\.? [^\W\d_]+ [AB] ?\d{3}")
"""Registers of companies in Germany, behind the court's town, and in France and Luxembourg, before it."""
_CAPITAL = re.compile(
    r"(?:[A-Z.]{2,8} (?:\S+ ){0,2})?au capital (?:social )?de\b|capital social\b|cap(?:itale|\.) soc",
    re.IGNORECASE,
)
"""How a line begins that says what a firm's shares are worth: "SAS au capital de 10 000 €"."""
_PRICE = re.compile(r"\A[$€£¥₩₹] ?\d[\d.,]* [a-z]")
_ONE_OF = re.compile(
    r"(?:an?|eine?|une?|uma) \w{2}.*\b(?:company|group|enterprise|firm|business|unternehmen|betrieb|marke"
    r"|société|entreprise|empresa|marca|compañía|companhia)\Z",
    re.IGNORECASE,
)
"""A company of some kind: "An ISO 9001 certified company"."""
_QUOTED = re.compile(r"""\A["“„«]([^"“”„»]+)["“”»].{0,8}\Z""")
_WORDS_OF_SAYING = 2
"""Small words of a saying in quotes, articles and the like aside; a shop's name has capitals."""
_SHORT = 3
"""Letters of a word that is of no street or town for certain: Turkish numbers its houses with "no"."""
_HOUR = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.h]\d{2})? ?"
    r"(?:[-–—]|(?:to|bis|à|até)\b|am\b|pm\b|a\.m|p\.m|h(?:rs?|ours?)?\b|uhr\b|std)",
    re.IGNORECASE,
)


def learnt(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what somebody has learnt, belongs to or offers: "Diplômée de la Faculté"."""
    marks = Counter(block.text[0] for block in blocks if block.kind is None)
    bullets = {mark for mark, count in marks.items() if count >= _LIST and category(mark) == "So"}
    return _those(blocks, lambda text: text[0] in _TICKS or text[0] in bullets or _says_learnt(text))


def belonging(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what says whose a company is: "A division of Harmon Industries, Inc.".

    Where a line says no more than "A division of", the next one goes on.
    """
    begun = _those(blocks, lambda text: _begun("whose", text) > 0 or _ONE_OF.match(text) is not None)
    ends = [at for at in begun if _begun("whose", blocks[at].text) == len(words.split_words(blocks[at].text))]
    return sorted({*begun, *(at + 1 for at in ends if at + 1 < len(blocks))})


def registered(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of licences' and registers' numbers, hours, telexes, prices and sayings in quotes.

    "Lic. #12345", "Mo-Fr 8-18", "Telex 12345 oak g", "$150 deposit", "“Your smile first”", "In God We Trust".
    """
    tells = (
        _says_licence,
        _says_hours,
        _says_wire,
        _is_saying,
        _invokes,
        _REGISTER.search,
        _RADIO.search,
        _PRICE.search,
        _CAPITAL.match,
    )
    return _those(blocks, lambda text: any(tell(text) for tell in tells))


def _those(blocks: Sequence[Block], is_such: Callable[[str], bool]) -> list[int]:
    return [at for at, block in enumerate(blocks) if block.kind is None and is_such(block.text)]


def _says_learnt(text: str) -> bool:
    begun = _begun("learnt", text)
    named = words.phrases("legal_forms", text) or words.share("titles", text) == 1.0
    return 0 < begun < len(words.split_words(text)) and not named


def _says_licence(text: str) -> bool:
    """Tell whether a number stands right behind a licence's word."""
    begun, folded = _begun("licence", text), words.split_words(text)
    rest = [word for word in folded[begun:] if word not in _NUMBER_WORDS]
    series = rest[:2] if rest and len(rest[0]) < _SHORT else rest[:1]
    numbered = any(map(str.isdigit, "".join(series)))
    return begun > 0 and numbered and sum(map(str.isdigit, text)) >= _DIGITS and not _is_placed(text)


def _invokes(text: str) -> bool:
    """Tell whether a text calls on a god, as the first line of many cards of India and Africa does."""
    folded = f" {' '.join(words.split_words(text))} "
    return any(f" {phrase} " in folded for phrase in _remarks("invocation"))


def _is_saying(text: str) -> bool:
    if text.endswith("!") and len(words.split_words(text)) > _WORDS_OF_SAYING:
        return True
    quoted = _QUOTED.match(text)
    said = quoted[1].split() if quoted else []
    small = [
        word for word in said if word.islower() and words.fold(word) not in words.words("function_words")
    ]
    return len(small) >= _WORDS_OF_SAYING


def _says_hours(text: str) -> bool:
    begun = _begun("hours", text)
    if len(_FROM_TO.findall(text)) > 1 or 1 < begun == len(words.split_words(text)):
        return True
    return begun > 0 and _HOUR.search(text) is not None and not _is_placed(text)


def _says_wire(text: str) -> bool:
    begun = _begun("wire", text)
    return begun > 0 and (":" in text or any(map(str.isdigit, text))) and not _is_placed(text)


def _is_placed(text: str) -> bool:
    return any(len(word) > _SHORT for kind in ("streets", "towns") for word in words.phrases(kind, text))


def _begun(kind: str, text: str) -> int:
    """Return how many words at a text's front are a remark's of a kind; 0 for none."""
    folded = words.split_words(text)
    counts = range(min(words.LONGEST_PHRASE, len(folded)), 0, -1)
    return next((count for count in counts if " ".join(folded[:count]) in _remarks(kind)), 0)


@cache
def _remarks(kind: str) -> frozenset[str]:
    return frozenset(" ".join(words.split_words(remark)) for remark in printed("remarks")[kind])
