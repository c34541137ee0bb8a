"""Lines that say two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.layout.statements import cuts


def parts(text: str) -> list[str]:
    edges = [0, *(edge for cut in cuts(text) for edge in cut), len(text)]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary Brown | Painter", ["Mary Brown", "Painter"]),
        ("Mary Brown, Sales Manager", ["Mary Brown", "Sales Manager"]),
        ("Jean Dupont - Directeur commercial", ["Jean Dupont", "Directeur commercial"]),
        ("History Teacher, Elm Row School", ["History Teacher", "Elm Row School"]),
        ("Director, Department of Physics", ["Director", "Department of Physics"]),
        ("Elm Data AB, Storgatan 7, 111 20 Stockholm", ["Elm Data AB", "Storgatan 7, 111 20 Stockholm"]),
        ("Brown, Black Ltd - 5 Elm Row - Oakham", ["Brown, Black Ltd", "5 Elm Row - Oakham"]),
        ("Senior Reporter — Courts & Council", ["Senior Reporter", "Courts & Council"]),
        ("Director, International Capital Markets", ["Director", "International Capital Markets"]),
        ("Weddings ~ Receptions ~ Lessons", ["Weddings", "Receptions", "Lessons"]),
        ("部长 Export Dept. Manager", ["部长", "Export Dept. Manager"]),
        ("CEO Anna Weber", ["CEO", "Anna Weber"]),
        ("Clínica Falk S.A.C. – RUC 20551234567", ["Clínica Falk S.A.C.", "RUC 20551234567"]),
        ("Overseas Dept. / Assistant Manager", ["Overseas Dept.", "Assistant Manager"]),
        ("Anna Weber - Manager, Elm Row School", ["Anna Weber", "Manager", "Elm Row School"]),
        ("Gerente: Cleide", ["Gerente", "Cleide"]),
        ("Head: East Africa", ["Head: East Africa"]),
        ("Director: Asia Pacific", ["Director: Asia Pacific"]),
        ("J.H. Park / Manager", ["J.H. Park", "Manager"]),
        ("Conseil départemental du Martin", ["Conseil départemental du Martin"]),
        ("Anna Weber CEO", ["Anna Weber", "CEO"]),
        ("Anna Lin 林美玲", ["Anna Lin", "林美玲"]),
        ("王小明 Ming Wang", ["王小明", "Ming Wang"]),
        ("박서연 Seo-yeon Park, Ph.D.", ["박서연", "Seo-yeon Park, Ph.D."]),
        ("Vivian W.Y. Lau 劉慧怡", ["Vivian W.Y. Lau", "劉慧怡"]),
        ("(주)한빛바이오 HanbitBio Inc.", ["(주)한빛바이오", "HanbitBio Inc."]),
        ("Midori Kogyo Co., Ltd. 株式会社緑工業", ["Midori Kogyo Co., Ltd.", "株式会社緑工業"]),
        ("Prop. Hasmukhbhai D. Vora", ["Prop.", "Hasmukhbhai D. Vora"]),
        ("Inh. Swantje Ohlrogge", ["Inh.", "Swantje Ohlrogge"]),
        ("Proprietary Blend Coffee", ["Proprietary Blend Coffee"]),
        ("Blumen Falk, Inh. Karin Falk", ["Blumen Falk", "Inh.", "Karin Falk"]),
        ("Leitung: Jana Falk", ["Leitung", "Jana Falk"]),
        ("Principal Researcher, Skincare Team 2", ["Principal Researcher", "Skincare Team 2"]),
        ("대표이사 김민수", ["대표이사", "김민수"]),
        ("山田 太郎 Taro Yamada", ["山田 太郎", "Taro Yamada"]),
        ("Taro Yamada 山田 太郎", ["Taro Yamada", "山田 太郎"]),
        ("김민수 부장 Minsu Kim", ["김민수", "부장", "Minsu Kim"]),
        ("김민수 물리치료사 / 실장", ["김민수", "물리치료사 / 실장"]),
        ("Anna Weber & Daniel Fischer", ["Anna Weber", "Daniel Fischer"]),
        ("Lucia Romano e Marco Conti", ["Lucia Romano", "Marco Conti"]),
        ("Anna Weber und Daniel Fischer", ["Anna Weber", "Daniel Fischer"]),
        ("总经理 王小明 Ming Wang", ["总经理", "王小明", "Ming Wang"]),
    ],
)
def test_two_statements_on_a_line_are_parted(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Old Mill, Church Lane, Bath BA1 7AA",
        "Mary Brown, MBA",
        "Mary Anne Baker",
        "Dean Brown",
        "Prof. Dr. Anna Weber",
        "Sales Manager Europe",
        "Manager - Business Development",
        "12 Elm Row, Oakham",
        "Brown, Black & Partners",
        "Anna Weber & Fischer",
        "Weber & Fischer Architekten",
        "Daniel Fischer & Anna Weber Architekten",
        "General Manager - IT",
        "Sales Manager - South Africa",
        "Correspondent — Middle East",
        "Owner, Chef",
        "OAKHAM CO., LTD. License No. 34/01872",
        "TECHNICAL SUPPORT & SUPERVISION",
    ],
)
def test_one_statement_stays_whole(text: str) -> None:
    assert parts(text) == [text]


@given(st.text(max_size=80))
def test_cuts_lie_within_the_text_and_apart(text: str) -> None:
    edges = [edge for cut in cuts(text) for edge in cut]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
