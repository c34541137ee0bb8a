"""The row below a card's fields: next step and tags, saved with the card."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.book.daybook import FIRST, KEEP, PROMISE
from tests.support.books import put
from tests.support.daily import day, person
from tests.support.reviewing import send


def tasks(folder: Path, uid: str) -> list[tuple[int, str, str]]:
    with Book.open(folder) as book:
        return [(task.kind, task.due, task.text) for task in book.daily.dealings.open(uid)]


@pytest.fixture
def uid(book_folder: Path) -> str:
    from tests.support.fictional import ANNA
    from tests.support.reviewing import add_card

    with Book.open(book_folder) as book:
        return add_card(book, ANNA, "title")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({}, [(FIRST, 2, "")]),
        ({"follow_up": "7"}, [(FIRST, 7, "")]),
        ({"follow_up": "never"}, []),
        ({"follow_up": "nonsense"}, [(FIRST, 2, "")]),
        ({"about": " price  list "}, [(PROMISE, 2, "price list"), (FIRST, 2, "")]),
        ({"about": "call", "follow_up": "1"}, [(PROMISE, 1, "call"), (FIRST, 2, "")]),
    ],
)
def test_what_the_row_says_is_done(
    uid: str, client: TestClient, book_folder: Path, said: dict[str, str], left: list[tuple[int, int, str]]
) -> None:
    send(client, f"/card?uid={uid}", "save", **said)  # type: ignore[arg-type]
    assert tasks(book_folder, uid) == [(kind, day(ahead), text) for kind, ahead, text in left]


def test_tags_are_put_on(uid: str, client: TestClient, book_folder: Path) -> None:
    send(client, f"/card?uid={uid}", "save", tag="advocate", new_tag="chess  club")
    with Book.open(book_folder) as book:
        assert book.entry(uid).tags == ("advocate", "chess club")
    assert (KEEP, day(30), "") in tasks(book_folder, uid)


def test_another_button_loses_nothing_of_the_row_and_doubles_nothing(
    uid: str, client: TestClient, book_folder: Path
) -> None:
    for _ in range(2):
        send(client, f"/card?uid={uid}", "swap", about="call")
    assert tasks(book_folder, uid) == [(PROMISE, day(2), "call"), (FIRST, day(2), "")]


def test_who_meets_many_is_offered_to_be_an_advocate(book_folder: Path, client: TestClient) -> None:
    with Book.open(book_folder) as book:
        titles = ("Senior Tax Adviser", "Bankerin", "Banker & owner")
        uids = [put(book, person(f"P{place}", title), f"{place}.jpg") for place, title in enumerate(titles)]
        pages = [client.get(f"/card?uid={uid}").text for uid in uids]
        assert ["an advocate?" in page for page in pages] == [True, False, True]
        book.tag(uids[0], "advocate")
    assert "an advocate?" not in client.get(f"/card?uid={uids[0]}").text
