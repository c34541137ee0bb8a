"""The review page as people use it: real cards, the real program, a real browser."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cardscan.book import Book, Event, Original
from cardscan.cli import main
from cardscan.many.batch import scan_file
from cardscan.model import Contact, Email, Phone
from cardscan.settings import Settings
from tests import SAMPLES
from tests.support.books import original
from tests.support.browsing import DESK, PHONE, Visit, Visitor
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, shown_card
from tests.support.sharing import serving, until


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of three samples, read for real; two have doubts."""
    folder = tmp_path_factory.mktemp("scanned")
    with Book.open(folder) as book:
        for name in ("hard-vietnam.jpg", "qr-code.jpg", "photo-morocco-upside-down.jpg"):
            scans = scan_file(str(SAMPLES / name), Settings(), faces=True).scans
            sources = {scan.source.sha256: scan.source.path for scan in scans}
            originals = [Original(digest, path) for digest, path in sources.items()]
            book.receive(originals, scans, Event("Chamber mixer", "2026-11-20"))
    return folder


@pytest.fixture
def samples(scanned: Path, book_folder: Path) -> None:
    shutil.copytree(scanned, book_folder)


@pytest.fixture
def people(book_folder: Path) -> dict[str, str]:
    """Return the uids of two people with doubts, and of one that may be the first of them."""
    second = Contact(
        given_name="Ben",
        family_name="Sales",
        organization="Sales & Sons Ltd",
        title="Agent",
        phones=(Phone("+442079460123", "020 7946 0123"),),
        emails=(Email("ben@sales.example"),),
    )
    with Book.open(book_folder) as book:
        found = {"anna": add_card(book, ANNA, "title"), "ben": add_card(book, second, "organization")}
        again = replace(ANNA, title="Director", department="Board", phones=(), emails=(), urls=(), social=())
        [receipt] = book.receive([original("again.jpg")], [shown_card(again, "again.jpg")])
        assert receipt.verdict == "uncertain"
    return found | {"again": receipt.uid}


def contact_in(book_folder: Path, uid: str) -> Contact:
    with Book.open(book_folder) as book:
        return book.entry(uid).contact


def exported(book_folder: Path, target: Path) -> str:
    assert main(["export", "--book", str(book_folder), "-o", str(target)]) == 0
    return target.read_text(encoding="utf-8")


