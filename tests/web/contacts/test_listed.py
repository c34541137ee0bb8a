from dataclasses import replace

from starlette.testclient import TestClient

from cardscan.book import Book, Imported
from cardscan.model import Contact
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, fields_of, post, send


def press(client: TestClient, uid: str, do: str, **fields: str) -> str:
    """Press a button on the contact's page; return where it leads."""
    page = client.get(f"/contact?uid={uid}").text
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = post(client, f"/contact?uid={uid}", [("csrf", csrf), *fields.items(), ("do", do)])
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_contacts_are_leafed_through_by_name(client: TestClient, book: Book) -> None:
    book.import_contacts(
        Imported(f"u{number}", Contact(family_name=f"Name{number:03}", organization=f"Firm {number}"))
        for number in range(120)
    )
    first = client.get("/contacts").text
    assert "120 contacts" in first
    assert "Name049" in first
    assert "Name050" not in first
    more = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    second = client.get(more).text
    assert "Name050" in second
    assert "Name049" not in second
    back = second.partition('rel="prev"')[0].rpartition('href="')[2].partition('"')[0]
    assert "Name049" in client.get(back).text


def test_contacts_are_searched_and_filtered(client: TestClient, book: Book) -> None:
    add_card(book, ANNA, event="Chamber mixer")
    ben = add_card(book, BEN, event="Fair & show")
    book.tag(ben, "lead")
    found = client.get("/contacts?q=ben+sal").text
    assert "Ben Sales" in found
    assert "Anna" not in found
    assert "1 contact<" in found
    assert "Ben Sales" not in client.get("/contacts?event=Chamber+mixer").text
    assert "Anna" not in client.get("/contacts?tag=lead").text
    assert "Nobody is found" in client.get("/contacts?q=anna&tag=lead").text
    assert "Nobody is found" in client.get("/contacts?q=nobody").text


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
