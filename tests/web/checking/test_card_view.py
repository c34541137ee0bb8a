"""What a card's page shows of it."""

import re
from dataclasses import replace

from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.books import original
from tests.support.fictional import ANNA
from tests.support.leafing import CLEO
from tests.support.reviewing import add_card, shown_card


def test_fields_show_where_they_were_read_and_how_sure(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    page = client.get(f"/card?uid={uid}").text
    assert page.count('<polygon class="line"') == 11
    title = page.partition('name="title"')[2].partition(">")[0]
    assert 'data-lines="1"' in title
    assert "autofocus" in title
    assert page.count("autofocus") == 1
    assert "Check · 62 %" in page
    assert page.count('class="clip"') == 1


def test_front_and_back_are_shown_together_each_with_its_lines(client: TestClient, book: Book) -> None:
    front = shown_card(ANNA, "sides.jpg", ("title",))
    [line] = shown_card(CLEO, "x.jpg").reading.lines[:1]
    lower = tuple((x, y + front.reading.height) for x, y in line.quad)
    reading = replace(
        front.reading, height=2 * front.reading.height,
        lines=(*front.reading.lines, replace(line, quad=lower)),  # type: ignore[arg-type]
    )  # fmt: skip
    both = replace(front, reading=reading, faces=(*front.faces, *shown_card(CLEO, "sides.jpg").faces))
    [receipt] = book.receive([original("sides.jpg")], [both])
    page = client.get(f"/card?uid={receipt.uid}").text
    figures = page.split("<figure")[1:]
    assert [figure.count('<polygon class="line') for figure in figures] == [11, 1]
    assert ["line free" in figure for figure in figures] == [False, True]  # no field says Cleo's name
    assert [name in figure for figure, name in zip(figures, ("Front", "Back"), strict=True)] == [True, True]
    x, y = line.quad[0]
    assert f'points="{x:.1f},{y:.1f} ' in figures[1]


def test_doubts_come_to_hand_in_the_order_in_which_they_stand(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title", "organization", "phones[1]")
    page = client.get(f"/card?uid={uid}").text
    inputs = re.findall(r'<input name="([a-z]+)"[^>]* data-doubt', page)
    assert inputs == ["organization", "title", "phones"]
    assert "autofocus" in page.partition('name="organization"')[2].partition(">")[0]


def test_a_line_is_no_longer_free_once_a_field_says_it(client: TestClient, book: Book) -> None:
    scan = shown_card(CLEO, "cleo.jpg")
    reading = replace(
        scan.reading, lines=(*scan.reading.lines, replace(scan.reading.lines[0], text="Tea, daily"))
    )
    [receipt] = book.receive([original("cleo.jpg")], [replace(scan, reading=reading)])
    assert "In no field yet" in client.get(f"/card?uid={receipt.uid}").text
    book.correct(receipt.uid, replace(CLEO, department="Tea daily"))
    assert "In no field yet" not in client.get(f"/card?uid={receipt.uid}").text
