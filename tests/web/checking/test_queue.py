"""The queue: what comes first, what comes next, and how many are left."""

from dataclasses import replace
from urllib.parse import urlsplit

from httpx import Response
from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import CLEO, follow, uid_in
from tests.support.reviewing import add_card, post, send


def test_an_empty_book_says_how_to_fill_it(client: TestClient) -> None:
    page = client.get("/check").text
    assert "The book is empty" in page
    assert "Add cards</a>" in page
    assert follow(client, "/next") == "/check"


def test_the_queue_shows_doubtful_cards_first_with_how_many_there_are(client: TestClient, book: Book) -> None:
    add_card(book, BEN)
    add_card(book, ANNA, "title", "phones[0]")
    page = client.get("/check").text
    assert "2 cards to check" in page
    assert "1 with a doubt" in page
    assert "2 to check" in page
    assert page.index("Anna Maria Weber") < page.index("Ben Sales")


def test_saving_goes_on_to_the_next_card_and_counts(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact, "title") for contact in (ANNA, BEN, CLEO)]
    first = follow(client, "/next")
    assert uid_in(first) == uids[0]
    assert "1 of 3" in client.get(first).text
    second = follow(client, send(client, first, "save", title="Chief of Sales"))
    assert uid_in(second) == uids[1]
    assert "2 of 3" in client.get(second).text
    assert book.entry(uids[0]).contact == replace(ANNA, title="Chief of Sales")
    assert book.entry(uids[0]).needs_review == ()


def test_a_skipped_card_comes_again_at_the_end(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact, "title") for contact in (ANNA, BEN)]
    page = client.get(follow(client, "/next")).text
    skip = page.partition('id="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = follow(client, skip)
    assert uid_in(second) == uids[1]
    assert uid_in(follow(client, send(client, second, "save"))) == uids[0]


def test_filters_hold_from_card_to_card(client: TestClient, book: Book) -> None:
    add_card(book, ANNA, "title", event="Fair")
    uid = add_card(book, BEN, "title", event="Mixer & more")
    other = add_card(book, CLEO, "title", event="Mixer & more")
    page = client.get("/check", params={"event": "Mixer & more"}).text
    assert "2 cards to check" in page
    assert "Anna" not in page
    first = follow(client, "/next?event=Mixer+%26+more")
    assert uid_in(first) == uid
    second = follow(client, send(client, first, "save"))
    assert uid_in(second) == other
    last = follow(client, send(client, second, "save"))
    assert urlsplit(last).path == "/check"
    done = client.get(last).text
    assert "All done" in done
    assert "Saved Cleo Other" in done
    assert "1 card to check" in client.get("/check").text


def press(client: TestClient, page: str, do: str, name: str, path: str = "/check") -> Response:
    """Press the button of the form that has this field."""
    form = page.partition(f'name="{name}" value="')[2]
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    return post(client, path, [("csrf", csrf), (name, form.partition('"')[0]), ("do", do)])


def test_those_without_a_doubt_are_accepted_in_one_go_and_wait_again_on_undo(
    client: TestClient, book: Book
) -> None:
    add_card(book, ANNA, "title")
    add_card(book, BEN)
    add_card(book, CLEO)
    page = client.get("/check").text
    assert "Accept the 2 without a doubt" in page
    where = press(client, page, "accept", "seen").headers["location"]
    assert [item.entry.contact for item in book.reviews.waiting()] == [ANNA]
    done = client.get(where).text
    assert "Accepted the cards without a doubt" in done
    assert press(client, done, "undo", "accepted").headers["location"] == "/check"
    assert book.reviews.left().all == 3


def test_what_came_since_the_page_was_shown_is_not_accepted_with_the_others(
    client: TestClient, book: Book
) -> None:
    add_card(book, BEN, event="Fair")
    page = client.get("/check?event=Fair").text
    add_card(book, CLEO, event="Fair")
    answer = press(client, page, "accept", "seen", "/check?event=Fair")
    assert (answer.status_code, book.reviews.left().unseen) == (409, 2)
    assert "Accept the 2 without a doubt" in answer.text
    assert press(client, page, "accept", "nothing").status_code == 409
