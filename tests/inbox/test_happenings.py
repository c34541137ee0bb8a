"""What is told of each file, in a line and in the note beside it."""

from pathlib import Path

from cardscan.book import Receipt
from cardscan.errors import BadInputError
from cardscan.inbox.happenings import (
    cards_told,
    contact_name,
    no_card,
    note,
    reason_told,
    recovered,
    unreadable,
)
from cardscan.model import Contact
from tests.support.fictional import BEN, BILAL, scan

FILE = Path("fair/w_front.jpg")
EMPTY = BadInputError("fair/w_front.jpg: is empty", "copy it again")
OTHER = BadInputError("fair/w_back.jpg: is text")


def test_each_card_is_told_with_how_the_book_took_it() -> None:
    scans = [scan(BEN), scan(BILAL)]
    receipts = [Receipt("u1", "new"), Receipt("u2", "uncertain")]
    assert cards_told(scans, receipts, ["a remark"]) == (
        "Ben Sales (new), Bilal Haddad (perhaps known: see cardscan duplicates); a remark"
    )
    assert cards_told(scans[:1], [], []) == "Ben Sales (in the book)"
    assert contact_name(scan(Contact())) == "a card without a name"


def test_of_two_sides_only_the_file_s_own_reason_is_told() -> None:
    assert reason_told(FILE, [EMPTY, OTHER]) == "is empty (copy it again)"
    assert reason_told(Path("elsewhere.jpg"), [OTHER]) == "fair/w_back.jpg: is text"


def test_the_note_says_why_what_to_do_and_what_was_kept() -> None:
    assert note(FILE, [EMPTY], []).splitlines() == [
        "fair/w_front.jpg: is empty",
        "What to do: copy it again",
        "No card of this file is in the book.",
        "To try again, move w_front.jpg back into the watched folder.",
    ]
    assert "Kept in the book: Ben Sales." in note(FILE, [OTHER], [scan(BEN)])


def test_a_file_left_half_way_is_back_or_put_away() -> None:
    assert recovered(FILE, "back", FILE).verdict == "waiting"
    away = recovered(FILE, "done", Path("done/w_front.jpg"))
    assert (away.verdict, away.place) == ("done", "done/w_front.jpg")


def test_what_cannot_be_read_and_what_shows_no_card_have_a_hint() -> None:
    for error in (no_card(FILE), unreadable(FILE, PermissionError(13, "Permission denied"))):
        assert str(error).startswith(f"{FILE}: ")
        assert error.hint
