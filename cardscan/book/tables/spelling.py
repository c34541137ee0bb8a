"""Words that nobody in the book has, read as those that somebody has and that are spelt almost so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.text import words

if TYPE_CHECKING:
    import sqlite3

_LONG = 6
"""Letters of a word from which two may be wrong, not one."""
_SHORTEST = 3
_MOST = 5


def nearly(db: sqlite3.Connection, text: str) -> tuple[str, str]:
    """Return an expression of FTS5 for what may be meant, and in words; "" where nothing is like it.

    Words that somebody has, or has the beginning of, stay as they are; so do numbers.
    """
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.spelt USING fts5vocab(main, contact_text, row)")
    asked, told = [], []
    for word in words(text):
        meant = _meant(db, word)
        if not meant:
            return "", ""
        asked.append("(" + " OR ".join(f'"{term}"{" *" if term == word else ""}' for term in meant) + ")")
        told.append(meant[0])
    return (" AND ".join(asked), " ".join(told)) if " ".join(told) != " ".join(words(text)) else ("", "")


def _meant(db: sqlite3.Connection, word: str) -> list[str]:
    """Return the words that may be meant by one, the likeliest first; () where there is none."""
    begun = "SELECT 1 FROM temp.spelt WHERE term >= ? AND term < ? LIMIT 1"
    if db.execute(begun, (word, _after(word))).fetchone():
        return [word]
    if len(word) < _SHORTEST or not word.isalpha():
        return []
    # hardly anybody mistypes the first letter but by changing it with the second
    for letter in word[:2]:
        begun = "SELECT term, doc FROM temp.spelt WHERE term >= ? AND term < ?"
        if found := _nearest(word, db.execute(begun, (letter, _after(letter))).fetchall()):
            return found
    return []


def _nearest(word: str, terms: list[tuple[str, int]]) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    wrong = 2 if len(word) >= _LONG else 1
    found = process.extract(
        word, [term for term, _ in terms], scorer=OSA.distance, score_cutoff=wrong, limit=20 * _MOST
    )
    ranked = sorted(found, key=lambda hit: (hit[1], -terms[hit[2]][1]))
    return [term for term, _, _ in ranked[:_MOST]]


def _after(beginning: str) -> str:
    """Return what comes after all words that begin so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)
