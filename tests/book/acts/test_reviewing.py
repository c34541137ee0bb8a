from dataclasses import replace

import pytest

from cardscan.book import Book, Event, Imported, Selection
from cardscan.errors import BookError
from cardscan.model import Contact, Email
from tests.support.books import Clock, card, original
from tests.support.fictional import ANNA

PEOPLE = [
    Contact(
        given_name=name, family_name="Reviewer", emails=(Email(f"{name.lower()}@{name.lower()}.example"),)
    )
    for name in ("Adam", "Bea", "Cora", "Dan")
]


def add(book: Book, contact: Contact, *, doubtful: bool, event: str = "") -> str:
    file = f"{contact.given_name}.jpg"
    scan = card(contact, file)
    scan = replace(scan, needs_review=("full_name",) if doubtful else ())
    [receipt] = book.receive([original(file)], [scan], Event(event))
    return receipt.uid


def names(book: Book, selection: Selection | None = None, after: tuple[int, int] = (0, 0)) -> list[str]:
    found = book.reviews.waiting(selection or Selection(), after)
    return [item.entry.contact.given_name for item in found]


def test_the_doubtful_come_first_and_the_others_after_them(book: Book) -> None:
    for number, contact in enumerate(PEOPLE):
        add(book, contact, doubtful=number % 2 == 1)
    assert names(book) == ["Bea", "Dan", "Adam", "Cora"]
    left = book.reviews.left()
    assert (left.doubtful, left.unseen, left.all) == (2, 2, 4)


def test_the_queue_goes_on_after_a_place_even_of_a_contact_that_has_left_it(book: Book) -> None:
    uids = [add(book, contact, doubtful=True) for contact in PEOPLE]
    place = book.reviews.place(uids[1])
    book.reviews.save(uids[1], PEOPLE[1])
    assert names(book, after=place) == ["Cora", "Dan"]
    assert [len(book.reviews.waiting(limit=limit)) for limit in (1, 2, 9)] == [1, 2, 3]


def test_a_saved_contact_has_no_doubts_left_and_counts_as_done(book: Book, clock: Clock) -> None:
    uid = add(book, ANNA, doubtful=True)
    clock.tick()
    assert not book.reviews.save(uid, ANNA)
    assert (book.entry(uid).needs_review, book.reviews.left().all, book.reviews.done()) == ((), 0, 1)
    assert book.reviews.done(since="2026-11-22T09:31:00Z") == 1
    assert book.reviews.done(since="2026-11-22T09:32:00Z") == 0
    assert [change.kind for change in book.history(uid)] == ["scanned", "reviewed"]


def test_a_correction_is_in_the_history_with_what_was_read(book: Book) -> None:
    uid = add(book, ANNA, doubtful=True)
    right = replace(ANNA, family_name="Webber")
    assert book.reviews.save(uid, right)
    change = book.history(uid)[-1]
    assert (change.kind, change.before, change.after) == ("corrected", ANNA, right)


def test_undo_brings_back_the_contact_and_its_doubts(book: Book) -> None:
    uid = add(book, ANNA, doubtful=True)
    book.reviews.save(uid, replace(ANNA, family_name="Wrong"))
    book.reviews.undo(uid)
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review, book.reviews.left().doubtful) == (ANNA, ("full_name",), 1)
    assert book.search("wrong") == ()
    with pytest.raises(BookError, match="nothing to undo"):
        book.reviews.undo(uid)


def test_undo_goes_back_step_by_step(book: Book) -> None:
    uid = add(book, ANNA, doubtful=True)
    first, second = (replace(ANNA, title=title) for title in ("First", "Second"))
    book.reviews.change(uid, first)
    assert book.reviews.left().doubtful == 1
    book.reviews.save(uid, second)
    book.reviews.undo(uid)
    assert book.entry(uid).contact == first
    book.reviews.undo(uid)
    assert book.entry(uid).contact == ANNA


def test_what_a_newer_card_brought_is_not_undone(book: Book) -> None:
    uid = add(book, ANNA, doubtful=True)
    book.reviews.save(uid, replace(ANNA, title="Corrected"))
    newer = card(replace(ANNA, title="Promoted", department="Board"), "newer.jpg")
    [receipt] = book.receive([original("newer.jpg")], [newer])
    assert (receipt.verdict, receipt.uid) == ("renewed", uid)
    assert not book.reviews.can_undo(uid)
    with pytest.raises(BookError, match="nothing to undo"):
        book.reviews.undo(uid)
    assert book.reviews.left().doubtful == 1


