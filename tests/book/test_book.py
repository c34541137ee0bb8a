from dataclasses import replace

import pytest
from hypothesis import given, settings

from cardscan.book import NO_EVENT, Book, Event, FollowUp, Imported, Note
from cardscan.errors import AlreadyKnownError, BookError, UsageError
from cardscan.export.formats.jsonl import contact_to_json
from cardscan.model import Contact, Email, Phone
from tests.support.books import Clock, card, digest, original
from tests.support.fictional import ANNA, COMPANY
from tests.support.strategies import contacts

BERTA = Contact(given_name="Berta", family_name="Álvarez", emails=(Email("berta@tea.example"),))
CARLO = Contact(given_name="Carlo", family_name="Conti", phones=(Phone("+390612345678"),))


def put(book: Book, contact: Contact, file: str, event: Event = NO_EVENT) -> str:
    """Let the card arrive in a file of its own; return the contact's uid."""
    [receipt] = book.receive([original(file)], [card(contact, file)], event)
    return receipt.uid


def names(book: Book, asked: str) -> list[str]:
    return [entry.contact.given_name for entry in book.search(asked)]


def test_a_card_comes_back_as_it_was_read(book: Book) -> None:
    scan = card(ANNA, "a.jpg")
    [receipt] = book.receive([original("a.jpg")], [scan])
    [kept] = book.cards(receipt.uid)
    assert kept.scan == replace(scan, faces=(), elapsed={})
    assert kept.scan.unread == ("unread",)
    assert (kept.uid, kept.scanned, receipt.verdict) == (receipt.card, "2026-11-22T09:30:00Z", "new")
    [face] = kept.faces
    assert (face.source, face.width, face.height) == (scan.source, 900.0, 500.0)
    assert book.face(face.picture) == scan.faces[0].jpeg


@settings(max_examples=25, deadline=None)
@given(contact=contacts())
def test_any_contact_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, contact: Contact) -> None:
    with Book.open(tmp_path_factory.mktemp("any")) as book:
        book.import_contacts([Imported("uid-1", contact)])
        assert contact_to_json(book.entry("uid-1").contact) == contact_to_json(contact)
        assert [entry.uid for entry in book.entries()] == ["uid-1"]


def test_both_sides_of_a_card_are_kept(book: Book) -> None:
    front, back = card(ANNA, "front.jpg"), card(ANNA, "back.jpg")
    both = replace(front, faces=front.faces + back.faces)
    [receipt] = book.receive([original("front.jpg"), original("back.jpg")], [both])
    [kept] = book.cards(receipt.uid)
    assert [face.source.path for face in kept.faces] == ["inbox/front.jpg", "inbox/back.jpg"]
    assert len(set(book.pictures())) == 2


def test_a_card_without_pictures_keeps_its_place_in_the_original(book: Book) -> None:
    scan = replace(card(ANNA, "a.jpg"), faces=())
    [receipt] = book.receive([original("a.jpg")], [scan])
    [face] = book.cards(receipt.uid)[0].faces
    assert (face.source, face.picture) == (scan.source, "")
    assert list(book.pictures()) == []


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


def test_where_an_original_lies_is_kept_even_if_its_name_is_no_text(book: Book) -> None:
    uid = put(book, ANNA, "a.jpg")
    [known] = book.original(digest("a.jpg"))
    assert (known.path, known.claim, known.received) == ("inbox/a.jpg", "t1", "2026-11-22T09:30:00Z")
    book.filed(digest("a.jpg"), "done/caf\udce9.jpg")
    assert [known.path for known in book.originals()] == ["done/caf\udce9.jpg"]
    assert book.cards(uid)[0].faces[0].source.path == book.entry(uid).source.path == "done/caf\udce9.jpg"


def test_text_that_utf8_cannot_hold_stops_nothing(book: Book) -> None:
    uid = put(book, Contact(given_name="An\ud800na", note="nul \x00"), "a.jpg", Event("caf\udce9"))
    book.note(uid, "caf\udce9")
    assert book.entry(uid).contact.note == "nul \x00"
    assert len(book.search("an")) == 1


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


def test_contacts_come_sorted_by_name(book: Book) -> None:
    for number, contact in enumerate((CARLO, COMPANY, BERTA)):
        put(book, contact, f"{number}.jpg")
    assert [entry.contact.display_name for entry in book.entries()] == [
        "Berta Álvarez", "Carlo Conti", "Ōsaka Tea Example K.K.",
    ]  # fmt: skip


def test_contacts_come_by_tag_event_and_time(book: Book, clock: Clock) -> None:
    berta = put(book, BERTA, "b.jpg", Event("Fair", "2026-11-20"))
    clock.tick()
    carlo = put(book, CARLO, "c.jpg", Event("Dinner"))
    book.tag(carlo, "vip")
    assert [entry.uid for entry in book.entries(tag="vip")] == [carlo]
    assert [entry.uid for entry in book.entries(event="Fair")] == [berta]
    assert [entry.uid for entry in book.entries(since="2026-11-22T09:31:00Z")] == [carlo]
    assert list(book.entries(tag="vip", event="Fair")) == []


