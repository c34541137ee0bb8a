"""Checking by keyboard in a real browser: from doubt to doubt, and nothing typed is ever lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from cardscan.book import Book
from cardscan.model import Email, Phone
from tests.support.browsing import Visit, Visitor
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import CLEO
from tests.support.reviewing import add_card
from tests.support.sharing import serving

SMALL = (390, 700)


def hand(page: Page) -> str:
    """Return the name of the field in hand."""
    return str(page.evaluate("document.activeElement.name"))


def test_enter_goes_from_doubt_to_doubt_and_saves_after_the_last(visit: Visit, book: Book) -> None:
    uid = add_card(book, ANNA, "title", "organization", "phones[1]", "emails[0]")
    add_card(book, BEN, "title")
    visitor = visit("/next")
    page = visitor.page
    order = [hand(page)]
    for left in ("3 more to check", "2 more to check", "1 more to check"):
        assert page.inner_text("#left") == left if len(order) > 1 else True
        assert page.locator("#onward").is_visible()
        assert not page.locator("#save kbd").is_visible()
        visitor.press("Enter")
        order.append(hand(page))
    assert page.locator("#save kbd").is_visible()  # what Enter does now
    assert not page.locator("#onward").is_visible()
    assert order == ["organization", "title", "phones", "emails"]
    page.keyboard.press("Control+a")
    page.keyboard.type("anna@corrected.example")
    visitor.press_and_wait("Enter")
    assert page.input_value("[name=full_name]") == "Ben Sales"
    assert book.entry(uid).contact.emails[0] == Email("anna@corrected.example")
    assert book.entry(uid).needs_review == ()


def test_a_doubt_that_was_passed_over_is_asked_about_before_the_card_is_saved(
    visit: Visit, book: Book
) -> None:
    uid = add_card(book, ANNA, "organization", "title", "emails[0]")
    visitor = visit(f"/card?uid={uid}")
    visitor.page.locator("[name=emails]").first.focus()
    visitor.press("Enter")
    assert hand(visitor.page) == "title"
    visitor.press_and_wait("Control+Enter")
    assert book.entry(uid).needs_review == ()


@pytest.mark.parametrize("size", [(1280, 600), SMALL], ids=["desk", "phone"])
def test_no_doubt_hides_under_a_bar(visit: Visit, book: Book, size: tuple[int, int]) -> None:
    mails = tuple(Email(f"anna{number}@weber.example") for number in range(12))
    phones = tuple(Phone(f"+4930123456{number}") for number in range(10, 26))
    many = replace(ANNA, emails=mails, phones=phones)
    doubts = (
        "title",
        "organization",
        *(f"phones[{number}]" for number in range(16)),
        *(f"emails[{number}]" for number in range(12)),
    )
    visitor = visit(f"/card?uid={add_card(book, many, *doubts)}", size=size)
    page = visitor.page
    for number in range(len(doubts)):
        seen = page.evaluate("""() => {
            const field = document.activeElement, row = field.closest(".row, .field");
            const inside = (node, x, y) => node.contains(document.elementFromPoint(x, y));
            const box = field.getBoundingClientRect();
            const clip = row.querySelector(".clip")?.getBoundingClientRect();
            return [field.matches("[data-doubt]"),
                inside(field, box.left + 9, box.top + 3) && inside(field, box.left + 9, box.bottom - 3),
                !clip || [clip.top + 3, clip.bottom - 3].every((y) => inside(row, clip.left + 3, y))];
        }""")
        assert seen == [True, True, True], number
        if number < len(doubts) - 1:
            visitor.press("Enter")
    visitor.keep(f"thirty-doubts-{size[0]}")
    assert visitor.faults() == []


def test_what_was_printed_stands_beside_the_field_large_enough_to_be_read(visit: Visit, book: Book) -> None:
    uid = add_card(book, ANNA, "title", "addresses[0]")
    for size in ((1280, 860), SMALL):
        page = visit(f"/card?uid={uid}", size=size).page
        for clip in page.locator(".clip").all():
            box = clip.bounding_box()
            assert box
            assert box["height"] >= 15
            assert box["width"] <= size[0]


def test_a_line_that_no_field_has_taken_is_marked_and_a_click_gives_it_to_the_field_in_hand(
    visit: Visit, book: Book
) -> None:
    uid = add_card(book, replace(CLEO, title="Agent"), "title")
    book.correct(uid, replace(CLEO, title=""), ("title",))
    visitor = visit(f"/card?uid={uid}")
    page = visitor.page
    assert page.locator(".left-over button").all_text_contents() == ["Agent"]
    assert page.locator("polygon.free").count() == 1
    visitor.keep("free-line")
    page.click(".left-over button")
    assert (hand(page), page.input_value("[name=title]")) == ("title", "Agent")
    visitor.press_and_wait("Enter")
    assert book.entry(uid).contact.title == "Agent"


def test_what_cannot_be_an_e_mail_asks_for_a_second_enter(visit: Visit, book: Book) -> None:
    uid = add_card(book, BEN, "emails[0]")
    visitor = visit(f"/card?uid={uid}")
    page = visitor.page
    page.fill("[name=emails] >> nth=0", "ben@sales")
    visitor.press("Enter")
    assert "cannot be an e-mail address" in page.inner_text(".odd")
    assert book.entry(uid).contact == BEN
    page.fill("[name=emails] >> nth=0", "ben at sales")
    visitor.press("Enter")
    assert book.entry(uid).contact == BEN
    visitor.press_and_wait("Enter")
    assert book.entry(uid).contact.emails == (Email("ben at sales"),)


def test_the_rest_is_accepted_by_keyboard_and_taken_back(visit: Visit, book: Book) -> None:
    for contact in (BEN, CLEO):
        add_card(book, contact)
    visitor = visit("/check")
    visitor.press_and_wait("Enter")
    assert visitor.page.inner_text("h1") == "All done"
    visitor.keep("accepted")
    visitor.press_and_wait("u")
    assert "2 cards to check" in visitor.page.inner_text("h1")
    assert visitor.faults() == []


def test_leaving_a_changed_page_asks_and_keeps_a_draft(visit: Visit, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    visitor = visit(f"/card?uid={uid}")
    page = visitor.page
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.fill("[name=title]", "Chief of Tea")
    page.click("text=Add e-mail")
    page.fill("details[open] [name=emails]", "second@weber.example")
    visitor.open("/check")
    assert asked == ["beforeunload"]
    visitor.open(f"/card?uid={uid}")
    assert page.input_value("[name=title]") == "Chief of Tea"
    assert "again, not yet saved" in page.inner_text("#said")
    visitor.keep("draft")
    assert visitor.faults() == []
    page.focus("[name=title]")
    visitor.press_and_wait("Enter")
    assert book.entry(uid).contact.title == "Chief of Tea"
    assert book.entry(uid).contact.emails[-1] == Email("second@weber.example")
    visitor.open(f"/card?uid={uid}")
    assert not page.is_visible("#said")
    visitor.open("/check")
    assert asked == ["beforeunload"]


def test_two_tabs_lose_nothing_and_say_so(visit: Visit, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    visitor = visit(f"/card?uid={uid}")
    one, other = visitor.page, visitor.tab(f"/card?uid={uid}")
    one.fill("[name=department]", "Mine")
    other.fill("[name=title]", "Theirs")
    with other.expect_navigation():
        other.click("#save")
    one.wait_for_selector("#said:not([hidden])")
    assert "saved in another tab" in one.inner_text("#said")
    with one.expect_navigation():
        one.click("#save")
    assert "Your version is below, not yet saved" in one.inner_text("main")
    assert one.input_value("[name=department]") == "Mine"
    assert book.entry(uid).contact.title == "Theirs"
    with one.expect_navigation():
        one.click("#save")
    assert book.entry(uid).contact.department == "Mine"
    visitor.complaints.clear()  # the browser notes that the first answer was a conflict


def test_a_stopped_program_loses_nothing_and_the_page_says_so(
    browser: Browser, book: Book, book_folder: Path
) -> None:
    uid = add_card(book, ANNA, "title")
    with serving(book_folder) as running:
        port = running.page.rpartition(":")[2]
        visitor = Visitor(browser, running.page, enter=running.enter())
        visitor.open(f"/card?uid={uid}")
        visitor.page.fill("[name=title]", "Typed meanwhile")
    visitor.press("Enter")
    visitor.page.wait_for_selector("#said:not([hidden])")
    assert "cardscan does not answer" in visitor.page.inner_text("#said")
    visitor.keep("stopped")
    with serving(book_folder, port=port) as running:
        assert running.page == visitor.address  # it is there
        visitor.page.focus("[name=title]")
        visitor.press("Enter")
        visitor.page.locator("#said", has_text="was started again").wait_for()
        visitor.page.once("dialog", lambda dialog: dialog.accept())
        visitor.open(running.enter())
        visitor.page.wait_for_url(f"{running.page}/today")
        visitor.open(f"/card?uid={uid}")
        assert visitor.page.input_value("[name=title]") == "Typed meanwhile"
        visitor.page.focus("[name=title]")
        visitor.press_and_wait("Enter")
        assert book.entry(uid).contact.title == "Typed meanwhile"
    visitor.close()
