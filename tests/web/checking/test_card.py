from dataclasses import replace

from starlette.testclient import TestClient

from cardscan.book import Book, Imported
from tests.support.books import original
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import follow
from tests.support.reviewing import add_card, fields_of, post, send, shown_card


def test_undo_brings_the_saved_card_back(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    add_card(book, BEN, "title")
    second = follow(client, send(client, f"/card?uid={uid}", "save", title="Wrong"))
    page = client.get(second).text
    assert "Saved Dr. Anna Maria Weber, MBA" in page
    csrf = dict(fields_of(page))["csrf"]
    answer = post(client, f"/card?uid={uid}", [("csrf", csrf), ("do", "undo")])
    assert answer.headers["location"] == f"/card?uid={uid}"
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review) == (ANNA, ("title",))


def test_name_and_company_are_swapped_and_the_card_still_waits(client: TestClient, book: Book) -> None:
    uid = add_card(book, replace(BEN, organization="Ada Grey"), "title")
    assert send(client, f"/card?uid={uid}", "swap") == f"/card?uid={uid}"
    entry = book.entry(uid)
    assert (entry.contact.full_name, entry.contact.organization) == ("Ada Grey", "Ben Sales")
    assert entry.needs_review == ("title",)


def test_rows_move_up_and_go_and_what_was_typed_is_kept(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "phones[1]")
    send(client, f"/card?uid={uid}", "up-phones-1", title="Chief")
    entry = book.entry(uid)
    assert entry.contact.phones[:2] == (ANNA.phones[1], ANNA.phones[0])
    assert (entry.contact.title, entry.needs_review) == ("Chief", ("phones[0]",))
    send(client, f"/card?uid={uid}", "remove-phones-0")
    entry = book.entry(uid)
    assert (entry.contact.phones[0], entry.needs_review) == (ANNA.phones[0], ())
    for nonsense in ("up-note-1", "remove-uid-0", "up-phones-99", "fly"):
        send(client, f"/card?uid={uid}", nonsense)
    assert book.entry(uid).contact == entry.contact


def test_a_deleted_card_leaves_the_queue_and_can_come_back(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    add_card(book, BEN, "title")
    after = follow(client, send(client, f"/card?uid={uid}", "delete"))
    assert book.entry(uid).deleted
    page = client.get(after).text
    assert "Deleted Dr. Anna" in page
    post(client, f"/card?uid={uid}", [("csrf", dict(fields_of(page))["csrf"]), ("do", "undo")])
    assert not book.entry(uid).deleted


def test_a_contact_changed_meanwhile_is_not_overwritten_unseen(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    fields = [
        (name, "Mine" if name == "title" else value)
        for name, value in fields_of(client.get(f"/card?uid={uid}").text)
    ]
    book.correct(uid, replace(ANNA, department="Theirs"))
    answer = post(client, f"/card?uid={uid}", [*fields, ("do", "save")])
    assert answer.status_code == 409
    assert dict(fields_of(answer.text))["title"] == "Mine"
    assert book.entry(uid).contact == replace(ANNA, department="Theirs")
    shown = fields_of(answer.text)
    assert post(client, f"/card?uid={uid}", [*shown, ("do", "save")]).status_code == 303
    assert book.entry(uid).contact.title == "Mine"


def test_a_contact_without_a_card_is_shown_and_saved(client: TestClient, book: Book) -> None:
    uid = "../strange uid?&"
    book.import_contacts([Imported(uid, ANNA)])
    page = client.get("/card", params={"uid": uid})
    assert "came from an address book" in page.text
    action = (
        page.text.partition('id="contact"')[2]
        .partition('action="')[2]
        .partition('"')[0]
        .replace("&amp;", "&")
    )
    send(client, action, "save", title="Owner")
    assert book.entry(uid).contact.title == "Owner"


def test_letters_that_nobody_could_read_are_told_of_with_what_to_install(
    client: TestClient, book: Book
) -> None:
    shown = shown_card(ANNA, "sinhala.jpg", ("title",))
    lines = tuple(replace(line, unreadable="Sinhala") for line in shown.reading.lines)
    [receipt] = book.receive(
        [original("sinhala.jpg")], [replace(shown, reading=replace(shown.reading, lines=lines))]
    )
    assert "sudo apt install tesseract-ocr-sin" in client.get(f"/card?uid={receipt.uid}").text
    other = add_card(book, BEN, "title")
    assert "apt install" not in client.get(f"/card?uid={other}").text


def test_what_cannot_be_an_e_mail_or_a_number_is_asked_about_once(
    client: TestClient, book: Book, uid: str
) -> None:
    fields = fields_of(client.get(f"/card?uid={uid}").text)
    filled = [
        (name, {"anna@weber.example": "anna@weber", "+49 30 12345678": "callme"}.get(value, value))
        for name, value in fields
    ]
    answer = post(client, f"/card?uid={uid}", [*filled, ("do", "save")])
    assert answer.status_code == 422
    assert "This cannot be an e-mail address" in answer.text
    assert "This cannot be a number" in answer.text
    assert book.entry(uid).contact == ANNA
    again = post(client, f"/card?uid={uid}", [*fields_of(answer.text), ("do", "save")])
    assert again.status_code == 303
    assert book.entry(uid).contact.emails[0].value == "anna@weber"
