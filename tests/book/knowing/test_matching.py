"""Who is known: the same card again, a newer card of the same person, a namesake, a colleague."""

from dataclasses import replace

import pytest
from hypothesis import given

from cardscan.book.knowing.matching import judge, keys
from cardscan.model import Address, Contact, Email, Phone
from tests.support.acquaintances import ANNA, NEW_POST, verdict
from tests.support.strategies import contacts


def test_nobody_is_known_to_an_empty_book() -> None:
    assert judge(ANNA, []).verdict == "new"


@given(contacts())
def test_a_card_is_the_same_as_itself(contact: Contact) -> None:
    assert verdict(contact, contact) == "again"
    assert keys(contact) == keys(contact)


AGAIN = {
    "letter case": replace(ANNA, family_name="WEBER", organization="WEBER LOGISTIK GMBH"),
    "legal form left out": replace(ANNA, organization="Weber Logistik"),
    "no title before the name": replace(ANNA, prefix=""),
    "one letter of the e-mail misread": replace(ANNA, emails=(Email("anna.webcr@weber-logistik.example"),)),
    "one digit misread": replace(ANNA, phones=(Phone("+493012345673"), ANNA.phones[1])),
    "a letter of the name misread": replace(ANNA, family_name="Wcber"),
    "less was read": replace(ANNA, title="", urls=(), addresses=()),
    "the note differs": replace(ANNA, note="met at the fair"),
    "the title misread": replace(ANNA, title="Head of Sa1es"),
    "an initial for the name": replace(ANNA, given_name="A."),
}


@pytest.mark.parametrize("card", AGAIN.values(), ids=AGAIN)
def test_the_same_card_photographed_again_is_known(card: Contact) -> None:
    assert verdict(card, ANNA) == "again"
    assert keys(card) & keys(ANNA)


TYPED = {
    "another letter in the e-mail": ("e-mail", AGAIN["one letter of the e-mail misread"]),
    "another digit": ("phone", AGAIN["one digit misread"]),
    "another letter in the title": ("title", AGAIN["the title misread"]),
}


@pytest.mark.parametrize(("field", "contact"), TYPED.values(), ids=TYPED)
def test_in_what_was_typed_each_letter_counts(field: str, contact: Contact) -> None:
    found = judge(contact, [("a", ANNA)], read=False)
    assert (found.verdict, found.reason.endswith(f"another {field}")) == ("renewed", True)


def test_siblings_in_an_address_book_stay_two() -> None:
    jan = Contact(given_name="Jan", family_name="Möller", emails=(Email("jan@moeller.example"),))
    jana = Contact(given_name="Jana", family_name="Möller", emails=(Email("jana@moeller.example"),))
    assert judge(jana, [("jan", jan)], read=False).verdict in ("new", "uncertain")
    assert judge(jana, [("jan", jan)]).verdict in ("new", "uncertain")


RENEWED = {
    "another company, the mobile kept": NEW_POST,
    "promoted": replace(ANNA, title="Chief Executive Officer"),
    "moved": replace(ANNA, addresses=(Address(formatted="Neuer Wall 40, 20354 Hamburg"),)),
    "one more number": replace(ANNA, phones=(*ANNA.phones, Phone("+49401112223", type="fax"))),
}


@pytest.mark.parametrize("card", RENEWED.values(), ids=RENEWED)
def test_a_newer_card_renews_the_contact(card: Contact) -> None:
    assert verdict(card, ANNA) == "renewed"
    assert keys(card) & keys(ANNA)


def test_what_is_new_is_told() -> None:
    found = judge(RENEWED["promoted"], [("a", ANNA)])
    assert (found.of, found.reason) == ("a", "the same name and e-mail and phone; another title")


