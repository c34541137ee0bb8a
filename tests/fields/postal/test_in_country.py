"""An address read as one of a country, and how well that goes."""

import pytest

from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.postal.in_country import read_in, runs


def test_the_parts_are_taken_in_the_country_s_order() -> None:
    read = read_in(["12 Elm Street", "Springfield", "IL 62704"], "US", "")
    assert (read.locality, read.region, read.postal_code) == ("Springfield", "IL", "62704")
    read = read_in(["Lindenweg 12a", "80331 München"], "DE", "")
    assert (read.locality, read.region, read.postal_code) == ("München", "", "80331")


@pytest.mark.parametrize(
    ("pieces", "right", "wrong"),
    [
        (["Lindenweg 12a", "80331 München"], "DE", "US"),
        (["12 Elm Street", "Springfield", "IL 62704"], "US", "DE"),
        (["Kerklaan 88", "1234 AB Hilversum"], "NL", "FR"),
        (["3 avenue Foch", "13002 Marseille"], "FR", "NL"),
    ],
)
def test_it_goes_best_in_its_own_country(pieces: list[str], right: str, wrong: str) -> None:
    assert read_in(pieces, right, "").score > read_in(pieces, wrong, "").score


def test_a_country_that_is_assumed_is_preferred() -> None:
    pieces = ["Seestrasse 40", "8002 Zürich"]
    assert read_in(pieces, "CH", "CH").score > read_in(pieces, "CH", "").score


def test_runs_are_the_words_in_a_row() -> None:
    assert "bad kleinau" in set(runs("Bad Kleinau"))


@pytest.mark.parametrize("printed", ["istanbul", "İstanbul", "ISTANBUL"])
def test_a_province_behind_its_town_is_one_in_small_letters_too(printed: str) -> None:
    address = parse_address(["Lale Cad. No: 7", f"34710 Kadıköy / {printed}"], "TR")
    assert (address.locality, address.region, address.street) == ("Kadıköy", printed, "Lale Cad. No: 7")


@pytest.mark.parametrize(
    ("lines", "country", "code", "town"),
    [
        (["Cerro 77", "C1077 AAZ Buenos Aires"], "AR", "C1077 AAZ", "Buenos Aires"),
        (["7 Lale küç.", "AZ1077 Baku"], "AZ", "AZ1077", "Baku"),
        (["str. Florilor 7", "MD-2077 Chișinău"], "MD", "MD-2077", "Chișinău"),
        (["7 Palm Street", "George Town KY1-1177"], "KY", "KY1-1177", "George Town"),
        (["7 Palm Street", "Port of Spain, 190177"], "TT", "190177", "Port of Spain"),
        (["7 Mill Road", "London", "E10"], "GB", "E10", "London"),
        (["7 Mill Road", "London SW7"], "GB", "SW7", "London"),
        (["7 Mill Road", "Saint Peter Port", "GY1"], "GG", "GY1", "Saint Peter Port"),
        (["Lindenweg 7", "D-80331 München"], "DE", "80331", "München"),
    ],
)
def test_codes_are_known_as_each_country_prints_them(
    lines: list[str], country: str, code: str, town: str
) -> None:
    address = parse_address(lines, country)
    assert (address.postal_code, address.locality, address.country_code) == (code, town, country)


@pytest.mark.parametrize(
    ("lines", "country", "town", "region"),
    [
        (["Friary Road", "Oakmount", "County Kildare"], "IE", "Oakmount", "County Kildare"),
        (["Calle Sol 77", "San Salvador", "Departamento de San Salvador"], "SV", "San Salvador",
         "Departamento de San Salvador"),
        (["Calle Sol 77", "06177 Mexico City, Federal District"], "MX", "Mexico City", "Federal District"),
        (["7 Palm Street", "Tamuning, GU 96917"], "GU", "Tamuning", "GU"),
        (["rue 7.077", "Falkville"], "CM", "Falkville", ""),
    ],
)  # fmt: skip
def test_the_region_is_one_whatever_it_is_called_and_the_last_line_a_town(
    lines: list[str], country: str, town: str, region: str
) -> None:
    address = parse_address(lines, country)
    assert (address.locality, address.region) == (town, region)


def test_half_a_code_is_one_only_behind_a_town() -> None:
    assert parse_address(["Unit E10", "7 Mill Road", "London"], "GB").postal_code == ""


def test_an_unknown_town_does_not_speak_for_a_country() -> None:
    assert parse_address(["Beach Road", "Falkville"], "WS").country_code == "WS"
