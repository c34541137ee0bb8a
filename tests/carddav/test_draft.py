from cardscan.book import Book, Imported
from cardscan.carddav.draft import Draft, card_name
from tests.support.fictional import ANNA
from tests.support.vcard_texts import card


def test_names_of_cards_are_safe_and_tell_uids_apart() -> None:
    odd = ["A", "a", "../a", "a/b", "", ".", "a.vcf", "con", "x" * 101, "ä", "\n"]
    names = [card_name(uid) for uid in odd]
    assert len(set(names)) == len(odd)
    assert all(len(name) <= 120 and "/" not in name and not name.startswith(".") for name in names)


def test_a_contact_is_known_by_the_books_uid_and_by_that_of_its_vcard(book: Book) -> None:
    book.import_contacts([Imported("urn:uuid:a-1", ANNA, vcard=card([], uid="b-2"))])
    entry = book.entry("urn:uuid:a-1")
    draft = Draft(entry, book.scan(entry))
    assert draft.uids == {"a-1", "b-2"} and draft.is_of(card([], uid="urn:uuid:b-2").encode())
    assert not draft.is_of(card([], uid="c-3").encode())
