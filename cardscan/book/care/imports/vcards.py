"""Contacts of vCards of any version and any program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from cardscan.book.care.imports.contact import contact_of
from cardscan.book.care.imports.files import LONGEST_LINE, lines_in
from cardscan.book.care.imports.items import Remark, bounded, in_line
from cardscan.book.outcomes import Imported
from cardscan.errors import BadInputError
from cardscan.model import Contact
from cardscan.payload.proposals import cleaned
from cardscan.vcards.lines import escaped, first_values, made_line, numbered_lines, plain_text
from cardscan.vcards.meaning import BULKY, uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cardscan.book.care.imports.items import Item, Tick
    from cardscan.vcards.lines import ContentLine

    Numbered = tuple[int, ContentLine]

_NAMESPACE = UUID("b1a0a6c3-6f4e-4c55-9f7e-0f6c1d1f2a9b")
_LARGEST_CARD = 1 << 20
_MOST_DATA = 3 << 20
"""Octets of a card's pictures and other data; what goes beyond is left out."""
_LONGEST_UID = 200
_SHOWN = 40

_BULKY = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
"""Properties whose values may be of any size."""
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_BOTH = re.compile(rb"(\s*END\s*:\s*VCARD)\s*(?:\xef\xbb\xbf)?\s*(BEGIN\s*:\s*VCARD\s*)", re.IGNORECASE)
_AGENT = re.compile(rb"((?:[\w-]+\.)?AGENT(?:;[^:]*)?:)\s*(BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)


def begins_card(line: bytes) -> bool:
    """Tell whether a vCard begins with this line."""
    return bool(_BEGIN.fullmatch(line) or _BOTH.fullmatch(line))


def from_vcards(path: Path, region: str, tick: Tick, encoding: str = "") -> Iterator[Item]:
    """Yield the contact of each vCard in the file, what is wrong with it, and what of it is not kept.

    A vCard within another, an AGENT's, is a part of that.
    """
    for number, card in enumerate(_cards(lines_in(path, tick, encoding)), start=1):
        if card.size > _LARGEST_CARD:
            yield BadInputError(in_line(path, card.begin, f"card {number} is too large"))
            continue
        if not card.whole:
            yield BadInputError(in_line(path, card.begin, f"card {number} does not end"))
            continue
        numbered = _with_agents(tuple(numbered_lines(card.octets)))
        lines = tuple(line for _, line in numbered)
        if any(line.name in _KINDS and line.value.strip().lower() == "group" for line in lines):
            yield Remark(in_line(path, card.begin, _told_of_group(lines)))
            continue
        contact, left_out = bounded(contact_of(lines, region=region))
        if contact == Contact():
            yield BadInputError(in_line(path, card.begin, f"card {number} says nothing"))
            continue
        begin = f"{path}, line {card.begin}"
        yield Imported(_uid(lines), contact, f"from {path.name}", plain_text(lines), place=begin)
        for place in card.cut:
            yield Remark(
                in_line(path, place, f"a picture or other data of more than {_MOST_DATA >> 20} MB left out")
            )
        for place, line in numbered:
            for told in _lost(line):
                yield Remark(in_line(path, card.number_of(place), told))
        for told in left_out:
            yield Remark(in_line(path, card.begin, f"card {number}: {told}; its vCard keeps them"))


def _with_agents(numbered: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Return the lines of a card with a vCard inside it as one value, as 3.0 has it."""
    found: list[Numbered] = []
    within: list[tuple[Numbered, list[str]]] = []
    for place, line in numbered:
        if line.name == "BEGIN" and found:
            # the first within the card itself, or one in that
            within.append((found.pop() if not within else (place, line), []))
        if not within:
            found.append((place, line))
            continue
        within[-1][1].append(line.text)
        if line.name == "END":
            (begin, agent), texts = within.pop()
            if within:
                within[-1][1].extend(texts)
            else:
                text = escaped("\n".join(texts))
                found.append((begin, made_line("AGENT", text, agent.parameters, agent.group)))
    return tuple(found)


def _told_of_group(lines: Sequence[ContentLine]) -> str:
    """Return what is said of a card that is a list of others."""
    name = cleaned(first_values(lines).get("FN", ""))[:_SHOWN]
    count = sum(line.name in _MEMBERS for line in lines)
    return (
        f"the group {name!r} of {count} contacts is not imported; they are, where their cards are here, too"
    )


def _lost(line: ContentLine) -> Iterator[str]:
    """Yield what is not kept of a line."""
    shown = " ".join(line.text.split())[:_SHOWN]
    if not line.name:
        yield f"left out, since it is no property: {shown!r}"
    elif "\ufffd" in line.value:
        yield f"letters in no known character set: {shown!r}"


class _RawCard:
    """A card's octets, as they come line by line; of too much data, no more than may be kept."""

    def __init__(self, number: int) -> None:
        self.begin = number
        """The number of its first line."""
        self.size = 0
        """Octets that are no pictures or other data."""
        self.whole = False
        """It came to its end."""
        self.cut: list[int] = []
        """Where data was left out."""
        self._lines: list[bytes] = []
        self._numbers: list[int] = []
        self._data = 0
        # where in the card, and in the file, the data begin that are being read
        self._start = self._data_line = -1

    def add(self, line: bytes, number: int) -> None:
        """Take the next line."""
        if _BULKY.match(line):
            self._start, self._data_line = len(self._lines), number
        elif line[:1] not in b" \t\r\n" and b":" in line:
            self._start = -1
        if self._start < 0:
            self.size += len(line)
            if self.size > _LARGEST_CARD + LONGEST_LINE:
                return
        self._lines.append(line)
        self._numbers.append(number)
        if self._start < 0:
            return
        self._data += len(line)
        if self._data > _MOST_DATA:
            del self._lines[self._start :], self._numbers[self._start :]
            self.cut += [self._data_line] if self._data_line not in self.cut[-1:] else []

    @property
    def octets(self) -> bytes:
        """All of it."""
        return b"".join(self._lines)

    def number_of(self, place: int) -> int:
        """Return the number in the file of one of the card's own lines, counted from 0."""
        return self._numbers[min(place, len(self._numbers) - 1)]


def _cards(lines: Iterable[bytes]) -> Iterator[_RawCard]:
    """Yield each card from BEGIN to END, or to the next BEGIN where that is missing."""
    card: _RawCard | None = None
    depth = 0
    agent = False
    for number, line in _parted(lines):
        begins = _BEGIN.fullmatch(line)
        if begins and card and (agent or depth):
            depth += 1
        elif begins:
            if card:
                yield card
            card = _RawCard(number)
        if not card:
            continue
        card.add(line, number)
        agent = bool(_AGENT.fullmatch(line)) or (agent and not line.strip())
        if not _END.fullmatch(line):
            continue
        if depth:
            depth -= 1
            continue
        card.whole = True
        yield card
        card = None
    if card:
        yield card


def _parted(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers, an end and a beginning in one line as two."""
    number = 1
    for line in lines:
        both = _BOTH.fullmatch(line) or _AGENT.fullmatch(line)
        if both and both[2]:
            yield number, both[1] + b"\n"
            yield number, both[2]
        else:
            yield number, line
        number += line.endswith((b"\n", b"\r"))  # a long line comes in pieces


def _uid(lines: Sequence[ContentLine]) -> str:
    """Return the card's own UID, or one made of all that it says."""
    uid = cleaned(uid_of(lines))
    if uid and len(uid) <= _LONGEST_UID and uid.isprintable():
        return uid
    said = (line for line in lines if line.name not in {*BULKY, "REV", "PRODID", ""})
    text = "\n".join(sorted(f"{line.name}:{line.value}" for line in said))
    return str(uuid5(_NAMESPACE, text.encode(errors="replace").decode()))
