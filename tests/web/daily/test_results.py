"""Results: the numbers as charts, and as tables for those who cannot see them."""

import re
from itertools import pairwise
from pathlib import Path

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.web.daily.charts import HEIGHT, WIDTH, columns
from tests.support.browsing import PHONE, Visit
from tests.support.daily import day, fill_daily
from tests.support.reviewing import client_of


def test_charts_and_tables_say_the_same(book_folder: Path) -> None:
    uids = fill_daily(book_folder)
    with Book.open(book_folder) as book:
        book.daily.dealings.log(uids[0], Deed("gave"))
    with client_of(book_folder) as client:
        page = client.get("/results").text
    months, groups = (
        re.findall(r"<tr>(.*?)</tr>", body, re.S) for body in re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    )
    assert (len(months), len(groups)) == (13, 1)
    cells = re.findall(r"<td>(.*?)</td>", months[-1])
    assert (cells[0], cells[1], cells[2], cells[5], cells[6]) == ("1", "3", "0", "1", "0")
    assert "Mixer" in groups[0]
    assert re.findall(r">(\d+)</text>", page) == ["3", "1"]  # new people, given
    assert f">{day(-4)[2:7]}</text>" in page
    assert "Work on this: " in page


def test_a_chart_without_a_number_is_words(book_folder: Path) -> None:
    fill_daily(book_folder)
    with client_of(book_folder) as client:
        given = client.get("/results").text.partition("<h2>Given</h2>")[2].partition("<h2")[0]
    assert "<svg" not in given
    assert "None in these months." in given


def test_the_months_can_be_read_on_a_phone(visit: Visit, book_folder: Path) -> None:
    fill_daily(book_folder)
    visitor = visit("/results", size=PHONE)
    visitor.complaints.clear()  # the people on the first page have no pictures
    labels = visitor.page.locator("h2 + .chart text:nth-of-type(2n)").all()
    boxes = [box for label in labels if (box := label.bounding_box())]
    assert len(boxes) == 6
    assert min(box["height"] for box in boxes) > 10
    assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes))
    [drawing] = [box for chart in visitor.page.locator("h2 + .chart").all() if (box := chart.bounding_box())]
    assert boxes[-1]["x"] + boxes[-1]["width"] <= drawing["x"] + drawing["width"]
    assert visitor.page.locator(".sideways").first.is_visible()
    visitor.keep("results-phone")


def test_an_empty_book_has_a_page_too(book_folder: Path) -> None:
    Book.open(book_folder).close()
    with client_of(book_folder) as client:
        assert "No event yet" in client.get("/results").text


def test_columns_stay_within_the_drawing() -> None:
    drawn = columns([(str(number), number) for number in range(12)])
    assert all(column.x >= 0 and column.x + column.width <= WIDTH for column in drawn)
    assert all(column.y + column.height == HEIGHT for column in drawn)
    assert columns([]) == ()
