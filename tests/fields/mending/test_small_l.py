"""A capital I that can only be a small L, in words and in hosts, and those that are capitals."""

import pytest

from cardscan.fields.mending.small_l import with_small_l


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("AiguI Ospanova", "Aigul Ospanova"),
        ("Building MateriaIs", "Building Materials"),
        ("HoteI Falke", "Hotel Falke"),
        ("LinkedIn", "LinkedIn"),
        ("WiFi, eInvoice, McIntyre", "WiFi, eInvoice, McIntyre"),
        ("WERK II", "WERK II"),
        ("anna@falkhoteI.example", "anna@falkhotel.example"),
        ("www.falkhoteI.example", "www.falkhotel.example"),
        ("anna@falk.com.Ib", "anna@falk.com.lb"),
        ("anna@Ira-falkenau.de", "anna@lra-falkenau.de"),
        ("anna@Iris.example", "anna@Iris.example"),
        ("anna@FALK.IT", "anna@FALK.IT"),
        ("www.McIver.example", "www.McIver.example"),
    ],
)
def test_an_i_amid_small_letters_is_an_l(printed: str, meant: str) -> None:
    assert with_small_l([printed]) == [meant]


def test_a_lithuanian_suffix_is_known_by_its_card() -> None:
    assert with_small_l(["jonas@kvanta.It", "LT-01103 Vilnius"])[0] == "jonas@kvanta.lt"
    assert with_small_l(["jonas@kvanta.It", "20121 Milano"])[0] == "jonas@kvanta.It"


def test_a_capital_that_the_card_has_elsewhere_stays() -> None:
    assert with_small_l(["My Island Tours", "joe@myIsland.example"])[1] == "joe@myIsland.example"
