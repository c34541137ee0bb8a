"""Which contacts the page is about, and what is done to those that were ticked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from cardscan.book.records import State
from cardscan.errors import BookError
from cardscan.web.asking import Refused, address
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from cardscan.book import Book, Selection
    from cardscan.web.asking import Ask

MOST = 500
"""Contacts that may be ticked at a time."""
_LONGEST_TAG = 100
_DONE = ("tagged", "deleted")
_STATES: dict[str, State] = {state: state for state in get_args(State)}


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to several contacts just before, which can be undone."""

    what: str
    tag: str
    uids: tuple[str, ...]

    @property
    def told(self) -> str:
        """It for people."""
        many = f"{len(self.uids)} contact{'' if len(self.uids) == 1 else 's'}"
        return f"{self.what.capitalize()} {many}" + (f" “{self.tag}”" if self.tag else "")


def words_of(ask: Ask) -> str:
    """Return what is searched for, or ""."""
    return ask.query.get("q", "").strip()


def selection_of(ask: Ask) -> Selection:
    """Return the part of the book that the address names."""
    asked = _STATES.get(ask.query.get("state", ""), "")
    uids = _parted(ask.query.get("of", ""))
    return replace(ask.selection, uids=uids, state=asked)


def same_list(ask: Ask, path: str = "/contacts", **more: str) -> str:
    """Return an address that keeps the search and the filters."""
    kept = {name: ask.query.get(name, "") for name in ("q", "state", "after", "before")}
    return address(path, ask, **{**kept, **more})


def done_before(ask: Ask) -> Done | None:
    """Return what the address says was done just before."""
    what, uids = ask.query.get("did", ""), _parted(ask.query.get("to", ""))
    return Done(what, ask.query.get("as", ""), uids) if what in _DONE and uids else None


def act(book: Book, ask: Ask) -> Response:
    """Do to the ticked contacts what the pressed button says; undo it, where that is the button."""
    uids = tuple(dict.fromkeys(ask.form.get("of", ())))[:MOST]
    doing, tag = ask.said("do"), " ".join(ask.said("tag").split())[:_LONGEST_TAG]
    if doing in ("untag", "undelete"):
        _undo(book, doing, tag, uids)
        return see(same_list(ask))
    if not uids:
        raise Refused("Nobody was chosen: go back, and tick the contacts first.", 400)
    if doing == "export":
        return see(address("/export", ask, of="\n".join(uids)))
    if doing == "merge":
        if len(uids) < 2:
            raise Refused("One contact cannot be merged: go back, and tick two or more.", 400)
        return see(address("/duplicates", ask, a=uids[0], b=uids[1], then="\n".join(uids[2:])))
    if doing == "delete":
        return see(_did(ask, "deleted", "", _deleted(book, uids)))
    if doing == "tag" and not tag:
        raise Refused("The tag has no name: go back, and write one.", 400)
    if doing == "tag":
        return see(_did(ask, "tagged", tag, _tagged(book, uids, tag)))
    return see(same_list(ask))


def _tagged(book: Book, uids: Iterable[str], tag: str) -> list[str]:
    """Put the tag on those that do not have it; return them."""
    found = [uid for uid in uids if tag not in book.entry(uid).tags]
    for uid in found:
        book.tag(uid, tag)
    return found


def _deleted(book: Book, uids: Iterable[str]) -> list[str]:
    """Delete those that are there; return them."""
    found = [uid for uid in uids if not book.entry(uid).deleted]
    for uid in found:
        book.delete(uid)
    return found


def _undo(book: Book, doing: str, tag: str, uids: Iterable[str]) -> None:
    """Take it back of each contact of which it can be; what was done to others since stays."""
    for uid in uids:
        if doing == "untag":
            book.untag(uid, tag)
        elif book.entry(uid).deleted and book.reviews.can_undo(uid):
            book.reviews.undo(uid)


def _did(ask: Ask, what: str, tag: str, uids: list[str]) -> str:
    return same_list(ask, did=what if uids else "", to="\n".join(uids), **{"as": tag})


def deleted_before(book: Book, ask: Ask) -> str:
    """Return the uid of the contact that was deleted on its own page just before, which can be undone."""
    uid = ask.query.get("deleted", "")
    try:
        return uid if uid and book.reviews.can_undo(uid) else ""
    except BookError:
        return ""


def _parted(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))[:MOST]
