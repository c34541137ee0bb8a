"""Values in parts, each with its chance, of what the blocks were found to be."""

import pytest

from cardscan.fields.chance.calibration import shipped_calibration
from cardscan.fields.chance.propose import propose, value_of, weighed
from cardscan.fields.context.assign import assign, shipped_model
from cardscan.fields.context.segments import Segment
from cardscan.fields.layout.blocks import split
from cardscan.fields.understanding import Understood, understood
from cardscan.model import Address, Candidate, Kind, Lines, PersonName
from tests.support.typed_cards import typed_card


def proposed(reading: Lines, *kinds: tuple[str, tuple[int, ...], float]) -> list[Candidate]:
    """Propose what these blocks are taken for: kind, numbers of blocks, probability."""
    blocks = split(reading, ())
    segments = [Segment(kind, tuple(blocks[at] for at in places), chance) for kind, places, chance in kinds]
    return list(propose(segments, Understood(reading, country="DE"), shipped_calibration()))


def test_names_and_addresses_are_split_and_other_texts_are_not() -> None:
    reading = typed_card("Dr. Anna Weber", "Head of Sales,", "Lindenweg 12", "80331 München")
    name, title, address = proposed(
        reading, ("name", (0,), 0.9), ("title", (1,), 0.9), ("address", (2, 3), 0.9)
    )
    assert name.value == PersonName("Dr.", "Anna", "", "Weber")
    assert title.value == "Head of Sales"
    assert isinstance(address.value, Address)
    assert (address.value.locality, address.raw) == ("München", "Lindenweg 12\n80331 München")
    assert address.lines == (2, 3)


def test_a_native_name_is_one_only_beside_another() -> None:
    both = typed_card("Taro Yamada", "山田太郎")
    kinds: list[Kind] = [found.kind for found in proposed(both, ("name", (0,), 0.9), ("name", (1,), 0.9))]
    assert sorted(kinds) == ["name", "native_name"]
    [alone] = proposed(typed_card("山田太郎"), ("name", (0,), 0.9))
    assert alone.kind == "name"


@pytest.mark.parametrize(
    "rows", [("Anna Weber", "she/her"), ("(they/them)", "Anna Weber"), ("A. Weber | she/her",)]
)
def test_pronouns_by_themselves_beside_a_name_are_its_own(rows: tuple[str, ...]) -> None:
    known = understood(typed_card(*rows, "Head of Sales", "Weber GmbH"))
    segments = assign(known.blocks, known.witnesses, shipped_model())
    names = [found for found in propose(segments, known, shipped_calibration()) if found.kind == "name"]
    assert any(isinstance(name.value, PersonName) and name.value.pronouns for name in names)
    assert {line for name in names for line in name.lines} == set(range(len(rows)))


def test_pronouns_elsewhere_are_nobodys() -> None:
    known = understood(typed_card("Anna Weber", "Head of Sales", "she/her", "Weber GmbH"))
    segments = assign(known.blocks, known.witnesses, shipped_model())
    found = list(propose(segments, known, shipped_calibration()))
    assert not any(isinstance(each.value, PersonName) and each.value.pronouns for each in found)
    assert not any(2 in each.lines for each in found)


def test_a_brand_and_the_same_text_as_company_are_one_proposal() -> None:
    [one] = proposed(typed_card("Teahouse"), ("organization", (0,), 0.3), ("brand", (0,), 0.9))
    assert (one.kind, one.value) == ("organization", "Teahouse")


def test_chances_are_chances_and_the_likelier_segment_is_surer() -> None:
    reading = typed_card("Anna Weber", "Head of Sales")
    [sure] = proposed(reading, ("title", (1,), 0.95))
    [unsure] = proposed(reading, ("title", (1,), 0.2))
    assert 0.0 <= unsure.confidence < sure.confidence <= 1.0


def test_what_its_form_gives_away_has_a_chance_too() -> None:
    known = understood(typed_card("Anna Weber", "anna.weber@teahouse.example", "+49 30 901820"))
    found = weighed([], known, shipped_calibration())
    assert [candidate.kind for candidate in found] == [candidate.kind for candidate in known.found]
    assert all(0.5 < candidate.confidence <= 1.0 for candidate in found)


def test_a_value_has_no_commas_and_dashes_at_its_ends() -> None:
    [block] = split(typed_card("Head of Sales,"), ())
    assert value_of(Segment("title", (block,), 1.0), "title", "") == "Head of Sales"


@pytest.mark.parametrize(
    ("firm", "whole"),
    [
        ("Law Offices of", "Law Offices of Anna Weber"),
        ("Kanzlei von", "Kanzlei von Anna Weber"),
        ("Law Offices", "Law Offices"),
    ],
)
def test_a_firm_takes_the_name_below_that_its_line_asks_for(firm: str, whole: str) -> None:
    reading = typed_card(firm, "Anna Weber")
    known = understood(reading)
    segments = [Segment("organization", known.blocks[:1], 0.9), Segment("name", known.blocks[1:], 0.9)]
    company, name = propose(segments, known, shipped_calibration())
    assert company.value == whole
    assert company.lines == (0,)
    assert name.lines == (1,)
