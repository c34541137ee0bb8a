"""What somebody who mistyped a word may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean export?", or "" where nothing known is like the word.

    >>> did_you_mean("exprot", ["export", "find"]), did_you_mean("Google", ["vcf", "google-csv"])
    ('did you mean export?', 'did you mean google-csv?')
    >>> did_you_mean("xyz", ["export", "find"])
    ''
    """
    from difflib import get_close_matches

    lower = {name.lower(): name for name in known}
    asked = word.lower()
    found = get_close_matches(asked, lower, n=1, cutoff=0.7)
    found += [name for name in lower if asked and name.startswith(asked)]
    found += get_close_matches(asked, lower, n=1)
    return f"did you mean {lower[found[0]]}?" if found else ""
