"""What a reading gets wrong, and the words themselves prove; what must be left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.fields import mended
from tests.support.typed_cards import typed_card


def mend(*rows: str) -> list[str]:
    return [line.text for line in mended(typed_card(*rows)).lines]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("ChiefExecutive", "Chief Executive"),
        ("J O H N W E B E R", "JOHN WEBER"),
        ("PA I NT E R", "PAINTER"),
        ("E DILFA R R A", "EDILFARRA"),
        ("I LIKE THE A B", "I LIKE THE A B"),
        ("Narolska 4, 22-68o Marram", "Narolska 4, 22-680 Marram"),
        ("Beruwala 1207o, Sri Lanka", "Beruwala 12070, Sri Lanka"),
        ("Highway 100o", "Highway 100o"),
        ("P AIN T E R S", "PAINTERS"),
        ("Borgo Verde S.r.I.", "Borgo Verde S.r.l."),
        ("WeBErHOF", "WEBERHOF"),
        ("lan Falkner", "Ian Falkner"),
        ("３rd Floor", "3rd Floor"),
        ("12 Martın Street", "12 Martin Street"),
        ("21O NORTHERN AVENUE", "210 NORTHERN AVENUE"),
        ("PO Box 2O4O", "PO Box 2040"),
        ("1o5 Park Lane", "105 Park Lane"),
        ("35ooo Rennes", "35000 Rennes"),
        ("Av. Falk, I.284", "Av. Falk, 1.284"),
        ("3ist Floor", "31st Floor"),
        ("Ist Floor", "1st Floor"),
        ("Fl-20520 Turku", "FI-20520 Turku"),
        ("CEP 30II2-021", "CEP 30112-021"),
        ("Norah AI-Dossari", "Norah Al-Dossari"),
    ],
)
def test_what_the_words_prove_is_mended(read: str, printed: str) -> None:
    assert mend(read) == [printed]


@pytest.mark.parametrize(
    "printed",
    [
        "MacDonald",
        "RUA DAS FLORES 7 2O ANDAR",
        "Calle Mayor 3, 10o C",
        "O2O Commerce",
        "1234 OA",
        "GmbH & Co. KG",
        "LinkedIn",
        "la Scala",
        "AB CD EF GH IJ",
        "la.scala@weber.example",
        "www.McWeber.example",
        "IT-Leiter",
    ],
)
def test_what_is_right_is_left_alone(printed: str) -> None:
    assert mend(printed) == [printed]


def test_a_postal_code_is_mended_by_the_shape_of_the_countrys() -> None:
    rows = ("Tel: +44 20 7946 0018", "12 High Street", "Hove BNI 4AP, United Kingdom")
    assert mend(*rows) == ["Tel: +44 20 7946 0018", "12 High Street", "Hove BN1 4AP, United Kingdom"]


@pytest.mark.parametrize("mark", ["テ", "干", "〒"])
def test_the_mark_of_japanese_postal_codes_is_restored(mark: str) -> None:
    assert mend(f"{mark}100-0001 東京都千代田区千代田1-1") == ["〒100-0001 東京都千代田区千代田1-1"]
    assert mend("オフィステ 100-0001") == ["オフィステ 100-0001"]


def test_turkish_keeps_its_letters() -> None:
    assert mend("Işık Yıldız", "Beşiktaş") == ["Işık Yıldız", "Beşiktaş"]


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_mending_keeps_number_and_place_of_the_lines(rows: list[str]) -> None:
    reading = typed_card(*rows)
    result = mended(reading)
    assert [line.quad for line in result.lines] == [line.quad for line in reading.lines]
    assert [bool(line.text) for line in result.lines] == [bool(line.text) for line in reading.lines]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("I07o Novi Beograd", "1070 Novi Beograd"),
        ("4633o Saint-Cirq", "46330 Saint-Cirq"),
        ("l2345 Berlin", "12345 Berlin"),
        ("am 10o. Tag", "am 10o. Tag"),
        ("Halle OI20", "Halle OI20"),
        ("WeChat: ll1988", "WeChat: ll1988"),
        ("I360 Brighton Ltd", "I360 Brighton Ltd"),
        ("5000l Tanks", "5000l Tanks"),
        ("GT-I9300 Samsung Parts", "GT-I9300 Samsung Parts"),
        ("Avenue Bourguiba – 208o Ariana", "Avenue Bourguiba – 2080 Ariana"),
        ("oil@weber1.example", "oil@weber1.example"),
    ],
)
def test_letters_among_the_digits_of_a_code_are_digits(read: str, printed: str) -> None:
    assert mended(typed_card(read)).lines[0].text == printed


@pytest.mark.parametrize(
    ("read", "printed", "beside"),
    [
        ("Cirurgiă-Dentista", "Cirurgiã-Dentista", ("Rua das Flores 12, São Paulo", "+55 11 3456-7890")),
        ("Secţia Patrâu, Brãila", "Secţia Patrâu, Brăila", ("Str. Lungă 7, Cluj-Napoca", "+40 264 123 456")),
        ("Žd’ár nad Falkou", "Žďár nad Falkou", ("Dlouhá 12, 110 00 Praha 1", "+420 224 123 456")),
        ("SZCZEPAÑSKA", "SZCZEPAŃSKA", ("ul. Długa 5, 00-238 Warszawa", "+48 601 234 567")),
        ("Falk Mûhely, Gyõr", "Falk Műhely, Győr", ("1051 Budapest, Fő utca 3.", "+36 30 123 4567")),
    ],
)
def test_letters_that_a_country_s_language_has_not_are_those_they_look_like(
    read: str, printed: str, beside: tuple[str, ...]
) -> None:
    assert mend(read, *beside)[0] == printed
    assert mend(read, "12 Elm Row, Boston, MA 02134", "+1 617 555 0142")[0] == read
