"""What texts in native letters say of themselves."""

import pytest

from cardscan.fields.context.proofs.native import native_evidence
from cardscan.fields.layout.blocks import Block
from cardscan.model import Kind, Span


def block(text: str, *, kind: Kind | None = None, parted: bool = False) -> Block:
    return Block(Span(0, 0, len(text)), text, kind, (0.0, 0.0, 20.0 * len(text), 20.0), 1.0, parted=parted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("成都老街火锅店", "organization"),
        ("영업1팀", "department"),
        ("特聘教授", "title"),
        ("西安市高新区科技路48号创业广场B座", "address"),
        ("대전광역시 유성구 대학로 99번길 3", "address"),
    ],
)
def test_an_ending_or_a_number_among_places_tells_what_a_text_is_and_that_it_is_no_name(
    text: str, kind: str
) -> None:
    assert set(native_evidence([block(text)])) == {(0, kind, True), (0, "name", False)}


@pytest.mark.parametrize("text", ["本人承诺诚信服务终身相伴", "門牌3"])
def test_what_is_long_or_numbered_is_no_name(text: str) -> None:
    assert list(native_evidence([block(text)])) == [(0, "name", False)]


def test_a_short_text_by_itself_is_left_open_and_beside_another_on_its_line_a_name() -> None:
    assert list(native_evidence([block("张伟")])) == []
    assert list(native_evidence([block("ZHANG WEI"), block("张伟", parted=True)])) == [(1, "name", True)]


def test_a_vietnamese_name_is_one_and_what_is_known_by_its_form_says_nothing() -> None:
    assert list(native_evidence([block("Đỗ Văn Thành")])) == [(0, "name", True)]
    assert list(native_evidence([block("株式会社アオ", kind="url"), block("Weber GmbH")])) == []


def test_a_sentence_is_neither_a_name_nor_a_company() -> None:
    assert {(kind, holds) for _, kind, holds in native_evidence([block("언제든지 불러주세요")])} == {
        ("name", False), ("title", False), ("organization", False),
    }  # fmt: skip
