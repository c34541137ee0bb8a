"""Charts as places and lengths, which a template draws as SVG; each stands beside its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720.0, 160.0
"""Of the columns' drawing, without its labels."""
_GAP = 0.25


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from the left and the top, its size, what stands below and above it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int

    @property
    def middle(self) -> float:
        """Where its labels are centred."""
        return self.x + self.width / 2


def columns(numbers: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
    """Return a column for each label and number, the highest as high as the drawing.

    >>> [(column.y, column.height) for column in columns([("a", 1), ("b", 2), ("c", 0)])]
    [(80.0, 80.0), (0.0, 160.0), (160.0, 0.0)]
    """
    most = max((number for _, number in numbers), default=0) or 1
    step = WIDTH / max(1, len(numbers))
    return tuple(
        Column(
            round(step * place + step * _GAP / 2, 1), round(HEIGHT - HEIGHT * number / most, 1),
            round(step * (1 - _GAP), 1), round(HEIGHT * number / most, 1), label, number,
        )
        for place, (label, number) in enumerate(numbers)
    )  # fmt: skip


def share(reached: int, number: int) -> float:
    """Return how far a goal is, in percent, at most 100.

    >>> share(1, 4), share(9, 4), share(0, 0)
    (25.0, 100.0, 100.0)
    """
    return round(min(100.0, 100.0 * reached / number), 1) if number else 100.0
