import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.postal.addresses import parse_address

# The country, an address as printed, and its "locality|region|postal code|country"
WORLD = [
    ("US", "12 Elm Street, Suite 400\nSpringfield, IL 62704", "Springfield|IL|62704|"),
    ("US", "1450 Harbor Blvd NE Albany OR 97321-0042", "Albany|OR|97321-0042|"),
    ("US", "77 Lake Road\nRochester, New York 14602 USA", "Rochester|New York|14602|USA"),
    ("US", "400 West 33rd Street\nNew York, NY10001", "New York|NY|10001|"),
    ("US", "P.O. Box 11223, Austin, Texas 78701", "Austin|Texas|78701|"),
    ("CA", "210 rue Sainte-Marie\nMontréal (Québec) H2X 1Y4\nCanada", "Montréal|Québec|H2X 1Y4|Canada"),
    ("CA", "88 King St W, Toronto, ON M5H 2N2", "Toronto|ON|M5H 2N2|"),
    ("GB", "4 Mill Lane\nBakewell\nDerbyshire DE45 1AB", "Bakewell|Derbyshire|DE45 1AB|"),
    ("GB", "20 Harbour Yard, London SE1 9ZZ", "London||SE1 9ZZ|"),
    ("GB", "Unit 3, Canal Park, NG2 4QQ, Nottingham, UK", "Nottingham||NG2 4QQ|UK"),
    ("HK", "Flat A, 12/F, 88 Queen's Road Central\nHong Kong", "Hong Kong|||Hong Kong"),
    ("CN", "上海市浦东新区世纪大道88号1203室\n邮编:200120", "上海市||200120|"),
    ("TW", "台北市信義區信義路五段7號\n11049", "台北市||11049|"),
    ("IE", "15 Quay Street\nDublin 2\nD02 X285\nIreland", "Dublin 2||D02 X285|Ireland"),
    ("AU", "Level 4, 9 Pitt Lane\nSydney NSW 2000", "Sydney|NSW|2000|"),
    ("AU", "12 Church Street Richmond, Victoria 3121 Australia", "Richmond|Victoria|3121|Australia"),
    ("NZ", "7 Beach Road, Auckland 1010, New Zealand", "Auckland||1010|New Zealand"),
    ("DE", "Lindenweg 12a\nD-80331 München", "München||80331|"),
    ("DE", "Postfach 10 20 30, 50667 Köln, Deutschland", "Köln||50667|Deutschland"),
    ("AT", "Gartengasse 5/12 • A - 1050 Wien", "Wien||1050|"),
    ("CH", "Seestrasse 40 | CH-8002 Zürich | Schweiz", "Zürich||8002|Schweiz"),
    ("FR", "12 bis, rue des Lilas\n69003 LYON", "LYON||69003|"),
    ("FR", "Tour Azur - 4, place du Dôme\n92095 Paris La Défense Cedex", "Paris La Défense Cedex||92095|"),
    ("FR", "3, avenue Foch - BP 123\nF-13002 Marseille Cedex 02\nFrance", "Marseille Cedex 02||13002|France"),
    ("BE", "Rue du Lac 14\nB-1000 Bruxelles\nBelgique", "Bruxelles||1000|Belgique"),
    ("LU", "8, rue du Moulin\nL-1234 Luxembourg", "Luxembourg||1234|"),
    ("NL", "Kerklaan 88\n1234 AB Hilversum\nThe Netherlands", "Hilversum||1234 AB|The Netherlands"),
    ("IT", "Via dei Mille, 22 - 20121 Milano (MI) - Italia", "Milano|MI|20121|Italia"),
    ("IT", "Viale Europa 3\n31100 Treviso TV", "Treviso|TV|31100|"),
    ("ES", "C/ Mayor 15, 3º B\n28013 Madrid\nEspaña", "Madrid||28013|España"),
    ("ES", "Polígono Industrial Sur, nave 7, 46980 Paterna (Valencia)", "Paterna|Valencia|46980|"),
    ("PT", "Rua das Flores, 120 - 2.º\n4050-262 Porto\nPortugal", "Porto||4050-262|Portugal"),
    (
        "BR",
        "Rua Augusta, 1500 - cj. 42 - Consolação\nCEP 01304-001 - São Paulo - SP",
        "São Paulo|SP|01304-001|",
    ),
    ("BR", "Av. Brasil, 3000 - Centro\nCuritiba/PR - 80010-000", "Curitiba|PR|80010-000|"),
    ("BR", "Av. das Palmeiras, 45 - Jd. América - Campinas - SP", "Campinas|SP||"),
    ("BR", "Rua XV, 200\nBelo Horizonte - MG - CEP: 30130-000\nBrasil", "Belo Horizonte|MG|30130-000|Brasil"),
    (
        "MX",
        "Av. Juárez 210, Col. Centro\nC.P. 44100 Guadalajara, Jal., México",
        "Guadalajara|Jal|44100|México",
    ),
    (
        "AR",
        "Av. Corrientes 1234 Piso 5\nC1043AAZ Buenos Aires\nArgentina",
        "Buenos Aires||C1043AAZ|Argentina",
    ),
    ("CO", "Calle 100 No. 19-54, Bogotá, Colombia", "Bogotá|||Colombia"),
    ("CL", "Av. Providencia 1000, Of. 502, Santiago, Chile", "Santiago|||Chile"),
    ("PL", "ul. Lipowa 8/3\n00-123 Warszawa", "Warszawa||00-123|"),
    ("CZ", "Dlouhá 12\n110 00 Praha 1\nCzech Republic", "Praha 1||110 00|Czech Republic"),
    ("SK", "Hlavná 5, 811 01 Bratislava", "Bratislava||811 01|"),
    ("HU", "H-1051 Budapest, Nádor utca 7.", "Budapest||1051|"),
    ("RO", "Str. Lalelelor nr. 4, 400123 Cluj-Napoca, România", "Cluj-Napoca||400123|România"),
    ("SE", "Storgatan 5\nSE-111 22 Stockholm\nSweden", "Stockholm||111 22|Sweden"),
    ("DK", "Nygade 3\nDK-2100 København Ø", "København Ø||2100|"),
    ("NO", "Storgata 10\n0155 Oslo", "Oslo||0155|"),
    ("FI", "Satamakatu 4 A\nFI-00160 Helsinki", "Helsinki||00160|"),
    ("GR", "Odos Ermou 10\n105 63 Athens, Greece", "Athens||105 63|Greece"),
    ("TR", "Gül Sok. No: 5 Kat: 3\n34394 Şişli / İstanbul", "Şişli|İstanbul|34394|"),
    ("TR", "Atatürk Cad. No:12 06420 Çankaya/Ankara TÜRKİYE", "Çankaya|Ankara|06420|TÜRKİYE"),
    ("MA", "12, Rue des Orangers, 2ème étage\n20 000 Casablanca - Maroc", "Casablanca||20 000|Maroc"),
    ("MA", "Bd Hassan II, Imm. Atlas, Rabat, Maroc", "Rabat|||Maroc"),
    ("TN", "Rue du Lac Léman, Les Berges du Lac\n1053 Tunis, Tunisie", "Tunis||1053|Tunisie"),
    ("TN", "15, Avenue de la Liberté - 4000 Sousse - Tunisie", "Sousse||4000|Tunisie"),
    ("TN", "Immeuble Jasmin, Centre Urbain Nord 1082 Tunis", "Tunis||1082|"),
    ("SN", "Immeuble Baobab, 14 Avenue Cheikh - Dakar – Sénégal", "Dakar|||Sénégal"),
    ("AE", "Office 1204, Palm Tower, P.O. Box 45678, Dubai, UAE", "Dubai|||UAE"),
    ("SA", "King Road, P.O. Box 1234, Riyadh 11564, Saudi Arabia", "Riyadh||11564|Saudi Arabia"),
    ("IL", "10 Herzl St., Tel Aviv 6100001, Israel", "Tel Aviv||6100001|Israel"),
    ("IN", "# 4-2-77, Rose Villa, MG Road,\nSecunderabad - 500 003.", "Secunderabad||500 003|"),
    ("IN", "Plot 12, Sector 18, Gurgaon-122015, Haryana, INDIA", "Gurgaon|Haryana|122015|INDIA"),
    ("IN", "2nd Floor, Lotus House, Pune, Maharashtra - 411 001", "Pune|Maharashtra|411 001|"),
    ("PK", "14-B, Canal View, Lahore 54000, Pakistan", "Lahore||54000|Pakistan"),
    ("SG", "10 Marina Walk #12-34\nSingapore 018980", "Singapore||018980|"),
    ("MY", "8, Jalan Merpati, 50450 Kuala Lumpur, Malaysia", "Kuala Lumpur||50450|Malaysia"),
    ("TH", "99/1 Sukhumvit Road, Klongtoey, Bangkok 10110, Thailand", "Bangkok||10110|Thailand"),
    ("VN", "25 Đường Hoa Mai, Phường 2, Quận 3, TP. Hồ Chí Minh", "TP. Hồ Chí Minh|||"),
    ("VN", "Số 8, ngõ 12 Láng Hạ, Đống Đa, Hà Nội, Việt Nam", "Hà Nội|||Việt Nam"),
    ("ID", "Jl. Melati No. 7, Jakarta Selatan 12190, Indonesia", "Jakarta Selatan||12190|Indonesia"),
    ("PH", "5F Coral Bldg., Ayala Ave., Makati City 1226, Philippines", "Makati City||1226|Philippines"),
    ("HK", "Room 901, 9/F, Jade Centre, 20 Queen's Road, Hong Kong", "Hong Kong|||Hong Kong"),
    ("JP", "2-3-4 Sakura, Chiyoda-ku, Tokyo 100-0099, Japan", "Tokyo||100-0099|Japan"),
    ("JP", "5-6 Umeda, Kita-ku, Osaka 530-0001 JAPAN", "Osaka||530-0001|JAPAN"),
    ("JP", "〒100-0099 東京都千代田区桜1-2-3 青空ビル5階", "千代田区|東京都|100-0099|"),
    ("JP", "〒220-0099\n神奈川県横浜市西区みなと4丁目5番6号", "横浜市西区|神奈川県|220-0099|"),
    ("KR", "12, Teheran-ro, Gangnam-gu, Seoul 06134, Korea", "Seoul||06134|Korea"),
    ("KR", "서울특별시 강남구 테헤란로 12, 3층 (06134)", "서울특별시||06134|"),
    ("CN", "广东省深圳市南山区科技路8号 邮编:518057", "深圳市|广东省|518057|"),
    ("CN", "88 Nanjing Road, Shanghai 200001, P.R. China", "Shanghai||200001|P.R. China"),
    ("TW", "10617 台北市大安區和平路12號3樓", "台北市||10617|"),
    ("TW", "No. 5, Sec. 2, Heping Rd., Taipei 106, Taiwan", "Taipei||106|Taiwan"),
    ("ZA", "14 Protea Street, Sandton, Gauteng 2196, South Africa", "Sandton|Gauteng|2196|South Africa"),
    ("NG", "3 Marina Road, Victoria Island, Lagos, Nigeria", "Lagos|||Nigeria"),
    ("KE", "Acacia Tower, Ngong Road, P.O. Box 4455-00100 Nairobi, Kenya", "Nairobi||00100|Kenya"),
]


