"""What stands before and behind a name."""

import pytest

from cardscan.fields.names import split_name
from cardscan.fields.names.ends import take_prefix, take_suffix


@pytest.mark.parametrize(
    ("text", "prefix", "given"),
    [
        ("The Rev. Mark Winter", "The Rev.", "Mark"),
        ("The Hon. Ruth Holm", "The Hon.", "Ruth"),
        ("Mister Mark Winter", "Mister", "Mark"),
        ("Father Mark Winter", "Father", "Mark"),
        ("father mark j. winter", "father", "mark"),
        ("Her Honour Ruth Holm", "Her Honour", "Ruth"),
        ("State Senator Ruth Holm", "State Senator", "Ruth"),
        ("Mayor Ruth Holm", "Mayor", "Ruth"),
        ("Attorney Dr. Ruth Holm", "Attorney Dr.", "Ruth"),
        ("Bürgermeisterin Ruth Holm", "Bürgermeisterin", "Ruth"),
    ],
)
def test_callings_stand_before_a_whole_name(text: str, prefix: str, given: str) -> None:
    name = split_name(text)
    assert (name.prefix, name.given, name.family.casefold()) == (prefix, given, text.split()[-1].casefold())


@pytest.mark.parametrize("text", ["Mayor Holm", "Attorney Holm"])
def test_a_calling_before_one_word_may_be_a_name(text: str) -> None:
    assert split_name(text).prefix == ""


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("William A. Holm VI", "VI"),
        ("Dorian Holm VIII", "VIII"),
        ("A. Holm M.D. S.C.", "M.D. S.C."),
        ("Ruth Holm Phd", "Phd"),
        ("ruth holm dds", "dds"),
        ("Ruth Holm Attorney at Law", "Attorney at Law"),
        ("ruth j. holm realtor", "realtor"),
        ("Karl Holm Architect AIA", "Architect AIA"),
        ("Anna Holm, Trustee", "Trustee"),
    ],
)
def test_callings_generations_and_degrees_stand_behind(text: str, suffix: str) -> None:
    name = split_name(text)
    assert (name.suffix, name.family.casefold()) == (suffix, "holm")


@pytest.mark.parametrize("text", ["Lan Thi Vi", "Holm VI", "LAN THI VI", "Ruth Attorney", "Rao K.S."])
def test_names_that_look_like_suffixes_stay(text: str) -> None:
    assert split_name(text).suffix == ""


def test_a_word_of_the_name_always_stays() -> None:
    assert take_suffix(["MBA"]) == (["MBA"], "")
    assert take_prefix(["Dr.", "Prof."], "") == ("Dr.", ["Prof."])


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("M. et Mme Garnier", "M. et Mme"), ("Familie Huber", "Familie"), ("Mr & Mrs Hall", "Mr & Mrs")],
)
def test_a_household_has_a_family_name_only(text: str, prefix: str) -> None:
    name = split_name(text)
    assert (name.prefix, name.given, name.family) == (prefix, "", text.split()[-1])


@pytest.mark.parametrize("text", ["Kenji Morita, Dr. Eng.", "Anna Holm Dr.-Ing."])
def test_a_doctorate_may_stand_behind(text: str) -> None:
    name = split_name(text)
    assert name.prefix == ""
    assert name.suffix.startswith("Dr.")


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("Ruth R. Holm, M.D., F.A.C.C., F.Q.C.A.I.", "M.D., F.A.C.C., F.Q.C.A.I."),
        ("D. Holm, REB, REA", "REB, REA"),
        ("Ruth Holm, MD, FRCS (Glasg)", "MD, FRCS (Glasg)"),
        ("Ruth Holm, LL.M. (Cape Town)", "LL.M. (Cape Town)"),
    ],
)
def test_several_degrees_keep_their_order_and_what_they_are_in(text: str, suffix: str) -> None:
    name = split_name(text)
    assert (name.family, name.suffix, name.nickname) == ("Holm", suffix, "")


def test_initials_behind_a_comma_are_no_degree() -> None:
    assert split_name("Holm, J.S.").family == "Holm"
