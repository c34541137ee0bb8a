"""Words that are spelt almost right."""

import pytest

from cardscan.book import Book, Event
from cardscan.model import Contact
from tests.support.books import put

ROOFER = Contact(given_name="Dora", family_name="Klein", organization="Acme Roofing")
TEA = Contact(given_name="Émile", family_name="Zola", organization="Acorn Teas")


def looked_up(book: Book, text: str) -> tuple[list[str], str]:
    found, told = book.listing.look_up(text)
    return [entry.contact.given_name for entry in found], told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("acmee rofing", "acme roofing"),
        ("Acme Roofign", "acme roofing"),  # two letters that changed places are one mistake
        ("klien", "klein"),
        ("lkein", "klein"),  # the first letter, too
        ("dora kleim", "dora klein"),
    ],
)
def test_a_misspelt_word_is_read_as_what_somebody_has(book: Book, text: str, told: str) -> None:
    put(book, ROOFER, "r.jpg")
    put(book, TEA, "t.jpg")
    assert looked_up(book, text) == (["Dora"], told)


def test_what_is_found_as_it_is_spelt_stays_so(book: Book) -> None:
    put(book, ROOFER, "r.jpg")
    put(book, TEA, "t.jpg")
    assert looked_up(book, "acor") == (["Émile"], "")
    assert looked_up(book, "EMILE") == (["Émile"], "")


@pytest.mark.parametrize("text", ["xylophone", "klein xylophone", "kl1", "ab", "1234", "acme zola", ""])
def test_what_nobody_has_is_not_guessed(book: Book, text: str) -> None:
    put(book, ROOFER, "r.jpg")
    put(book, TEA, "t.jpg")
    assert looked_up(book, text) == ([], "")


def test_people_are_found_by_when_they_were_met(book: Book) -> None:
    put(book, ROOFER, "r.jpg", Event("Fair", "2026-10-31"))
    put(book, TEA, "t.jpg", Event("Mixer", "2026-11-01"))
    names = [entry.contact.given_name for entry in book.listing.look_up("", ("2026-10-01", "2026-10-31"))[0]]
    assert names == ["Dora"]
    assert book.listing.look_up("emile", ("2026-10-01", "2026-10-31")) == ((), "")
    assert len(book.listing.look_up("emlie", ("2026-11-01", "2026-11-30"))[0]) == 1
