"""Labels of offices."""

import pytest

from cardscan.fields.layout.offices import is_office, office_before, says_only_office


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Warehouse: 9 Quay Road, Oakham", "Warehouse: "),
        ("Oakham Warehouse: 9 Quay Road", "Oakham Warehouse: "),
        ("Werk II: Ring 9, 04109 Leipzig", "Werk II: "),
        ("Niederlassung Leipzig: Ring 9", "Niederlassung Leipzig: "),
        ("Besök: Storgatan 9", "Besök: "),
        ("Siège : 9 rue du Port", "Siège : "),
        ("Factory - Plot 9, Ring Road", "Factory - "),
        ("本社：〒100-0001 東京都千代田区", "本社："),
        ("大阪支店 〒530-0001 大阪府", "大阪支店 "),
        ("공장: 경기도 안산시 9", "공장: "),
        ("London: 9 Mill Road, London", "London: "),
        ("Corp. Office: 9 Ring Road", "Corp. Office: "),
        ("Nhà máy: KCN Quang Minh, Mê Linh, Hà Nội", "Nhà máy: "),
        ("VP: Tầng 5, Tòa nhà Sông Đà", "VP: "),
        ("Kennels: Hill Road 9, Oakham", "Kennels: "),
        ("Kovačnica: Gajeva 9, 31000 Osijek", "Kovačnica: "),
        ("Denmark: Storegade 9, Aarhus", "Denmark: "),
        ("Donations: Oakham Bank 12345678", ""),
        ("Open: Monday 9.30-18", ""),
        ("Assistant: Mary Hill, 12", ""),
        ("Hours: Mon 12, Tue 14", ""),
        ("Mira Falk: Hill Road 9, Oakham", ""),
        ("Warehouse: fast, cheap, safe", ""),
        ("Mira Falk: 9 Ring Road", ""),
        ("Factory Lane 9", ""),
        ("Niederlassungen: Leipzig, Köln", ""),
        ("Opening hours: 9-18", ""),
        ("Branch Manager 9", ""),
    ],
)
def test_a_label_says_whose_address_follows(text: str, label: str) -> None:
    assert office_before(text) == label


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Head Office", True),
        ("Werk II", True),
        ("工場", True),
        ("Factory Lane", False),
        ("Office 5", False),
        ("Old Works", False),
        ("Oakham Works:", True),
        ("Weber", False),
    ],
)
def test_a_label_may_stand_on_a_line_of_its_own(text: str, *, alone: bool) -> None:
    assert is_office(text) is alone


def test_some_labels_say_nothing_but_that_an_address_follows() -> None:
    assert says_only_office("Head Office: ")
    assert not says_only_office("Warehouse: ")
