"""Segments: blocks of a card that together are one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.fields.layout.blocks import Block
    from cardscan.model import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """Blocks that together are one value."""

    kind: str
    """One of those that `assign` tells apart."""
    blocks: tuple[Block, ...]
    probability: float
    """The CRF's, 0 to 1."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it was read, in reading order."""
        return tuple(block.span for block in self.blocks)

    @property
    def text(self) -> str:
        """Its blocks' text, joined by spaces."""
        return " ".join(block.text for block in self.blocks)

    @property
    def height(self) -> float:
        """The height of its tallest block, in pixels."""
        return max(block.height for block in self.blocks)
