"""When two pictures are one card, and when they are two people's."""

from dataclasses import replace

import pytest

from cardscan.model import (
    Contact,
    Email,
    Phone,
)
from cardscan.sides import joined, joined_pages
from tests.support.sides import ANNA, BERND, seen


@pytest.mark.parametrize(
    "other",
    [
        BERND,
        replace(BERND, emails=(), phones=(Phone("+49305550100"),)),
        Contact(given_name="次郎", family_name="佐藤", phones=(Phone("+81312345678"),),
                emails=(Email("jiro@sato.example"),)),
    ],
)  # fmt: skip
def test_two_people_are_kept_apart_and_it_is_said(other: Contact) -> None:
    cards = seen(ANNA, "w_front.jpg"), seen(other, "w_back.jpg")
    result, [remark] = joined(cards[:1], cards[1:])
    assert result == cards
    assert "w_front.jpg" in remark
    assert "w_back.jpg" in remark


@pytest.mark.parametrize(
    ("other", "doubted"),
    [
        (BERND, ("full_name",)),
        (replace(BERND, emails=ANNA.emails), ()),
        (replace(BERND, emails=(), phones=()), ()),
        (replace(BERND, given_name="Ana", family_name="Weber"), ()),
        (replace(BERND, given_name="安娜", family_name="韦伯"), ()),
    ],
)
def test_what_is_not_plainly_two_people_is_one_card(other: Contact, doubted: tuple[str, ...]) -> None:
    [one], remarks = joined([seen(ANNA)], [seen(other, doubted=doubted)])
    assert one.contact.full_name == "Anna Weber"
    assert remarks == ()


def test_a_side_without_a_card_leaves_the_other() -> None:
    assert joined([seen(ANNA)], []) == joined([], [seen(ANNA)]) == ((seen(ANNA),), ())


def test_several_cards_in_a_picture_are_no_sides() -> None:
    several = seen(ANNA), seen(BERND)
    result, [remark] = joined(several, [seen(Contact(note="Since 1950"))])
    assert len(result) == 3
    assert "card.jpg" in remark


def test_pages_are_paired_by_their_numbers_and_the_person_is_the_front() -> None:
    logo, office = Contact(organization="Weber Ltd"), Contact(note="Since 1950")
    scans = [
        seen(logo, page=1),
        seen(ANNA, page=2),
        seen(ANNA, page=3),
        seen(office, page=6),
    ]
    cards, remarks = joined_pages(scans)
    assert [one.source.page for one in cards] == [2, 3, 6]
    assert cards[0].contact.full_name == "Anna Weber"
    assert remarks == ()
