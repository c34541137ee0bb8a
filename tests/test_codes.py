"""What codes say beside print: the same, what was misread, or another value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cardscan.codes import confirmed, with_codes
from cardscan.model import Address, Candidate, Email, Kind, Lines, PersonName, Phone, Span, Url, Value
from tests.support.lattices import lattice
from tests.support.typed_cards import typed_card

NUMBER = "Office (202) 555-0143"


def read(text: str, other: tuple[str, float] | None = None, *, blind: bool = False) -> Lines:
    """Return the reading of a card with one line, whose last letter may be another; `blind` says no more."""
    reading = typed_card(text)
    said = () if blind else lattice(text, {len(text) - 1: other} if other else {})
    return replace(reading, lines=(replace(reading.lines[0], lattice=said),))


def printed(kind: Kind, value: Value, raw: str, start: int = 0) -> Candidate:
    return Candidate(kind, value, raw, 0.9, (Span(0, start, start + len(raw)),), "test")


def coded(kind: Kind, value: Value, raw: str = "") -> Candidate:
    return Candidate(kind, value, raw, 0.99, (), "qr-vcard")


OFFICE = printed("phone", Phone("+12025550143", "(202) 555-0143"), "(202) 555-0143", 7)


def numbers(*codes: Phone, reading: Lines, office: Candidate = OFFICE) -> list[tuple[str, str, str]]:
    found = with_codes([office], [coded("phone", code) for code in codes], reading)
    return [(v.type, v.value, v.extension) for v in (c.value for c in found) if isinstance(v, Phone)]


def test_a_number_of_another_digit_is_another_number_for_review() -> None:
    both = [("work", "+12025550143", ""), ("work", "+12025550144", "")]
    assert numbers(Phone("+12025550144"), reading=read(NUMBER)) == both
    found = with_codes([OFFICE], [coded("phone", Phone("+12025550144"))], read(NUMBER))
    assert [candidate.confidence for candidate in found] == [0.9, 0.5]


def test_a_number_of_a_code_is_no_contradiction_of_one_that_it_repeats_or_of_another_kind() -> None:
    more = [coded("phone", Phone("+12025550143")), coded("phone", Phone("+12025550144"))]
    assert [one.confidence for one in with_codes([OFFICE], more, read(NUMBER))] == [0.99, 0.95]
    cell = coded("phone", Phone("+12025550146", type="cell"))
    assert [one.confidence for one in with_codes([OFFICE], [cell], read(NUMBER))] == [0.9, 0.95]


def test_every_number_of_a_code_stays_with_its_type() -> None:
    codes = (Phone("+12025550143"), Phone("+12025550145", type="fax"), Phone("+12025550146", type="cell"))
    assert [kind for kind, _, _ in numbers(*codes, reading=read(NUMBER))] == ["work", "fax", "cell"]


@pytest.mark.parametrize(("cost", "count"), [(2.0, 1), (8.0, 2)])
def test_a_code_mends_what_the_picture_may_say(cost: float, count: int) -> None:
    found = numbers(Phone("+12025550148"), reading=read(NUMBER, ("8", cost)))
    assert len(found) == count
    assert ("work", "+12025550148", "") in found


def test_national_print_is_mended_by_a_code_with_a_country() -> None:
    office = printed("phone", Phone("+493023125160", "030 23125-160"), "030 23125-160", 5)
    reading = read("Tel. 030 23125-160", ("8", 1.0))
    assert numbers(Phone("+493023125168"), reading=reading, office=office) == [("work", "+493023125168", "")]


def test_print_that_a_code_confirms_is_not_mended_by_another() -> None:
    codes = (Phone("+12025550148"), Phone("+12025550143"))
    assert len(numbers(*codes, reading=read(NUMBER, ("8", 1.0)))) == 2


def test_where_nothing_is_known_of_the_picture_both_are_for_review() -> None:
    found = with_codes([OFFICE], [coded("phone", Phone("+12025550144"))], read(NUMBER, blind=True))
    assert [candidate.confidence for candidate in found] == [0.5, 0.5]


@pytest.mark.parametrize(("on_paper", "said"), [("12", ""), ("", "12"), ("12", "12")])
def test_an_extension_is_kept(on_paper: str, said: str) -> None:
    office = replace(OFFICE, value=Phone("+12025550143", "(202) 555-0143", "work", on_paper))
    code = Phone("+12025550143", extension=said)
    assert numbers(code, reading=read(NUMBER), office=office) == [("work", "+12025550143", "12")]


def test_two_extensions_are_two_numbers() -> None:
    office = replace(OFFICE, value=Phone("+12025550143", "(202) 555-0143", "work", "12"))
    assert len(numbers(Phone("+12025550143", extension="15"), reading=read(NUMBER), office=office)) == 2


def test_a_code_tells_the_type_where_no_label_does() -> None:
    code = Phone("+12025550143", type="cell")
    bare = replace(OFFICE, spans=(Span(0, 0, 14),))
    assert numbers(code, reading=read("(202) 555-0143"), office=bare)[0][0] == "cell"
    labelled = replace(OFFICE, spans=(Span(0, 0, 21),))
    assert numbers(code, reading=read(NUMBER), office=labelled)[0][0] == "work"


@pytest.mark.parametrize(
    ("kind", "on_paper", "said"),
    [
        ("email", Email("laura.falk@harbor.example"), Email("l.falk@harbor.example")),
        ("email", Email("jan@harbor.example"), Email("jana@harbor.example")),
        ("url", Url("https://www.harbor.example"), Url("https://harbor.example/en")),
        (
            "address",
            Address(formatted="Elm Row 5, 10115 Oakham"),
            Address(formatted="Elm Row 7, 10115 Oakham"),
        ),
    ],
)
def test_other_addresses_stay_beside_the_printed_ones(kind: Kind, on_paper: Value, said: Value) -> None:
    raw = on_paper.formatted if isinstance(on_paper, Address) else str(getattr(on_paper, "value", ""))
    found = with_codes([printed(kind, on_paper, raw)], [coded(kind, said)], read(raw))
    assert [candidate.value for candidate in found] == [on_paper, said]
    assert [candidate.confidence for candidate in found] == [0.9, 0.5 if kind == "email" else 0.95]


@pytest.mark.parametrize(
    ("on_paper", "said"),
    [
        (Email("Mira@Falk.example"), Email("mira@falk.example")),
        (Url("https://www.falk.example/"), Url("http://falk.example")),
        (Address(formatted="Elm Row 5, 10115 Oakham"), Address(formatted="Elm Row 5, Oakham, 10115")),
    ],
)
def test_the_same_written_otherwise_counts_once_as_printed(on_paper: Value, said: Value) -> None:
    kind: Kind = "email" if isinstance(said, Email) else "url" if isinstance(said, Url) else "address"
    (found,) = with_codes([printed(kind, on_paper, "x")], [coded(kind, said)], read("x"))
    assert (found.value, found.confidence) == (on_paper, 0.99)


def test_a_code_mends_letters_that_look_the_same() -> None:
    mail = printed("email", Email("rnira@falk.example"), "rnira@falk.example")
    (found,) = with_codes([mail], [coded("email", Email("mira@falk.example"))], read("rnira@falk.example"))
    assert found.value == Email("mira@falk.example")


def test_a_name_of_another_letter_is_for_review_and_stays_as_printed() -> None:
    anna, anne = (PersonName(given=given, family="Falk") for given in ("Anna", "Anne"))
    found = confirmed(printed("name", anna, "Anna Falk"), coded("name", anne), read("Anna Falk"))
    assert (found.value, found.confidence) == (anna, 0.5)
    name = printed("name", replace(anna, family="Falc"), "Anna Falc")
    mended = confirmed(name, coded("name", anna), read("Anna Falc", ("k", 1.0)))
    assert (mended.value, mended.confidence) == (anna, 0.95)


@pytest.mark.parametrize(("on_paper", "said"), [("Müller", "Muller"), ("Muller", "Müller")])
def test_accents_are_lost_and_never_added(on_paper: str, said: str) -> None:
    names = [PersonName(given="Anna", family=family) for family in (on_paper, said)]
    found = confirmed(printed("name", names[0], "x"), coded("name", names[1]), read("x"))
    assert found.value == PersonName(given="Anna", family="Müller")
    assert found.confidence == pytest.approx(0.99)
