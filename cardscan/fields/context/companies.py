"""Companies over two lines ("FALK" over "Instruments"), and what tells them from people."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.fields.context.agreement import letters_of
from cardscan.fields.layout.persons import is_whole_name
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.meaning import is_known_or_like
from cardscan.fields.postal.codes import LIKE_A_CODE
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

_MOST_ON_A_LINE = 2
"""Stretches of a line that is no list."""
_MOST_WORDS = 4
"""Words of a second line; more are a slogan."""
_CLOSE = 0.8
"""How far below a line the next may begin, in heights of the smaller one."""
_BESIDE = 1.2
"""How far beside a line its other half may begin, in its height."""
_ALIKE = 1.5
"""How much taller the letters of one half of a line may be."""
_SURE_FORM = 3
"""Letters of a legal form that nobody's initials look like."""
_SURE_TRADE = 5
"""Letters of a trade that no name looks like."""
_HEAD_FIRST = frozenset("fr es pt it ro vi id ms".split())
"""Languages that say first what a thing is."""
_MOST_OF_NAME = 8
_PAIR = 2
_BEHIND_FORM = re.compile(r"\s+[–—|(-].*")
"""What is printed behind a firm's name on its line: "Falk Ltd – VAT 123456"."""
_OTHERS = ("streets", "towns", "titles", "departments")
_LISTED = re.compile(r"\s+[-–—/]\s+|,\s+")
_THINGS, _WORDS_OF_THING = 3, 3
_ARTICLES = frozenset(("the", "les", "los", "gli"))
_NUMBERED = re.compile(r" (?:N[oº°]?[.º°]?|Nr\.?|№|#) ?\d{1,4}\Z", re.IGNORECASE)
"""What schools, pharmacies and notaries of a town are told apart by: "Notaría Pública No. 57"."""
_PERSONAL = ("titles", "departments")
_AND = re.compile(r"\s+(?:&|\+|and|und|et|y|e|og|och|en|i)\s+")


def second_line(company: Block, open_blocks: Sequence[Block], sites: Sequence[str]) -> Block | None:
    """Return the block that goes on with a company's name, or None; `sites` are the names of its domains.

    It does where the first line is no whole name yet, or where the second is what companies do.
    """
    if words.phrases("legal_forms", company.text):
        return None
    near = [block for block in open_blocks if block is not company and _follows(company, block)]
    return next((block for block in near if _goes_on(company.text, block.text, sites)), None)


