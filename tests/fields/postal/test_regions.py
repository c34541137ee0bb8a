"""Names of regions."""

import pytest

from cardscan.fields.postal.regions import countries_of_region


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("County Kildare", "IE"),
        ("Co. Mayo", "IE"),
        ("Departamento de San Salvador", "SV"),
        ("Khanh Hoa Province", "VN"),
        ("Federal District", "MX"),
        ("New Providence", "BS"),
        ("Bayern", "DE"),
    ],
)
def test_the_word_for_the_kind_of_region_may_stand_beside_it(text: str, country: str) -> None:
    assert country in countries_of_region(text)


@pytest.mark.parametrize("text", ["County", "Province", "District of nothing", "Falk"])
def test_the_word_alone_names_none(text: str) -> None:
    assert countries_of_region(text) == ()
