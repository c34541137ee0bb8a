"""Nicknames, pronouns and names at birth within a printed name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.names import split_name
from cardscan.fields.names.asides import Parted, parted, pronouns_in


@pytest.mark.parametrize(
    ("text", "nickname", "rest"),
    [
        ("Oliver (Ollie) S Hallow", "Ollie", ["Oliver", "S", "Hallow"]),
        ("Bernard 'Corky' Hallow", "Corky", ["Bernard", "", "Hallow"]),
        ('Jonas "Mack" Hallow', "Mack", ["Jonas", "", "Hallow"]),
        ("Jonas ''Mack'' L. Hallow", "Mack", ["Jonas", "L.", "Hallow"]),
        ("Jonas “Mack” Hallow", "Mack", ["Jonas", "", "Hallow"]),
        ("Jonas „Mack“ Hallow", "Mack", ["Jonas", "", "Hallow"]),
        ("Jonas «Mack» Hallow", "Mack", ["Jonas", "", "Hallow"]),
        ("Jonas ‘Mack’ Hallow", "Mack", ["Jonas", "", "Hallow"]),
        ('Dan "Dr. Rounds" Hallow', "Dr. Rounds", ["Dan", "", "Hallow"]),
        ("HALLOW, JONAS (MACK)", "MACK", ["JONAS", "", "HALLOW"]),
        ("Jonas Hallow (Mack)", "Mack", ["Jonas", "", "Hallow"]),
        ("Mary 'Mo' O'Hallow", "Mo", ["Mary", "", "O'Hallow"]),
        ('Mary (Molly) "Mo" Hallow', "Mo, Molly", ["Mary", "", "Hallow"]),
    ],
)
def test_a_nickname_in_brackets_or_quotes_is_no_part(text: str, nickname: str, rest: list[str]) -> None:
    name = split_name(text)
    assert name.nickname == nickname
    assert [name.given, name.additional, name.family] == rest


@pytest.mark.parametrize(
    "text",
    [
        "Karl Hallow (Jr.)", "Karl (Jr.) Hallow", "Dipl.-Ing. (FH) Karl Hallow", "Karl Hallow (MBA)",
        "Anna Hallow (née Winter)", "Anna Hallow (geb. Winter)", "Anna Hallow (she/her)", "Anna (M) Hallow",
        "Karl Hallow (20th century)", "Anna Hallow (Owner)", "Gerard 't Hof", "Jan 't Hart van 't Hof",
        "Sean O'Hara D'Arcy", "Kim Min-jun (김민준)", "(Mack)", '"Mack"',
    ],
)  # fmt: skip
def test_what_is_no_nickname(text: str) -> None:
    assert split_name(text).nickname == ""


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("Karl (Jr.) Hallow", "Jr."),
        ("Karl Hallow (20th century)", "20th century"),
        ("K. Hallow (CPA)", "CPA"),
    ],
)
def test_other_brackets_stand_behind_the_name(text: str, suffix: str) -> None:
    name = split_name(text)
    assert (name.family, name.suffix) == ("Hallow", suffix)


@pytest.mark.parametrize(
    ("text", "pronouns"),
    [
        ("Alex Moor (she/her)", "she/her"),
        ("Alex Moor (she/her/hers), PhD", "she/her/hers"),
        ("Alex Moor, they / them", "they/them"),
        ("Alex Moor - he/him", "he/him"),
        ("ALEX MOOR (SHE/HER)", "SHE/HER"),
        ("Alex Moor (er/ihm)", "er/ihm"),
        ("Alex Moor (il/lui)", "il/lui"),
        ("Alex Moor (elle)", "elle"),
        ("Alex Moor (hij/hem)", "hij/hem"),
        ("Alex Moor (hon/hen)", "hon/hen"),
        ("Alex Moor (pronouns: she/they)", "she/they"),
    ],
)
def test_pronouns_are_kept_apart(text: str, pronouns: str) -> None:
    name = split_name(text)
    assert (name.pronouns, name.nickname) == (pronouns, "")
    assert (name.given.title(), name.additional, name.family.title()) == ("Alex", "", "Moor")


@pytest.mark.parametrize(
    ("text", "nickname"), [("Isa Moor (Ella)", "Ella"), ("Isa (Hen) Moor", "Hen"), ("Hon Moor", "")]
)
def test_a_name_that_is_a_pronoun_elsewhere_is_a_name(text: str, nickname: str) -> None:
    name = split_name(text)
    assert (name.pronouns, name.nickname) == ("", nickname)


@pytest.mark.parametrize(
    "text", ["Hon", "elle", "I/O", "and/or", "Sales/Service", "she said", "", "/", "Pronouns:"]
)
def test_texts_that_are_no_pronouns(text: str) -> None:
    assert pronouns_in(text) == ""


def test_a_name_at_birth_stands_with_the_family_name() -> None:
    assert split_name("Anna Moor, geb. Winter").family == "Moor geb. Winter"
    assert split_name("Anna (née Winter) Moor").family == "Moor (née Winter)"
    assert parted("Nee Winter") == Parted("Nee Winter")


@given(st.text("ab (\"')“”,/’she/her", max_size=24))
def test_something_of_any_name_stays(text: str) -> None:
    found = parted(text)
    assert found.name or not text.strip()


@pytest.mark.parametrize(
    ("text", "nickname"),
    [("Solveig Falk BA LLB (UNW)", ""), ("Sir Arne Falk (KSM)", ""), ("Arne Falk (Lex)", "Lex"),
     ("ARNE FALK (LEX)", "LEX")],
)  # fmt: skip
def test_letters_of_a_university_or_an_order_are_no_nickname(text: str, nickname: str) -> None:
    assert parted(text).nickname == nickname
