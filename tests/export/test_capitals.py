import io

import pytest

from cardscan.export import EXPORTERS, ExportOptions
from cardscan.export.capitals import in_small_letters
from cardscan.model import Contact
from tests.support.fictional import scan


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [
        ("DENISE", "LUCAS", "Denise Lucas"),
        ("ÉMILE JEAN-LUC", "MCDONALD", "Émile Jean-Luc McDonald"),
        ("JAN", "VAN DEN HOF", "Jan van den Hof"),
        ("DE", "LA CRUZ", "De la Cruz"),
        ("SEÁN", "O’BRIEN", "Seán O’Brien"),
        ("Denise", "LUCAS", "Denise LUCAS"),
        ("J.", "P.", "J. P."),
        ("明", "王", "明 王"),
    ],
)
def test_a_name_in_capitals_is_written_as_people_do(given: str, family: str, written: str) -> None:
    assert in_small_letters(Contact(given_name=given, family_name=family)).full_name == written


def test_titles_and_companies_keep_their_capitals() -> None:
    contact = Contact(given_name="DENISE", family_name="LUCAS", title="CEO", organization="TEA GMBH")
    assert in_small_letters(contact) == Contact(
        given_name="Denise", family_name="Lucas", title="CEO", organization="TEA GMBH"
    )


@pytest.mark.parametrize(("asked", "name"), [(False, "DENISE LUCAS"), (True, "Denise Lucas")])
def test_every_format_writes_it_so_where_that_is_asked_for(asked: bool, name: str) -> None:
    denise = scan(Contact(given_name="DENISE", family_name="LUCAS"))
    for exporter in EXPORTERS.values():
        stream = io.BytesIO()
        exporter.write([denise], stream, ExportOptions(small_letters=asked))
        assert name.split()[1].encode() in stream.getvalue()
