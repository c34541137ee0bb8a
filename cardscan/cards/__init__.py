"""Where the cards are: every card of a picture, its corners and its turn."""

from cardscan.cards.face import face_jpeg
from cardscan.cards.finder import find_cards, laid_out, numbered, see
from cardscan.cards.scale import lies_small, seen_closely, surroundings
from cardscan.cards.turn import flatten, laid_along_text, upright

__all__ = [
    "face_jpeg",
    "find_cards",
    "flatten",
    "laid_along_text",
    "laid_out",
    "lies_small",
    "numbered",
    "see",
    "seen_closely",
    "surroundings",
    "upright",
]
