"""Which domains are a card's own."""

from cardscan.fields.online.own import domain_of, host_of, own_domains
from cardscan.model import Candidate, Email, Phone, Span, Url, Value


def candidate(value: Value) -> Candidate:
    kind = {Email: "email", Url: "url", Phone: "phone"}[type(value)]
    return Candidate(kind, value, "", 1.0, (Span(0, 0, 1),), "test")  # type: ignore[arg-type]


MAIL = candidate(Email("Anna@Mail.Weber.example"))
SITE = candidate(Url("https://www.weber.example/team?id=1"))
SHOP = candidate(Url("http://tea-shop.example"))
PRIVATE = candidate(Email("anna@gmail.com"))
NUMBER = candidate(Phone("+493012345678"))


def test_mails_and_websites_have_a_host_and_a_domain() -> None:
    found = (MAIL, SITE, NUMBER)
    assert [host_of(each) for each in found] == ["mail.weber.example", "www.weber.example", ""]
    assert [domain_of(each) for each in found] == ["weber.example", "weber.example", ""]


def test_a_card_s_own_domains_are_each_named_once_and_no_provider_s() -> None:
    assert own_domains([PRIVATE, SHOP, MAIL, NUMBER, SITE]) == ("tea-shop.example", "weber.example")
    assert own_domains([PRIVATE]) == ()