def parts(text: str, region: str) -> str:
    address = parse_address(text.split("\n"), region)
    return "|".join((address.locality, address.region, address.postal_code, address.country))


@pytest.mark.parametrize(("region", "text", "expected"), WORLD)
def test_each_country_s_own_order_is_understood(region: str, text: str, expected: str) -> None:
    assert parts(text, region) == expected
    assert parse_address(text.split("\n"), region).country_code == region


@pytest.mark.parametrize("separator", [", ", " • ", " | ", " - "])
def test_an_address_on_one_line_reads_like_one_on_several(separator: str) -> None:
    lines = ["Lindenweg 12a", "80331 München", "Germany"]
    address = parse_address([separator.join(lines)])
    assert (address.street, address.locality, address.postal_code) == ("Lindenweg 12a", "München", "80331")
    assert (address.country, address.country_code) == ("Germany", "DE")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Lindenweg 12a\n80331 München", "DE"),
        ("12 Elm Street\nSpringfield, IL 62704", "US"),
        ("4 Mill Lane\nBakewell DE45 1AB", "GB"),
        ("Kerklaan 88\n1234 AB Hilversum", "NL"),
        ("Rua Augusta, 1500\n01304-001 São Paulo - SP", "BR"),
        ("Plot 12, Sector 18\nGurgaon - 122 015", "IN"),
        ("88 King St W\nToronto ON M5H 2N2", "CA"),
        ("東京都千代田区桜1-2-3", "JP"),
    ],
)
def test_the_country_is_guessed_where_nothing_names_it(text: str, country: str) -> None:
    assert parse_address(text.split("\n")).country_code == country


