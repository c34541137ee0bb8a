"""Cards typed off in many languages: each line in its field, as people there print it."""

from pathlib import Path

import pytest

from cardscan.model import Contact
from cardscan.pipeline import scan_text

_CARDS = [
    card
    for card in Path(__file__).with_name("typed_cards.txt").read_text(encoding="utf-8").split("\n\n")
    if not card.startswith("#")
]


def _said(contact: Contact) -> dict[str, str]:
    """Return what a contact has, as the file of cards names it."""
    fields = {
        "name": contact.full_name,
        "native name": contact.native_name,
        "title": contact.title,
        "department": contact.department,
        "company": contact.organization,
        "address": next((address.formatted for address in contact.addresses), ""),
        "phones": " ".join(phone.value for phone in contact.phones),
    }
    return {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize("card", _CARDS, ids=lambda card: card.partition("\n")[0])
def test_each_line_of_a_card_lands_in_its_field(card: str) -> None:
    lines = card.strip().split("\n")
    printed = [line for line in lines if not line.startswith("= ")]
    wanted = dict(line[2:].split(": ", 1) for line in lines if line.startswith("= "))
    assert _said(scan_text("\n".join(printed)).contact) == wanted
