"""Contacts in a real browser: found while one types, chosen and undone by keyboard, and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cardscan.book import Book, Imported
from cardscan.model import Contact, Email
from tests.support.browsing import Visit
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import CLEO
from tests.support.reviewing import add_card


@pytest.fixture
def people(book: Book) -> list[str]:
    """Return the uids of three people with cards, among forty without."""
    uids = [add_card(book, ANNA, "title"), add_card(book, BEN), add_card(book, CLEO)]
    book.import_contacts(
        Imported(
            f"u{number}", Contact(family_name=f"Number{number:02}", emails=(Email(f"{number}@x.example"),))
        )
        for number in range(40)
    )
    return uids


def names(page: Page) -> list[str]:
    return page.locator(".contacts .who a").all_text_contents()


def test_contacts_are_found_while_one_types(visit: Visit, people: list[str]) -> None:
    visitor = visit("/contacts")
    page = visitor.page
    visitor.press("/")
    page.keyboard.type("ben s")
    expect(page.locator("#number")).to_have_text("1 contact")
    assert names(page) == ["Sales, Ben"]
    assert page.url.endswith("/contacts?q=ben+s")
    page.keyboard.type("zzz")
    expect(page.locator("#found")).to_contain_text("Nobody is found")
    page.fill("[name=q]", "")
    expect(page.locator("#number")).to_have_text("43 contacts")


def test_several_are_tagged_and_deleted_by_keyboard_and_all_is_undone(
    visit: Visit, book: Book, people: list[str]
) -> None:
    visitor = visit("/contacts")
    page = visitor.page
    for name in ("Sales, Ben", "Weber, Anna Maria"):
        page.get_by_label(f"Choose {name}").focus()
        visitor.press("Space")
    expect(page.locator("#how-many")).to_have_text("2 chosen:")
    assert visitor.faults() == []
    page.focus("[name=tag]")
    page.keyboard.type("lead")
    visitor.press_and_wait("Enter")
    assert [book.entry(uid).tags for uid in people[:2]] == [("lead",), ("lead",)]
    visitor.press_and_wait("u")
    assert book.entry(people[0]).tags == ()
    page.get_by_label("Choose Weber, Anna Maria").check()
    page.focus(".with-chosen [value=delete]")
    visitor.press_and_wait("Enter")
    assert book.entry(people[0]).deleted
    visitor.press_and_wait("u")
    assert book.entry(people[0]).contact == ANNA
    assert visitor.faults() == []


def test_a_contact_is_copied_and_shown_as_a_code(visit: Visit, people: list[str]) -> None:
    visitor = visit(f"/contact?uid={people[0]}")
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Copy anna@weber.example").click()
    expect(page.get_by_label("Copied anna@weber.example")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "anna@weber.example"
    page.click("text=Take over with a phone")
    code = page.locator(".by-phone img")
    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    assert page.evaluate(
        "(image) => image.decode().then(() => image.naturalWidth > 0)", code.element_handle()
    )
    visitor.keep("contact-code")
    assert visitor.faults() == []


def test_an_export_says_how_many_go_and_that_it_went(visit: Visit, book: Book) -> None:
    add_card(book, ANNA, "title")
    book.reviews.save(add_card(book, BEN), BEN)
    page = visit("/export").page
    outcome = page.locator("#outcome")
    page.get_by_label("Only those that are checked").check()
    expect(outcome).to_contain_text("1 contact: ")
    page.get_by_label("Only what is new").check()
    expect(outcome).to_contain_text("At most 1 contact: ")
    with page.expect_download():
        page.click("#start")
    expect(outcome).to_contain_text("Export begun: at most 1 contact.")


def test_all_of_it_works_without_scripts(visit: Visit, book: Book, people: list[str], tmp_path: Path) -> None:
    page = visit("/contacts", scripts=False).page
    page.fill("[name=q]", "web")
    page.press("[name=q]", "Enter")
    page.get_by_label("Choose Weber, Anna Maria").check()
    page.fill(".with-chosen [name=tag]", "lead")
    page.click(".with-chosen [value=tag]")
    assert book.entry(people[0]).tags == ("lead",)
    page.click("#undo")
    assert book.entry(people[0]).tags == ()
    page.get_by_label("Choose Weber, Anna Maria").check()
    page.click(".with-chosen [value=export]")
    assert "Those that you chose: 1" in page.inner_text("main")
    assert "1 not checked" in page.inner_text("main")
    page.select_option("[name=format]", "jsonl")
    with page.expect_download() as download:
        page.click("#start")
    download.value.save_as(tmp_path / "chosen.jsonl")
    assert "anna@weber.example" in (tmp_path / "chosen.jsonl").read_text()
    page.goto("/settings")
    for region in ("de", ""):  # the other tests' settings are as before
        page.fill("[name=region]", region)
        page.click("#save")
        assert "Saved" in page.inner_text("main")
        assert page.input_value("[name=region]") == region.upper()
