"""Languages as people call them, and as Tesseract does."""

from __future__ import annotations

import re

from cardscan.asked.hints import did_you_mean
from cardscan.errors import UsageError
from cardscan.text import fold

_NAMES = """
afr af Afrikaans; amh am Amharic; ara ar Arabic; asm as Assamese; aze az Azerbaijani; bel be Belarusian; ben
bn Bengali; bod bo tib Tibetan; bos bs Bosnian; bre br Breton; bul bg Bulgarian; cat ca Catalan català; ceb
Cebuano; ces cs cze Czech čeština; chi_sim zh chi zho Chinese Mandarin; chi_tra Cantonese Taiwanese; cym cy
wel Welsh Cymraeg; dan da Danish dansk; deu de ger German Deutsch; ell el gre Greek; eng en English; epo eo
Esperanto; est et Estonian; eus eu baq Basque; fas fa per Persian Farsi; fin fi Finnish suomi; fra fr fre
French français; fry fy Frisian; gle ga Irish Gaeilge; glg gl Galician galego; guj gu Gujarati; hat ht
Haitian; heb he iw Hebrew; hin hi Hindi; hrv hr scr Croatian hrvatski; hun hu Hungarian magyar; hye hy arm
Armenian; ind id Indonesian; isl is ice Icelandic; ita it Italian italiano; jav jv Javanese; jpn ja jp
Japanese; kan kn Kannada; kat ka geo Georgian; kaz kk Kazakh; khm km Khmer Cambodian; kir ky Kyrgyz; kor ko
kr Korean; lao lo Lao; lat la Latin; lav lv Latvian; lit lt Lithuanian; ltz lb Luxembourgish; mal ml
Malayalam; mar mr Marathi; mkd mk mac Macedonian; mlt mt Maltese; mon mn Mongolian; msa ms may Malay; mya my
bur Burmese Myanmar; nep ne Nepali; nld nl dut Dutch Flemish Nederlands; nor no nb Norwegian norsk; oci oc
Occitan; pan pa Punjabi; pol pl Polish polski; por pt Portuguese português Brazilian; pus ps Pashto; ron ro
rum Romanian Moldovan; rus ru Russian; san sa Sanskrit; sin si Sinhala Sinhalese; slk sk slo Slovak; slv sl
Slovenian Slovene; snd sd Sindhi; spa es Spanish Castilian español; sqi sq alb Albanian; srp sr scc Serbian;
sun su Sundanese; swa sw Swahili; swe sv Swedish svenska; tam ta Tamil; tat tt Tatar; tel te Telugu; tgk tg
Tajik; tgl tl fil Tagalog Filipino; tha th Thai; tir ti Tigrinya; tur tr Turkish Türkçe; uig ug Uyghur; ukr
uk ua Ukrainian; urd ur Urdu; uzb uz Uzbek; vie vi Vietnamese; yid yi Yiddish; yor yo Yoruba
"""
"""Tesseract's name, then other codes and names, of those on cards at all likely."""

_CODE = re.compile(r"[a-z]{3}(_\w+)?|script/\w+|osd")
_BY_NAME = {fold(name): code for code, *names in map(str.split, _NAMES.split(";")) for name in names}


def check_languages(asked: str, named: str) -> None:
    """Raise UsageError, with what may be meant, for a language that Tesseract calls otherwise.

    `named` is what the user knows the choice by.

    >>> check_languages("fra+script/Hangul+tlh", "--lang")
    >>> check_languages("deu+french", "--lang")
    Traceback (most recent call last):
    cardscan.errors.UsageError: --lang french: is no language as Tesseract names them
    """
    for language in asked.split("+") if asked else ():
        code = _BY_NAME.get(fold(language), "")
        if code or not _CODE.fullmatch(language):
            meant = f"did you mean {code}?" if code else _meant(language)
            raise UsageError(
                f"{named} {language}: is no language as Tesseract names them",
                f"{meant} such as deu, or deu+fra for both".removeprefix(" ") if not code else meant,
            )


def _meant(language: str) -> str:
    close = did_you_mean(fold(language), _BY_NAME)
    name = close.removeprefix("did you mean ").removesuffix("?")
    return f"did you mean {_BY_NAME[name]}?" if close else "three letters,"
