"""Two contacts that may be one, side by side."""

import re
from dataclasses import replace

from httpx import Response
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Email, Phone
from tests.support.books import card, original
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, fields_of, post, send


def test_duplicates_are_merged_field_by_field(client: TestClient, book: Book) -> None:
    older = add_card(book, ANNA, file="a.jpg")
    newer = replace(
        ANNA,
        title="Director",
        department="Board",
        phones=(Phone("+493099999"),),
        emails=(),
        urls=(),
        social=(),
    )
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    assert receipt.verdict == "uncertain"
    assert "May be the same person" in client.get(f"/card?uid={older}").text
    fields = fields_of(client.get("/duplicates").text)
    ticked = [value for name, value in fields if name == "phones"]
    assert len(set(ticked)) == len(ticked) == 1 + len(ANNA.phones)
    emails = [value for name, value in fields if name == "emails"]
    answer = merge(client, without(fields, ticked[4], emails[1]), department="older", title="newer")
    where = answer.headers["location"]
    assert where == f"/duplicates?merged={older}"
    contact = book.entry(older).contact
    assert (contact.title, contact.department, contact.full_name) == (
        "Director",
        ANNA.department,
        ANNA.full_name,
    )
    assert contact.phones == (*newer.phones, *ANNA.phones[:3])
    assert contact.emails == ANNA.emails[:1]
    assert len(book.cards(older)) == 2
    done = client.get(where).text
    assert "Merged" in done
    assert "No duplicates" in done


def test_two_that_were_chosen_are_no_pair_that_waits(client: TestClient, book: Book) -> None:
    anna, ben = add_card(book, ANNA, file="a.jpg"), add_card(book, BEN, file="b.jpg")
    page = client.get("/duplicates", params={"a": anna, "b": ben}).text
    assert "Chosen by you" in page
    assert "waiting" not in page


def test_the_fuller_of_two_values_is_chosen(client: TestClient, book: Book) -> None:
    alone = replace(ANNA, phones=(), emails=(), urls=(), social=())
    add_card(book, replace(ANNA, title="Head", department="Sales and Service"), file="a.jpg")
    newer = replace(alone, title="Head of Sales", department="Sales", phones=(Phone("+493099999"),))
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    assert receipt.verdict == "uncertain"
    chosen = dict(fields_of(client.get("/duplicates").text))
    assert (chosen["title"], chosen["department"]) == ("newer", "older")


def two(book: Book) -> tuple[str, str]:
    """Put two contacts that may be one into the book; return their uids, the older's first."""
    older = add_card(book, ANNA, file="a.jpg")
    newer = replace(ANNA, title="Director", phones=(Phone("+493099999"),), emails=(), urls=(), social=())
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    return older, receipt.uid


def without(fields: list[tuple[str, str]], *values: str) -> list[tuple[str, str]]:
    """Return the form with the ticks of these values taken away."""
    return [(name, value) for name, value in fields if value not in values or name.endswith(".shown")]


def merge(client: TestClient, fields: list[tuple[str, str]], **changes: str) -> Response:
    """Press the button that merges, after changing these fields."""
    filled = [(name, value) for name, value in fields if name not in changes]
    return post(client, "/duplicates", [*filled, *changes.items(), ("do", "merge")])


def ticks(page: str) -> list[str]:
    """Return the texts of the values that are ticked."""
    return re.findall(r'<input type="checkbox"[^>]* checked> ([^\n]+)', page)


def test_a_side_that_changed_meanwhile_is_shown_again_with_what_was_chosen(
    client: TestClient, book: Book
) -> None:
    older, newer = two(book)
    page = client.get("/duplicates").text
    fields = fields_of(page)
    [first, *_] = [value for name, value in fields if name == "phones"]
    fields = without(fields, first)
    changed = replace(book.entry(newer).contact, phones=(), emails=(Email("new@weber.example"),))
    book.correct(newer, changed)
    before = [entry.contact for entry in book.entries()]
    answer = merge(client, fields, title="older", department="older")
    assert answer.status_code == 409
    assert "changed one of these contacts since" in answer.text
    assert [entry.contact for entry in book.entries()] == before
    chosen = dict(fields_of(answer.text))
    assert chosen["title"] == "older"
    assert "new@weber.example" in ticks(answer.text)
    assert not any("99999" in text for text in ticks(answer.text))
    assert merge(client, fields_of(answer.text)).status_code == 303
    contact = book.entry(older).contact
    assert contact.title == ANNA.title
    assert contact.phones == ANNA.phones
    assert contact.emails == (*changed.emails, *ANNA.emails)


def test_a_ticked_value_is_never_dropped_because_the_other_side_changed(
    client: TestClient, book: Book
) -> None:
    """By its place in the list, the tick of the value behind the one that went would fall to none."""
    older, newer = two(book)
    fields = fields_of(client.get("/duplicates").text)
    book.correct(newer, replace(book.entry(newer).contact, phones=()))
    answer = merge(client, fields)
    assert answer.status_code == 409
    assert any("99999" in text for text in ticks(answer.text))
    assert "taken out meanwhile" in answer.text
    merge(client, fields_of(answer.text))
    assert book.entry(older).contact.phones == (*ANNA.phones, Phone("+493099999"))


def test_a_tag_that_came_meanwhile_is_a_change_like_any_other(client: TestClient, book: Book) -> None:
    older, _ = two(book)
    fields = fields_of(client.get("/duplicates").text)
    book.tag(older, "vip")
    assert merge(client, fields).status_code == 409


def test_contacts_kept_apart_stay_apart(client: TestClient, book: Book) -> None:
    older = add_card(book, ANNA, file="a.jpg")
    newer = replace(ANNA, title="Director", phones=(), emails=(), urls=(), social=())
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    assert send(client, f"/duplicates?a={older}&b={receipt.uid}", "keep") == "/duplicates"
    assert list(book.duplicates.waiting()) == []
    assert book.count() == 2
    [again] = book.receive([original("c.jpg")], [card(newer, "c.jpg")])
    assert again.verdict == "again"
    assert list(book.duplicates.waiting()) == []


def test_skipping_a_pair_shows_the_next(client: TestClient, book: Book) -> None:
    for number in range(2):
        base = replace(
            ANNA,
            given_name=f"Anna{number}x",
            family_name=f"Weber{number}",
            emails=(),
            urls=(),
            social=(),
            phones=(),
        )
        add_card(book, base, file=f"a{number}.jpg")
        book.receive(
            [original(f"b{number}.jpg")],
            [card(replace(base, title="Director", addresses=()), f"b{number}.jpg")],
        )
    shown = []
    address = "/duplicates"
    for _ in range(3):
        page = client.get(address).text
        shown.append(dict(fields_of(page))["older"])
        address = page.partition('id="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert shown[0] != shown[1]
    assert shown[0] == shown[2]
