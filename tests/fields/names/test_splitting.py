import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.names import split_name
from cardscan.model import Contact, PersonName

NAMES = [
    # as printed, the country, prefix, given, additional, family, suffix, family first
    ("Anna Weber", "DE", "", "Anna", "", "Weber", "", False),
    ("Dr. Anna Weber", "DE", "Dr.", "Anna", "", "Weber", "", False),
    ("Prof. Dr. med. Jonas Lindner", "DE", "Prof. Dr. med.", "Jonas", "", "Lindner", "", False),
    ("Dipl.-Ing. (FH) Karl Brandt", "DE", "Dipl.-Ing. (FH)", "Karl", "", "Brandt", "", False),
    ("Mag. Eva Huber, MSc", "AT", "Mag.", "Eva", "", "Huber", "MSc", False),
    ("PROF. DR. ANNA-LENA VON DER HEIDE", "DE", "PROF. DR.", "ANNA-LENA", "", "VON DER HEIDE", "", False),
    ("Jan van der Berg", "NL", "", "Jan", "", "van der Berg", "", False),
    ("Ing. Petr Novák, Ph.D.", "CZ", "Ing.", "Petr", "", "Novák", "Ph.D.", False),
    ("Jane Doe, PMP®", "US", "", "Jane", "", "Doe", "PMP", False),
    ("John Q. Public Jr.", "US", "", "John", "Q.", "Public", "Jr.", False),
    ("Robert Miller III", "US", "", "Robert", "", "Miller", "III", False),
    ("Mary Smith CPA, MBA", "US", "", "Mary", "", "Smith", "CPA, MBA", False),
    ("Weber, Anna", "DE", "", "Anna", "", "Weber", "", True),
    ("NAGY Réka", "HU", "", "Réka", "", "NAGY", "", True),
    ("Nagy Réka", "HU", "", "Réka", "", "Nagy", "", True),
    ("Réka Nagy", "HU", "", "Réka", "", "Nagy", "", False),
    ("Pr. NGUYEN Van An", "VN", "Pr.", "Van An", "", "NGUYEN", "", True),
    ("김 민 수", "KR", "", "민수", "", "김", "", True),
    ("Trần Thị Hoa", "VN", "", "Thị Hoa", "", "Trần", "", True),
    ("Jean-Paul DUPONT", "FR", "", "Jean-Paul", "", "DUPONT", "", False),
    ("Marie de la TOUR", "FR", "", "Marie", "", "de la TOUR", "", False),
    ("YAMADA Taro", "JP", "", "Taro", "", "YAMADA", "", True),
    ("Taro Yamada", "JP", "", "Taro", "", "Yamada", "", False),
    ("山田 太郎", "JP", "", "太郎", "", "山田", "", True),
    ("山田太郎", "JP", "", "太郎", "", "山田", "", True),
    ("王小明", "CN", "", "小明", "", "王", "", True),
    ("김민준", "KR", "", "민준", "", "김", "", True),
    ("Kim Min-jun", "KR", "", "Min-jun", "", "Kim", "", True),
    ("Min-jun Kim", "KR", "", "Min-jun", "", "Kim", "", False),
    ("J.S. Gupta", "IN", "", "J.S.", "", "Gupta", "", False),
    ("T. S. Rao", "IN", "", "T. S.", "", "Rao", "", False),
    ("Kumar S. M", "IN", "", "Kumar", "", "S. M", "", False),
    ("Brig. A. K. Mehra", "IN", "Brig.", "A. K.", "", "Mehra", "", False),
    ("Adv. Priya Nair", "IN", "Adv.", "Priya", "", "Nair", "", False),
    ("Juan Carlos García López", "MX", "", "Juan Carlos", "", "García López", "", False),
    ("João Souza Filho", "BR", "", "João", "", "Souza Filho", "", False),
    ("Mohamed Ben Salah", "TN", "", "Mohamed", "", "Ben Salah", "", False),
    ("Omar bin Rashid", "AE", "", "Omar", "", "bin Rashid", "", False),
    ("Sra. Lucía Campos", "ES", "Sra.", "Lucía", "", "Campos", "", False),
    ("Dr.Anna Weber", "DE", "Dr.", "Anna", "", "Weber", "", False),
    ("Jack Ma", "CN", "", "Jack", "", "Ma", "", False),
    ("Dean Harper", "US", "", "Dean", "", "Harper", "", False),
    ("Anna", "", "", "Anna", "", "", "", False),
    ("M. Jean DUPONT", "TN", "M.", "Jean", "", "DUPONT", "", False),
    ("M. Night Weber", "US", "", "M.", "Night", "Weber", "", False),
    ("Dott.ssa Giulia De Luca", "IT", "Dott.ssa", "Giulia", "", "De Luca", "", False),
    ("Tan Wei Ming", "SG", "", "Wei Ming", "", "Tan", "", True),
    ("Dr. H. Budi Santoso, M.T.", "ID", "Dr. H.", "Budi", "", "Santoso", "M.T.", False),
    ("Петров Иван Сергеевич", "RU", "", "Иван", "Сергеевич", "Петров", "", True),
    ("Иван Сергеевич Петров", "RU", "", "Иван", "Сергеевич", "Петров", "", False),
    ("Jur van den Hof", "NL", "", "Jur", "", "van den Hof", "", False),
    ("Ruth de la Heras", "ES", "", "Ruth", "", "de la Heras", "", False),
    ("Anna zu Lindenau", "DE", "", "Anna", "", "zu Lindenau", "", False),
    ("van den Hof Jan", "NL", "", "Jan", "", "van den Hof", "", True),
    ("von der Heide, Anna", "DE", "", "Anna", "", "von der Heide", "", True),
    ("de Wit", "NL", "", "", "", "de Wit", "", False),
    ("Frau von der Heide", "DE", "Frau", "", "", "von der Heide", "", False),
    ("Mr. Lindner", "", "Mr.", "", "", "Lindner", "", False),
    ("Drs. Holm", "", "Drs.", "", "", "Holm", "", False),
    ("Dr. Anna", "", "Dr.", "Anna", "", "", "", False),
    ("Sister Agnes", "", "Sister", "Agnes", "", "", "", False),
    ("M. Peter Winter", "", "", "M.", "Peter", "Winter", "", False),
    ("JB Holm", "", "", "JB", "", "Holm", "", False),
    ("Anna Berg née Winter", "", "", "Anna", "", "Berg née Winter", "", False),
    ("Anna Berg (geb. Winter)", "DE", "", "Anna", "", "Berg (geb. Winter)", "", False),
    ("Ana Belén Gómez-Ruiz de la Cruz", "ES", "", "Ana Belén", "", "Gómez-Ruiz de la Cruz", "", False),
    ("María del Carmen Ortega", "ES", "", "María del Carmen", "", "Ortega", "", False),
    ("Rosa del Pilar Campos", "", "", "Rosa del Pilar", "", "Campos", "", False),
    ("Elena de la Torre Campos", "ES", "", "Elena", "", "de la Torre Campos", "", False),
    ("Ir. Tan Sri Wong Siew Lan", "MY", "Ir. Tan Sri", "Siew Lan", "", "Wong", "", True),
    ("Ong Mei Hua", "SG", "", "Mei Hua", "", "Ong", "", True),
    ("Ahmad Ismail", "MY", "", "Ahmad", "", "Ismail", "", False),
    ("Sean O'Connor BSc (Hons)", "IE", "", "Sean", "", "O'Connor", "BSc (Hons)", False),
]


