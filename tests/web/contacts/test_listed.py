"""The contacts in a list."""

import re

from starlette.testclient import TestClient

from cardscan.book import Book, Imported
from cardscan.model import Contact
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card


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
    assert "Sales, Ben" in found
    assert "Anna" not in found
    assert "1 contact<" in found
    assert "Sales, Ben" not in client.get("/contacts?event=Chamber+mixer").text
    assert "Anna" not in client.get("/contacts?tag=lead").text
    assert "Nobody is found" in client.get("/contacts?q=anna&tag=lead").text
    assert "Nobody is found" in client.get("/contacts?q=nobody").text


def test_the_list_is_sorted_by_what_it_shows(client: TestClient, book: Book) -> None:
    names = [("Zoë", "Adler"), ("Adam", "Zeller"), ("", "Çelik"), ("Bo", "")]
    people = [Contact(given_name=given, family_name=family) for given, family in names]
    people += [
        Contact(organization="Mill Ltd"),
        Contact(given_name="明", family_name="王", family_first=True),
    ]
    book.import_contacts(Imported(f"u{n}", person) for n, person in enumerate(people))
    for address in ("/contacts?q=z", "/contacts"):
        page = client.get(address).text
        shown = re.findall(r'<span class="who"><a [^>]*>([^<]+)</a>', page)
        assert shown == sorted(shown, key=lambda name: name.replace("Ç", "C"))
    assert "Adler, Zoë" in page


def test_while_one_types_only_the_list_is_sent(client: TestClient, book: Book) -> None:
    add_card(book, ANNA)
    part = client.get("/contacts?q=we&part=list").text
    assert "Weber, Anna Maria" in part
    assert "<html" not in part
    assert "1 contact<" in part
    assert "Nobody is found" in client.get("/contacts?q=zzz&part=list").text


def test_what_is_unchecked_is_marked_and_can_be_asked_for(client: TestClient, book: Book) -> None:
    add_card(book, ANNA, "title", "phones[0]")
    ben = add_card(book, BEN)
    page = client.get("/contacts").text
    assert "2 to check</span>" in page
    assert "Not checked</span>" in page
    assert page.count('<img src="/thumb/') == 2
    book.reviews.save(ben, BEN)
    assert "Sales, Ben" not in client.get("/contacts?state=unchecked").text
    assert "Sales, Ben" in client.get("/contacts?state=checked").text


def test_a_picture_in_a_list_is_small_and_has_its_place_from_the_start(
    client: TestClient, book: Book
) -> None:
    add_card(book, ANNA)
    place = re.search(
        r'<img src="(/thumb/[0-9a-f]+)" alt="" loading="lazy" width="80" height="48">',
        client.get("/contacts").text,
    )
    assert place
    small = client.get(place[1])
    assert (small.headers["content-type"], "immutable" in small.headers["cache-control"]) == (
        "image/jpeg",
        True,
    )
    assert len(small.content) < len(client.get(place[1].replace("thumb", "face")).content)
    assert client.get("/thumb/..%2f..%2fbook.sqlite").status_code == 404
