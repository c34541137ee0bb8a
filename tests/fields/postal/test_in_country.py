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
