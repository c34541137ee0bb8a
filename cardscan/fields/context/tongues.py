"""Titles that are printed twice, a line a language: "Foreign Trade Manager" below "Dış Ticaret Müdürü"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block


def by_tongue(lines: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Return the blocks of a title parted where a line says it again in another language."""
    parts: list[tuple[Block, ...]] = []
    for block in lines:
        again = parts and not block.parted and _are_in_two_tongues(parts[-1][-1].text, block.text)
        parts = [*parts, (block,)] if again or not parts else [*parts[:-1], (*parts[-1], block)]
    return parts


def _are_in_two_tongues(first: str, second: str) -> bool:
    here, other = _tongues(first), _tongues(second)
    return bool(here and other) and here.isdisjoint(other)


def _tongues(text: str) -> frozenset[str]:
    """Return the languages of a text that titles explain wholly; none where it is in no single one."""
    spoken = [frozenset(words.entries("titles")[title]) for title in words.phrases("titles", text)]
    whole = words.share("titles", text) == 1.0
    return frozenset.intersection(*spoken) if spoken and whole else frozenset()
