"""The nouns: names in order, what identifies a card, what was left unread."""

from dataclasses import replace

import pytest
from hypothesis import given

from cardscan.model import Candidate, Contact, Line, Lines, Record, Source, Span
from tests.support.fictional import ANNA, COMPANY, scan
from tests.support.plain_cards import box_at
from tests.support.strategies import contacts


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        (ANNA, "Dr. Anna Maria Weber, MBA"),
        (Contact(given_name="Réka", family_name="Nagy", family_first=True), "Nagy Réka"),
        (Contact(given_name="Oliver", nickname="Ollie", family_name="Moor"), 'Oliver "Ollie" Moor'),
        (Contact(given_name="Alex", family_name="Moor", pronouns="she/her"), "Alex Moor"),
        (Contact(family_name="Weber"), "Weber"),
        (Contact(suffix="MBA"), "MBA"),
        (Contact(), ""),
    ],
)
def test_a_name_is_written_as_its_card_prints_it(contact: Contact, name: str) -> None:
    assert contact.full_name == name


def test_a_contact_is_shown_by_the_best_name_there_is() -> None:
    assert ANNA.display_name == ANNA.full_name
    assert Contact(native_name="安娜", organization="Weber").display_name == "安娜"
    assert COMPANY.display_name == "Ōsaka Tea Example K.K."


@given(contacts())
def test_each_part_of_a_name_is_in_it_once(contact: Contact) -> None:
    parts = [contact.prefix, contact.given_name, contact.additional_name, contact.family_name, contact.suffix]
    assert len(contact.full_name) >= sum(map(len, parts))
    assert all(part in contact.full_name for part in parts)


def test_the_same_card_of_the_same_file_has_the_same_uid() -> None:
    source = Source("a.jpg", "ab" * 32, 1, 1, box_at(0, 0, 9, 5))
    assert source.uid == replace(source, path="elsewhere.jpg", quad=box_at(1, 1, 9, 5)).uid
    others = [replace(source, sha256="cd" * 32), replace(source, page=2), replace(source, card=2)]
    assert len({source.uid, *(other.uid for other in others)}) == 4


def test_the_book_s_uid_wins() -> None:
    card = scan(ANNA)
    assert card.uid == card.source.uid
    assert replace(card, record=Record("u-1")).uid == "u-1"


def test_lines_that_no_field_was_read_from_are_unread() -> None:
    texts = ("Anna", "since 1901", "Weber")
    lines = tuple(Line(text, box_at(0, 30 * row, 90, 24), 1.0) for row, text in enumerate(texts))
    reading = Lines(lines, "test", 900.0, 500.0)
    card = replace(scan(ANNA), reading=reading, evidence={"full_name": (0, 2)})
    assert card.unread == ("since 1901",)


def test_a_candidate_names_each_of_its_lines_once() -> None:
    spans = (Span(3, 0, 4), Span(1, 0, 4), Span(3, 5, 9))
    assert Candidate("title", "Head", "Head", 1.0, spans, "test").lines == (3, 1)
