"""Addresses in Chinese, Japanese and Korean letters: from the large to the small, without spaces."""

from __future__ import annotations

import re

from cardscan.fields.lexicon.words import countries_of
from cardscan.fields.postal.codes import clean_code
from cardscan.model import Address
from cardscan.text import is_cjk

_CODE = {
    "JP": re.compile(r"〒?\s?\d{3}\s?[-‐–ー−]\s?\d{4}(?!\d)|〒\s?\d{7}"),
    "CN": re.compile(r"(?:邮编|邮政编码|P\.?C\.?)?\s*[:：]?\s*(?<!\d)\d{6}(?!\d)"),
    "TW": re.compile(r"^\s*[(（]?(?<!\d)\d{3}(?:\d{2,3})?(?!\d)[)）]?|(?<=,)\s*\d{3}(?:\d{2,3})?\s*$"),
    "KR": re.compile(r"[(（]?(?:우편번호|우)?\s*[:：]?\s*(?<!\d)(?:\d{5}|\d{3}-\d{3})(?![\d-])[)）]?"),
}
_PARTS = {
    "JP": re.compile(
        r"(?P<region>東京都|北海道|(?:京都|大阪)府|\w{2,3}県)?\s*"
        r"(?P<locality>\w{1,6}?郡\w{1,5}?[町村]|\w{1,6}?市(?:\w{1,4}?区)?|\w{1,4}?区)?"
    ),
    "CN": re.compile(r"(?P<region>\w{2,7}?(?:省|自治区))?\s*(?P<locality>\w{2,6}?市|香港|澳门)?"),
    "TW": re.compile(r"(?P<region>)(?P<locality>\w{2}[市縣县]|香港|澳門)?"),
    "KR": re.compile(
        r"(?P<region>\w{1,6}?도|충남|충북|경남|경북|전남|전북|경기|강원|제주)?\s*"
        r"(?P<locality>\w{2,4}(?:특별자치시|특별시|광역시)|(?:서울|부산|대구|인천|광주|대전|울산|세종)(?=\s)|\w{1,4}?[시군](?=\s))?"
    ),
}
ALONE = {"香港": "HK", "澳門": "MO", "澳门": "MO"}
"""Towns with a country code of their own, whose addresses are written as elsewhere in China."""
_COUNTRY = re.compile(
    r"^(?:日本国?|中国|中國|中华人民共和国|台灣|臺灣|中華民國|香港|대한민국|한국)(?=\W|〒|\w{2})"
)


def read_cjk(text: str, assumed: str = "") -> Address | None:
    """Split an address in native letters, or return None if it is not in any that is known.

    >>> read_cjk("〒100-0001 東京都千代田区千代田1-1")
    Address(street='千代田1-1', locality='千代田区', region='東京都', postal_code='100-0001', country='', \
country_code='JP', formatted='〒100-0001 東京都千代田区千代田1-1')
    """
    code = _country_of(text, assumed)
    rest, country = text, ""
    match = _CODE[code].search(rest)
    postal = ""
    if match is not None:
        postal = clean_code(re.sub(r"[^\d-]", "", re.sub(r"[‐–ー−]", "-", match[0])))
        rest = rest[: match.start()] + " " + rest[match.end() :]
    rest = rest.strip(" ,、，:：()（）")
    named = _COUNTRY.match(rest)
    if named is not None and countries_of("countries", named[0]) and len(rest) > len(named[0]):
        follows = rest[len(named[0]) :].lstrip(" ,、，")
        if named[0] != "香港":
            rest, country = follows, named[0]
    parts = _PARTS[code].match(rest)
    if parts is None or not is_cjk(rest):
        return None
    province, locality = parts["region"] or "", parts["locality"] or ""
    if not locality and not province and not postal:
        return None
    street = " ".join(rest[parts.end() :].split()).strip(" ,、，")
    return Address(street, locality, province, postal, country, ALONE.get(locality, code), text)


def _country_of(text: str, assumed: str) -> str:
    """Tell by letters and words which of the four countries an address is in."""
    if re.search(r"[\uac00-\ud7af]", text):
        return "KR"
    if re.search(r"[〒\u3040-\u30ff]|県\w|東京都|北海道|京都府|大阪府|丁目|番地", text) and not re.search(
        "[縣號]", text
    ):
        return "JP"
    if re.search(r"[縣號樓區臺灣]|台北|新北|高雄", text):
        return "TW"
    return assumed if assumed in _CODE else "CN"
