"""What a block shows about itself and its surroundings, as the words that the CRF weighs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from cardscan.fields import words
from cardscan.fields.agreement import company_agreement, person_agreement
from cardscan.fields.domains import mail_domains, registered, suffix_of
from cardscan.fields.plaintext import plain
from cardscan.model import Email, Social, Url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.fields.blocks import Block
    from cardscan.model import Candidate

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

VOCABULARIES = (
    "given_names", "family_names", "name_prefixes", "name_suffixes", "particles", "titles", "departments",
    "companies", "legal_forms", "streets", "towns", "regions", "countries", "slogans",
)  # fmt: skip
"""The word lists that are asked about every block."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the found candidates say about whose card this is."""

    locals: tuple[str, ...]
    """Local parts of the e-mail addresses and names of accounts."""
    labels: tuple[str, ...]
    """The registered names of the card's own domains: "weber" of www.weber.example."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a block shows by itself."""

    block: Block
    tokens: tuple[str, ...]
    marks: frozenset[str]
    """Features of the text alone."""
    person: float
    """How well an e-mail address fits it as a person's name, 0 to 1."""
    company: float
    """How well a domain fits it as a company's name, 0 to 1."""


def chain_of(blocks: Sequence[Block], found: Iterable[Candidate]) -> list[list[str]]:
    """Return the features of each block, in the same order."""
    witnesses = witnesses_of(found)
    looks = [_look(block, witnesses) for block in blocks]
    open_looks = [look for look in looks if look.block.kind is None]
    chain = []
    for position, look in enumerate(looks):
        if look.block.kind is not None:
            chain.append([f"is:{look.block.kind}"])
            continue
        features = [*look.marks, *_elsewhere_marks(look, open_looks), *_rank_marks(look, open_looks)]
        features += _place_marks(look.block, blocks)
        features += _neighbour_marks(position, looks)
        chain.append(sorted(set(features)))
    return chain


def witnesses_of(found: Iterable[Candidate]) -> Witnesses:
    """Return what e-mails, websites and accounts say about names."""
    names: list[str] = []
    hosts: list[str] = []
    for candidate in found:
        value = candidate.value
        if isinstance(value, Email):
            local, _, host = value.value.rpartition("@")
            names.append(local)
            hosts.append(host)
        elif isinstance(value, Url):
            hosts.append(re.sub(r"^\w+://", "", value.value).partition("/")[0])
        elif isinstance(value, Social):
            names.append(value.value.rstrip("/").rpartition("/")[2])
    domains = [registered(host) for host in hosts if registered(host) not in mail_domains()]
    labels = [domain.removesuffix(suffix_of(domain)).rstrip(".") for domain in domains]
    return Witnesses(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(label for label in labels if label)))


def _look(block: Block, witnesses: Witnesses) -> Look:
    text = plain(block.text)
    tokens = tuple(_TOKEN.findall(text))
    person = max((person_agreement(text, local) for local in witnesses.locals), default=0.0)
    company = max((company_agreement(text, label) for label in witnesses.labels), default=0.0)
    marks = {
        "bias",
        *_shape_marks(text, tokens),
        *_word_marks(text),
        f"person:{_level(person)}",
        f"company:{_level(company)}",
    }
    return Look(block, tokens, frozenset(marks), person, company)


def _level(score: float) -> str:
    levels = (("sure", 0.9), ("good", 0.75), ("some", 0.5))
    return next((name for name, least in levels if score >= least), "no")


def _shape_marks(text: str, tokens: Sequence[str]) -> Iterator[str]:
    """Yield what can be seen without knowing any language."""
    alphabetic = [token for token in tokens if token[0].isalpha()]
    digits = sum(char.isdigit() for char in text)
    yield f"words:{min(len(alphabetic), 7)}"
    yield f"length:{min(len(text) // 6, 8)}"
    yield f"case:{_case(alphabetic)}"
    yield f"script:{_script(text)}"
    yield f"digits:{'none' if not digits else 'few' if digits < 0.3 * len(text) else 'many'}"
    if text[0].isdigit() or text[0] == "#":
        yield "starts:digit"
    if text[-1].isdigit():
        yield "ends:digit"
    if any(token.isdigit() and 4 <= len(token) <= 7 for token in tokens):
        yield "number:postal"
    if any(token.isdigit() and len(token) <= 3 for token in tokens):
        yield "number:house"
    if _INITIAL.search(text):
        yield "initial"
    for mark in "&,/().-:'+!?#":
        if mark in text:
            yield f"has:{mark}"


def _case(tokens: Sequence[str]) -> str:
    """Return how capitals are used in the words that can bear them."""
    cased = [token for token in tokens if token.lower() != token.upper()]
    if not cased:
        return "none"
    if all(token.isupper() for token in cased):
        return "upper"
    if all(token.islower() for token in cased):
        return "lower"
    if all(token[0].isupper() for token in cased):
        family = any(token.isupper() and len(token) > 2 for token in cased)
        return "name-FAMILY" if family else "title"
    return "title-small" if cased[0][0].isupper() else "mixed"


def _script(text: str) -> str:
    scripts = {_script_of(char) for char in text if char.isalpha()}
    if not scripts:
        return "none"
    return scripts.pop() if len(scripts) == 1 else "mixed" if "latin" in scripts else "native"


def _script_of(char: str) -> str:
    return "latin" if _LATIN.match(char) else "native"