@pytest.mark.parametrize(
    ("printed", "region", "prefix", "given_name", "additional", "family", "suffix", "first"), NAMES
)
def test_each_people_s_names_are_split_their_way(
    printed: str,
    region: str,
    prefix: str,
    given_name: str,
    additional: str,
    family: str,
    suffix: str,
    *,
    first: bool,
) -> None:
    assert split_name(printed, region) == PersonName(prefix, given_name, additional, family, suffix, first)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("®", ""))


def composed(name: PersonName) -> str:
    return Contact(
        prefix=name.prefix,
        given_name=name.given,
        additional_name=name.additional,
        family_name=name.family,
        suffix=name.suffix,
        family_first=name.family_first,
        nickname=name.nickname,
    ).full_name


@pytest.mark.parametrize(("printed", "region"), [row[:2] for row in NAMES])
def test_the_parts_give_the_printed_name_back(printed: str, region: str) -> None:
    assert "".join(words_of(composed(split_name(printed, region)))) == "".join(words_of(printed))


NAME_WORDS = (
    "Anna Karl WEBER van der de Dr. Prof. PhD MBA Jr. García Nagy NGUYEN J. S. K Kim Lee Ben, Li Souza"
).split()


@given(
    st.lists(st.sampled_from(NAME_WORDS), min_size=1, max_size=6),
    st.sampled_from(["", "DE", "US", "HU", "VN", "CN", "JP", "MX", "BR"]),
)
def test_no_order_of_name_words_loses_or_moves_one(printed: list[str], region: str) -> None:
    text = " ".join(printed)
    assert words_of(composed(split_name(text, region))) == words_of(text)


