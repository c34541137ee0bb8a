"""Values that the CRF parted, made whole again: names and addresses over several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cardscan.fields.context.agreement import best_agreement
from cardscan.fields.layout.blocks import continues
from cardscan.fields.lexicon import words
from cardscan.fields.postal.codes import LIKE_A_CODE
from cardscan.text import is_cjk, is_native

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.fields.layout.blocks import Block

Groups: TypeAlias = list[tuple[str, list[int]]]
"""Kinds of values with the positions of their blocks."""

_PROVED, _MORE = 0.9, 0.05
"""How well an e-mail address must fit two lines as one name, and how much better than either."""
_WORDS_OF_HALF = 3
_LEVEL, _SPACE = 0.6, 0.5
"""How much of their height two pieces of a line share, and the white between them, in heights."""
_WORDS_OF_DISTRICT, _WORDS_OF_CODE = 4, 3
"""Of a line between; and what may stand beside a postal code that is alone on its line: "CEP 51020-130"."""


def whole_values(groups: Groups, blocks: Sequence[Block], people: Sequence[str]) -> Groups:
    """Return the groups, those joined that are one address or name; `people` are local parts of e-mails."""
    whole = _whole_rows(_whole_names(_whole_addresses(groups, blocks), blocks), blocks)
    whole = _whole_companies(_whole_titles(_whole_native_titles(whole, blocks), blocks), blocks)
    return _proved_names(whole, blocks, people)


def _whole_addresses(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Join an address that names no town yet to the one right after it, or after the one line between."""
    whole: Groups = []
    for kind, members in groups:
        before = whole[-1] if whole else ("", [])
        if (
            kind == before[0] == "address"
            and _go_on(blocks[before[1][-1] : members[0] + 1])
            and not any(_places(blocks[position].text) for position in before[1])
        ):
            before[1].extend(range(before[1][-1] + 1, members[0]))
            before[1].extend(members)
        else:
            whole.append((kind, list(members)))
    return whole


def _go_on(run: Sequence[Block]) -> bool:
    """Tell whether the last block goes on with the first: directly, or over a district between them.

    Before a postal code alone, a building may stand there as well.
    """
    if len(run) < 3:
        return len(run) == 2
    code = not words.split_words(LIKE_A_CODE.sub("", run[-1].text))[_WORDS_OF_CODE:]
    if len(run) > 3 + code:
        return False
    aligned = all(continues(run[at].box, run[at + 1].box) for at in range(len(run) - 1))
    longest = _WORDS_OF_DISTRICT if len(run) == 3 else 2 * _WORDS_OF_DISTRICT
    return aligned and all(_is_district(block, longest) for block in run[1:-1])


def _is_district(block: Block, longest: int) -> bool:
    plain = block.kind is None and not block.office and not any(map(str.isdigit, block.text))
    return plain and len(words.split_words(block.text)) < longest


