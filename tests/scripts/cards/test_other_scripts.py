"""Invented cards in scripts that the default reader lacks: whole, fictional, the same for the same seed."""

import random

import pytest

from cardscan.ocr.packs import has_letters_of
from scripts.cards.other_scripts import card_in_other_script, other_locales, script_of


@pytest.mark.parametrize("locale", list(other_locales()))
def test_a_card_says_what_its_truth_says_in_its_script(locale: str) -> None:
    card = card_in_other_script(random.Random(3), locale)
    assert card == card_in_other_script(random.Random(3), locale)
    printed = "\n".join(line.text for block in card.blocks for line in block.lines)
    contact = card.contact
    for text in (contact.title, contact.organization, contact.native_name or contact.full_name):
        assert text in printed
        assert has_letters_of(script_of(locale), text)
    assert all(phone.raw in printed and phone.value.startswith("+") for phone in contact.phones)
    assert all(email.value.endswith(".example") for email in contact.emails)
    assert all(url.value.endswith(".example") for url in contact.urls)
