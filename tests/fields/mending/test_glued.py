"""Words that ran together: which are parted, and which are written in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.mending.glued import Witness, with_parted_words, witness


@pytest.mark.parametrize(
    ("printed", "parted"),
    [
        ("MartinWeber", "Martin Weber"),
        ("Anna MariaWeber", "Anna Maria Weber"),
        ("Dr. JeanDupont", "Dr. Jean Dupont"),
        ("ChiefExecutiveOfficer", "Chief Executive Officer"),
        ("PROJECTMANAGER", "PROJECT MANAGER"),
        ("DirecteurCommercial", "Directeur Commercial"),
        ("DIRECTEURCOMMERCIAL", "DIRECTEUR COMMERCIAL"),
        ("GerenteComercial", "Gerente Comercial"),
        ("12 HighStreet", "12 High Street"),
        ("RuaAugusta, 331", "Rua Augusta, 331"),
        ("NewYork, NY 10001", "New York, NY 10001"),
    ],
)
def test_the_vocabularies_part_words(printed: str, parted: str) -> None:
    assert with_parted_words(printed, Witness()) == parted


@pytest.mark.parametrize(
    "printed",
    [
        "McDonald", "MacDonald", "DeLuca", "LinkedIn", "PowerPoint", "TechPark", "StoneBridge", "HighTech",
        "SmartHouse", "ROSEWOOD", "PROJEKTMANAGER", "Martinsson",
    ],
)  # fmt: skip
def test_words_of_two_parts_are_left_alone(printed: str) -> None:
    assert with_parted_words(printed, Witness()) == printed


@pytest.mark.parametrize(
    ("printed", "email", "parted"),
    [
        ("MARTINWEBER", "martin.weber@weber.example", "MARTIN WEBER"),
        ("MARTINWEBER", "weber-martin@lindner.example", "MARTIN WEBER"),
        ("MARTINWEBER", "mweber@lindner.example", "MARTIN WEBER"),
        ("MARTINWEBER", "martin@lindner.example", "MARTIN WEBER"),
        ("ZORAQUINTZ", "zora.quintz@lindner.example", "ZORA QUINTZ"),
        ("MARTINWEBER", "info@lindner.example", "MARTINWEBER"),
        ("MARTINWEBER", "martin@martinweber.example", "MARTINWEBER"),
        ("RubyRose", "anna.weber@lindner.example", "RubyRose"),
        ("RubyRose", "info@ruby-rose.example", "RubyRose"),
        ("SalesManager", "info@salesmanager.example", "SalesManager"),
    ],
)
def test_the_cards_own_addresses_tell_names_from_brands(printed: str, email: str, parted: str) -> None:
    assert with_parted_words(printed, witness([printed, email])) == parted


@given(st.text(max_size=40), st.text(max_size=20))
def test_parting_only_adds_spaces(text: str, local: str) -> None:
    result = with_parted_words(text, witness([f"{local}@weber.example"]))
    assert result.replace(" ", "") == text.replace(" ", "")
