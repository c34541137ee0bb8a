"""Which quads together are a picture's cards: the likeliest of which none lies on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.cards.evidence import text_held, text_on
from cardscan.cards.leftover import is_print, unframed_cards
from cardscan.cards.quads import convex, share_within
from cardscan.cards.touching.chances import OVERLAP, chances_alone, chances_together
from cardscan.cards.touching.hypotheses import borders_or_edges, hypotheses, round_text
from cardscan.cards.touching.signs import signs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.fitting import Fit, Fitted
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_SEEN = 0.4
"""How likely its sides are borders or edges, in the mean, at least: white on white is anybody's guess."""
_COST = 0.3
"""Chance from which a card is worth being wrong about."""
_SUREST = 0.99
"""Chance from which on it makes no difference."""
_KEPT = 0.9
"""Least text that several cards hold beside what was found."""
_LEAST_TEXT = 2
"""Cards that must have text: where but one has, its neighbours may be anything with corners. On print
one is enough."""
_MOSTLY = 0.6
"""Part of all text that is the ground's where one card lies on print."""
_LINES = 2
"""Lines of a card that lies on print, at least."""
_MUCH_TEXT = 16
"""Lines of text from which on a picture may be of several cards although the network sees one."""
_ALL = 0.99
"""Part of the text that lies on a card where there is no other."""
_PERHAPS = 0.3
"""How likely another card is by itself, from which on one card may be several."""
_SAME = 0.85
"""Part of each of two quads that lies in the other where they are one card."""
MOST = 48
"""Quads that are laid on cards and combined, each as it was and as it is then."""
SEEN = 2
"""How many of the signs are what the network that lays quads on cards says."""
TIMES = 3
"""How often they are: what is laid on roughly is seen better then."""
_ROUGHLY = 0.3
"""How likely at least half of a quad and of a card are the same, for it to be laid on that."""
_ALIKE = 0.95
"""Part of each of two quads that lies in the other where one of them will do."""
_FAINT = 1e-3
"""The least chance."""
_BEAM = 16
"""Combinations that are kept."""


class Proposed(NamedTuple):
    """Quads (n x 4 x 2) that may be cards, and how likely each is by itself (n)."""

    quads: Floats
    alone: Floats


class Rated(NamedTuple):
    """Quads that may be cards, what is known of them, and how likely they are cards by themselves."""

    quads: Floats
    """n x 4 x 2."""
    numbers: Floats
    """n x signs, and what the network says of each."""
    has_text: NDArray[np.bool_]
    sides: Floats
    """How likely each side is a border or an edge (n x 4)."""
    alone: Floats
    """n."""


def partition(evidence: Evidence, parts: Parts, found: Floats, fit: Fit) -> Floats:
    """Return the picture's cards (n x 4 x 2), where several lie close together; else none.

    They are those of the network's, of the edges' (`found`, m x 4 x 2) and their like, laid on the cards
    by `fit`, that are likeliest together, and hold as much text as what is likely among those
    found. Of some of them no text may have been seen yet.
    """
    none = found[:0]
    if not evidence.text or (len(parts.quads) < 2 and len(evidence.text) < _MUCH_TEXT):
        return none
    proposed = propose(evidence, parts, found)
    if _is_one(evidence, parts, found, proposed):
        return none
    rated = rate(evidence, parts, found, proposed, fit)
    chances = chances_together(rated.quads, rated.numbers, rated.alone)
    chances = np.where(rated.sides.mean(axis=1) > _SEEN, chances, 0)
    chosen = _likeliest(rated.quads, chances - _COST)
    likely = found[_same(found, rated.quads[chances > _COST]).any(axis=1)]
    with_text = [number for number in chosen if rated.has_text[number]]
    if len(with_text) < _LEAST_TEXT and (len(likely) or not _on_print(evidence, rated.quads[with_text])):
        return none
    if _odds(chances[chosen]).sum() < _odds(_passed_over(found, rated.quads, chances, chosen)).sum():
        return none
    several = _as_found(evidence, parts, rated.quads[chosen], found)
    several = np.concatenate([several, unframed_cards(evidence, several)])
    if _are_pictures(evidence, several):
        return none
    return several if text_held(evidence, several) > _KEPT * text_held(evidence, likely) else none


def _is_one(evidence: Evidence, parts: Parts, found: Floats, proposed: Proposed) -> bool:
    """Whether there is one card with all text, and no other is likely: within it, or anywhere.

    It is what network and edges see alike; where they do not, what edges see, or else the whole picture.
    """
    card = found if len(found) else evidence.whole
    if len(card) != 1 or text_held(evidence, card) <= _ALL:
        return False
    other = ~_same(proposed.quads, card)[:, 0]
    if len(found) == len(parts.quads) and bool(_same(found, parts.quads).all()):
        other &= share_within(proposed.quads, card)[:, 0] > _SAME
    return not (proposed.alone[other] > _PERHAPS).any()


