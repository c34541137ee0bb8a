"""From lines to candidates, on fictional cards of many kinds."""

from __future__ import annotations

import random

import pytest

from cardscan import fields
from cardscan.contact import decide
from cardscan.fields.context.assign import shipped_model
from cardscan.model import Address, Contact, Line, Lines, PersonName
from scripts.cards.fiction import fictional_card
from scripts.learn.simulate import simulate_reading
from scripts.pictures.layout import lay_out
from tests.support.typed_cards import typed_card


def read(locale: str, seed: int) -> tuple[Lines, Contact]:
    rng = random.Random(f"test-{locale}-{seed}")
    reading = simulate_reading(lay_out(fictional_card(rng, locale, plain=True), rng), rng)
    return reading.lines, reading.contact


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "it_IT", "es_ES", "pt_BR", "nl_NL", "pl_PL"])
def test_most_names_titles_and_companies_of_fictional_cards_are_found(locale: str) -> None:
    right = 0
    for seed in range(6):
        lines, truth = read(locale, seed)
        got = decide(lines, fields.extract(lines), review_below=0.85).contact
        pairs = ((got.full_name, truth.full_name), (got.title, truth.title))
        right += sum(a.casefold().split() == b.casefold().split() for a, b in (*pairs,))
    assert right >= 7


def test_name_and_address_come_in_parts() -> None:
    lines = typed_card(
        "Dr. Mary Brown",
        "Sales Manager",
        "Falk Instruments Ltd",
        "12 Elm Street",
        "Boston, MA 02108",
        "mary.brown@falk-instruments.example",
    )
    values = {
        candidate.kind: candidate.value for candidate in fields.extract(lines) if candidate.confidence > 0.4
    }
    name, address = values["name"], values["address"]
    assert isinstance(name, PersonName)
    assert (name.prefix, name.given, name.family) == ("Dr.", "Mary", "Brown")
    assert isinstance(address, Address)
    assert (address.locality, address.postal_code, address.country_code) == ("Boston", "02108", "US")
    assert values["title"] == "Sales Manager"
    assert values["organization"] == "Falk Instruments Ltd"


def test_a_shop_has_no_name() -> None:
    lines = typed_card(
        "THE GOLDEN TEAPOT",
        "Tea and cakes since 1901",
        "12 Elm Street",
        "Boston, MA 02108",
        "www.goldenteapot.example",
    )
    contact = decide(lines, fields.extract(lines), review_below=0.85).contact
    assert (contact.full_name, contact.title) == ("", "")


def test_nothing_read_gives_nothing() -> None:
    assert fields.extract(Lines((), "test", 900, 550)) == ()


def test_the_shipped_weights_are_whole() -> None:
    assert {"B:name", "B:title", "I:address", "note", "phone"} <= set(shipped_model().labels)


def level(text: str, x: float, y: float, height: float = 24.0) -> Line:
    right = x + 0.5 * height * len(text)
    return Line(text, ((x, y), (right, y), (right, y + height), (x, y + height)), 0.98)


def written(text: str, x: float, y: float) -> Line:
    """Return a line written by hand, rising to the right."""
    print_like = level(text, x, y, 30.0)
    rise = 0.14 * (print_like.quad[1][0] - x)
    a, b, c, d = print_like.quad
    return Line(text, (a, (b[0], b[1] - rise), (c[0], c[1] - rise), d), 0.98)


@pytest.mark.parametrize("text", ["wants quote 500 pcs", "good guy", "Hotel Ritz", "director!"])
@pytest.mark.parametrize("under", [1, 2, 3])
def test_handwriting_between_the_print_goes_to_the_note_and_parts_no_field(text: str, under: int) -> None:
    rows = (
        "Falk Instruments Ltd",
        "Mary Brown",
        "Sales Manager",
        "12 Elm Street",
        "Boston, MA 02108",
        "Tel. 617-555-0123",
    )
    lines = [level(row, 40, 40 + 60 * number) for number, row in enumerate(rows)]
    lines.insert(under + 1, written(text, 60, 40 + 60 * under + 30))
    reading = Lines(tuple(lines), "test", 900, 550)
    contact = decide(reading, fields.extract(reading), review_below=0.8).contact
    assert (contact.full_name, contact.title) == ("Mary Brown", "Sales Manager")
    assert contact.organization == "Falk Instruments Ltd"
    assert [address.formatted for address in contact.addresses] == ["12 Elm Street, Boston, MA 02108"]
    assert contact.note == text


def test_a_number_written_by_hand_is_kept_but_doubtful() -> None:
    rows = ("Mary Brown", "Falk Instruments Ltd", "Boston, MA 02108", "Tel. 617-555-0123")
    lines = [level(row, 40, 40 + 60 * number) for number, row in enumerate(rows)]
    reading = Lines((*lines, written("617-555-0177", 400, 400)), "test", 900, 550)
    decision = decide(reading, fields.extract(reading), review_below=0.8)
    assert [phone.value for phone in decision.contact.phones] == ["+16175550123", "+16175550177"]
    assert [key for key in decision.needs_review if key.startswith("phones")] == ["phones[1]"]


def test_a_name_is_found_in_both_its_scripts_on_one_line() -> None:
    lines = typed_card("Anna Lin 林美玲", "Sales Manager", "anna.lin@falk.example", "0933-166-809")
    contact = decide(lines, fields.extract(fields.mended(lines)), review_below=0.85).contact
    assert (contact.full_name, contact.native_name) == ("Anna Lin", "林美玲")


def test_a_name_letter_by_letter_beside_its_title_is_found() -> None:
    lines = fields.mended(
        typed_card("대표이사 김 민 수", "한국기술 주식회사", "서울특별시 강남구 테헤란로 15")
    )
    contact = decide(lines, fields.extract(lines), review_below=0.85).contact
    assert (contact.family_name, contact.given_name, contact.title) == ("김", "민수", "대표이사")


def test_a_korean_name_is_found_where_little_else_speaks_for_it() -> None:
    lines = fields.mended(typed_card("푸른 공인중개사 사무소", "대표 / 공인중개사 김 민 수", "010-5544-3322"))
    contact = decide(lines, fields.extract(lines), review_below=0.85).contact
    assert (contact.family_name, contact.given_name) == ("김", "민수")
