"""Labels of names and addresses."""

from __future__ import annotations

import pytest

from cardscan import fields
from cardscan.contact import decide
from cardscan.fields.layout.labels import is_address_label, is_label, is_labelled_address, label_before
from cardscan.model import Contact
from tests.support.typed_cards import typed_card


def contact_of(*lines: str) -> Contact:
    reading = fields.mended(typed_card(*lines))
    return decide(reading, fields.extract(reading), review_below=0.85).contact


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Contact: Anna Weber", "Contact: "),
        ("Ansprechpartnerin: Anna Weber", "Ansprechpartnerin: "),
        ("姓名：王小明", "姓名："),
        ("联系人 王小明", "联系人"),
        ("联系 人孙宝山", "联系 人"),
        ("담당자: 김민수", "담당자: "),
        ("担当：鈴木一郎", "担当："),
        ("Ihr Ansprechpartner Jonas Weber", "Ihr Ansprechpartner "),
        ("Firma: Weber Maschinenbau", "Firma: "),
        ("职位：经理", "职位："),
        ("Falar com Edson", "Falar com "),
        ("Ask for Anna", "Ask for "),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, label: str) -> None:
    assert label_before(text).strip() == label.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Contact us daily",
        "Contact Energy Ltd",
        "Contact: 030 901820",
        "Contact:",
        "Namen und Orte",
        "联系我们",
        "",
    ],
)
def test_the_same_word_elsewhere_is_no_label(text: str) -> None:
    assert label_before(text) == ""


def test_an_address_says_that_it_is_one() -> None:
    assert is_labelled_address("公司地址：南京路12号")
    assert not is_labelled_address("地址簿")
    assert is_address_label("地址：")
    assert not is_address_label("地址：南京路12号")


def test_labelled_names_and_addresses_are_found_without_their_labels() -> None:
    contact = contact_of("联系人王小明", "青松五金批发商店", "电话：0456-2881789", "店址：东湖市场路南")
    assert (contact.family_name, contact.given_name) == ("王", "小明")
    assert contact.organization == "青松五金批发商店"
    assert [address.formatted for address in contact.addresses] == ["东湖市场路南"]


def test_a_label_in_another_language_is_one_too() -> None:
    contact = contact_of("Ansprechpartner: Anna Weber", "Falk GmbH", "Tel. 030 901820")
    assert (contact.full_name, contact.organization) == ("Anna Weber", "Falk GmbH")


@pytest.mark.parametrize("text", ["联系人", "联系人：", "Contact:", "Position"])
def test_a_label_may_stand_by_itself(text: str) -> None:
    assert is_label(text)
    assert not is_label(f"{text} Anna Weber")
