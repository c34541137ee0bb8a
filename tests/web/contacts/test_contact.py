"""One contact on its page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.days import moved
from cardscan.model import Email, Phone
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, fields_of, post, send, token


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


def test_what_was_undone_is_said_in_words_of_its_own(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA)
    book.delete(uid)
    book.reviews.undo(uid)
    page = client.get(f"/contact?uid={uid}").text
    assert "<strong>Deletion undone</strong>" in page
    assert "Undone" not in page


def test_a_number_s_kind_is_called_alike_where_it_is_checked_and_shown(
    client: TestClient, book: Book
) -> None:
    uid = add_card(book, ANNA)
    shown = re.findall(r'<dt>(.*?)</dt><dd class="number">', client.get(f"/contact?uid={uid}").text)
    chosen = re.findall(r"<option[^>]* selected>(.*?)</option>", client.get(f"/card?uid={uid}").text)
    assert shown == chosen[: len(shown)] == ["Work", "Mobile", "Fax", "Work"]


@pytest.fixture
def now(book_folder: Path) -> Iterator[Book]:
    """The book of the page, with the page's clock."""
    with Book.open(book_folder) as opened:
        yield opened


def test_what_was_is_one_list_fifty_a_page(client: TestClient, now: Book) -> None:
    uid = add_card(now, ANNA, event="Chamber mixer")
    today = now.daily.dealings.today()
    for back in range(60):
        now.daily.dealings.log(uid, Deed("called", text=f"<b>{back}</b>", day=moved(today, -2 * back)))
    now.note(uid, "Send the brochure")

    def listed(address: str) -> tuple[list[str], list[str]]:
        page = client.get(address).text.partition('id="past"')[2]
        return re.findall(r"<time[^>]*>([-0-9]+)", page), re.findall(r"<strong>([^<]+)</strong>", page)

    days, what = listed(f"/contact?uid={uid}")
    assert days == sorted(days, reverse=True)
    assert (len(days), days[0], days[-1]) == (50, today, moved(today, -2 * 46))
    assert set(what[:4]) == {"Note", "Called", "Met at Chamber mixer", "Read from a card"}
    older, _ = listed(f"/contact?uid={uid}&from=50")
    assert [*days, *older] == sorted([*days, *older], reverse=True)
    assert (len(older), older[-1]) == (13, moved(today, -2 * 59))
    assert listed(f"/contact?uid={uid}&from=nonsense") == (days, what)
    page = client.get(f"/contact?uid={uid}&from=50").text
    assert (">Newer<" in page, ">Older<" in page, "<b>" in page) == (True, False, False)


def test_the_next_step_is_ended_put_off_planned_and_taken_back(client: TestClient, now: Book) -> None:
    uid = add_card(now, ANNA)
    dealings = now.daily.dealings
    today = dealings.today()

    def open_() -> list[tuple[str, str]]:
        return [(task.due, task.text) for task in dealings.open(uid)]

    assert open_() == [(moved(today, 2), "")]
    press(client, uid, "week")
    assert open_() == [(moved(today, 7), "")]
    where = press(client, uid, "called", text=" about  tea ")
    assert "Saved: called." in client.get(where).text
    assert (open_(), [(entry.kind, entry.text) for entry in dealings.entries(uid)]) == (
        [],
        [("called", "about tea")],
    )
    press(client, uid, "take-back")
    assert (open_(), dealings.entries(uid)) == ([(moved(today, 7), "")], ())
    press(client, uid, "drop")
    press(client, uid, "plan", text="price list", due=moved(today, 30))
    assert open_() == [(moved(today, 30), "price list")]
    press(client, uid, "wrote")  # what is not due yet stays
    assert open_() == [(moved(today, 30), "price list")]
    assert "price list" in client.get(f"/contact?uid={uid}").text
    csrf = token(client)
    wrong = [("csrf", csrf), ("text", "x"), ("due", "soon"), ("do", "plan")]
    assert post(client, f"/contact?uid={uid}", wrong).status_code == 400


def test_what_they_look_for_and_how_things_stand_are_shown(client: TestClient, now: Book) -> None:
    uid = add_card(now, ANNA, event="Chamber mixer")
    press(client, uid, "want", text=" owners of  old roofs ")
    press(client, uid, "got", text="a referral")
    page = client.get(f"/contact?uid={uid}").text
    assert 'value="owners of old roofs"' in page
    assert f"met {now.daily.dealings.today()} at Chamber mixer · gave 0, got 1" in page
    assert 'href="mailto:anna@weber.example?subject=' in page
    press(client, uid, "want", text="")
    assert now.daily.dealings.want(uid) == ""


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
