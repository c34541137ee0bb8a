"""From candidates to one contact: what is chosen, how surely, and that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan import fields, scan_text
from cardscan.contact import Decision, decide
from cardscan.model import (
    Address,
    Candidate,
    Contact,
    Email,
    Kind,
    Line,
    Lines,
    PersonName,
    Phone,
    Span,
    Url,
    Value,
)
from tests.support.typed_cards import typed_card

TEXTS = ("Mira Falk", "Painter", "Guild of Painters", "mira@falk.example", "12 Elm Row, Oakham", "est. 1901")


def candidate(kind: Kind, value: Value, line: int, confidence: float = 0.9) -> Candidate:
    text = TEXTS[line] if line >= 0 else ""
    spans = (Span(line, 0, len(text)),) if line >= 0 else ()
    return Candidate(kind, value, text, confidence, spans, "test")


NAME = candidate("name", PersonName(given="Mira", family="Falk"), 0)
TITLE = candidate("title", "Painter", 1)
COMPANY = candidate("organization", "Guild of Painters", 2)
MAIL = candidate("email", Email("mira@falk.example"), 3)
PLACE = candidate("address", Address(formatted="12 Elm Row, Oakham"), 4)


def decided(*candidates: Candidate) -> Decision:
    return decide(typed_card(*TEXTS), candidates, review_below=0.85)


def test_each_kind_lands_in_its_field_and_the_rest_in_the_note() -> None:
    decision = decided(NAME, TITLE, COMPANY, MAIL, PLACE)
    assert decision.contact == Contact(
        given_name="Mira", family_name="Falk", title="Painter", organization="Guild of Painters",
        emails=(Email("mira@falk.example"),), addresses=(Address(formatted="12 Elm Row, Oakham"),),
        note="est. 1901",
    )  # fmt: skip
    assert decision.evidence["addresses[0]"] == (4,)
    assert decision.needs_review == ()


def test_a_text_is_used_once_by_the_surer_proposal() -> None:
    rival = candidate("organization", "Mira Falk", 0, 0.6)
    assert decided(NAME, rival).contact.organization == ""
    assert decided(NAME, rival, COMPANY).contact.organization == "Guild of Painters"


def test_a_field_takes_one_value_and_the_other_stays_in_the_note() -> None:
    other = candidate("organization", "est. 1901", 5, 0.7)
    decision = decided(other, COMPANY)
    assert decision.contact.organization == "Guild of Painters"
    assert "est. 1901" in decision.contact.note.splitlines()


@pytest.mark.parametrize("sign", ["0", "-", "T", "©", "é", "|"])
def test_a_sign_that_stands_alone_is_no_note(sign: str) -> None:
    reading = typed_card(f"{sign} Mira Falk", sign, f"open daily {sign}")
    name = Candidate("name", PersonName("Mira", "Falk"), "Mira Falk", 0.9, (Span(0, 2, 11),), "test")
    note = decide(reading, [name], review_below=0.8).contact.note
    assert note == f"open daily {sign}"


@pytest.mark.parametrize(
    "text", ["Chair, Faculty of Law", "Chair | Faculty of Law", "Faculty of Law · Chair"]
)
def test_what_parted_a_note_from_a_field_is_no_part_of_it(text: str) -> None:
    start = text.index("Chair")
    found = Candidate("title", "Chair", "Chair", 0.9, (Span(0, start, start + 5),), "test")
    assert decide(typed_card(text), [found], review_below=0.8).contact.note == "Faculty of Law"


def test_an_ideograph_that_stands_alone_is_noted() -> None:
    assert decide(typed_card("禅", "42"), [], review_below=0.8).contact.note == "禅\n42"


def test_what_is_hardly_likely_is_left_in_the_note() -> None:
    assert decided(candidate("title", "est. 1901", 5, 0.2)).contact.title == ""


def test_doubtful_fields_are_listed_for_review() -> None:
    assert decided(candidate("title", "Painter", 1, 0.7), NAME).needs_review == ("title",)


def unread(*indices: int) -> Lines:
    """Return the card with these of its lines in letters that nobody could read."""
    reading = typed_card(*TEXTS)
    lines = (
        replace(line, unreadable="Hangul") if index in indices else line
        for index, line in enumerate(reading.lines)
    )
    return replace(reading, lines=tuple(lines))


def test_what_stands_for_letters_that_nobody_could_read_is_for_review() -> None:
    decision = decide(unread(3), [NAME, COMPANY, MAIL, PLACE], review_below=0.8)
    assert decision.needs_review == ("emails[0]",)
    assert decision.confidence["emails[0]"] < 0.2
    confirmed = decide(unread(3), [MAIL, replace(MAIL, spans=())], review_below=0.8)
    assert confirmed.needs_review == ("full_name",)


def test_where_much_could_not_be_read_what_rests_on_it_is_for_review() -> None:
    number = candidate("phone", Phone("+441572555010", "01572 555010"), 5)
    abroad = replace(number, value=Phone("+15125550101", "+1 512 555 0101"))
    decision = decide(unread(1, 2), [NAME, MAIL, PLACE, number, abroad], review_below=0.8)
    assert set(decision.needs_review) == {"full_name", "addresses[0]", "phones[0]"}


def test_a_code_that_says_the_same_makes_a_field_sure() -> None:
    decision = decided(MAIL, candidate("email", Email("Mira@falk.example"), -1))
    assert decision.contact.emails == (Email("mira@falk.example"),)
    assert decision.confidence["emails[0]"] == pytest.approx(0.99)


def test_a_code_mends_what_was_misread_and_adds_what_is_not_printed() -> None:
    phone = candidate("phone", Phone("+493012345678"), -1)
    decision = decided(candidate("email", Email("rnira@falk.example"), 3), *_said("mira@falk.example"), phone)
    assert decision.contact.emails == (Email("mira@falk.example"),)
    assert [entry.value for entry in decision.contact.phones] == ["+493012345678"]


def _said(*mails: str) -> list[Candidate]:
    return [candidate("email", Email(mail), -1) for mail in mails]


def test_a_code_mends_a_name_and_leaves_what_it_does_not_say() -> None:
    printed = PersonName(given="Mlra", family="Falkenberg", nickname="Mi", pronouns="she/her")
    code = candidate("name", PersonName(given="Mira", family="Falkenberg"), -1)
    contact = decided(candidate("name", printed, 0), code).contact
    assert (contact.full_name, contact.pronouns) == ('Mira "Mi" Falkenberg', "she/her")


def test_print_and_code_that_differ_are_flagged() -> None:
    other = candidate("name", PersonName(given="Ugo", family="Bianchi"), -1)
    decision = decided(NAME, other)
    assert decision.contact.family_name == "Falk"
    assert decision.needs_review == ("full_name",)


def test_a_website_printed_twice_counts_once() -> None:
    twice = [candidate("url", Url(url), 5) for url in ("https://www.falk.example", "https://falk.example/")]
    assert len(decided(*twice).contact.urls) == 1


printed = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            (
                "Anna Weber",
                "Weber GmbH | Berlin",
                "Tel. +49 30 901820, anna@weber.example",
                "東京都",
                "J O H N",
            )
        ),
    ),
    max_size=12,
)
corner = st.tuples(st.floats(-50, 2000), st.floats(-50, 1200))
quads = st.tuples(corner, corner, corner, corner)


@settings(max_examples=60, deadline=None)
@given(st.data(), printed)
def test_any_reading_gives_a_contact_that_holds_every_word(data: st.DataObject, texts: list[str]) -> None:
    lines = Lines(
        tuple(Line(text, data.draw(quads), data.draw(st.floats(0, 1))) for text in texts), "test", 900, 550
    )
    candidates = fields.extract(lines)
    decision = decide(lines, candidates, review_below=0.85)
    assert decision == decide(lines, fields.extract(lines), review_below=0.85)
    covered = {line for used in decision.evidence.values() for line in used}
    for index, text in enumerate(texts):
        words = re.findall(r"\w+", text)
        assert index in covered or all(word in decision.contact.note for word in words if len(word) > 1)
    assert all(0 <= chance <= 1 for chance in decision.confidence.values())


@pytest.mark.parametrize(("confidence", "doubted"), [(0.3, ("full_name",)), (0.1, ())])
def test_a_name_that_may_have_been_missed_is_for_review(confidence: float, doubted: tuple[str, ...]) -> None:
    weak = candidate("name", PersonName(given="Mira", family="Falk"), 0, confidence)
    decision = decided(weak, COMPANY)
    assert decision.contact.full_name == ""
    assert decision.needs_review == doubted


def test_a_value_is_less_sure_where_the_picture_may_say_something_else() -> None:
    reading = typed_card(*TEXTS)
    doubted = replace(
        reading,
        lines=tuple(replace(line, chance=0.25 if line.text == TEXTS[0] else 1.0) for line in reading.lines),
    )
    sure = decide(reading, [NAME, COMPANY], review_below=0.85)
    doubtful = decide(doubted, [NAME, COMPANY], review_below=0.85)
    assert doubtful.contact == sure.contact
    assert doubtful.confidence["full_name"] == pytest.approx(sure.confidence["full_name"] / 2)
    assert doubtful.confidence["organization"] == sure.confidence["organization"]
    assert (sure.needs_review, doubtful.needs_review) == ((), ("full_name",))


def test_a_card_of_which_nothing_could_be_read_is_to_be_looked_at() -> None:
    assert decide(Lines((), "test", 900, 550), (), review_below=0.85).needs_review == ("full_name",)


def test_a_card_that_names_further_people_is_worth_a_look() -> None:
    other = candidate("name", PersonName(given="Guild", family="Painters"), 2, 0.8)
    assert decided(NAME, other, MAIL).needs_review == ("full_name",)
    assert decided(NAME, replace(other, confidence=0.3), MAIL).needs_review == ()


@pytest.mark.parametrize(
    "line", ["Daniel Fischer & Anna Weber", "Daniel Fischer und Anna Weber", "Daniel Fischer + Anna Weber"]
)
def test_of_two_people_on_one_line_the_first_is_the_contact_and_a_person_should_look(line: str) -> None:
    said = scan_text(f"{line}\nCafé Elm Row\nTel. 030 23125 0123")
    assert said.contact.full_name == "Daniel Fischer"
    assert said.contact.note.endswith("Anna Weber")
    assert "full_name" in said.needs_review


def test_a_contact_of_nobody_is_worth_a_look() -> None:
    assert decided(MAIL).needs_review == ("full_name",)
    assert decided().needs_review == ("full_name",)
    assert decided(COMPANY, MAIL).needs_review == ()


def beside(*texts: str, gap: int) -> Lines:
    """Names on one level, `gap` pixels apart upwards, and below each what is behind its stroke."""
    lines = []
    for place, text in enumerate(texts):
        left, top = 500.0 * place, float(gap * place)
        for row, said in enumerate(text.split("|")):
            y = top + 40 * row
            quad = (left, y), (left + 300, y), (left + 300, y + 30), (left, y + 30)
            lines.append(Line(said, quad, 0.99))
    return Lines(tuple(lines), "test", 1000, 400)


@pytest.mark.parametrize(
    ("gap", "name", "title"), [(0, "Mira Falk", "Painter"), (120, "Ben Trisk", "Joiner")]
)
def test_of_people_side_by_side_the_first_is_the_contact(gap: int, name: str, title: str) -> None:
    reading = beside("Mira Falk|Painter", "Ben Trisk|Joiner", gap=gap)
    given = (("name", 0, 0.8), ("title", 1, 0.7), ("name", 2, 0.9), ("title", 3, 0.8))
    found = []
    for kind, at, confidence in given:
        text = reading.lines[at].text
        value: Value = PersonName(given=text.split()[0], family=text.split()[1]) if kind == "name" else text
        found.append(Candidate(kind, value, text, confidence, (Span(at, 0, len(text)),), "test"))  # type: ignore[arg-type]
    decision = decide(reading, found, review_below=0.85)
    assert (decision.contact.full_name, decision.contact.title) == (name, title)
