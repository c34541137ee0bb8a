"""The export page: which contacts, and how many of them nobody has checked."""

import re

from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.export import EXPORTERS
from cardscan.web.contacts.export import WAYS_IN
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import CLEO
from tests.support.reviewing import add_card


def choices(client: TestClient, address: str) -> list[str]:
    page = client.get(address).text
    labels = re.findall(r"<span>((?:All|Those)[^<]*)(?:<span[^>]*>([^<]*)</span>)?", page)
    return [" ".join(" ".join(label).split()) for label in labels]


def test_it_says_how_many_there_are_and_how_many_are_unchecked(client: TestClient, book: Book) -> None:
    anna = add_card(book, ANNA, "title", event="Fair")
    add_card(book, BEN, event="Fair")
    book.reviews.save(add_card(book, CLEO), CLEO)
    assert choices(client, "/export") == ["All contacts: 3 2 not checked"]
    assert choices(client, "/export?event=Fair")[0] == "Those that were found: 2 2 not checked"
    assert choices(client, "/export?q=other") == ["Those that were found: 1", "All contacts: 3 2 not checked"]
    assert choices(client, f"/export?of={anna}")[0] == "Those that you chose: 1 1 not checked"
    assert choices(client, "/export?state=checked")[0] == "Those that were found: 1"


def test_only_what_is_checked_and_only_what_is_new(client: TestClient, book: Book) -> None:
    add_card(book, ANNA, "title")
    cleo = add_card(book, CLEO)
    book.reviews.save(cleo, CLEO)
    whole = "/contacts/export?format=jsonl&which=all"
    assert client.get(f"{whole}&checked=1").text.count("\n") == 1
    assert client.get(f"{whole}&new=1").text.count("Weber") > 0
    nothing = client.get(f"{whole}&new=1")
    assert nothing.status_code == 303
    told = client.get(nothing.headers["location"]).text
    assert "Nothing was exported: none of them is new or has changed since the last export" in told
    book.tag(cleo, "lead")
    assert client.get(f"{whole}&new=1").text.count("\n") == 1
    assert client.get("/contacts/export?format=csv&which=all&new=1").status_code == 200
    assert [export.kind for export in book.exports.runs()] == ["jsonl", "jsonl", "jsonl", "csv"]


def test_nothing_checked_is_said_to_be_why_nothing_was_exported(client: TestClient, book: Book) -> None:
    add_card(book, ANNA)
    nothing = client.get("/contacts/export?format=jsonl&which=all&checked=1")
    told = client.get(nothing.headers["location"]).text
    assert "Nothing was exported: none of them is checked." in told


def test_it_says_what_to_do_with_a_file_of_each_form(client: TestClient, book: Book) -> None:
    add_card(book, ANNA)
    assert list(WAYS_IN) == list(EXPORTERS)
    page = client.get("/export?format=google-csv").text
    ways = dict(re.findall(r'<li data-format="([a-z-]+)"( class="other")?>', page))
    assert list(ways) == list(EXPORTERS)
    assert [name for name, other in ways.items() if not other] == ["google-csv"]


def test_an_empty_book_says_what_to_do(client: TestClient) -> None:
    page = client.get("/export").text
    assert "The book is empty: add pictures" in page
    assert page.count('class="button primary"') + page.count('class="primary"') == 1