def test_the_country_on_the_card_wins_over_the_one_assumed() -> None:
    address = parse_address(["Seestrasse 40, 8002 Zürich, Switzerland"], assumed="US")
    assert (address.locality, address.country_code) == ("Zürich", "CH")


@pytest.mark.parametrize(
    "label", ["Address:", "Add. :", "Adresse :", "Endereço:", "Địa chỉ:", "Head Office:", "Cím:"]
)
def test_a_label_is_no_part_of_the_address(label: str) -> None:
    address = parse_address([f"{label} 12 Elm Street,", "Springfield, IL 62704"], "US")
    assert address.formatted == "12 Elm Street, Springfield, IL 62704"
    assert address.street == "12 Elm Street"


def test_a_house_number_is_no_postal_code() -> None:
    address = parse_address(["14432 Harbor Point Place", "Albany, Oregon 97321"], "US")
    assert (address.street, address.postal_code) == ("14432 Harbor Point Place", "97321")


def test_no_address_is_an_empty_address() -> None:
    assert parse_address([]).formatted == ""
    assert parse_address(["", " - "]).formatted == ""


@given(st.lists(st.text(max_size=40), max_size=4), st.sampled_from(["", "US", "DE", "JP", "BR", "VN", "XX"]))
def test_any_text_gives_an_address_with_its_own_words(lines: list[str], region: str) -> None:
    address = parse_address(lines, region)
    printed = " ".join(lines)
    assert set(re.findall(r"\w+", address.formatted)) <= set(re.findall(r"\w+", printed))
    for part in (address.locality, address.region, address.country):
        assert set(re.findall(r"\w+", part)) <= set(re.findall(r"\w+", printed))