def test_a_deletion_is_undone(book: Book) -> None:
    uid = add(book, ANNA, doubtful=True)
    book.delete(uid)
    assert names(book) == []
    book.reviews.undo(uid)
    assert names(book) == ["Anna"]
    assert [entry.uid for entry in book.search("weber")] == [uid]


def test_undoing_a_merge_makes_two_of_one_that_wait_for_a_decision_again(book: Book) -> None:
    uid = add(book, ANNA, doubtful=False, event="Fair")
    alike = replace(ANNA, given_name="Anna", emails=(), phones=(), urls=(), social=(), title="Other")
    [receipt] = book.receive([original("b.jpg")], [card(alike, "b.jpg")], Event("Mixer"))
    assert receipt.verdict == "uncertain"
    book.note(uid, "tall")
    book.note(receipt.uid, "plays chess")
    book.tag(receipt.uid, "chess")
    before = book.entry(uid)
    [suspicion] = book.duplicates.waiting()
    book.duplicates.merge(uid, receipt.uid, replace(ANNA, title="Other"))
    assert (len(book.cards(uid)), list(book.duplicates.waiting())) == (2, [])
    assert book.entry(uid).tags == ("chess",)
    book.reviews.undo(uid)
    after = book.entry(uid)
    assert (after.contact, after.tags, after.events, after.notes) == (ANNA, (), before.events, before.notes)
    assert (len(book.cards(uid)), len(book.cards(receipt.uid))) == (1, 1)
    other = book.entry(receipt.uid)
    assert (other.contact, other.tags, other.deleted) == (alike, ("chess",), "")
    [again] = book.duplicates.waiting()
    assert (again.likeness, again.reason) == (suspicion.likeness, suspicion.reason)
    assert book.duplicates.of(uid) == book.duplicates.of(receipt.uid) == (again,)


def test_the_queue_is_filtered_by_event_tag_and_day(book: Book, clock: Clock) -> None:
    first = add(book, PEOPLE[0], doubtful=True, event="Fair")
    clock.tick(86400)
    add(book, PEOPLE[1], doubtful=False, event="Mixer")
    book.tag(first, "tea")
    assert names(book, Selection(event="Fair")) == names(book, Selection(tag="tea")) == ["Adam"]
    assert names(book, Selection(since="2026-11-23")) == names(book, Selection(event="Mixer")) == ["Bea"]
    assert book.reviews.left(Selection(since="2026-11-23")).all == 1
    assert (set(book.reviews.events()), book.reviews.tags()) == ({"Fair", "Mixer"}, ("tea",))


def test_contacts_of_an_address_book_do_not_wait_till_a_card_brings_news(book: Book) -> None:
    book.import_contacts([Imported("x", ANNA)])
    assert book.reviews.left().all == 0
    assert book.reviews.done() == 0
    newer = replace(card(replace(ANNA, title="Promoted", department="Board"), "n.jpg"), needs_review=())
    [receipt] = book.receive([original("n.jpg")], [newer])
    assert receipt.verdict == "renewed"
    assert book.reviews.left().unseen == 1


def test_corrections_are_of_contacts_looked_at_that_have_one_card(book: Book) -> None:
    uids = [add(book, contact, doubtful=True) for contact in PEOPLE[:2]]
    right = replace(PEOPLE[0], given_name="Ada")
    book.reviews.save(uids[0], right)
    [(entry, shown)] = book.reviews.corrections()
    assert (entry.contact, shown.scan.contact) == (right, PEOPLE[0])


def test_no_page_of_the_queue_reads_all_contacts(book: Book) -> None:
    add(book, ANNA, doubtful=True, event="Fair")
    asked: list[str] = []
    book._opened.db.set_trace_callback(asked.append)
    for selection in (Selection(), Selection(event="Fair"), Selection(since="2026-11-01")):
        book.reviews.waiting(selection, (0, 1))
        book.reviews.left(selection)
        book.reviews.done(selection)
    book._opened.db.set_trace_callback(None)
    assert len(asked) > 12
    plans = [row[3] for text in asked for row in book._opened.db.execute(f"EXPLAIN QUERY PLAN {text}")]
    assert [plan for plan in plans if plan.startswith("SCAN contact") and "INDEX" not in plan] == []