def lines_of_lists(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines of a card that list what somebody offers: "tacos • burritos • catering"."""
    lines = Counter(block.span.line for block in blocks)
    return frozenset(line for line, count in lines.items() if count > _MOST_ON_A_LINE)


def second_halves(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what names a firm whose line above says what it is and no more.

    "HOÀNG GIA PHÁT" below "CÔNG TY TNHH", "LE PALMIER BLEU" below "Café Restaurant".
    """
    return [
        at for at, first, second in _open_pairs(blocks) if says_form_only(first) and _may_name_a_firm(second)
    ]


def headings(blocks: Sequence[Block]) -> list[int]:
    """Return the position of the name that a card begins with, where what it does stands below it."""
    begins = next((at for at, block in enumerate(blocks) if block.kind is None), len(blocks))
    return [
        begins
        for at, name, below in _open_pairs(blocks)
        if at == begins + 1
        and (words.share("companies", below) >= 0.5 or _is_a_pair(below))
        and _says_nothing_else(name)
        and _may_name_a_firm(below)
    ]


def rests_of_names(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what only says what the firm named above it does and its form.

    "Turizm ve Havacılık A.Ş." below "KAPADOKYA BALON", "Comércio de Móveis Ltda" below "NOVA ERA".
    """
    return [
        at
        for at, first, second in _open_pairs(blocks)
        if (_is_trade_and_form(second) or _is_nobodys_trade(first, second))
        and (_says_nothing_else(first) or first.isupper())
        and _may_name_a_firm(first)
        and not words.phrases("legal_forms", first)
    ]


def _open_pairs(blocks: Sequence[Block]) -> Iterator[tuple[int, str, str]]:
    """Yield the texts of open blocks that stand below one another, behind the position of the lower one."""
    for at, (first, second) in enumerate(pairwise(blocks), 1):
        if first.kind is None and second.kind is None and _follows(first, second):
            yield at, first.text, second.text


def _is_trade_and_form(text: str) -> bool:
    forms, trade = words.phrases("legal_forms", text), words.phrases("companies", text)
    said = {word for phrase in (*forms, *trade) for word in phrase.split()} | words.words("function_words")
    return bool(forms and trade) and said.issuperset(words.split_words(text))


def _is_nobodys_trade(first: str, second: str) -> bool:
    """Tell whether a line with a form, below one in capitals, begins as what a firm does: no name of its own.

    "AL WARDA" over "TAILORING & EMBROIDERY EST.": the first of its words is like a trade, none is a name.
    """
    folded = words.split_words(_BEHIND_FORM.sub("", second))
    forms = words.phrases("legal_forms", second)
    if not first.isupper() or len(folded) < _PAIR or not forms or forms[-1].split()[-1] != folded[-1]:
        return False
    named = any(words.is_given(word) or words.is_family(word) for word in folded)
    return is_known_or_like("companies", folded[0]) and not named


def _says_nothing_else(text: str) -> bool:
    """Tell whether no word of a text is known: of a person, a firm, a place or a calling."""
    folded = words.split_words(text)
    named = any(words.is_given(word) or words.is_family(word) for word in folded)
    other = any(words.phrases(kind, text) for kind in (*_OTHERS, "companies", "legal_forms", "slogans"))
    plain = not any(map(str.isdigit, text)) and not is_native(text)
    return plain and not named and not other and len(folded) <= _MOST_WORDS


def says_form_only(text: str) -> bool:
    """Tell whether a company's first line says what it is and no more, in a language that says that first.

    >>> says_form_only("CÔNG TY TNHH MTV"), says_form_only("CÔNG TY TNHH AN BÌNH")
    (True, False)
    >>> says_form_only("Café Restaurant"), says_form_only("Trading Co., Ltd.")
    (True, False)
    """
    forms, trade = words.phrases("legal_forms", text), words.phrases("companies", text)
    folded = words.split_words(text)
    if len(folded) < 2 or not trade or not " ".join(folded).startswith(trade[0]):
        return False
    vietnamese = any("VN" in words.entries("legal_forms")[form] for form in forms)
    first = _is_said_first(trade[0]) and (vietnamese or all(map(_is_said_first, trade)))
    said = {word for phrase in (*forms, *trade) for word in phrase.split()}
    return first and (said | words.words("function_words")).issuperset(folded)


def _is_said_first(trade: str) -> bool:
    return not _HEAD_FIRST.isdisjoint(words.entries("companies")[trade])


def _may_name_a_firm(text: str) -> bool:
    folded = words.split_words(text)
    person = is_whole_name(text) or folded[0] in words.words("name_prefixes")
    other = person or any(words.phrases(kind, text) for kind in _PERSONAL)
    return not other and not any(map(str.isdigit, text)) and len(folded) <= _MOST_WORDS


def nobodys_names(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of no person's names: "King & Bishop LLP", "Santa Rita Bakery"."""
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None
        and (_ends_in_a_form(block.text) or _names_a_trade(block.text) or _begins_with_an_article(block.text))
    ]


def trades(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what begins with what a company is: "Boulangerie Martin"."""
    first = next((at for at, block in enumerate(blocks) if block.kind is None), 0)
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None
        and _begins_with_a_trade(block.text)
        and not (at > first and _AND.search(block.text) and says_form_only(block.text))
    ]


def firms_alone(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what has a legal form and neither a street nor a postal code: no address."""
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None
        and any(len(form) >= _SURE_FORM for form in words.phrases("legal_forms", block.text))
        and words.words("function_words").issuperset(words.phrases("streets", block.text))
        and not LIKE_A_CODE.search(block.text)
    ]


def has_long_form(text: str) -> bool:
    """Tell whether a text has a legal form that cannot be somebody's name or degree: "Sdn. Bhd.", "GmbH"."""
    return any(" " in form or len(form) > _SURE_FORM for form in words.phrases("legal_forms", text))


def services(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what a shop offers, printed below its name: "Banho e Tosa"."""
    first = next((at for at, block in enumerate(blocks) if block.kind is None), 0)
    below = ((at, block) for at, block in enumerate(blocks) if block.kind is None and at > first)
    return [
        at for at, block in below if not block.parted and (_is_a_pair(block.text) or _is_a_list(block.text))
    ]


def owners(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of people over firms of their name: "Anna Weber" over "Weber GmbH"."""
    found = []
    for at, (first, second) in enumerate(pairwise(blocks)):
        both_open = first.kind is None and second.kind is None
        if both_open and is_whole_name(first.text) and words.phrases("legal_forms", second.text):
            family = words.split_words(first.text)[-1]
            found += [at] if words.split_words(second.text)[0] == family else []
    return found


def _is_a_pair(text: str) -> bool:
    """Tell whether a text names two things with an "and" between, neither of which is of a person or firm."""
    things = _AND.split(text)
    folded = [word for thing in things for word in words.split_words(thing)]
    plain = all(word.isalpha() for word in folded) and not is_native(text)
    known = any(words.is_given(word) or words.is_family(word) for word in folded)
    firm = any(words.phrases(kind, text) for kind in (*_OTHERS, "legal_forms"))
    return len(things) == 2 and len(folded) <= _MOST_WORDS and plain and not known and not firm


def _is_a_list(text: str) -> bool:
    """Tell whether a text names three things and more, none of a person: "Box - Espelhos - Molduras"."""
    things = _LISTED.split(text)
    folded = [words.split_words(thing) for thing in things]
    short = all(0 < len(thing) <= _WORDS_OF_THING and all(map(str.isalpha, thing)) for thing in folded)
    named = any(words.is_given(word) or words.is_family(word) for thing in folded for word in thing)
    other = any(words.phrases(kind, text) for kind in (*_OTHERS, "legal_forms"))
    return len(things) >= _THINGS and short and not named and not other and not is_native(text)


def _names_a_trade(text: str) -> bool:
    """Tell whether a text says what companies do, which no name of a person does."""
    folded = words.split_words(text)
    if len(folded) < 2 or (len(folded) == 2 and words.is_given(folded[0])):
        return False
    return any(
        len(word) >= _SURE_TRADE
        and word in words.words("companies")
        and not (words.is_given(word) or words.is_family(word) or word in words.words("titles"))
        for word in folded
    )


def _begins_with_a_trade(text: str) -> bool:
    """Tell whether a text begins with the trade, in a language that puts it there."""
    folded = words.split_words(text)
    known = words.phrases("companies", text)
    begins = bool(known) and " ".join(folded).startswith(known[0]) and len(known[0]) >= _SURE_TRADE
    begins = begins and words.phrases("streets", text)[:1] != known[:1]
    first = begins and _is_said_first(known[0])
    spoken = first and text[0].isupper() and not any(map(str.isdigit, _NUMBERED.sub("", text)))
    return (
        spoken
        and 1 < len(folded) <= _MOST_OF_NAME
        and not (words.is_given(known[0]) or words.is_family(known[0]))
    )


def _begins_with_an_article(text: str) -> bool:
    """Tell whether a text begins with an article that is no part of any family's name."""
    return not _ARTICLES.isdisjoint(words.split_words(text)[:1])


def _ends_in_a_form(text: str) -> bool:
    *begun, last = words.split_words(text) or ("",)
    return bool(begun) and len(last) >= _SURE_FORM and last in words.words("legal_forms")


def _follows(first: Block, second: Block) -> bool:
    """Tell whether a block stands right under another one, or behind it on its line."""
    left, top, right, bottom = first.box
    small, large = sorted((first.height, second.height))
    gap = second.box[1] - bottom
    middle = (second.box[0] + second.box[2]) / 2
    if left < middle < right and second.box[3] > bottom:
        return -0.5 * second.height < gap < _CLOSE * small
    level = min(bottom, second.box[3]) - max(top, second.box[1]) > 0.6 * small
    return level and large < _ALIKE * small and 0 <= second.box[0] - right < _BESIDE * first.height


def _goes_on(first: str, second: str, sites: Sequence[str]) -> bool:
    folded = words.split_words(second)
    if not 0 < len(folded) <= _MOST_WORDS or any(map(str.isdigit, second)):
        return False
    begun = words.split_words(first)
    if set(begun) <= set(folded):
        return False  # a logo over the name in full
    if begun[-1:] and begun[-1] in words.words("function_words"):
        return True
    if words.phrases("companies", first) or any(words.phrases(kind, second) for kind in _OTHERS):
        return False
    return words.share("companies", second) >= 0.5 or _on_site(begun, folded, sites)


def _on_site(first: Sequence[str], second: Sequence[str], sites: Sequence[str]) -> bool:
    """Tell whether a domain is made of a word of each line."""
    for site in ("".join(letters_of(site)) for site in sites):
        if any(a + b in site for a in first for b in second if len(a) > 2 and len(b) > 2):
            return True
    return False
