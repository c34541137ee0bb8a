"""Addresses in Chinese, Japanese and Korean letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.postal.cjk import read_cjk


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("〒100-0099 東京都千代田区桜1-2-3", ("桜1-2-3", "千代田区", "東京都", "100-0099", "JP")),
        ("〒220-0099 神奈川県横浜市西区みなと4丁目5番6号",
         ("みなと4丁目5番6号", "横浜市西区", "神奈川県", "220-0099", "JP")),
        ("서울특별시 강남구 테헤란로 12, 3층 (06134)",
         ("강남구 테헤란로 12, 3층", "서울특별시", "", "06134", "KR")),
        ("广东省深圳市南山区科技路8号 邮编:518057", ("南山区科技路8号", "深圳市", "广东省", "518057", "CN")),
        ("10617 台北市大安區和平路12號3樓", ("大安區和平路12號3樓", "台北市", "", "10617", "TW")),
        ("香港中環皇后大道88號", ("中環皇后大道88號", "香港", "", "", "HK")),
    ],
)  # fmt: skip
def test_each_country_s_address_goes_from_large_to_small(text: str, parts: tuple[str, ...]) -> None:
    address = read_cjk(text)
    assert address is not None
    assert (
        address.street,
        address.locality,
        address.region,
        address.postal_code,
        address.country_code,
    ) == parts
    assert address.formatted == text


def test_a_country_in_front_is_the_country() -> None:
    address = read_cjk("中国上海市浦东新区世纪大道88号")
    assert address is not None
    assert (address.country, address.locality) == ("中国", "上海市")


@pytest.mark.parametrize("text", ["", "12 Elm Street", "株式会社桜", "12345"])
def test_what_has_neither_code_nor_town_is_none(text: str) -> None:
    assert read_cjk(text) is None


@given(
    st.text("〒東京都千代田区市県省号號0123456789-－ ,서울시广东省深圳", max_size=30),
    st.sampled_from(["", "JP", "TW", "DE"]),
)
def test_any_text_gives_an_address_of_its_own_letters_or_none(text: str, assumed: str) -> None:
    address = read_cjk(text, assumed)
    if address is not None:
        assert set(address.locality + address.region + address.street) <= set(text)
        assert address.formatted == text
