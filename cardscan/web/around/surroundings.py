"""What is around the pages: the drop folder's board, phones and other programs, and the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.inbox import Board
    from cardscan.web.around.keys import Access


class Phones(Protocol):
    """The phones' page, open or closed."""

    @property
    def address(self) -> str:
        """What lets the next phone in; "" while the page is closed."""

    def open(self) -> None:
        """Let phones come; raises CardscanError where that cannot be."""

    def close(self) -> None:
        """Let phones come no more."""


class Programs(Protocol):
    """Other programs, let in by keys."""

    @property
    def access(self) -> Access:
        """Who is let in."""

    @property
    def addresses(self) -> Sequence[str]:
        """Where they may ask."""

    def make_key(self, name: str) -> str:
        """Let a program in; return its key. Raises CardscanError."""

    def remove_key(self, digest: str) -> None:
        """Let it in no more."""

    def allow_network(self, *, allowed: bool) -> None:
        """Let programs on other computers ask, or no more; raises CardscanError."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around the pages."""

    board: Board
    phones: Phones
    programs: Programs
    end: Callable[[], None]
    """Ends the program, when the answer in hand has been sent."""
