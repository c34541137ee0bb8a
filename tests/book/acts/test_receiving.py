"""What arrives: cards, and contacts from other address books."""

from dataclasses import replace

import pytest

from cardscan.book import Book, Event, Imported
from cardscan.errors import AlreadyKnownError, BookError
from cardscan.model import Contact
from tests.support.books import BERTA, CARLO, Clock, card, digest, found, original, put
from tests.support.fictional import ANNA


def test_a_file_comes_into_the_book_once(book: Book) -> None:
    put(book, ANNA, "a.jpg")
    with pytest.raises(AlreadyKnownError):
        book.receive(
            [original("new.jpg"), original("a.jpg")], [card(BERTA, "new.jpg"), card(CARLO, "a.jpg", 2)]
        )
    assert book.count() == 1
    assert book.original(digest("new.jpg")) == ()


def test_a_card_of_a_file_that_is_not_received_is_refused_whole(book: Book) -> None:
    with pytest.raises(BookError):
        book.receive([original("a.jpg")], [card(ANNA, "a.jpg"), card(BERTA, "b.jpg")])
    assert (book.count(), book.original(digest("a.jpg"))) == (0, ())


def test_the_same_card_again_joins_its_contact(book: Book, clock: Clock) -> None:
    uid = put(book, ANNA, "a.jpg", Event("Fair", "2026-11-20"))
    clock.tick()
    [receipt] = book.receive([original("b.jpg")], [card(ANNA, "b.jpg")], Event("Dinner", "2026-11-21"))
    assert (receipt.verdict, receipt.uid, receipt.of) == ("again", uid, uid)
    assert book.count() == 1
    assert [kept.scan.source.path for kept in book.cards(uid)] == ["inbox/a.jpg", "inbox/b.jpg"]
    assert [change.kind for change in book.history(uid)] == ["scanned", "seen again"]
    assert book.history(uid)[1].card == receipt.card
    assert book.entry(uid).events == (Event("Fair", "2026-11-20"), Event("Dinner", "2026-11-21"))
    assert [entry.uid for entry in book.search("dinner")] == [entry.uid for entry in book.entries()] == [uid]
    assert (book.entry(uid).changed, book.entry(uid).revision) == ("2026-11-22T09:31:00Z", 2)
    put(book, ANNA, "c.jpg", Event("Dinner", "2026-11-21"))
    assert book.entry(uid).revision == 2


def test_two_cards_of_one_picture_are_compared_with_each_other(book: Book) -> None:
    receipts = book.receive([original("a.jpg")], [card(ANNA, "a.jpg", 1), card(ANNA, "a.jpg", 2)])
    assert [receipt.verdict for receipt in receipts] == ["new", "again"]


