"""What a card's e-mails, websites and accounts tell of whose card it is."""

from cardscan.fields.context.witnesses import Witnesses, witnesses_of
from tests.support.typed_cards import found


def test_people_are_named_before_the_at_and_companies_behind_it() -> None:
    mails = found("email", "anna.weber@teahouse.example", "www.teahouse.example")
    sites = found("url", "anna.weber@teahouse.example", "www.teahouse.example")
    assert witnesses_of([*mails, *sites]) == Witnesses(("anna.weber",), ("teahouse",))


def test_a_mail_provider_is_no_company_and_an_office_no_person() -> None:
    assert witnesses_of(found("email", "anna.weber@gmail.com")) == Witnesses(("anna.weber",), ())
    assert witnesses_of(found("email", "info@teahouse.example")) == Witnesses((), ("teahouse",))
    assert witnesses_of(found("email", "teahouse@teahouse.example")) == Witnesses((), ("teahouse",))


def test_an_account_names_its_owner() -> None:
    assert witnesses_of(found("social", "linkedin.com/in/annaweber")).locals == ("annaweber",)


def test_a_card_without_them_has_no_witnesses() -> None:
    assert witnesses_of([]) == Witnesses()