@given(st.text(max_size=60), st.sampled_from(["", "HU", "JP", "KR", "ES"]))
def test_any_text_gives_a_name(text: str, region: str) -> None:
    split_name(text, region)


def parts_of(text: str) -> tuple[str, str, str, str]:
    name = split_name(text)
    return name.given, name.additional, name.family, name.suffix


@pytest.mark.parametrize(
    ("text", "given", "additional", "family", "suffix"),
    [
        ("DORA HILTON M.D.", "DORA", "", "HILTON", "M.D."),
        ("Dora Hilton B.Sc.", "Dora", "", "Hilton", "B.Sc."),
        ("Dora Hilton iii", "Dora", "", "Hilton", "iii"),
        ("DORA M. HILTON M.D. PH.D.", "DORA", "M.", "HILTON", "M.D. PH.D."),
        ("Rao K.S.", "Rao", "", "K.S.", ""),
    ],
)
def test_a_degree_needs_no_comma_before_it(
    text: str, given: str, additional: str, family: str, suffix: str
) -> None:
    assert parts_of(text) == (given, additional, family, suffix)


@pytest.mark.parametrize(
    ("text", "given", "additional", "family", "suffix"),
    [
        ("HILTON, DORA M", "DORA", "M", "HILTON", ""),
        ("HILTON JR, DORIAN M", "DORIAN", "M", "HILTON", "JR"),
        ("Hilton III, Dorian", "Dorian", "", "Hilton", "III"),
        ("DI LORETO, DORA", "DORA", "", "DI LORETO", ""),
        ("Hilton, Dora, Ph.D.", "Dora", "", "Hilton", "Ph.D."),
        ("Penhallow, J.R.", "J.R.", "", "Penhallow", ""),
        ("SANTORO JR, DORILIN", "DORILIN", "", "SANTORO", "JR"),
        ("HILTON MD, DORA", "DORA", "", "HILTON", "MD"),
        ("LARKIN BSN, RN, DORA", "DORA", "", "LARKIN", "BSN, RN"),
        ("Larkin, BSN, RN, Dora", "Dora", "", "Larkin", "BSN, RN"),
    ],
)
def test_a_name_turned_round_has_all_its_parts(
    text: str, given: str, additional: str, family: str, suffix: str
) -> None:
    assert parts_of(text) == (given, additional, family, suffix)
    assert split_name(text).family_first


def test_an_initial_behind_makes_the_first_word_the_family_name_where_it_can_be_nothing_else() -> None:
    assert parts_of("Hoffmann Julia K.") == ("Julia", "K.", "Hoffmann", "")
    assert parts_of("Julia Hoffmann K.")[2] == "K."


def test_capitals_tell_nothing_where_all_but_initials_are_capitals() -> None:
    assert parts_of("D MARION HILTON JR") == ("D", "MARION", "HILTON", "JR")


@pytest.mark.parametrize(
    ("text", "prefix"), [("Otte, Dr. Karl", "Dr."), ("OTTE, Prof. Dr. Karl", "Prof. Dr."), ("Otte, Karl", "")]
)
def test_a_degree_behind_the_comma_stands_before_the_given_name(text: str, prefix: str) -> None:
    name = split_name(text)
    assert (name.prefix, name.given, name.family.title()) == (prefix, "Karl", "Otte")
