"""Names in Chinese, Japanese and Korean letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.lexicon.native import closed_up, is_native_name


@pytest.mark.parametrize("text", ["김민수", "남궁민수", "王小明", "欧阳小明", "佐藤花子", "刘伟"])
def test_a_known_family_name_makes_a_name(text: str) -> None:
    assert is_native_name(text)


@pytest.mark.parametrize(
    "text",
    ["대표이사", "총무부", "總經理", "営業部", "株式会社", "金融部经理", "Anna", "", "김", "김민수 부장"],
)
def test_what_a_card_says_besides_is_no_name(text: str) -> None:
    assert not is_native_name(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("김 민 수", "김민수"),
        ("王 小 明", "王小明"),
        ("代 表 取 締 役", "代表取締役"),
        ("経 理", "経 理"),
        ("经 理", "经理"),
        ("실장 김 민 수", "실장 김민수"),
        ("김민 수", "김민수"),
        ("남궁 민수", "남궁 민수"),
        ("서울 시내", "서울 시내"),
        ("J O H N", "J O H N"),
    ],
)
def test_letters_set_apart_are_closed_up(text: str, expected: str) -> None:
    assert closed_up(text) == expected


@given(st.text("김민수王小 明A1", max_size=12))
def test_only_spaces_go(text: str) -> None:
    assert "".join(closed_up(text).split()) == "".join(text.split())