def test_contacts_of_the_same_name_all_come_and_writing_goes_on_meanwhile(book: Book) -> None:
    people = (Contact(family_name="Li", phones=(Phone(f"+8610{number:08}"),)) for number in range(1203))
    book.import_contacts(Imported(contact.phones[0].value, contact) for contact in people)
    stream = book.entries()
    first = next(stream)
    book.note(first.uid, "written meanwhile")
    assert len({first.uid, *(entry.uid for entry in stream)}) == book.count() == 1203


def test_a_correction_replaces_the_contact_and_keeps_the_old_one_in_the_history(
    book: Book, clock: Clock
) -> None:
    read = replace(BERTA, title="Director")
    uid = put(book, read, "b.jpg")
    clock.tick()
    better = replace(BERTA, given_name="Gerda")
    book.correct(uid, better)
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review, entry.revision) == (better, (), 2)
    assert (entry.created, entry.changed) == ("2026-11-22T09:30:00Z", "2026-11-22T09:31:00Z")
    scanned, corrected = book.history(uid)
    assert (scanned.kind, scanned.before, scanned.after) == ("scanned", Contact(), read)
    assert (corrected.kind, corrected.before, corrected.after) == ("corrected", read, better)
    assert (names(book, "gerda"), names(book, "director")) == (["Gerda"], [])
    assert book.cards(uid)[0].scan.contact == read


def test_a_deleted_contact_is_found_no_more_and_comes_back(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.delete(uid)
    assert (book.count(), names(book, "berta"), list(book.entries())) == (0, [], [])
    assert book.entry(uid).deleted
    with pytest.raises(BookError, match="deleted"):
        book.tag(uid, "vip")
    book.undelete(uid)
    assert (book.count(), names(book, "berta")) == (1, ["Berta"])
    assert [change.kind for change in book.history(uid)] == ["scanned", "deleted", "restored"]
    assert put(book, BERTA, "again.jpg") == uid


def test_a_card_of_a_deleted_contact_makes_a_new_one(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.delete(uid)
    assert put(book, BERTA, "again.jpg") != uid


def test_merging_gives_one_contact_all_that_both_had(book: Book) -> None:
    berta, carlo = put(book, BERTA, "b.jpg", Event("Fair")), put(book, CARLO, "c.jpg", Event("Dinner"))
    book.tag(carlo, "vip")
    book.note(carlo, "likes tea")
    book.follow_up(carlo, "2026-12-01", "call")
    both = replace(BERTA, phones=CARLO.phones)
    book.duplicates.merge(berta, carlo, both)
    [entry] = book.entries()
    assert (entry.uid, entry.contact, entry.tags) == (berta, both, ("vip",))
    assert entry.events == (Event("Dinner"), Event("Fair"))
    assert entry.notes == (Note("2026-11-22T09:30:00Z", "likes tea"),)
    assert entry.follow_ups == (FollowUp("2026-12-01", "call"),)
    assert len(book.cards(berta)) == 2
    assert (names(book, "carlo"), names(book, "06 12345678 tea vip")) == ([], ["Berta"])
    assert book.history(berta)[-1].before == BERTA
    assert (book.history(carlo)[-1].kind, book.history(carlo)[-1].remark) == ("merged", f"into {berta}")


def test_a_contact_cannot_be_merged_with_itself(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    with pytest.raises(UsageError):
        book.duplicates.merge(uid, uid)


def test_labels_are_found_and_taken_off(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.tag(uid, "speaker")
    book.tag(uid, "speaker")
    book.note(uid, "knows about oolong")
    assert (names(book, "speaker"), names(book, "berta oolong")) == (["Berta"], ["Berta"])
    book.untag(uid, "speaker")
    book.untag(uid, "never there")
    assert (names(book, "speaker"), book.entry(uid).tags) == ([], ())


@pytest.mark.parametrize("method", ["entry", "cards", "history", "delete", "undelete"])
def test_a_contact_that_is_not_there_is_told(book: Book, method: str) -> None:
    with pytest.raises(BookError, match="no contact nobody"):
        getattr(book, method)("nobody")


def test_names_come_before_companies_notes_and_beginnings(book: Book) -> None:
    for number, contact in enumerate((
        Contact(given_name="Ann"), Contact(given_name="Anna"), Contact(given_name="Zoe", note="ann"),
        Contact(given_name="Bob", organization="Ann & Sons"),
    )):  # fmt: skip
        put(book, contact, f"{number}.jpg")
    assert names(book, "ann") == ["Bob", "Ann", "Anna", "Zoe"]
    assert [entry.contact.given_name for entry in book.search("ann", limit=2)] == ["Bob", "Ann"]
    assert book.search("?!") == ()


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
    assert (book.count(), names(book, "berta")) == (1, ["Berta"])


def test_an_entry_can_be_exported_as_a_card(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    scan = book.entry(uid).scan
    assert (scan.contact, scan.source, scan.needs_review) == (BERTA, card(BERTA, "b.jpg").source, ("title",))
    assert (scan.reading.reader, scan.confidence) == ("rapid", {"full_name": 0.98})
