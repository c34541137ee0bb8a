import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.tables.search_words import question, sort_key, text_of
from cardscan.model import Address, Contact, Email, Phone, Social, Url
from cardscan.text import fold, words
from tests.support.strategies import contacts, lines


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "CREATE VIRTUAL TABLE text USING fts5(name, organization, title, reach, address, note,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
        )
        yield db


def finds(contact: Contact, asked: str, db: sqlite3.Connection) -> bool:
    db.execute("DELETE FROM text")
    db.execute("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?)", text_of(contact))
    return bool(db.execute("SELECT 1 FROM text WHERE text MATCH ?", (question(asked),)).fetchall())


@pytest.mark.parametrize(
    ("contact", "asked"),
    [
        (Contact(given_name="Émile", family_name="Müller"), "muller emile"),
        (Contact(given_name="Łukasz"), "LUKASZ"),
        (Contact(family_name="Nguyễn"), "nguyen"),
        (Contact(family_name="Đặng"), "dang"),
        (Contact(family_name="Strauß"), "strauss"),
        (Contact(family_name="STRAUSS"), "Strauß"),
        (Contact(family_name="İnönü"), "inonu"),
        (Contact(family_name="Weber"), "web"),
        (Contact(family_name="O'Neill-Smith"), "neill smi"),
        (Contact(native_name="山田太郎"), "太郎"),
        (Contact(native_name="山田 太郎"), "山田太郎"),
        (Contact(organization="株式会社サンプル"), "サンプル"),
        (Contact(organization="ｱﾙﾌｧ"), "アルファ"),
        (Contact(native_name="김철수"), "철수"),
        (Contact(native_name="محمّد"), "محمد"),
        (Contact(native_name="Ангелов"), "ангел"),
        (Contact(native_name="สมชาย ใจดี"), "สมชาย"),
        (Contact(native_name="राम शर्मा"), "शर्मा"),
        (Contact(emails=(Email("anna.weber@blue-tea.example"),)), "anna.weber@blue"),
        (Contact(emails=(Email("anna.weber@blue-tea.example"),)), "tea.example"),
        (Contact(urls=(Url("https://blue-tea.example/shop"),)), "blue-tea"),
        (Contact(social=(Social("linkedin", "@anna-weber"),)), "linkedin anna"),
        (Contact(addresses=(Address(locality="Zürich", postal_code="8001"),)), "8001 zurich"),
        (Contact(note="Wir öffnen Türen"), "turen"),
    ],
)
def test_a_contact_is_found_by_its_words_whatever_their_accents_and_script(
    index: sqlite3.Connection, contact: Contact, asked: str
) -> None:
    assert finds(contact, asked, index)


@pytest.mark.parametrize(
    "asked",
    ["+493012345678", "+49 30 12345678", "0049 30 12345678", "030 12345678", "(030) 123-45678",
     "+49 (0)30 12345",
     "030/12345678", "3012345678", "12345678", "345678", "030.12345678", "٠٣٠ ١٢٣٤٥٦٧٨", "０３０ １２３４"],
)  # fmt: skip
def test_a_number_is_found_with_or_without_its_codes(index: sqlite3.Connection, asked: str) -> None:
    assert finds(Contact(phones=(Phone("+493012345678"),)), asked, index)


def test_a_number_is_not_found_by_another(index: sqlite3.Connection) -> None:
    assert not finds(Contact(phones=(Phone("+493012345678"),)), "030 12345679", index)


def test_an_italian_number_is_found_with_the_zero_that_it_keeps(index: sqlite3.Connection) -> None:
    assert finds(Contact(phones=(Phone("+390612345678"),)), "06 12345678", index)


def test_digits_within_a_word_stay_there(index: sqlite3.Connection) -> None:
    assert finds(Contact(emails=(Email("anna2000@weber.example"),)), "anna2000 weber", index)


def test_words_that_a_contact_lacks_do_not_find_it(index: sqlite3.Connection) -> None:
    assert not finds(Contact(given_name="Anna"), "anna berta", index)


@pytest.mark.parametrize("asked", ["", "   ", '"', "* - ( )", "😀", "\x00"])
def test_a_text_without_letters_asks_for_nothing(asked: str) -> None:
    assert question(asked) == ""


@pytest.mark.parametrize(
    "asked", ['anna OR "', "NOT anna", "name:anna", "{name} : anna", "anna^2", "near(anna", "anna*)", "a AND"]
)
def test_a_users_text_is_never_syntax(index: sqlite3.Connection, asked: str) -> None:
    assert not finds(Contact(given_name="Berta"), asked, index)


@given(asked=st.text(max_size=300))
def test_any_text_makes_a_question_that_the_index_understands(asked: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE text USING fts5(name)")
        for expression in (question(asked), question(asked, whole=True)):
            if expression:
                db.execute(
                    "SELECT * FROM text WHERE text MATCH ?", (f"{{name}} : ({expression})",)
                ).fetchall()


@given(contact=contacts())
def test_every_contact_with_a_name_is_found_by_it(contact: Contact) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE text USING fts5(name, organization, title, reach, address, note)")
        asked = contact.display_name[:100]
        assert finds(contact, asked, db) if question(asked) else words(asked) == []


@given(text=lines())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_companies_are_sorted_among_the_people() -> None:
    people = [Contact(given_name="Zoé", family_name="Àbel"), Contact(organization="Blue Tea")]
    assert [sort_key(contact) for contact in people] == ["abel zoe", "blue tea"]
