"""Telephone numbers of many countries, their types, and the numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cardscan import scan_text
from cardscan.fields import understood
from cardscan.model import Lines
from tests.support.typed_cards import any_readings, found, phone, values


@pytest.mark.parametrize(
    ("card", "value", "kind"),
    [
        (("株式会社みどり", "携帯 090-1234-5678"), "+819012345678", "cell"),
        (("東京都渋谷区渋谷2-1-1", "ＴＥＬ：０３-1234-5678"), "+81312345678", "work"),
        (("Rue de Marseille, 1000 Tunis", "GSM : 98 123 456"), "+21698123456", "cell"),
        (("Rua das Flores 12, São Paulo", "Fone: (11) 3456-7890"), "+551134567890", "work"),
        (("Rua das Flores 12, São Paulo", "Zap 11 98765-4321"), "+5511987654321", "cell"),
        (("bd Moulay Sliman, Casablanca", "Fax : 05 22 12 34 57"), "+212522123457", "fax"),
        (("12 rue de la Paix, 75002 Paris", "Port. 06 12 34 56 78"), "+33612345678", "cell"),
        (("Hauptstraße 5, 70173 Stuttgart", "Telefon 0711 / 12 34-567"), "+497111234567", "work"),
        (("Đường Lê Lợi, Quận 1, TP.HCM", "ĐT: (028) 3823 4567"), "+842838234567", "work"),
        (("Banjara Hills, Hyderabad - 500 034", "Cell: 98490 12345"), "+919849012345", "cell"),
        (("14 High Street, London SW1A 1AA", "T: 020 7946 0123"), "+442079460123", "work"),
        (("123 Main Street, Springfield, IL 62701", "c 312-555-0142"), "+13125550142", "cell"),
        (("ul. Długa 5, 00-238 Warszawa", "kom. 601 234 567"), "+48601234567", "cell"),
        (("1051 Budapest, Fő utca 3.", "Mobil: 06 30 123 4567"), "+36301234567", "cell"),
        (("Dlouhá 12, 110 00 Praha 1", "tel.: 224 123 456"), "+420224123456", "work"),
        (("Via Roma 10, 20121 Milano (MI)", "Cell. 335 1234567"), "+393351234567", "cell"),
        (("Büyükdere Cad., İstanbul", "Cep 0532 123 45 67"), "+905321234567", "cell"),
        (("Jl. Sudirman Kav. 10, Jakarta", "HP 0812-3456-7890"), "+6281234567890", "cell"),
        (("서울특별시 강남구", "M. 010-1234-5678"), "+821012345678", "cell"),
        (("ул. Ленина 5, Москва", "моб. 8 916 123 45 67"), "+79161234567", "cell"),
    ],
)
def test_a_local_number_is_completed_by_the_cards_country(
    card: tuple[str, ...], value: str, kind: str
) -> None:
    found_phone = phone(*card)
    assert (found_phone.value, found_phone.type) == (value, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+49 (0)30 1234567", "+49301234567"),
        ("+39 06 1234 5678", "+390612345678"),
        ("(+44) 20 7946 0123", "+442079460123"),
        ("Tel +49 3O 123456l", "+49301234561"),
        ("Tel +33 | 42 12 34 56", "+33142123456"),
        ("Mobile+33 6 12 34 56 78", "+33612345678"),
        ("0 +33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_an_international_number_is_read_through_slips(text: str, value: str) -> None:
    assert values("phone", text) == [value]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (("1 Elm Street, Boston, MA 02108", "UK Phone: 020 7946 0123"), "+442079460123"),
        (("1 Elm Street, Boston, MA 02108", "HK Tel: 2123 4567"), "+85221234567"),
        (("1 Lê Lợi, Quận 1, TP.HCM", "TW Mobile & Line: 0920-000-001"), "+886920000001"),
    ],
)
def test_a_country_before_the_label_is_the_numbers(card: tuple[str, ...], expected: str) -> None:
    assert values("phone", *card) == [expected]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (
            ("Hauptstraße 5, 70173 Stuttgart", "0711/123456/57/58"),
            ["+49711123456", "+49711123457", "+49711123458"],
        ),
        (("1 Lê Lợi, Quận 1, TP.HCM", "0331.000.001-0841.000.002"), ["+84331000001", "+84841000002"]),
        (("Lindenweg 3, 10115 Berlin", "Tel. 030-0123456"), ["+49300123456"]),
    ],
)
def test_numbers_that_share_a_line_are_parted(card: tuple[str, ...], expected: list[str]) -> None:
    assert values("phone", *card) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Telefax 030 1234567", "fax"),
        ("F. 030 1234567", "fax"),
        ("030 1234567 (Fax)", "fax"),
        ("030 1234567 Fax", "fax"),
        ("Tel/Fax: 030 1234567", "work"),
        ("Privat 030 1234567", "home"),
        ("Direct: 030 1234567", "work"),
        ("Fax\t030 1234567", "fax"),
        ("Mobil 0171 1234567", "cell"),
        ("0171 1234567", "cell"),
        ("Tel. 0171 1234567", "cell"),
        ("Pager 030 1234567", "pager"),
    ],
)
def test_the_type_comes_from_the_label_or_from_the_number(text: str, kind: str) -> None:
    assert phone("Lindenweg 3, Berlin", text).type == kind


def test_labels_behind_the_numbers_are_taken_where_none_stand_before() -> None:
    row = "212.555.0123 office | 212.555.0124 fax | 312.555.0142 cell"
    kinds = [getattr(c.value, "type", "") for c in found("phone", "Springfield, IL 62701", row)]
    assert kinds == ["work", "fax", "cell"]


def test_a_label_in_the_line_above_is_taken() -> None:
    assert phone("Lindenweg 3, Berlin", "Fax", "030 1234567").type == "fax"


@pytest.mark.parametrize(
    ("text", "extension"),
    [("x 123", "123"), ("ext. 12", "12"), ("Extn: 4321", "4321"), ("(Ext.12)", "12"), ("#77", "77")],
)
def test_an_extension_is_kept_apart(text: str, extension: str) -> None:
    number = phone(f"Tel +1 212 555 0123 {text}")
    assert (number.value, number.extension) == ("+12125550123", extension)


@pytest.mark.parametrize("sign", ["/", " / ", ", ", " - "])
def test_a_short_second_number_is_completed_from_the_first(sign: str) -> None:
    assert values("phone", f"Tel: +91-40-2345 6789{sign}6790") == ["+914023456789", "+914023456790"]


def test_two_whole_numbers_on_a_line_are_two() -> None:
    row = "Tel 030 1234567 / 030 7654321"
    assert values("phone", "Lindenweg 3, Berlin", row) == ["+49301234567", "+49307654321"]


@pytest.mark.parametrize(
    "text",
    [
        "CNPJ 12.345.678/0001-90", "SIRET 123 456 789 00012", "VAT No. GB 123 4567 89",
        "IBAN DE89 3704 0044 0532 0130 00", "GSTIN: 36ABCDE1234F1Z5", "P.IVA 01234567890",
        "HRB 123456", "CIF B12345678", "CEP 01234-567", "Hyderabad - 500034", "Springfield, IL 62701-1234",
        "Mon-Fri 9.00 - 18.00", "12/03/2020", "1984-2020", "License #01234567", "〒150-0002",
        "登録番号 1234567890123", "Lindenweg 123", "ISO 9001:2015",
    ],
)  # fmt: skip
def test_a_number_of_another_kind_is_no_phone(text: str) -> None:
    assert values("phone", "Anna Weber", text) == []


def test_an_invalid_number_with_a_label_is_kept_as_printed_with_doubt() -> None:
    (candidate,) = found("phone", "Springfield, IL 62701", "Tel. 123.456.7890")
    assert getattr(candidate.value, "value", "") == "123.456.7890"
    assert candidate.confidence < 0.7


def test_digits_glued_to_the_end_are_left_to_what_follows() -> None:
    (candidate,) = found("phone", "Springfield, IL 62701", "O: (415) 525-4061751 Elm Road")
    assert getattr(candidate.value, "value", "") == "+14155254061"
    assert candidate.spans[0].end == len("O: (415) 525-4061")


def test_the_region_asked_for_is_the_last_resort() -> None:
    assert values("phone", "Tel. 030 1234567", region="DE") == ["+49301234567"]
    assert values("phone", "Rue de Marseille, Tunis", "Tél 71 123 456", region="DE") == ["+21671123456"]


@given(any_readings())
@settings(deadline=None, max_examples=60)
def test_any_text_gives_candidates_that_are_printed_on_it(reading: Lines) -> None:
    for candidate in understood(reading).found:
        assert 0 <= candidate.confidence <= 1
        assert candidate.spans
        printed = " ".join(reading.lines[s.line].text[s.start : s.end] for s in candidate.spans)
        assert candidate.raw in printed
        for span in candidate.spans:
            assert 0 <= span.start < span.end <= len(reading.lines[span.line].text)


def test_a_round_icon_read_as_a_zero_is_no_digit_where_numbers_begin_with_none() -> None:
    assert values("phone", "0403 555 0142", "Calgary AB T2P 1J9, Canada") == ["+14035550142"]
    assert values("phone", "0612 34 56 78", "20000 Casablanca, Morocco") == ["+212612345678"]


def test_an_icon_before_a_number_belongs_to_it_whatever_stands_in_another_column() -> None:
    (number,) = found("phone", "S.L.\t0 +34 616 32 15 47")
    assert [(span.line, span.start) for span in number.spans] == [(1, 0)]


def test_labelled_numbers_say_which_countrys_the_others_are() -> None:
    card = (
        "青松门业",
        "香港风格",
        "王小明 15800001345",
        "店址：青州市东湖街12号路南",
        "安装电话：13900000118",
    )
    assert values("phone", *card) == ["+8615800001345", "+8613900000118"]


@pytest.mark.parametrize(
    "address",
    [
        "Zentrale: Hafenstr. 1, 20457 Hamburg",
        "Office: Elm Row 1 · 20457 Hamburg",
        "Büro: 04109 Leipzig",
        "Bureau : 12 rue des Lilas, 69003 Lyon",
    ],
)
def test_a_postal_code_before_a_town_is_no_phone(address: str) -> None:
    assert values("phone", "Tel. 040 123456", "mira@falk.de", address) == ["+4940123456"]


def test_what_a_country_has_given_up_is_not_dialled() -> None:
    for text in ("Cel. +52 1 55 1234 5678", "Cel/ +52 (1) 55 1234 5678", "Cel. 52 1 55 1234 5678"):
        assert values("phone", text, "06050 Ciudad de México") == ["+525512345678"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Makelaar", "T 020 - 123 45 67", "M 06 - 12 34 56 78"), ["+31201234567", "+31612345678"]),
        (("Bakkerij Jansen", "Eigenaar", "T 030 - 123 45 67"), ["+31301234567"]),
        (("Costa Arquitetos", "Tel. 21 123 4567", "Tlm. 912 345 678"), ["+351211234567", "+351912345678"]),
        (("Inês Silva", "Arquiteta", "Tel. 22 123 4567"), ["+351221234567"]),
        (("Ferri Moda", "Titolare", "Tel. 055 1234567", "333 1234567"), ["+390551234567", "+393331234567"]),
        (("Projektledare", "Tel. 08-123 456 78", "Mobil 070-123 45 67"), ["+46812345678", "+46701234567"]),
    ],
)
def test_a_cards_words_and_how_numbers_are_parted_tell_their_country(
    rows: tuple[str, ...], expected: list[str]
) -> None:
    assert values("phone", *rows, "mira@falkhouse.com") == expected


@pytest.mark.parametrize(
    ("rows", "doubted"),
    [
        (("Konsulent", "Tlf. 33 12 34 56"), True),  # Danish or Norwegian
        (("Konsulent", "Tlf. 33 12 34 56", "Danmark"), False),
        (("Beraterin", "Tel. 06 12 34 56 78"), True),
    ],
)
def test_a_number_that_two_countries_have_is_in_doubt(rows: tuple[str, ...], doubted: bool) -> None:
    (number,) = found("phone", "Mira Falk", *rows, "mira@falkhouse.com")
    assert (number.confidence <= 0.6) is doubted


@pytest.mark.parametrize(
    ("title", "number"),
    [("Direktor", "GSM 041 123 456"), ("Gerente", "Cel. 09 9123 4567"), ("Gerente", "Cel. 0981 123 456")],
)
def test_where_hardly_a_word_tells_the_country_the_number_is_in_doubt(title: str, number: str) -> None:
    assert "phones[0]" in scan_text(f"Mira Falk\n{title}\n{number}").needs_review


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tel. +49 30 123456 / 457", ["+4930123456", "+4930123457"]),
        ("Tel. (33) 3614-2233 / 3614-2244, 44100 Guadalajara", ["+523336142233", "+523336142244"]),
        ("Fone 2091-3344 / 98123-4567", ["2091-3344", "98123-4567"]),
    ],
)
def test_a_second_number_behind_a_stroke_is_one(text: str, told: list[str]) -> None:
    assert values("phone", text) == told


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("臺北市大安區", "Tel: 03-988-5527~9"), ["+88639885527"]),
        (("99/9 Moo 7, Songkhla 90250 Thailand", "Tel. (66) 74 291 448-9"), ["+6674291448", "+6674291449"]),
        (
            ("Shantou, Guangdong, China", "TEL: 0086-754-8573 6218 8573 6219"),
            ["+8675485736218", "+8675485736219"],
        ),
        (("Busan 48060, Korea", "TEL: 82-51-745-3091/2"), ["+82517453091", "+82517453092"]),
        (("London", "T +44 20 7946 0011/2/3"), ["+442079460011", "+442079460012", "+442079460013"]),
        (("London", "Tel 020 7946 0011 / 2nd floor"), ["+442079460011"]),
        (("69115 Heidelberg", "Tel. 06221/90182-0/-1"), ["+496221901820"]),
        (("Mumbai 400001", "PH-OFF-022-23456789", "MOB-PER-9820012345"), ["+912223456789", "+919820012345"]),
        (
            ("Shantou, China", "TEL: 0754-8573 6218 8573 6219 8573 6220"),
            ["+8675485736218", "+8675485736219", "+8675485736220"],
        ),
        (("Nairobi", "Tel/M-Pesa 0712 345 678"), ["+254712345678"]),
        (
            ("Kolkata 700107, India", "033 6628 4100 / 4101 Mobile: 98310 74526"),
            ["+913366284100", "+913366284101", "+919831074526"],
        ),
        (("臺北市", "預約專線 (02) 2775-4921·0918-336-502"), ["+886227754921", "+886918336502"]),
        (("臺北市", "0. +886 4 2359 6084"), ["+886423596084"]),
        (("75002 Paris", "01·42·34·56·78"), ["+33142345678"]),
        (("Slovenija", "T 05 380 84 16 041 627 390 (Jure)"), ["+38653808416", "+38641627390"]),
        (
            ("Ankara, Türkiye", "+90 (312) 988 04 71 ext. 106 / +90 (507) 612 88 35"),
            ["+903129880471", "+905076128835"],
        ),
    ],
)
def test_numbers_of_one_run_are_told_apart(lines: tuple[str, ...], wanted: list[str]) -> None:
    assert [phone.value for phone in scan_text("\n".join(lines)).contact.phones] == wanted


@pytest.mark.parametrize(
    "lines",
    [
        ("Târnăveni, România", "IBAN: RO49 BTRL 0270 1202 R834 15XX"),
        ("Nice, France", "FR76 3000 4000 0312 IBAN FR76 3000 4000 0312 3456 7890 143"),
        ("14014 Córdoba, España", "N.I.F. B-14506297"),
        ("Nilüfer / Bursa", "Çekirge V.D. 649 003 8127"),
        ("Jeddah 23326, K.S.A.", "C.R.4030284716"),
        ("Makati City 1223, Philippines", "HLURB-NCR-B-06/18-0352"),
    ],
)
def test_what_banks_and_tax_offices_number_is_no_phone(lines: tuple[str, ...]) -> None:
    assert scan_text("\n".join(lines)).contact.phones == ()


def test_a_house_number_below_a_phone_is_not_dialled() -> None:
    card = ("Tél. +212 535 76 40 18", "Showroom —231, Quartier Industriel", "40110 Marrakech, Maroc")
    assert [phone.value for phone in scan_text("\n".join(card)).contact.phones] == ["+212535764018"]


def test_more_digits_right_behind_a_stroke_are_another_number() -> None:
    card = ("東京都中央区北2-3-43", "TEL. 0081 31 23 45 691/6602")
    assert [phone.value for phone in scan_text("\n".join(card)).contact.phones] == [
        "+81312345691",
        "+81312346602",
    ]
