"""Texts in native letters, told by what they end in."""

import pytest

from cardscan.fields.lexicon.tails import tail_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("杭州云帆网络科技有限公司", "organization"),
        ("株式会社アオゾラソフト", "organization"),
        ("华信会计师事务所(特殊普通合伙)", "organization"),
        ("맛나식당", "organization"),
        ("電機工程學系", "department"),
        ("영업1팀", "department"),
        ("主任医师", "title"),
        ("寿险顾问", "title"),
        ("책임연구원", "title"),
        ("名古屋支店", "office"),
    ],
)
def test_the_longest_ending_tells(text: str, kind: str) -> None:
    assert tail_of(text) == kind


@pytest.mark.parametrize(
    "text", ["王小明", "윤지원", "嘉泰家具建材广场", "迎恩路65号", "공학박사", "Painter", ""]
)
def test_names_places_and_degrees_are_none_of_these(text: str) -> None:
    assert tail_of(text) == ""