def _whole_names(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Join two names that stand right under each other and are each half a name."""

    def are_one(upper: Block, lower: Block) -> bool:
        return continues(upper.box, lower.box) and _are_halves(upper.text, lower.text)

    return _joined(groups, blocks, "name", are_one)


def _whole_native_titles(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Join two titles in native letters that stand next to each other: "取締役" over "副社長"."""
    return _joined(groups, blocks, "title", lambda *pair: all(is_cjk(block.text) for block in pair))


def _whole_titles(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Give a title the free line below that goes on with it: "Deputy director" over "for sales".

    Two titles on a line are one: "Winemaker · Head of tourism".
    """
    whole = _joined(groups, blocks, "title", lambda _, second: second.parted)
    return _extended(whole, blocks, lambda kind, *pair: kind == "title" and _goes_on_below(*pair))


def _joined(
    groups: Groups, blocks: Sequence[Block], kind: str, are_one: Callable[[Block, Block], bool]
) -> Groups:
    """Join two values of a kind that follow each other, where the blocks at which they meet are of one."""
    whole: Groups = []
    for other, members in groups:
        before = whole[-1] if whole else ("", [])
        next_to = kind == other == before[0] and members[0] == before[1][-1] + 1
        if next_to and are_one(blocks[members[0] - 1], blocks[members[0]]):
            before[1].extend(members)
        else:
            whole.append((other, list(members)))
    return whole


def _goes_on_below(upper: Block, lower: Block) -> bool:
    """Tell whether a line right below begins with a small word in small letters, as no statement does."""
    first, *others = lower.text.split()
    small = first.islower() and words.fold(first) in words.words("function_words")
    named = words.fold(first) in words.words("particles") and any(map(str.istitle, others))  # "de Jong"
    other = named or words.phrases("legal_forms", lower.text) or any(map(str.isdigit, lower.text))
    return small and not other and continues(upper.box, lower.box)


def _whole_companies(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Give a company of which there is no more than its legal form the line that it stands over: "UD."."""
    whole = [(kind, list(members)) for kind, members in groups]
    for kind, members in whole:
        below = members[-1] + 1 if members else len(blocks)
        alone = kind == "organization" and len(members) == 1 and _is_form_alone(blocks[members[0]].text)
        if alone and below < len(blocks) and blocks[below].kind is None:
            for other, others in whole:
                if others is not members and below in others and other != "address":
                    others.remove(below)
            members.append(below)
    return [(kind, members) for kind, members in whole if members]


def _is_form_alone(text: str) -> bool:
    return words.share("legal_forms", text) == 1.0


def _whole_rows(groups: Groups, blocks: Sequence[Block]) -> Groups:
    """Give a value what goes on behind it on its line in small letters: "Chef" beside "de projet"."""
    return _extended(groups, blocks, lambda kind, *pair: kind != "address" and _goes_on_beside(*pair))


def _extended(
    groups: Groups, blocks: Sequence[Block], goes_on: Callable[[str, Block, Block], bool]
) -> Groups:
    """Give each value the next block, where that is in none and goes on with the value's last."""
    taken = {position for _, members in groups for position in members}
    whole: Groups = []
    for kind, members in groups:
        after = members[-1] + 1
        free = after < len(blocks) and after not in taken and blocks[after].kind is None
        if free and goes_on(kind, blocks[members[-1]], blocks[after]):
            members = [*members, after]
        whole.append((kind, list(members)))
    return whole


def _goes_on_beside(first: Block, second: Block) -> bool:
    """Tell whether a line's rest, begun in a small letter, stands a word's space behind its beginning."""
    small = min(first.height, second.height)
    level = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1]) > _LEVEL * small
    return level and second.text[0].islower() and -small < second.box[0] - first.box[2] < _SPACE * small


def _proved_names(groups: Groups, blocks: Sequence[Block], people: Sequence[str]) -> Groups:
    """Give a name the line over or under it where an e-mail address, one of `people`, spells both."""
    whole = [(kind, list(members)) for kind, members in groups]
    for members in [members for kind, members in whole if kind == "name" and len(members) == 1]:
        for at in (members[0] - 1, members[0] + 1) if members else ():  # another name may have taken it
            first, second = sorted((members[0], at))
            if len(members) == 1 and first >= 0 and second < len(blocks) and blocks[at].kind is None:
                upper, lower = blocks[first], blocks[second]
                if continues(upper.box, lower.box) and _spelled(upper.text, lower.text, people):
                    for _, others in whole:
                        if others is not members and at in others:
                            others.remove(at)
                    members[:] = [first, second]
    return [(kind, members) for kind, members in whole if members]


def _spelled(first: str, second: str, people: Sequence[str]) -> bool:
    """Tell whether an e-mail's local part is made of both texts, and not of one of them."""
    few = all(len(words.split_words(text)) <= _WORDS_OF_HALF for text in (first, second))
    return (
        few
        and best_agreement(f"{first} {second}", people) >= _PROVED
        and max(best_agreement(half, people) for half in (first, second)) + _MORE < _PROVED
    )


def _are_halves(first: str, second: str) -> bool:
    """Tell whether two texts can be one person's name: one is a single word, or goes on like "dos Santos"."""
    prefixes = words.words("name_prefixes")
    upper = [word for word in words.split_words(first) if word not in prefixes]
    lower = words.split_words(second)
    begun = bool(lower) and lower[0] in words.words("particles")
    return (begun or 1 in (len(upper), len(lower))) and is_native(first) == is_native(second)


def _places(text: str) -> bool:
    """Tell whether a text names a town, a country or a postal code."""
    known = any(words.phrases(kind, text) for kind in ("towns", "regions", "countries"))
    return known or bool(LIKE_A_CODE.search(text))
