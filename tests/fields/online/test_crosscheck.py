"""One company, one domain."""

from __future__ import annotations

from tests.support.typed_cards import found, values


def test_the_domain_that_the_company_name_proves_wins() -> None:
    card = ("Falkner Garden Tools", "info@falknergarden.example", "www.falkmergarden.example")
    assert values("url", *card) == ["https://www.falknergarden.example"]
    card = ("Falkner Garden Tools", "info@falkmergarden.example", "www.falknergarden.example")
    assert values("email", *card) == ["info@falknergarden.example"]


def test_letters_win_over_digits_among_letters() -> None:
    card = ("info@falkergroup.example", "www.falkergr0up.example")
    assert values("url", *card) == ["https://www.falkergroup.example"]


def test_two_domains_that_differ_by_a_letter_are_doubted_where_nothing_decides() -> None:
    card = ("Mira Falk", "info@falknergarden.example", "www.falkmergarden.example")
    assert all(candidate.confidence < 0.8 for kind in ("email", "url") for candidate in found(kind, *card))


def test_a_companys_other_domain_is_left_alone() -> None:
    card = ("info@falkner.example", "www.garden-tools.example")
    assert values("email", *card) == ["info@falkner.example"]
    assert values("url", *card) == ["https://www.garden-tools.example"]


def test_a_large_providers_domain_is_left_alone() -> None:
    assert values("email", "info@gmail.com", "www.gmails.com") == ["info@gmail.com"]


def test_a_domain_in_umlauts_and_the_same_in_ascii_are_both_as_printed() -> None:
    for plain in ("bruening-werke", "bruning-werke"):
        card = ("Brüning Werke", f"info@{plain}.example", "www.brüning-werke.example")
        assert values("email", *card) == [f"info@{plain}.example"]
        assert values("url", *card) == ["https://www.brüning-werke.example"]
