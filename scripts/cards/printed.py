"""The nouns of a fictional card: labelled spans of text, lines, blocks, the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from cardscan.model import Contact

SpanKind: TypeAlias = Literal[
    "name", "native_name", "title", "department", "organization", "brand",
    "phone", "email", "url", "address", "social", "note", "label", "icon", "gap",
]  # fmt: skip
"""What a piece of printed text is: model.Kind, and finer: `brand` is a second form of the company's
name that is not the contact's organization; `label` says what follows ("Tel."); `icon` is a small
picture that a reader may take for a letter; `gap` separates two spans of one line."""

Role: TypeAlias = Literal["person", "company", "phones", "web", "address", "note"]
"""What a block is for, hence where a layout may put it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a printed line that is one thing."""

    text: str
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The line as printed.

        >>> PrintedLine((Span("Tel. ", "label"), Span("030 1", "phone"))).text
        'Tel. 030 1'
        """
        return "".join(span.text for span in self.spans)

    @property
    def main_kind(self) -> SpanKind:
        """The kind of the first span that is neither label, icon nor gap; else "note"."""
        aside = ("label", "icon", "gap")
        return next((span.kind for span in self.spans if span.kind not in aside), "note")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together."""

    role: Role
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class FictionalCard:
    """What stands on a card of an invented person, and the truth about it."""

    locale: str
    """As in data/countries.toml: de_DE, fr_MA ..."""
    language: str
    contact: Contact
    blocks: tuple[Block, ...]

    @property
    def country(self) -> str:
        """The ISO 3166 alpha-2 code of the card's country."""
        return self.locale[-2:]


def line(*spans: tuple[str, SpanKind]) -> PrintedLine:
    """Return a printed line of (text, kind) pairs, empty ones left out."""
    return PrintedLine(tuple(Span(text, kind) for text, kind in spans if text))
