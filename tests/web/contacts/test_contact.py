"""One contact on its page."""

from dataclasses import replace

from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Email, Phone
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, fields_of, post, send


def press(client: TestClient, uid: str, do: str, **fields: str) -> str:
    """Press a button on the contact's page; return where it leads."""
    page = client.get(f"/contact?uid={uid}").text
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = post(client, f"/contact?uid={uid}", [("csrf", csrf), *fields.items(), ("do", do)])
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_contact_shows_its_card_labels_and_history(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, event="Chamber mixer")
    book.note(uid, "Send the brochure")
    book.correct(uid, replace(ANNA, title="Chief", phones=ANNA.phones[1:]))
    page = client.get(f"/contact?uid={uid}").text
    for text in ("/face/", "Chamber mixer", "Send the brochure", "<del>Head of Sales, Europe</del>", "Chief"):
        assert text in page
    assert "<del>+49 30 12345678 (work)</del>" in page


def test_tags_and_notes_are_added_and_taken_off(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA)
    press(client, uid, "tag", text="  hot   lead ")
    press(client, uid, "note", text="First\r\nsecond")
    press(client, uid, "tag", text=" ")
    entry = book.entry(uid)
    assert (entry.tags, [note.text for note in entry.notes]) == (("hot lead",), ["First\nsecond"])
    press(client, uid, "untag", tag="hot lead")
    assert book.entry(uid).tags == ()


def test_a_deleted_contact_comes_back_by_undo(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA)
    where = press(client, uid, "delete")
    assert book.count() == 0
    assert 'id="undo"' in client.get(where).text
    press(client, uid, "undo")
    assert book.entry(uid).deleted == ""
    assert book.entry(uid).contact == ANNA


def test_editing_from_the_contacts_leads_back_to_the_contact(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    add_card(book, BEN, "title")
    where = send(client, f"/card?uid={uid}&back=contact", "save", title="Chief")
    assert where == f"/contact?uid={uid}"
    assert book.entry(uid).contact.title == "Chief"
    assert dict(fields_of(client.get(f"/card?uid={uid}&back=nonsense").text))["title"] == "Chief"


def test_numbers_and_mailboxes_are_links_and_can_be_copied(client: TestClient, book: Book) -> None:
    nasty = replace(ANNA, emails=(Email("a?bcc=b@c.example"),), phones=(*ANNA.phones, Phone("ask Ben")))
    page = client.get(f"/contact?uid={add_card(book, nasty)}").text
    assert 'href="tel:+493012345670;ext=12"' in page
    assert 'href="mailto:a%3Fbcc%3Db@c.example"' in page
    assert 'data-copy="+49 1511 2345678"' in page
    assert '<dd class="number">ask Ben' in page
    copied = page.partition('data-copy="Dr. Anna Maria Weber, MBA\n')[2].partition('"')[0]
    assert "Head of Sales, Europe\n" in copied
    assert "+49 30 12345678 (work)" in copied


def test_what_nobody_has_checked_says_so(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA)
    assert "Not checked yet" in client.get(f"/contact?uid={uid}").text
    book.reviews.save(uid, ANNA)
    assert "Not checked yet" not in client.get(f"/contact?uid={uid}").text