def test_the_program_leads_the_browser_in_by_a_file_that_nobody_else_reads(
    browser: Browser, book_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lists the computer's processes sees the browser's command line, and no key in it."""
    called = tmp_path / "called"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$@" > "{called}.part"; mv "{called}.part" "{called}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(book_folder, browser=str(program)) as running:
        until(called.exists, "the browser called")
        key = running.enter().rpartition("/")[2]
        address = called.read_text().strip()
        assert key not in address
        file = Path(address.removeprefix("file://"))
        assert file.stat().st_mode & 0o077 == file.parent.stat().st_mode & 0o077 == 0
        visitor = Visitor(browser, running.page)
        visitor.open(address)
        visitor.page.wait_for_url(f"{running.page}/")
        assert visitor.page.inner_text("h1") == "Add cards"
        until(lambda: not file.parent.exists(), "the file gone")
        visitor.page.reload()
        assert visitor.page.inner_text("h1") == "Add cards"
        second = Visitor(browser, running.page)
        second.open("/contacts")
        assert "Open the address that `cardscan app` shows" in second.page.inner_text("body")
        second.close()
        visitor.close()


@pytest.mark.usefixtures("samples")
def test_scan_review_correct_by_keyboard_and_export(visit: Visit, book_folder: Path, tmp_path: Path) -> None:
    visitor = visit()
    visitor.keep("queue")
    assert "3 cards to check" in visitor.page.inner_text("h1")
    visitor.press_and_wait("Enter")
    visitor.page.wait_for_selector("#contact")
    visitor.keep("card")
    assert visitor.page.evaluate("document.activeElement.closest('.doubtful') !== null")
    name = visitor.page.input_value("[name=full_name]")
    for _ in range(3):  # from the title over the company
        if visitor.page.evaluate("document.activeElement.name") != "full_name":
            visitor.press("ArrowUp")
    visitor.page.keyboard.type("Phương Corrected Dương")
    visitor.press_and_wait("Control+Enter")
    visitor.keep("next-card")
    assert "2 of 3" in visitor.page.inner_text(".crumbs")
    text = exported(book_folder, tmp_path / "out.vcf")
    assert "Phương Corrected" in text
    assert name not in text


@pytest.mark.usefixtures("samples")
def test_a_field_in_hand_shows_where_it_was_read(visit: Visit) -> None:
    visitor = visit("/next")
    page = visitor.page
    page.focus("[name=full_name]")
    lit = page.locator("polygon.lit title").all_text_contents()
    assert lit == [page.input_value("[name=full_name]")]
    page.hover("[name=organization]")
    assert page.locator("polygon.lit title").all_text_contents() == [page.input_value("[name=organization]")]


@pytest.mark.usefixtures("samples")
def test_a_click_on_a_line_puts_its_text_into_the_field_in_hand(visit: Visit) -> None:
    visitor = visit("/next")
    page = visitor.page
    page.focus("[name=department]")
    page.locator("polygon.line").nth(1).click()
    line = page.locator("polygon.line").nth(1).get_attribute("data-text")
    assert page.input_value("[name=department]") == line
    assert page.evaluate("document.activeElement.name") == "department"
    page.locator("polygon.line").nth(0).click()
    other = page.locator("polygon.line").nth(0).get_attribute("data-text")
    assert page.input_value("[name=department]") == f"{line} {other}"
    visitor.keep("line-into-field")


def test_undo_by_key_takes_a_save_back(visit: Visit, book_folder: Path, people: dict[str, str]) -> None:
    visitor = visit("/next")
    visitor.page.fill("[name=title]", "Wrong")
    visitor.press_and_wait("Enter")
    assert contact_in(book_folder, people["anna"]).title == "Wrong"
    visitor.press("Escape")
    visitor.keep("undo")
    visitor.press_and_wait("u")
    assert visitor.page.input_value("[name=title]") == ANNA.title
    assert contact_in(book_folder, people["anna"]) == ANNA


def test_a_duplicate_is_merged_and_parted_again(
    visit: Visit, book_folder: Path, people: dict[str, str]
) -> None:
    visitor = visit(f"/card?uid={people['anna']}")
    visitor.page.click("text=Compare")
    visitor.keep("duplicates")
    assert visitor.faults() == []
    visitor.press_and_wait("Enter")
    merged = contact_in(book_folder, people["anna"])
    assert (merged.title, merged.emails) == ("Director", ANNA.emails)
    visitor.page.click("#undo")
    visitor.page.wait_for_selector("#contact")
    assert contact_in(book_folder, people["anna"]) == ANNA
    with Book.open(book_folder) as book:
        assert len(list(book.duplicates.waiting())) == 1


def test_rows_are_added_moved_and_removed_and_name_and_company_swapped(
    visit: Visit, book_folder: Path, people: dict[str, str]
) -> None:
    visitor = visit(f"/card?uid={people['ben']}")
    page = visitor.page
    page.click("text=Add e-mail")
    page.fill("details[open] [name=emails]", "second@sales.example")
    page.focus("[name=full_name]")
    visitor.press_and_wait("Alt+s")
    assert page.input_value("[name=organization]") == "Ben Sales"
    assert page.locator(".list[data-list=emails] > .row").count() == 2
    page.locator("[name=emails]").nth(1).focus()
    visitor.press_and_wait("Alt+ArrowUp")
    emails = contact_in(book_folder, people["ben"]).emails
    assert [email.value for email in emails] == ["second@sales.example", "ben@sales.example"]
    with page.expect_navigation():
        page.click("[value=remove-emails-1]")
    assert contact_in(book_folder, people["ben"]).emails == (Email("second@sales.example"),)


def test_the_core_works_without_scripts(
    visit: Visit, book_folder: Path, people: dict[str, str], tmp_path: Path
) -> None:
    visitor = visit(scripts=False, dark=True)
    page = visitor.page
    page.click("#start")
    visitor.keep("without-scripts")
    page.fill("[name=full_name]", "Anna Corrected")
    page.click("#swap")
    assert page.input_value("[name=organization]") == "Anna Corrected"
    page.click("#swap")
    page.click("#save")
    assert "Saved" in page.inner_text(".saved")
    page.click("#undo")
    assert page.input_value("[name=title]") == ANNA.title
    page.focus("[name=title]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".saved")
    assert "Anna Corrected" in exported(book_folder, tmp_path / "out.vcf")


def test_forty_cards_by_keyboard(visit: Visit, book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        for number in range(40):
            person = Contact(
                given_name="Person",
                family_name=f"Number{number}",
                title="Agent",
                organization=f"Firm {number}",
                emails=(Email(f"p@firm{number}.example"),),
            )
            add_card(book, person, *(["title"] if number % 4 == 0 else []))
    visitor = visit("/next")
    page = visitor.page
    doubtful = 0
    for number in range(40):
        assert f"{number + 1} of 40" in page.inner_text(".crumbs")
        before = visitor.presses
        if page.locator(".doubtful").count():
            doubtful += 1
            assert doubtful == number + 1
            assert page.evaluate("document.activeElement.name") == "title"
            page.keyboard.press("Control+a")
            page.keyboard.type("Broker")
        visitor.press_and_wait("Enter")
        assert visitor.presses - before <= 3
    assert (doubtful, visitor.presses) == (10, 40)
    assert page.inner_text("h1") == "All done"
    visitor.keep("all-done")
    with Book.open(book_folder) as book:
        titles = [entry.contact.title for entry in book.entries()]
    assert (titles.count("Broker"), titles.count("Agent")) == (10, 30)


def test_keys_are_shown_on_a_question_mark(visit: Visit, people: dict[str, str]) -> None:
    visitor = visit("/next")
    visitor.press("Escape", "?")
    assert visitor.page.locator("#keys").is_visible()
    visitor.keep("keys")
    assert visitor.faults() == []
    visitor.press("Escape")
    assert not visitor.page.locator("#keys").is_visible()


def test_zoom_and_turn(visit: Visit, people: dict[str, str]) -> None:
    visitor = visit("/next")
    sheet = visitor.page.locator(".sheet").first
    before = sheet.bounding_box()
    visitor.press("Escape", "z")
    zoomed = sheet.bounding_box()
    assert before
    assert zoomed
    assert zoomed["width"] > 1.4 * before["width"]
    visitor.press("x", "r")
    visitor.keep("turned")
    assert "rotate(90deg)" in str(sheet.get_attribute("style"))


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_accessible_and_fit(visit: Visit, size: tuple[int, int], *, dark: bool) -> None:
    visitor = visit(size=size, dark=dark)
    for path in ("/check", "/next", "/duplicates", "/card?uid=nobody"):
        visitor.complaints.clear()
        visitor.open(path)
        assert visitor.faults() == []
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        name = path.strip("/").partition("?")[0]
        visitor.keep(f"{name}-{size[0]}-{'dark' if dark else 'light'}")
    visitor.complaints.clear()  # the last page is one that is missing


def test_a_card_full_of_script_runs_nothing(visit: Visit, book_folder: Path) -> None:
    script = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
    nasty = replace(ANNA, organization=script, note=f"</textarea>{script}", title=f"\"'>{script}")
    with Book.open(book_folder) as book:
        uid = add_card(book, nasty, "organization", file="nasty.jpg", event=script)
    visitor = visit()
    for path in ("/check", f"/card?uid={uid}"):
        visitor.open(path)
        assert visitor.page.title() != "owned"
    assert visitor.page.input_value("[name=organization]") == script
    assert visitor.page.locator("img[src=x], main script").count() == 0
    visitor.keep("script-laden")
