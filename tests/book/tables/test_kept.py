from cardscan.book import Book, Imported
from cardscan.book.tables.kept import known_from_text, known_to_text
from cardscan.model import Event, Kept
from tests.support.fictional import ANNA, BILAL

CARD = "BEGIN:VCARD\r\nUID:a\r\nX-OWN:\\,ü\r\nEND:VCARD\r\n"


def test_a_vcard_is_kept_with_what_the_book_said_then(book: Book) -> None:
    book.import_contacts([Imported("a", ANNA, vcard=CARD), Imported("b", BILAL)])
    book.tag("a", "tea")
    assert book.scan(book.entry("a")).record.kept == Kept(CARD, ANNA)
    book.take("a", ANNA, CARD.replace("OWN", "NEW"))
    assert book.scan(book.entry("a")).record.kept == Kept(CARD.replace("OWN", "NEW"), ANNA, ("tea",))
    assert book.scan(book.entry("b")).record.kept == Kept()


def test_what_the_book_said_is_read_as_it_was_written(book: Book) -> None:
    kept = Kept("", ANNA, ("a", "b"), (Event("Mixer", "2026-11-20"),), ("two\nlines",))
    assert known_from_text(known_to_text(kept)) == kept
