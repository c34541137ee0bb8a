"""Answers that are no card of the contact's: the book takes nothing of them, and sends nothing after them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cardscan.book import Book, Imported
from cardscan.carddav.address_book import AddressBook
from cardscan.carddav.push import push
from cardscan.dav.outcomes import Difference, PushOutcome, Wishes
from cardscan.dav.patience import Patience
from cardscan.model import Contact, Email, Phone
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of
from tests.support.servers import Between, Radicale, answers
from tests.support.vcard_texts import card

BRITTA = Contact(
    given_name="Britta",
    family_name="Keller",
    title="Captain",
    organization="Boats",
    phones=(Phone("+493023125120"),),
    emails=(Email("britta@keller.example"),),
)
CARLA = replace(BRITTA, given_name="Carla", family_name="Nagel", emails=(Email("carla@nagel.example"),))
WHOLE = card(["TITLE:Cook", "TEL:+493023125129"], uid="b-1").encode()


@pytest.fixture
def there(server: Radicale) -> AddressBook:
    return server.address_book()


@pytest.fixture
def between(server: Radicale) -> Iterator[Between]:
    with Between(server.url) as running:
        yield running


@pytest.fixture
def far(server: Radicale, between: Between, there: AddressBook) -> AddressBook:
    """The same address book, through what stands between."""
    client = server.client(between.url, Patience(attempts=1))
    return AddressBook(client, there.url.replace(server.url, between.url))


def outcomes(book: Book, there: AddressBook, **wishes: object) -> dict[str, PushOutcome]:
    return {outcome.uid: outcome for outcome in push(book, there, Wishes(**wishes))}  # type: ignore[arg-type]


def verdicts(book: Book, there: AddressBook, **wishes: object) -> dict[str, str]:
    return {uid: outcome.verdict for uid, outcome in outcomes(book, there, **wishes).items()}


def change_there(there: AddressBook, name: str, old: str, new: str) -> None:
    octets, etag = there.item(name)
    assert old.encode() in octets
    assert there.put(name, octets.replace(old.encode(), new.encode()), etag).status in (201, 204)


def cards(there: AddressBook) -> dict[str, str]:
    """Return the text of each card, by its UID."""
    texts = [there.item(name)[0] for name in there.etags()]
    return {uid_of(lines_of(text)): text.decode() for text in texts}


@pytest.mark.parametrize("changed_here", [False, True])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "it is no vCard"),
        (b"", "gives nothing"),
        (b"\r\n", "it is empty"),
        (b"\0" * 400, "it is no vCard"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", "the card has no UID"),
        (WHOLE[:-20], "it has no end"),
        (WHOLE.replace(b"Cook", b"Co\0\0"), "it has octets that no text has"),
        (WHOLE + card([], uid="c-2").encode(), "it is more than one"),
    ],
)
def test_what_is_no_whole_card_is_not_taken(
    book: Book, there: AddressBook, far: AddressBook, between: Between,
    body: bytes, reason: str, changed_here: bool,
) -> None:  # fmt: skip
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, far)
    change_there(there, "b-1.vcf", "Captain", "Skipper")
    if changed_here:
        book.correct("b-1", replace(BRITTA, organization="Ships"))
    kept, sent = book.entry("b-1").contact, there.item("b-1.vcf")
    between.faults = [("GET", answers(200, body))]
    [outcome] = outcomes(book, far).values()
    assert outcome.verdict == "failed" and outcome.reason.endswith(reason)
    assert f"{far.url}b-1.vcf: " in outcome.reason
    assert book.entry("b-1").contact == kept and there.item("b-1.vcf") == sent
    assert verdicts(book, far) == {"b-1": "merged" if changed_here else "taken"}
    assert book.entry("b-1").contact.title == "Skipper"


def test_another_card_in_an_answer_is_nobodys_change(
    book: Book, there: AddressBook, far: AddressBook, between: Between
) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, far)
    change_there(there, "b-1.vcf", "Captain", "Skipper")
    between.faults = [("GET", answers(200, card([], uid="c-2").encode()))]
    assert verdicts(book, far) == {"b-1": "taken"}  # found by its UID
    assert book.entry("b-1").contact == replace(BRITTA, title="Skipper")


def test_no_card_is_believed_to_have_arrived_before_it_is_seen(
    book: Book, there: AddressBook, far: AddressBook, between: Between
) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    for body in (b"<html>", card([], uid="c-2").encode()):
        between.faults = [("PUT", answers(201)), ("GET", answers(200, body))]
        assert verdicts(book, far) == {"b-1": "failed"} and not there.etags()
    assert verdicts(book, far) == {"b-1": "new"} and verdicts(book, far) == {"b-1": "unchanged"}


def test_what_is_deleted_here_takes_no_other_card_with_it(
    book: Book, there: AddressBook, far: AddressBook, between: Between
) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, far)
    change_there(there, "b-1.vcf", "Captain", "Skipper")
    book.delete("b-1")
    for side in ("ours", "theirs"):
        between.faults = [("GET", answers(200, b"<html>"))]
        assert verdicts(book, far, settled={"b-1": side}) == {"b-1": "failed"}
    assert book.entry("b-1").deleted and "Skipper" in cards(there)["b-1"]
    there.delete("b-1.vcf", there.etags()["b-1.vcf"])
    stranger = card([], uid="c-2")
    assert there.put("b-1.vcf", stranger.encode()).status == 201
    assert verdicts(book, far, settled={"b-1": "ours"}) == {"b-1": "deleted"}
    assert list(cards(there)) == ["c-2"]


REACH = ["TITLE:Captain", "ORG:Boats", "TEL;TYPE=WORK:+493023125120"]
REACH += ["EMAIL;TYPE=WORK:britta@keller.example"]


@pytest.mark.parametrize("left", [["FN:Britta Keller"], [*REACH, "N:;;;;", "FN: "]])
def test_a_card_that_lost_nearly_everything_is_a_conflict(
    book: Book, each_server: Radicale, left: list[str]
) -> None:
    there = each_server.address_book()
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, there)
    stump = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "UID:b-1", *left, "END:VCARD", ""])
    assert there.put("b-1.vcf", stump.encode(), there.etags()["b-1.vcf"]).status in (201, 204)
    [outcome] = outcomes(book, there).values()
    assert (outcome.verdict, outcome.reason) == ("conflict", "hardly anything is left of it on the server")
    assert outcome.differences and book.entry("b-1").contact == BRITTA
    assert verdicts(book, there, settled={"b-1": "ours"}) == {"b-1": "updated"}
    assert verdicts(book, there) == {"b-1": "unchanged"} and book.entry("b-1").contact == BRITTA
    assert there.put("b-1.vcf", stump.encode(), there.etags()["b-1.vcf"]).status in (201, 204)
    assert verdicts(book, there, settled={"b-1": "theirs"}) == {"b-1": "taken"}
    assert book.entry("b-1").contact != BRITTA and verdicts(book, there) == {"b-1": "unchanged"}


def test_cards_that_changed_names_on_the_server_are_still_whose_they_were(
    book: Book, there: AddressBook
) -> None:
    book.import_contacts([Imported("b-1", BRITTA), Imported("c-2", CARLA)])
    outcomes(book, there)
    before = cards(there)
    for name, etag in there.etags().items():
        there.delete(name, etag)
    there.put("b-1.vcf", before["c-2"].encode())
    there.put("c-2.vcf", before["b-1"].encode())
    assert verdicts(book, there) == {"b-1": "unchanged", "c-2": "unchanged"}
    book.correct("b-1", replace(BRITTA, note="owes me money"))
    assert verdicts(book, there) == {"b-1": "updated", "c-2": "unchanged"}
    assert "owes me money" in cards(there)["b-1"] and "owes me money" not in cards(there)["c-2"]
    assert book.entry("c-2").contact == CARLA
    book.delete("c-2")
    assert verdicts(book, there) == {"b-1": "unchanged", "c-2": "deleted"}
    assert list(cards(there)) == ["b-1"]


@pytest.mark.parametrize("deleted", [False, True])
def test_a_card_that_was_given_another_name_there_is_found(
    book: Book, there: AddressBook, deleted: bool
) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, there)
    octets, etag = there.item("b-1.vcf")
    there.delete("b-1.vcf", etag)
    there.put("elsewhere.vcf", octets.replace(b"Captain", b"Skipper"))
    if not deleted:
        assert verdicts(book, there) == {"b-1": "taken"}
        assert book.entry("b-1").contact.title == "Skipper" and list(there.etags()) == ["elsewhere.vcf"]
        return
    book.delete("b-1")
    assert verdicts(book, there) == {"b-1": "conflict"}
    assert verdicts(book, there, settled={"b-1": "ours"}) == {"b-1": "deleted"} and not there.etags()


def test_a_card_whose_name_is_anothers_now_is_gone_until_it_is_wanted(book: Book, there: AddressBook) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, there)
    there.delete("b-1.vcf", there.etags()["b-1.vcf"])
    assert there.put("b-1.vcf", card([], uid="c-2").encode()).status == 201
    assert verdicts(book, there) == {"b-1": "gone"} and book.entry("b-1").contact == BRITTA
    assert verdicts(book, there, settled={"b-1": "ours"}) == {"b-1": "new"}
    assert set(cards(there)) == {"b-1", "c-2"} and verdicts(book, there) == {"b-1": "unchanged"}


def test_a_conflict_shows_the_fields_in_conflict_and_no_others(book: Book, there: AddressBook) -> None:
    book.import_contacts([Imported("b-1", BRITTA)])
    outcomes(book, there)
    book.correct("b-1", replace(BRITTA, title="Chef", note="likes tea"))
    change_there(there, "b-1.vcf", "TITLE:Captain", "TITLE:Cook\r\nX-FOO:bar\r\nBDAY:1980-05-06")
    [outcome] = outcomes(book, there).values()
    assert outcome.differences == (Difference("title", ("Chef",), ("Cook",)),)
