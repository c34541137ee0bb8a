"""Every card in a picture: by its edges and its text, by what the network sees, and after a closer look."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from cardscan import geometry
from cardscan.cards.evidence import evidence_of, is_text, rgb_of, text_held, with_boxes, with_text
from cardscan.cards.framed import are_most_of_a_card, framed_cards
from cardscan.cards.quads import longest_sides
from cardscan.cards.scale import found_closely, window_round
from cardscan.cards.sharing import shared_out
from cardscan.cards.touching import fitted, lone_cards, partition, parts_of, seen_cards, unread_cards
from cardscan.cards.turn import laid_along_text, upright
from cardscan.model import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.scale import Window
    from cardscan.cards.touching import Networks
    from cardscan.cards.touching.seams import Parts
    from cardscan.model import Picture, Quad, TextBox

    Floats = NDArray[np.float32]
    Look: TypeAlias = Callable[[Quad, int], tuple[TextBox, ...]]

_LONG_SIDE = 480
"""Pixels of the copy that cards are looked for in."""
_FAR = 0.5
"""Longest side of a card, beside the picture's, that lies so small that whole cards may have been missed."""
_MOST_TEXT = 0.5
"""Part of the text that cards without sound edges must hold; else the whole picture is the card."""


class Sight(NamedTuple):
    """What can be told of a picture before its text is known."""

    picture: Picture
    plain: Evidence
    parts: Parts


def see(picture: Picture, networks: Networks) -> Sight:
    """Return what can be told of a picture before its text is known; the text may be looked for meanwhile."""
    plain = plain_evidence(picture)
    return Sight(picture, plain, parts_of(plain, networks.seams))


def find_cards(sight: Sight, boxes: tuple[TextBox, ...], networks: Networks, look: Look) -> tuple[Card, ...]:
    """Return every card in a picture that `see` has seen, from top to bottom; () where there is none.

    Cards beside others may have no boxes: their text is too small to be seen. `networks` are what
    cards.touching asks where cards touch, `look` finds the text boxes within a quad, at so many
    times the usual scale. Each card's quad starts at the corner that is its top left up to a half
    turn, see `upright`; its boxes are those that lie on it, none on two cards.
    """
    picture, plain, parts = sight
    evidence, boxes = with_sound(plain, boxes)
    quads = _cards_of(evidence, parts, networks)
    for window in window_round(evidence, np.concatenate([parts.quads, quads])):
        nearer = _cards_in(window, picture, boxes, networks, look)
        if nearer:
            return nearer
    closer = _closer_look(evidence, parts, quads, boxes, look)
    if closer is not boxes:
        evidence, boxes = with_sound(plain, closer)
        quads = _cards_of(evidence, parts, networks)
    if not boxes:
        return ()
    cards = [
        laid_out(Card(picture, geometry.as_quad(quad / evidence.scale), mine))
        for quad, mine in zip(quads, shared_out(evidence, boxes, quads), strict=True)
    ]
    if not any(card.boxes for card in cards):
        return ()
    return numbered(cards)


def _cards_in(
    window: Window, picture: Picture, boxes: tuple[TextBox, ...], networks: Networks, look: Look
) -> tuple[Card, ...]:
    """Return the cards of a part of the picture, looked at as one of its own."""

    def nearer(quad: Quad, times: int) -> tuple[TextBox, ...]:
        return window.inside(look(window.outside(quad), times))

    closer = window.inside(found_closely(boxes, look(window.quad, 1)))
    sight = see(window.of(picture), networks)
    return tuple(window.back(card, picture) for card in find_cards(sight, closer, networks, nearer))


def plain_evidence(picture: Picture) -> Evidence:
    """Return the evidence of a picture of whose text nothing is known yet."""
    return evidence_of(picture.pixels, (), long_side=_LONG_SIDE)


def with_sound(evidence: Evidence, boxes: tuple[TextBox, ...]) -> tuple[Evidence, tuple[TextBox, ...]]:
    """Return plain evidence with those boxes that can be text, and these boxes."""
    evidence = with_boxes(evidence, [box.quad for box in boxes])
    sound = is_text(evidence)
    return with_text(evidence, sound), tuple(box for box, keep in zip(boxes, sound, strict=True) if keep)


def _closer_look(
    evidence: Evidence, parts: Parts, found: Floats, boxes: tuple[TextBox, ...], look: Look
) -> tuple[TextBox, ...]:
    """Return the text boxes after a closer look at small cards of which hardly a line was seen.

    The network says where they lie. Where it does not see several and all that is found is
    small, the whole picture is looked at anew; else `boxes` are enough.
    """
    quads = unread_cards(evidence, parts, found)
    if len(quads):
        regions = [geometry.as_quad(quad / evidence.scale) for quad in quads]
        return found_closely(boxes, [box for region in regions for box in look(region, 1)])
    small = longest_sides(found).max(initial=0.0) < _FAR * max(evidence.size)
    if small and len(seen_cards(evidence, parts)) < 2:
        return look(geometry.as_quad(evidence.whole[0] / evidence.scale), 2)
    return boxes


def _cards_of(evidence: Evidence, parts: Parts, networks: Networks) -> Floats:
    """Return the cards by their edges, their text and what the network sees; the whole picture if by none."""
    if not evidence.text:
        return np.zeros((0, 4, 2), np.float32)
    framed = framed_cards(evidence)
    if are_most_of_a_card(evidence, framed):
        return evidence.whole
    several = partition(evidence, parts, framed, partial(fitted, rgb_of(evidence), networks.fitting))
    quads = several if len(several) else framed
    quads = np.concatenate([quads, lone_cards(evidence, parts, quads)])
    sound = len(framed) or len(several) or text_held(evidence, quads) > _MOST_TEXT
    return quads if sound else evidence.whole


def numbered(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards from top to bottom, with their numbers."""
    ordered = sorted(cards, key=lambda card: geometry.centre_of(card.quad)[::-1])
    return tuple(replace(card, index=index) for index, card in enumerate(ordered, start=1))


def laid_out(card: Card) -> Card:
    """Return the card with its corners as its text runs, up to a half turn."""
    return upright(replace(card, quad=laid_along_text(card.quad, card.boxes)), upside_down=False)
