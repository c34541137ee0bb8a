"""Numbers that look like telephones' and are none, beside some that are."""

import pytest

from tests.support.typed_cards import values


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("東京連絡所 136-0082 東京都江東区新木場1-8", "東京都渋谷区渋谷2-1-1\t電話 03-1234-5678"),
        ("本社 850-0035 長崎市元船町9-22", "長崎県長崎市元船町9-22\tTEL 095-827-4410"),
        ("倉庫 060-0001 北海道札幌市", "北海道札幌市中央区1-2\tTEL 011-222-3333"),
        ("Nextel 62*14*30782", "Tel. 668 815 2094, Los Mochis, México"),
        ("Nextel 72*11*4205", "Tel. 668 815 2094, Los Mochis, México"),
        ("P., O., T. 9.00–18.00 • C. 10.00–19.00 · Pk. 9.00–15.00", "tālr. 67 281 406, Rīga, LV-1050"),
        ("di t/m vr 9.00–17.30 · za 9.00–17.00", "Tel. 0575 541873, 7201 NR Zutphen"),
        ("R.C.28417-Patente 13245780-I.F.04510987-CNSS 2365418", "Tél. 05 35 64 21 90, 30000 Fès, Maroc"),
        ("N° ADELI 30 1 08842 7 · RPPS 10003887142", "Tél. 04 66 38 71 24, 30900 NÎMES"),
        ("SARL au capital de 8 000 euros – R.C.S. Brest B 382 114 907", "Tél. 02 98 12 34 56, 29200 Brest"),
        ("Falk Energia Oy · 2998417-3", "Puh. 02 234 5678, 20520 Turku"),
        ("TELEX: 910-338-0221", "Tel. (415) 555-0142, San Jose, CA 95131"),
        ("Marram V.D. 069 047 3182", "Tel. 0212 123 45 67, 34430 İstanbul, Türkiye"),
        ("RBQ : 5714-8820-01", "T 514 555-0171, Anjou (Québec) H1J 1L8"),
        ("Cg. 03-06-114827", "Tel. 06 78 462 138, 6300 Kalocsa"),
    ],
)
def test_codes_radios_hours_and_registers_are_no_phones(line: str, country: str) -> None:
    alone = values("phone", "Anna Falk", country)
    assert len(alone) == 1
    assert values("phone", "Anna Falk", country, line) == alone


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("Guadalajara, Jal., México", "Cel. 044 33 1298 4467"), ["+523312984467"]),
        (("Tepatitlán, Jal., México", "Tel. 01 378 782 5519"), ["+523787825519"]),
        (("Los Mochis, Sin., México", "Cel. 045 668 143 7728"), ["+526681437728"]),
        (
            ("Suva, Fiji", "(679)3308416|331 2275|Fax (679) 3308417"),
            ["+6793308416", "+6793312275", "+6793308417"],
        ),
        (("İstanbul", "0532 123 45 67|0216 123 45 67"), ["+905321234567", "+902161234567"]),
        (("London SE1 2AA", "Tel/Telex: 020 7946 0123"), ["+442079460123"]),
        (("Sialkot-51310, Pakistan", "Ph: 0092-52-3550101-2"), ["+92523550101", "+92523550102"]),
        (("Karachi, Pakistan", "Ph: 0092-21-35550120-1"), ["+922135550120", "+922135550121"]),
        (("10115 Berlin", "Tel. 030 12345-6"), ["+4930123456"]),
        (("37770 Guijuelo", "España", "923 580 100-923 580 200"), ["+34923580100", "+34923580200"]),
        (("Zhongshan, China", "Tel: 0086-760-22318845", "Showroom: Shop A3032-3033"), ["+8676022318845"]),
        (("Mumbai, India", "Mb: 98200 12345"), ["+919820012345"]),
        (("Cairo, Egypt", "Tel.:(+202) 27044183-27044184"), ["+20227044183", "+20227044184"]),
        (("Chattogram, Bangladesh", "For Serial: 01819-374 265"), ["+8801819374265"]),
    ],
)
def test_old_prefixes_strokes_and_pairs_are_read(lines: tuple[str, ...], wanted: list[str]) -> None:
    assert values("phone", *lines) == wanted
