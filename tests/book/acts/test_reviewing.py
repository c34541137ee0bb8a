from dataclasses import replace

from cardscan.book import Book, Imported, Selection
from tests.support.books import Clock, card, original
from tests.support.fictional import ANNA
from tests.support.queue import PEOPLE, enqueue, waiting


def test_the_doubtful_come_first_and_the_others_after_them(book: Book) -> None:
    for number, contact in enumerate(PEOPLE):
        enqueue(book, contact, doubtful=number % 2 == 1)
    assert waiting(book) == ["Bea", "Dan", "Adam", "Cora"]
    left = book.reviews.left()
    assert (left.doubtful, left.unseen, left.all) == (2, 2, 4)


def test_the_queue_goes_on_after_a_place_even_of_a_contact_that_has_left_it(book: Book) -> None:
    uids = [enqueue(book, contact, doubtful=True) for contact in PEOPLE]
    place = book.reviews.place(uids[1])
    book.reviews.save(uids[1], PEOPLE[1])
    assert waiting(book, after=place) == ["Cora", "Dan"]
    assert [len(book.reviews.waiting(limit=limit)) for limit in (1, 2, 9)] == [1, 2, 3]


def test_a_saved_contact_has_no_doubts_left_and_counts_as_done(book: Book, clock: Clock) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    clock.tick()
    assert not book.reviews.save(uid, ANNA)
    assert (book.entry(uid).needs_review, book.reviews.left().all, book.reviews.done()) == ((), 0, 1)
    assert book.reviews.done(since="2026-11-22T09:31:00Z") == 1
    assert book.reviews.done(since="2026-11-22T09:32:00Z") == 0
    assert [change.kind for change in book.history(uid)] == ["scanned", "reviewed"]


def test_a_correction_is_in_the_history_with_what_was_read(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    right = replace(ANNA, family_name="Webber")
    assert book.reviews.save(uid, right)
    change = book.history(uid)[-1]
    assert (change.kind, change.before, change.after) == ("corrected", ANNA, right)


def test_the_queue_is_filtered_by_event_tag_and_day(book: Book, clock: Clock) -> None:
    first = enqueue(book, PEOPLE[0], doubtful=True, event="Fair")
    clock.tick(86400)
    enqueue(book, PEOPLE[1], doubtful=False, event="Mixer")
    book.tag(first, "tea")
    assert waiting(book, Selection(event="Fair")) == waiting(book, Selection(tag="tea")) == ["Adam"]
    assert waiting(book, Selection(since="2026-11-23")) == waiting(book, Selection(event="Mixer")) == ["Bea"]
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
    uids = [enqueue(book, contact, doubtful=True) for contact in PEOPLE[:2]]
    right = replace(PEOPLE[0], given_name="Ada")
    book.reviews.save(uids[0], right)
    [(entry, shown)] = book.reviews.corrections()
    assert (entry.contact, shown.scan.contact) == (right, PEOPLE[0])


def test_no_page_of_the_queue_reads_all_contacts(book: Book) -> None:
    enqueue(book, ANNA, doubtful=True, event="Fair")
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
