import pytest

from cardscan.book.care.imports.contact import contact_of
from cardscan.book.care.imports.people import is_company
from cardscan.vcards.lines import lines_of


@pytest.mark.parametrize(
    ("lines", "given", "family", "company"),
    [
        ("FN:Anna Weber", "Anna", "Weber", ""),
        ("N:;Mom ❤️;;;\nFN:Mom ❤️", "Mom ❤️", "", ""),
        ("FN:Plumber (Dave)", "Plumber (Dave)", "", ""),
        ("FN:王小明", "小明", "王", ""),
        ("N:;山田太郎;;;\nFN:山田太郎", "太郎", "山田", ""),
        ("FN:Acme Widgets Inc.", "", "", "Acme Widgets Inc."),
        ("N:Inc.;Acme;Widgets;;\nFN:Acme Widgets Inc.", "", "", "Acme Widgets Inc."),
        ("FN:株式会社例示", "", "", "株式会社例示"),
        ("N:Weber;Anna;;;\nFN:Weber, Anna", "Anna", "Weber", ""),
        ("FN:Anna and Ben", "Anna and Ben", "", ""),
        ("N:Weber;Anna;;;\nFN:Acme Inc.\nORG:Acme Inc.", "Anna", "Weber", "Acme Inc."),
        ("FN:Acme Inc.\nORG:Acme Inc.", "", "", "Acme Inc."),
        ("N:Suharto;;;;\nFN:Suharto", "", "Suharto", ""),
    ],
)
def test_people_and_companies_are_told_apart(lines: str, given: str, family: str, company: str) -> None:
    contact = contact_of(lines_of(lines))
    assert (contact.given_name, contact.family_name, contact.organization) == (given, family, company)


def test_a_name_turned_round_is_turned_back() -> None:
    for lines in ("FN:Weber\\, Anna", "N:Weber;Anna;;;\nFN:Weber, Anna"):
        assert contact_of(lines_of(lines)).full_name == "Anna Weber"
    assert contact_of(lines_of("N:Nagy;Réka;;Dr.;\nFN:Dr. Nagy Réka")).full_name == "Dr. Nagy Réka"


def test_a_persons_name_is_no_company() -> None:
    assert not any(map(is_company, ("Anna Weber", "Jo Sa", "Inc.", "山田太郎")))
