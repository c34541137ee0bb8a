"""What is told of each file: one line for a person or a program, and the note beside a file that failed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cardscan.errors import BadInputError, CardscanError, NoCardError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book.outcomes import Receipt
    from cardscan.model import CardScan

_KNOWN = {
    "new": "new",
    "again": "known already",
    "renewed": "known, with news",
    "uncertain": "perhaps known: see cardscan duplicates",
}


_BACK = " back into the watched folder."


@dataclass(frozen=True, slots=True)
class Happening:
    """What became of a file, or what it waits for."""

    file: str
    """Its path in the watched folder; "." for the folder itself."""
    verdict: Literal["done", "duplicate", "failed", "waiting", "ignored"]
    text: str
    """What happened, and what to do where there is something to do."""
    contacts: tuple[str, ...] = ()
    """The names of those whose cards it shows."""
    uids: tuple[str, ...] = ()
    """Those contacts in the book, in the same order; () where an earlier watcher had kept them."""
    seconds: float = 0.0
    """From the claim to now."""
    place: str = ""
    """Where the file lies now, or ""."""


class Telling(NamedTuple):
    """What is told of a file as soon as it is put away."""

    text: str
    contacts: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()


def cards_told(scans: Sequence[CardScan], receipts: Sequence[Receipt], remarks: Sequence[str]) -> str:
    """Return in words which cards came into the book, and how the book took them."""
    verdicts = [_KNOWN[receipt.verdict] for receipt in receipts] or ["in the book"] * len(scans)
    told = ", ".join(f"{contact_name(scan)} ({how})" for scan, how in zip(scans, verdicts, strict=True))
    return "; ".join((told, *remarks))


def _concerning(file: Path, errors: Sequence[CardscanError]) -> Sequence[CardscanError]:
    """Return the errors of this file, of those of a card's two sides."""
    return [error for error in errors if str(error).startswith(f"{file}: ")] or errors


def contact_name(scan: CardScan) -> str:
    """Return what to call the contact of a card."""
    return scan.contact.display_name or "a card without a name"


def reason_told(file: Path, errors: Sequence[CardscanError]) -> str:
    """Return in one line why a file failed, and what to do; without the file's own name."""
    own = _concerning(file, errors)
    reasons = [str(error).removeprefix(f"{file}: ") for error in own]
    hints = [f" ({error.hint})" if error.hint else "" for error in own]
    return "; ".join(map(str.__add__, reasons, hints))


def note(file: Path, errors: Sequence[CardscanError], kept: Sequence[CardScan]) -> str:
    """Return what is written beside a file that failed: why, what to do, and what was kept of it."""
    own = _concerning(file, errors)
    lines = [f"{error}" for error in own]
    lines += [f"What to do: {hint}" for hint in dict.fromkeys(error.hint for error in own) if hint]
    if kept:
        names = ", ".join(contact_name(scan) for scan in kept)
        lines.append(f"Kept in the book: {names}.")
    else:
        lines.append("No card of this file is in the book.")
    lines.append(f"To try again, move {file.name}{_BACK}")
    return "\n".join(lines) + "\n"


def is_our_note(text: str) -> bool:
    """Tell whether a text beside a file is what `note` returned."""
    return text.rstrip().endswith(_BACK)


def recovered(file: Path, verdict: Literal["done", "duplicate", "failed", "back"], place: Path) -> Happening:
    """Return what is told of a file that an earlier watcher left half-way."""
    if verdict == "back":
        return Happening(str(file), "waiting", "a watcher ended before it was read; it is back in the folder")
    text = "a watcher ended before it was put away; it is now"
    return Happening(str(file), verdict, text, place=str(place))


def changed_since(file: Path, place: Path) -> Happening:
    """Return what is told of a file that was written to after it was put away."""
    text = "has changed since it was put away; it is back in the folder, to be read again"
    return Happening(str(file), "waiting", text, place=str(place))


def no_card(file: Path) -> NoCardError:
    """Return what is said of a sound picture without a card."""
    return NoCardError(f"{file}: no card found", "take the photo closer and with more light")


def unreadable(file: Path, error: OSError) -> BadInputError:
    """Return what is said of a file that the system does not let us read."""
    return BadInputError(
        f"{file}: cannot be read: {error.strerror}", "change its permissions, or copy it again"
    )
