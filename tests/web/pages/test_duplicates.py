"""Two contacts that may be one, side by side."""

from dataclasses import replace

from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Phone
from tests.support.books import card, original
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, fields_of, send


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
    page = client.get("/duplicates").text
    names = [name for name, _ in fields_of(page)]
    assert names.count("phones.0") == 1
    where = send(
        client, "/duplicates", "merge", leave_out=("phones.4", "emails.1"), department="older", title="newer"
    )
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