@given(
    st.sampled_from(["Lindenweg", "Am Graben", "Neue Gasse"]),
    st.integers(1, 299),
    st.integers(10000, 99999),
    st.sampled_from(["Köln", "Bad Kleinau", "Neustadt an der Aue"]),
)
def test_every_german_address_comes_back_in_its_parts(street: str, house: int, code: int, town: str) -> None:
    address = parse_address([f"{street} {house}", f"{code} {town}"], "DE")
    assert (address.street, address.postal_code, address.locality) == (f"{street} {house}", str(code), town)


@pytest.mark.parametrize(
    ("last", "code"),
    [("Falkland Islands, United Kingdom", "FK"), ("Gibraltar, UK", "GI"), ("Åland, Finland", "AX")],
)
def test_a_territory_printed_before_its_country_is_where_the_address_is(last: str, code: str) -> None:
    address = parse_address(["7 Palm Road", "Stanley", last])
    assert (address.country_code, address.country, address.street) == (code, last, "7 Palm Road")


def test_a_state_before_its_country_is_no_territory() -> None:
    address = parse_address(["7 Elm Street", "Macon, Georgia 31277", "USA"])
    assert (address.region, address.country_code) == ("Georgia", "US")


@pytest.mark.parametrize(
    "label", ["Corp. Office: ", "Niederlassung Leipzig: ", "Siège : ", "Regd. Office - "]
)
def test_an_offices_label_is_no_part_of_its_street(label: str) -> None:
    address = parse_address([f"{label}7 Palm Road", "London SW1Y 7ZZ"])
    assert address.street == "7 Palm Road"


@pytest.mark.parametrize(
    ("last", "town", "state"),
    [
        ("Peru, IN 46977", "Peru", "IN"),
        ("Norway, ME 04277", "Norway", "ME"),
        ("China, TX 77617", "China", "TX"),
    ],
)
@pytest.mark.parametrize("assumed", ["", "US", "PE"])
def test_a_town_before_its_state_and_code_is_no_country(
    last: str, town: str, state: str, assumed: str
) -> None:
    address = parse_address(["7 Elm Street", last], assumed)
    assert (address.locality, address.region, address.country_code) == (town, state, "US")


@pytest.mark.parametrize(
    ("lines", "town", "street"),
    [
        (["101077, г. Москва", "ул. Лесная, 7"], "Москва", "ул. Лесная, 7"),
        (["вул. Лісова, 7", "м. Київ", "01077"], "Київ", "вул. Лісова, 7"),
        (["ул. Липа 7", "1077 гр. София"], "София", "ул. Липа 7"),
    ],
)
def test_the_word_for_a_town_is_no_part_of_its_name(lines: list[str], town: str, street: str) -> None:
    address = parse_address(lines)
    assert (address.locality, address.street) == (town, street)


@pytest.mark.parametrize(
    ("lines", "town"),
    [
        (["7 Queen's Road Central", "Hong Kong", "China"], "Hong Kong"),
        (["7 Nathan Road", "Kowloon", "Hong Kong, China"], "Kowloon"),
    ],
)
def test_hong_kong_is_where_it_is_whoever_is_printed_behind_it(lines: list[str], town: str) -> None:
    address = parse_address(lines)
    assert (address.locality, address.country_code) == (town, "HK")
