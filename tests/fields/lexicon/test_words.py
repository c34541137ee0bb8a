import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.lexicon import words

KINDS = (
    "given_names family_names towns countries regions titles departments companies streets legal_forms "
    "slogans callings name_prefixes name_suffixes particles mailboxes"
).split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_of_every_list_can_be_found_as_it_is_sought(kind: str) -> None:
    entries = words.words(kind)
    assert len(entries) > 50
    assert "" not in entries
    assert [entry for entry in entries if " ".join(words.split_words(entry)) != entry] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("titles", "Geschäftsführender Gesellschafter"),
        ("titles", "DIRECTEUR COMMERCIAL"),
        ("titles", "Diretora Executiva"),
        ("titles", "Satış Müdürü"),
        ("titles", "Obchodní ředitel"),
        ("titles", "Kierownik projektu"),
        ("titles", "Phó Giám đốc"),
        ("titles", "代表取締役"),
        ("titles", "总经理"),
        ("titles", "대표이사"),
        ("titles", "генеральный директор"),
        ("titles", "Responsabile Vendite"),
        ("legal_forms", "Sp. z o.o."),
        ("legal_forms", "S.A.R.L."),
        ("legal_forms", "Co., Ltd."),
        ("legal_forms", "S.p.A."),
        ("legal_forms", "A/S"),
        ("legal_forms", "株式会社"),
        ("companies", "Steuerberatung"),
        ("departments", "Research and Development"),
        ("name_prefixes", "Dipl.-Ing."),
        ("name_suffixes", "Ph.D."),
    ],
)
def test_what_cards_print_is_explained_as_a_whole(kind: str, text: str) -> None:
    assert words.share(kind, text) == 1.0


@pytest.mark.parametrize(
    ("kind", "text", "country"),
    [
        ("countries", "U.A.E.", "AE"),
        ("countries", "Việt Nam", "VN"),
        ("countries", "Maroc", "MA"),
        ("countries", "日本", "JP"),
        ("towns", "Zürich", "CH"),
        ("towns", "ZURICH", "CH"),
        ("towns", "Sfax", "TN"),
        ("towns", "Łódź", "PL"),
        ("regions", "New South Wales", "AU"),
        ("legal_forms", "Ltda", "BR"),
        ("legal_forms", "SUARL", "TN"),
    ],
)
def test_a_word_votes_for_its_countries(kind: str, text: str, country: str) -> None:
    assert country in words.countries_of(kind, text)


def test_a_word_that_is_no_entry_votes_for_none() -> None:
    assert words.countries_of("towns", "Grubblewick") == ()
    assert words.phrases("titles", "Grubblewick") == ()


def test_names_of_many_peoples_are_known() -> None:
    assert all(map(words.is_given, ("Anna", "Réka", "Yuko", "Mehdi", "Srinivas", "João")))
    assert all(map(words.is_family, ("Weber", "Nguyễn", "Takahashi", "Trabelsi", "Reddy", "Gonçalves")))


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = words.fold(text)
    assert words.fold(once) == once


@given(st.text(max_size=80), st.sampled_from(KINDS))
def test_any_text_has_a_share_between_none_and_all(text: str, kind: str) -> None:
    assert 0.0 <= words.share(kind, text) <= 1.0


def test_a_list_that_is_not_there_is_no_empty_list() -> None:
    with pytest.raises(LookupError, match="mail_domain"):
        words.words("mail_domain")