UNCERTAIN = {
    "the same name and company, nothing in common": replace(
        ANNA, phones=(Phone("+49401112223"),), emails=(Email("weber@elsewhere.example"),)
    ),
    "the same name, e-mail at the same company": replace(
        ANNA, organization="", phones=(), emails=(Email("weber@weber-logistik.example"),)
    ),
    "the same e-mail, another name": replace(ANNA, given_name="Bernd", family_name="Koch", phones=()),
    "the same mobile number, another name": replace(ANNA, given_name="Bernd", family_name="Koch", emails=()),
    "the same company, a middle name": replace(
        ANNA, additional_name="Maria", phones=(), emails=(), urls=(), addresses=()
    ),
    "the same company, family name first": replace(
        ANNA, given_name="Weber", family_name="Anna", phones=(), emails=(), urls=(), addresses=()
    ),
    "a colleague of nearly the same name": replace(
        ANNA, given_name="Anne", phones=ANNA.phones[:1], emails=(Email("anne.weber@weber-logistik.example"),)
    ),
    "no name was read": Contact(emails=ANNA.emails),
}


def test_who_is_called_by_the_nickname_is_the_same() -> None:
    known = replace(ANNA, nickname="Nan")
    assert verdict(replace(ANNA, given_name="Nan"), known) == verdict(
        replace(ANNA, additional_name="M."), ANNA
    )
    assert verdict(replace(ANNA, given_name="Nan"), ANNA) == "uncertain"


@pytest.mark.parametrize("card", UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_is_alike_without_proof_waits_for_a_decision(card: Contact) -> None:
    assert verdict(card, ANNA) == "uncertain"
    assert keys(card) & keys(ANNA)


NEW = {
    "a colleague with the same switchboard": replace(
        ANNA,
        given_name="Bernd",
        family_name="Koch",
        phones=ANNA.phones[:1],
        emails=(Email("bernd.koch@weber-logistik.example"),),
    ),
    "the office's mailbox": replace(
        ANNA,
        given_name="Bernd",
        family_name="Koch",
        phones=(),
        emails=(Email("info@weber-logistik.example"),),
    ),
    "the next in a row of test contacts": replace(
        ANNA, family_name="Weber2", phones=(), emails=(Email("anna.weber2@weber-logistik.example"),), title=""
    ),
    "the company itself": Contact(organization="Weber Logistik GmbH", urls=ANNA.urls),
}


@pytest.mark.parametrize("card", NEW.values(), ids=NEW)
def test_who_is_somebody_else_is_new(card: Contact) -> None:
    office = replace(ANNA, emails=(*ANNA.emails, Email("info@weber-logistik.example")))
    assert verdict(card, ANNA) == "new"
    assert verdict(card, office) == "new"


SHOP = Contact(
    organization="Café Morgenrot",
    phones=(Phone("+493055512345"),),
    addresses=(Address(formatted="Ring 3, 10115 Berlin"),),
)


def test_a_shop_is_known_by_its_number() -> None:
    assert verdict(replace(SHOP, organization="CAFE MORGENROT"), SHOP) == "again"
    branch = replace(
        SHOP, phones=(Phone("+49891234567"),), addresses=(Address(formatted="Isartor 1, 80331 München"),)
    )
    assert verdict(branch, SHOP) == "new"


def test_the_best_match_decides() -> None:
    judgement = judge(ANNA, [("like", UNCERTAIN["no name was read"]), ("old", NEW_POST), ("same", ANNA)])
    assert (judgement.verdict, judgement.of) == ("again", "same")


def test_a_public_mail_provider_is_no_company() -> None:
    mine = Contact(given_name="Jan", family_name="Kowalski", emails=(Email("jan.k@gmail.com"),))
    namesake = Contact(given_name="Jan", family_name="Kowalski", emails=(Email("kowalski77@gmail.com"),))
    assert judge(mine, [("a", namesake)]).likeness < 0.5
    assert not keys(mine) & keys(namesake)


def test_a_namesake_elsewhere_may_have_changed_the_company() -> None:
    elsewhere = Contact(given_name="Anna", family_name="Weber", organization="Bäckerei Korn")
    found = judge(elsewhere, [("a", ANNA)])
    assert (found.verdict, found.reason) == ("uncertain", "the same name")
    assert found.likeness < judge(UNCERTAIN["no name was read"], [("a", ANNA)]).likeness