def _word_marks(text: str) -> Iterator[str]:
    """Yield what the vocabularies know about the words."""
    folded = words.split_words(text)
    if not folded:
        return
    explained: set[str] = set()
    for kind in VOCABULARIES:
        found = words.phrases(kind, text)
        if not found:
            continue
        share = words.share(kind, text)
        yield f"word:{kind}"
        yield f"share:{kind}:{'all' if share > 0.99 else 'most' if share >= 0.5 else 'few'}"
        if found[0].startswith(folded[0]):
            yield f"first:{kind}"
        if found[-1].endswith(folded[-1]):
            yield f"last:{kind}"
        explained.update(word for phrase in found for word in phrase.split())
    yield f"pattern:{_pattern(text)}"
    strange = sum(word not in explained for word in folded) / len(folded)
    yield f"unknown:{'all' if strange > 0.99 else 'half' if strange >= 0.5 else 'few' if strange else 'none'}"


_PATTERN_LETTERS = {
    "name_prefixes": "P", "name_suffixes": "S", "titles": "T", "departments": "D", "companies": "C",
    "legal_forms": "L", "streets": "A", "towns": "W", "regions": "R", "countries": "R", "particles": "p",
}  # fmt: skip


def _pattern(text: str) -> str:
    """Return what the words are one by one, a letter each, repetitions once, six at most.

    N is a name of a person, I an initial, 0 a number, x an unknown word: "PN" of "Dr. Anna Weber".
    """
    letters = []
    for word in words.split_words(text)[:8]:
        kinds = [letter for kind, letter in _PATTERN_LETTERS.items() if word in words.words(kind)]
        if word[0].isdigit():
            letters.append("0")
        elif len(word) == 1:
            letters.append("I")
        elif word in words.words("given_names") or word in words.words("family_names"):
            letters.append("N" if not kinds else f"({kinds[0]})")
        else:
            letters.append(kinds[0] if kinds else "x")
    merged = [letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter]
    return "".join(merged[:6])


def _elsewhere_marks(here: Look, looks: Sequence[Look]) -> Iterator[str]:
    """Yield what other open blocks of the card show: that the name or company stands there."""
    others = [look for look in looks if look is not here]
    for vocabulary in ("legal_forms", "companies", "titles"):
        if any(f"word:{vocabulary}" in look.marks for look in others):
            yield f"else:{vocabulary}"
    for witness in ("person", "company"):
        for level in ("sure", "good"):
            if any(f"{witness}:{level}" in look.marks for look in others):
                yield f"else:{witness}:{level}"


def _rank_marks(look: Look, looks: Sequence[Look]) -> Iterator[str]:
    """Yield how the block compares with the card's other open blocks."""
    heights = sorted((other.block.height for other in looks), reverse=True)
    larger = sum(height > 1.08 * look.block.height for height in heights)
    yield f"rank:{larger if larger < 4 else 'low'}"
    ratio = look.block.height / (median(heights) or 1.0)
    steps = (0.7, 0.85, 1.15, 1.4, 1.8, 2.5)
    yield f"height:{sum(ratio > step for step in steps)}"
    for name in ("person", "company"):
        score = getattr(look, name)
        if score >= 0.5 and score == max(getattr(other, name) for other in looks):
            yield f"best:{name}"


def _place_marks(block: Block, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield where on the card the block stands, measured within the text's own bounds."""
    left, top = (min(other.box[side] for other in blocks) for side in (0, 1))
    right, bottom = (max(other.box[side] for other in blocks) for side in (2, 3))
    x = ((block.box[0] + block.box[2]) / 2 - left) / ((right - left) or 1.0)
    y = ((block.box[1] + block.box[3]) / 2 - top) / ((bottom - top) or 1.0)
    yield f"y:{min(4, max(0, int(y * 5)))}"
    yield f"x:{min(2, max(0, int(x * 3)))}"
    if block is blocks[0]:
        yield "at:start"
    if block is blocks[-1]:
        yield "at:end"
    if block.parted:
        yield "parted"


_TOLD = ("word:", "case:", "phrase:", "digits:", "person:", "company:", "script:")


def _neighbour_marks(position: int, looks: Sequence[Look]) -> Iterator[str]:
    """Yield what stands before and after, and how close."""
    here = looks[position]
    for name, at in (("before", position - 1), ("after", position + 1)):
        if not 0 <= at < len(looks):
            yield f"{name}:none"
            continue
        other = looks[at]
        relation = _relation(here.block, other.block)
        yield f"{name}:{relation}"
        if other.block.kind is not None:
            yield f"{name}:is:{other.block.kind}"
        else:
            told = [mark for mark in other.marks if mark.startswith(_TOLD)]
            yield from (f"{name}:{mark}" for mark in told)
            if relation != "far":
                yield f"{name}:size:{_compared(other.block, here.block)}"
    for name, at in (("before2", position - 2), ("after2", position + 2)):
        if 0 <= at < len(looks):
            other = looks[at]
            yield f"{name}:is:{other.block.kind or 'open'}"


def _relation(a: Block, b: Block) -> str:
    """Return how two blocks stand to each other: in one row, close, apart or far."""
    height = min(a.height, b.height) or 1.0
    gap = max(a.box[1], b.box[1]) - min(a.box[3], b.box[3])
    if gap < -0.5 * height:
        return "row"
    sideways = max(a.box[0], b.box[0]) - min(a.box[2], b.box[2])
    if sideways > 0 or gap > 2.5 * height:
        return "far"
    return "close" if gap < 0.9 * height else "apart"


def _compared(other: Block, here: Block) -> str:
    ratio = other.height / (here.height or 1.0)
    return "same" if 0.87 < ratio < 1.15 else "larger" if ratio > 1 else "smaller"


def is_native(text: str) -> bool:
    """Tell whether most letters belong to a script other than Latin."""
    letters = [char for char in text if unicodedata.category(char).startswith("L")]
    return 2 * sum(_script_of(char) == "native" for char in letters) > len(letters)
