"""Today: five people, one tap a person, taken back by another; by keys, without scripts, on a phone."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import NEVER
from cardscan.days import shown
from cardscan.inbox import Happening
from cardscan.model import Email, Phone
from tests.support.books import put
from tests.support.browsing import DESK, PHONE, Visitor
from tests.support.daily import day, fill_daily, person
from tests.support.reviewing import client_of, fields_of, post, surroundings, token
from tests.support.sharing import serving

Visit = Callable[..., Visitor]


@pytest.fixture
def uids(book_folder: Path) -> list[str]:
    return fill_daily(book_folder)


@pytest.fixture
def page(book_folder: Path, uids: list[str]) -> Iterator[TestClient]:
    with client_of(book_folder) as client:
        yield client


def test_the_page_opens_first_where_anybody_was_ever_to_be_followed_up(book_folder: Path) -> None:
    with Book.open(book_folder, follow_up_days=NEVER) as book, client_of(book_folder) as client:
        assert client.get("/start").headers["location"] == "/"
        uid = put(book, person("Old"), "old.jpg", Event("Fair", day(-400)))  # nobody follows up a shoebox
        assert client.get("/start").headers["location"] == "/"
        book.daily.dealings.promise(uid, day(30))
        assert client.get("/start").headers["location"] == "/today"
        book.daily.dealings.drop(uid)
        assert client.get("/start").headers["location"] == "/today"
        book.delete(uid)
        assert client.get("/start").headers["location"] == "/"


def test_an_empty_book_says_what_to_do(client: TestClient) -> None:
    text = client.get("/today").text
    assert "The book is empty: add pictures" in text
    assert 'href="/" id="start">Add cards' in text
    assert "Nobody is due" not in text


def test_the_month_s_squares_say_what_they_are(page: TestClient) -> None:
    assert re.search(r'class="said">given on \d+ of \d+ days this month<', page.get("/today").text)


def press(client: TestClient, do: str, *, form: str = "today", **more: str) -> str:
    """Press a button on the page; return where that leads."""
    fields = [*fields_of(client.get("/today").text, form), *more.items(), ("do", do)]
    answer = post(client, "/today", fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def due(folder: Path) -> list[str]:
    with Book.open(folder) as book:
        return [line.entry.contact.given_name for line in book.daily.plan.agenda().people]


def kinds(folder: Path, number: int) -> list[tuple[str, str]]:
    with Book.open(folder) as book:
        entries = book.daily.dealings.entries(book.numbered(number)[0].uid)
    return [(entry.kind, entry.text) for entry in entries if not entry.by_card]


def test_a_tap_ends_a_line_a_word_is_added_and_another_tap_takes_it_back(
    page: TestClient, book_folder: Path
) -> None:
    text = page.get("/today").text
    assert re.findall(r'alt="Card of ([^"]+)"', text) == ["Anna Test", "Bo Test", "Carla Test"]
    assert text.count("new, Mixer ") == 3
    where = press(page, "wrote-1")
    assert due(book_folder) == ["Bo", "Carla"]
    assert "Saved: Anna Test, wrote." in page.get(where).text
    fields = [*fields_of(page.get(where).text, "last"), ("do", "word")]
    post(page, "/today", [(name, "about tea" if name == "text" else value) for name, value in fields])
    assert kinds(book_folder, 1) == [("wrote", "about tea")]
    press(page, "take-back-1")
    assert (due(book_folder), kinds(book_folder, 1)) == (["Anna", "Bo", "Carla"], [])


@pytest.mark.parametrize(
    ("do", "left"), [("tomorrow-2", 2), ("week-2", 2), ("drop-2", 2), ("nothing", 3), ("", 3)]
)
def test_what_is_not_for_today_goes_and_can_be_taken_back(
    page: TestClient, book_folder: Path, do: str, left: int
) -> None:
    fields = [*fields_of(page.get("/today").text, "today"), ("do", do)]
    assert post(page, "/today", fields).status_code == 303
    assert len(due(book_folder)) == left
    if left == 2:
        press(page, "take-back-2")
        assert len(due(book_folder)) == 3


def test_several_are_ended_at_once(page: TestClient, book_folder: Path) -> None:
    fields = [*fields_of(page.get("/today").text, "today"), ("who", "1"), ("who", "3"), ("do", "called")]
    where = post(page, "/today", fields).headers["location"]
    assert due(book_folder) == ["Bo"]
    assert "Saved: 2 people, called." in page.get(where).text
    post(page, "/today", [*fields_of(page.get(where).text, "last"), ("do", "take-back")])
    assert due(book_folder) == ["Anna", "Bo", "Carla"]
    assert (kinds(book_folder, 1), kinds(book_folder, 3)) == ([], [])


def test_a_form_of_another_site_does_nothing(page: TestClient, book_folder: Path) -> None:
    assert post(page, "/today", [("do", "wrote-1")]).status_code == 403
    assert len(due(book_folder)) == 3


def test_links_are_filled_in_and_do_nothing_that_a_card_says(book_folder: Path) -> None:
    eve = replace(
        person("<b>Eve</b>"),
        emails=(Email("eve@eve.example?bcc=x&cc=y"),),
        phones=(Phone("+493012345678;ext=1,javascript:alert(1)"),),
    )
    with Book.open(book_folder) as book:
        put(book, eve, "e.jpg", Event("Mixer", day(-4)))
    with client_of(book_folder) as client:
        text = client.get("/today").text
    [mail] = re.findall(r'href="(mailto:[^"]*)"', text)
    assert mail.startswith("mailto:eve@eve.example%3Fbcc%3Dx%26cc%3Dy?subject=")
    assert re.findall(r'href="(tel:[^"]*)"', text) == ["tel:+4930123456781" + "1"]
    assert "<b>" not in text


def test_pictures_that_could_not_be_read_are_said(page: TestClient, book_folder: Path) -> None:
    assert "could not be read" not in page.get("/today").text
    with ThreadPoolExecutor(1) as readers:
        around = surroundings(book_folder, readers)
        for name in ("a.png", "b.png"):
            place = around.board.folders.filed / "failed" / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(b"no picture")
            around.board.tell(Happening(name, "failed", "no picture", place=str(place)))
        with client_of(book_folder, around) as client:
            assert '<a href="/">2 pictures could not be read</a>' in client.get("/today").text
            place.unlink()
            assert "1 picture could not be read" in client.get("/today").text


def test_settings_that_change_are_taken_up_at_once(page: TestClient) -> None:
    assert len(re.findall("<li data-number", page.get("/today").text)) == 3
    chosen = {"csrf": token(page), "daily": "2", "offer": "We mend roofs", "prospect": "the owner of a roof"}
    assert post(page, "/settings", list(chosen.items())).status_code == 303
    assert len(re.findall("<li data-number", page.get("/today").text)) == 2


def test_asking_is_offered_where_something_was_given(
    page: TestClient, book_folder: Path, uids: list[str]
) -> None:
    assert "Ask ▸" not in page.get("/today").text
    with Book.open(book_folder) as book:
        book.daily.dealings.log(uids[0], Deed("gave", day=day(-1)))
        book.daily.dealings.promise(uids[0], day(0), "call")
    assert "Ask ▸" in page.get("/today").text


def test_the_gift_is_given_or_somebody_else_is_proposed(
    page: TestClient, book_folder: Path, uids: list[str]
) -> None:
    with Book.open(book_folder) as book:
        for uid in uids[:2]:
            book.tag(uid, "advocate")
    assert "Anna Test (you gave 0, got 0)" in page.get("/today").text
    press(page, "another-1")
    assert "Bo Test (you gave 0, got 0)" in page.get("/today").text
    assert "Nobody else today" in page.get(press(page, "another-2")).text
    assert "Bo Test (you gave 0, got 0)" in page.get("/today").text
    press(page, "gave-2")
    assert kinds(book_folder, 2) == [("gave", "")]
    assert "Given on 1 of" in page.get("/today").text


@pytest.fixture
def visit(browser: Browser, book_folder: Path) -> Iterator[Visit]:
    with Book.open(book_folder) as book:
        for name in ("Anna", "Bo", "Carla", "Dan", "Eva", "Finn"):
            put(book, person(name), f"{name}.jpg", Event("Mixer", day(-4)))
    visitors: list[Visitor] = []
    with serving(book_folder) as running:

        def begin(path: str = "/today", **how: object) -> Visitor:
            visitor = Visitor(browser, running.page, enter=running.enter(), **how)  # type: ignore[arg-type]
            visitors.append(visitor)
            if path:
                visitor.open(path)
            return visitor

        yield begin
        for visitor in visitors:
            complaints = [text for text in visitor.complaints if "404" not in text and "face" not in text]
            visitor.close()
            assert complaints == []


def test_the_program_opens_it_first_and_its_name_leads_back(visit: Visit, book_folder: Path) -> None:
    visitor = visit("")
    assert visitor.page.inner_text("h1") == shown(day(0))
    visitor.open("/contacts")
    visitor.page.click(".brand")
    visitor.page.wait_for_url("**/today")


def test_a_day_of_five_people_is_ten_taps_and_no_typed_letter(visit: Visit, book_folder: Path) -> None:
    visitor = visit(size=PHONE)
    page = visitor.page
    taps, written = 0, []
    while (line := page.locator(".day li").first).count():
        message = line.locator(".ways a", has_text="Write")
        written.append(str(message.get_attribute("href")))
        message.evaluate("link => link.addEventListener('click', (click) => click.preventDefault())")
        message.click()  # where the user's own mail program opens
        with page.expect_navigation(wait_until="load"):
            line.locator('button[value^="wrote-"]').click()
        taps += 2
    assert (taps, visitor.presses) == (10, 0)
    assert [address.partition("?")[0] for address in written] == [
        f"mailto:{name}@test.example" for name in ("anna", "bo", "carla", "dan", "eva")
    ]
    assert "Enough for today" in page.inner_text("main")
    with Book.open(book_folder) as book:
        assert book.daily.plan.agenda().finished == 5


def test_keys_end_lines_too(visit: Visit, book_folder: Path) -> None:
    visitor = visit()
    visitor.press("2")
    visitor.press_and_wait("c")
    assert kinds(book_folder, 2) == [("called", "")]
    visitor.press_and_wait("u")
    assert kinds(book_folder, 2) == []
    visitor.press_and_wait("x")
    assert due(book_folder)[0] == "Bo"


@pytest.mark.parametrize("path", ["/today", "/results", "/settings", "the contact"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_can_use_it(
    visit: Visit, book_folder: Path, size: tuple[int, int], path: str, *, dark: bool
) -> None:
    with Book.open(book_folder) as book:
        [anna] = book.numbered(1)
        book.tag(anna.uid, "advocate")
        book.daily.dealings.set_want(anna.uid, "property managers with flat roofs")
        book.daily.dealings.log(anna.uid, Deed("got", "referral", "Ms Braun " * 20, next_due=day(1)))
    visitor = visit(path.replace("the contact", f"/contact?uid={anna.uid}"), size=size, dark=dark)
    visitor.keep(f"daily-{path.strip('/').replace(' ', '-')}-{size[0]}-{'dark' if dark else 'light'}")
    assert visitor.faults() == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_next_step_is_ended_on_the_contacts_page_too(visit: Visit, book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        [bo] = book.numbered(2)
    page = visit(f"/contact?uid={bo.uid}", scripts=False).page
    assert "follow up" in page.inner_text(".steps")
    page.fill(".step textarea", "about tea")
    with page.expect_navigation(wait_until="load"):
        page.click('.step button[value="called"]')
    assert kinds(book_folder, 2) == [("called", "about tea")]
    assert page.inner_text(".steps") == "Nothing planned"
    assert "Called about tea" in page.inner_text(".timeline li:first-child")
    with page.expect_navigation(wait_until="load"):
        page.click("#take-back")
    assert kinds(book_folder, 2) == []
    assert "follow up" in page.inner_text(".steps")


def test_it_works_without_scripts(visit: Visit, book_folder: Path) -> None:
    visitor = visit(scripts=False)
    with visitor.page.expect_navigation(wait_until="load"):
        visitor.page.click('.day button[value="met-1"]')
    with visitor.page.expect_navigation(wait_until="load"):
        visitor.page.click("#undo")
    assert kinds(book_folder, 1) == []
