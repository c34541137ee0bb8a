"""Names in Chinese, Japanese and Korean letters."""

import pytest

from cardscan.fields.names.native import split_native


@pytest.mark.parametrize(
    ("printed", "given", "family", "suffix"),
    [
        ("山田 太郎 様", "太郎", "山田", "様"),
        ("欧阳小明", "小明", "欧阳", ""),
        ("김민준님", "민준", "김", "님"),
        ("ジョン・ウィンター", "ジョン", "ウィンター", ""),
    ],
)
def test_family_names_come_first_and_honorifics_last(
    printed: str, given: str, family: str, suffix: str
) -> None:
    name = split_native(printed)
    assert (name.given, name.family, name.suffix) == (given, family, suffix)