def test_a_card_of_a_deleted_contact_makes_a_new_one(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.delete(uid)
    assert put(book, BERTA, "again.jpg") != uid


def test_importing_twice_changes_nothing(book: Book) -> None:
    items = [Imported("u1", ANNA, "old.vcf"), Imported("u2", BERTA)]
    assert book.import_contacts(items) == {"new": 2}
    before = list(book.entries())
    assert book.import_contacts(items) == {"again": 2}
    assert list(book.entries()) == before
    assert [(change.kind, change.remark) for change in book.history("u1")] == [("imported", "old.vcf")]


def test_an_imported_contact_is_known_when_its_card_is_scanned(book: Book) -> None:
    book.import_contacts([Imported("u1", BERTA)])
    assert put(book, BERTA, "b.jpg") == "u1"
    assert book.entry("u1").source.path == "inbox/b.jpg"


def test_a_card_scanned_after_its_export_was_imported_joins_that_contact(book: Book) -> None:
    scan = card(BERTA, "b.jpg")
    theirs = replace(CARLO, note="edited elsewhere beyond recognition")
    book.import_contacts([Imported(scan.source.uid, theirs)])
    [receipt] = book.receive([original("b.jpg")], [scan])
    assert (receipt.uid, receipt.verdict) == (scan.source.uid, "again")
    assert [entry.contact for entry in book.entries()] == [theirs]
    assert len(book.cards(receipt.uid)) == 1


def test_a_contact_imported_with_news_keeps_its_old_values_in_the_history(book: Book) -> None:
    book.import_contacts([Imported("u1", BERTA)])
    assert book.import_contacts([Imported("u1", replace(BERTA, title="Director"))]) == {"renewed": 1}
    assert book.entry("u1").contact.title == "Director"
    assert book.history("u1")[-1].before == BERTA


def test_an_import_leaves_the_doubts_about_a_card_to_be_looked_at(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.import_contacts([Imported(uid, replace(BERTA, department="Sales"))])
    assert (book.entry(uid).contact.department, book.entry(uid).needs_review) == ("Sales", ("title",))


def test_importing_brings_a_deleted_contact_back(book: Book) -> None:
    book.import_contacts([Imported("u1", BERTA)])
    book.delete("u1")
    book.import_contacts([Imported("u1", BERTA)])
    assert (book.count(), found(book, "berta")) == (1, ["Berta"])


def test_a_second_card_of_a_person_adds_to_the_note_of_the_first(book: Book) -> None:
    first, second = (replace(ANNA, note=note) for note in ("likes tea\nseit 1901", "seit 1901\ncall back"))
    book.import_contacts([Imported("u-1", first)])
    assert book.import_contacts([Imported("u-2", second)]) == {"renewed": 1}
    assert book.entry("u-1").contact.note == "seit 1901\ncall back\nlikes tea"
    assert book.import_contacts([Imported("u-1", first), Imported("u-2", second)]) == {"again": 2}
    assert book.entry("u-1").contact.note == "seit 1901\ncall back\nlikes tea"


def test_what_another_book_says_of_a_contact_comes_with_it(book: Book) -> None:
    said = Imported("u-1", ANNA, tags=("tea",), events=(Event("Fair", "2026-11-20"),), notes=("call",))
    assert book.import_contacts([said]) == {"new": 1}
    entry = book.entry("u-1")
    assert (entry.tags, entry.events, [note.text for note in entry.notes]) == (
        said.tags,
        said.events,
        ["call"],
    )
    assert book.import_contacts([said]) == {"again": 1}
    assert book.import_contacts([replace(said, uid="u-2", tags=("tea", "VIP"))]) == {"renewed": 1}
    assert book.entry("u-1").tags == ("VIP", "tea")
    assert [found.uid for found in book.search("VIP")] == ["u-1"]


def test_a_number_without_its_country_is_known_on_a_card(book: Book) -> None:
    known = replace(ANNA, emails=(), phones=(replace(ANNA.phones[0], value="030 12345678"),))
    book.import_contacts([Imported("u-1", known)])
    put(book, replace(ANNA, emails=()), "a.jpg")
    assert book.count() == 1
    assert [phone.value for phone in book.entry("u-1").contact.phones].count("+493012345678") == 1
    assert "030 12345678" not in [phone.value for phone in book.entry("u-1").contact.phones]


def test_alike_names_at_one_company_may_be_one_person(book: Book) -> None:
    uid = put(
        book, Contact(given_name="Henriette", family_name="Falkner", organization="Tea & Sons"), "a.jpg"
    )
    misread = Contact(given_name="Henriette", family_name="Falkmer", organization="TEA & SONS LTD")
    sister = Contact(given_name="Rosa", family_name="Falkner", organization="Tea & Sons")
    verdicts = []
    for name, contact in (("b.jpg", misread), ("c.jpg", sister)):
        [receipt] = book.receive([original(name)], [card(contact, name)])
        verdicts.append((receipt.verdict, receipt.of))
    assert verdicts == [("uncertain", uid), ("new", "")]


def test_a_name_alone_may_be_one_person_unless_many_have_it(book: Book) -> None:
    reasons = []
    for number, firm in enumerate(("Alder", "Birke", "Clematis", "Distel", "Eiche")):
        contact = Contact(given_name="Rosa", family_name="Falkner", organization=firm)
        [receipt] = book.receive([original(f"{number}.jpg")], [card(contact, f"{number}.jpg")])
        reasons.append(receipt.reason)
    assert reasons == ["", "the same name", "the same name", "the same name", ""]
