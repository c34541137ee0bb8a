"""Whether octets are one whole vCard: what a server, a proxy or a broken disk gives may be anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.vcards.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.vcards.lines import ContentLine

_MARK = "\ufeff"


def fault_of(card: bytes) -> str:
    r"""Return why this is not exactly one whole vCard, in words; "" where it is.

    >>> fault_of(b"BEGIN:VCARD\nFN:Anna\nEND:VCARD\n"), fault_of(b"<html>"), fault_of(b"BEGIN:VCARD\nFN:An")
    ('', 'it is no vCard', 'it has no end')
    """
    if not card.strip():
        return "it is empty"
    lines = lines_of(card)
    if not _is(lines[0], "BEGIN"):
        return "it is no vCard"
    if b"\0" in card:
        return "it has octets that no text has"
    return _fault_of_frame(lines)


def _fault_of_frame(lines: Sequence[ContentLine]) -> str:
    """Return what is wrong with where vCards begin and end; 2.1 has an agent's within a card."""
    depth = 0
    for number, line in enumerate(lines):
        within = depth > 0
        if _is(line, "BEGIN"):
            if within and lines[number - 1].name != "AGENT":
                return "another one begins in it"
            depth += 1
        elif _is(line, "END"):
            depth -= 1
        if number and not within:
            return "it is more than one" if _is(line, "BEGIN") else "something follows its end"
    return "it has no end" if depth else ""


def _is(line: ContentLine, name: str) -> bool:
    text = line.text.lstrip(_MARK).replace(" ", "").upper()
    return text == f"{name}:VCARD"
