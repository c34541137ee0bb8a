"""The word lists in vocabulary/: one kind a file, read when first asked for.

A line reads "key: entry; entry"; what a key is, the file's note (after #) says: a country, a
language, a kind or a mere heading, and it may come again. Lists in vocabulary/by_hand hold what people
print; those in vocabulary/generated, which scripts/wordlists/make_vocabulary.py wrote, are folded
already. A kind may have a file in both.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Group(NamedTuple):
    """One line of a list."""

    key: str
    entries: tuple[str, ...]
    folded: bool
    """The entries are in the form that they are compared in."""


@cache
def groups(kind: str) -> tuple[Group, ...]:
    """Return the lines of a list in their order, generated ones first.

    Raises LookupError where there is no such list: a misspelt name must not pass for an empty one.
    """
    lists = (
        (files(__package__).joinpath("vocabulary", f, f"{kind}.txt"), f) for f in ("generated", "by_hand")
    )
    texts = [(list_.read_text(encoding="utf-8"), folder) for list_, folder in lists if list_.is_file()]
    if not texts:
        raise LookupError(f"no vocabulary is called {kind!r}")
    return tuple(
        Group(key, tuple(entries.split("; ")), folder == "generated")
        for text, folder in texts
        for key, colon, entries in (line.partition(": ") for line in text.splitlines())
        if colon and not key.startswith("#")
    )


@cache
def printed(kind: str) -> dict[str, tuple[str, ...]]:
    """Map each key of a list to its entries, as they stand in the file, repeated ones once."""
    found: dict[str, dict[str, None]] = {}
    for group in groups(kind):
        found.setdefault(group.key, {}).update(dict.fromkeys(group.entries))
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def listed(kind: str) -> frozenset[str]:
    """Return all entries of a list as they stand in the file."""
    return frozenset(entry for group in groups(kind) for entry in group.entries)