def _passed_over(found: Floats, quads: Floats, chances: Floats, chosen: list[int]) -> Floats:
    """Return the chances of the cards that edges found (m x 4 x 2) and that are not among those chosen."""
    others = found[~_same(found, quads[chosen]).any(axis=1)]
    return np.asarray((_same(others, quads) * chances).max(axis=1, initial=1 - _SUREST), np.float32)


def _odds(chances: Floats) -> Floats:
    """Return the logarithms of odds: several that are none too likely do not outweigh one that is sure."""
    sure = chances.clip(1 - _SUREST, _SUREST)
    return np.asarray(np.log(sure / (1 - sure)), np.float32)


def _are_pictures(evidence: Evidence, quads: Floats) -> bool:
    """Whether most text is beside the quads and hardly a line on each: portraits and marks on one card."""
    on_them = text_on(evidence, quads)
    return _is_mostly_beside(evidence, on_them) and int(on_them.sum()) < _LINES * len(quads)


def _on_print(evidence: Evidence, quads: Floats) -> bool:
    """Whether there is a card and all text beside it, which is most, is the ground's."""
    on_them = text_on(evidence, quads)
    return len(quads) > 0 and _is_mostly_beside(evidence, on_them) and is_print(evidence, ~on_them)


def _is_mostly_beside(evidence: Evidence, on_them: NDArray[np.bool_]) -> bool:
    """Whether most text is not among that of some quads (boxes)."""
    return float(evidence.weights[~on_them].sum()) > _MOSTLY


def propose(evidence: Evidence, parts: Parts, found: Floats) -> Proposed:
    """Return what may be cards; `found` is what edges alone gave."""
    quads = hypotheses(evidence, parts, found)
    return Proposed(quads, chances_alone(signs_of(evidence, parts, quads, found).numbers))


def rate(evidence: Evidence, parts: Parts, found: Floats, proposed: Proposed, fit: Fit) -> Rated:
    """Return the likeliest cards as they are and laid on by `fit`."""
    likeliest = np.argsort(-proposed.alone, kind="stable")[:MOST]
    best = np.concatenate([proposed.quads[likeliest], round_text(evidence)])
    said = seen = fit(best)
    for _ in range(TIMES):
        laid = said.quads[on_card(said)]
        laid = laid[unlike(laid)]
        said = fit(laid)
    return signed(evidence, parts, found, np.concatenate([best, laid]), seen.and_also(said))


def on_card(said: Fitted) -> NDArray[np.bool_]:
    """Return which of n quads are worth being laid on the cards that they are said to be on."""
    return np.asarray((said.rough > _ROUGHLY) & convex(said.quads), np.bool_)


def signed(evidence: Evidence, parts: Parts, found: Floats, quads: Floats, said: Fitted) -> Rated:
    """Return the quads (n x 4 x 2) with all that is known of each by itself."""
    signs = signs_of(evidence, parts, quads, found)
    seen = np.log(np.stack([said.exact, said.rough], axis=1) + _FAINT)
    numbers = np.concatenate([signs.numbers, seen], axis=1)
    return Rated(quads, numbers, signs.has_text, signs.sides, said.exact)


def unlike(quads: Floats) -> list[int]:
    """Return the indices of quads (n x 4 x 2), but of those that are nearly the same as one before."""
    like = np.triu(_shared(quads, quads) > _ALIKE, 1)
    kept: list[int] = []
    for number in range(len(quads)):
        if not like[kept, number].any():
            kept.append(number)
    return kept


def _as_found(evidence: Evidence, parts: Parts, quads: Floats, found: Floats) -> Floats:
    """Return the quads, each as the edges gave it where they did and no side is worse: that is more exact."""
    if not len(found):
        return quads
    same = _same(quads, found)
    nearest = found[same.argmax(axis=1)]
    sides = [borders_or_edges(evidence, parts, each).min(axis=1) for each in (quads, nearest)]
    exact = same.any(axis=1) & (sides[1] >= sides[0])
    return np.asarray(np.where(exact[:, np.newaxis, np.newaxis], nearest, quads))


def _same(quads: Floats, others: Floats) -> NDArray[np.bool_]:
    """Return which of n quads are the same card as which of m others (n x m)."""
    return np.asarray(_shared(quads, others) > _SAME, np.bool_)


def _shared(quads: Floats, others: Floats) -> Floats:
    """Return the part of each of n quads that lies in each of m others or the reverse, the less (n x m)."""
    return np.minimum(share_within(quads, others), share_within(others, quads).T)


def _likeliest(quads: Floats, worth: Floats) -> list[int]:
    """Return the indices of the quads of the greatest worth together, none on another, by a beam search."""
    shared = share_within(quads, quads)
    apart = np.maximum(shared, shared.T) <= OVERLAP
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for index in np.argsort(-worth, kind="stable").tolist():
        if worth[index] <= 0:
            break
        added = [
            (value + float(worth[index]), (*members, index))
            for value, members in beam
            if all(apart[index, member] for member in members)
        ]
        beam = sorted((*beam, *added), key=lambda each: -each[0])[:_BEAM]
    return list(beam[0][1])
