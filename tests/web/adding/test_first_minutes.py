"""From a pile of cards to the address book, as the README tells it: the real program, a real browser."""

import base64
import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as Timeout

from cardscan.book import Book
from cardscan.export.checks.importers import check_file
from tests import SAMPLES
from tests.support.browsing import DESK, PHONE, Visitor
from tests.support.drops import files_in, person, picture
from tests.support.sharing import LONGEST, serving

ONES = (
    "clean-germany.png", "clean-two-tone-brazil.png", "dark-photo.jpg", "dark-scan-italy.jpg",
    "hard-vietnam.jpg", "photo-france.jpg", "photo-japan.jpg", "photo-morocco-upside-down.jpg",
    "portrait-poland.jpg", "qr-code.jpg",
)  # fmt: skip
"""Samples of one card each."""
_DROP = """([files]) => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  const where = document.querySelector("h2");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    where.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""
_HERE = "location.href + (document.activeElement?.name ?? '')"
_WHICH_PHONE = "[...document.querySelectorAll('[name=phones]')].indexOf(document.activeElement)"
_TRUTHS = {"full_name": "name", "organization": "org", "addresses": "address"}
"""What fields of the page are called in a truth, where that is another name."""
_PATIENCE = 1000 * LONGEST


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drop files on the page, as from a file manager."""
    page.evaluate(_DROP, [[(name, base64.b64encode(data).decode()) for name, data in files.items()]])


def wait_until_read(page: Page, files: int) -> None:
    """Wait until nothing is under way any more."""
    page.wait_for_function(
        "(files) => document.querySelectorAll('#doings .doing').length >= files"
        " && !document.querySelector('.doing.waiting, .doing.reading, #sending .doing:not(.failed)')",
        arg=files,
        timeout=3 * _PATIENCE,
    )


@pytest.mark.long
def test_the_first_minutes(browser: Browser, book_folder: Path, tmp_path: Path) -> None:
    pile = {name: (SAMPLES / name).read_bytes() for name in (*ONES, "no-card.jpg")}
    pile["cut-off.jpg"] = pile["qr-code.jpg"][:20_000]
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter())
        page = visitor.page
        assert "How it goes" in page.inner_text("main")
        drop(page, pile)
        page.locator(".doing.reading").first.wait_for(timeout=_PATIENCE)
        page.locator("#tally", has_text="of 12 files read").wait_for(timeout=_PATIENCE)
        visitor.keep("first-minutes-reading")
        wait_until_read(page, 12)
        failures = {
            row.locator("strong").inner_text(): row.inner_text() for row in page.locator(".failed").all()
        }
        assert sorted(failures) == ["cut-off.jpg", "no-card.jpg"]
        assert "no card found" in failures["no-card.jpg"]
        assert "cut" in failures["cut-off.jpg"]
        assert page.locator(".doing.done").count() == 10
        assert visitor.faults() == []
        visitor.keep("first-minutes-read")
        _check(visitor, book_folder)
        presses = visitor.presses
        page.get_by_role("link", name="Export", exact=True).click()
        page.select_option("[name=format]", "google-csv")
        with page.expect_download() as download:
            page.click("#start")
        assert presses + 3 <= 25
        target = tmp_path / "google.csv"
        download.value.save_as(target)
        assert visitor.complaints == []
        visitor.close()
    verdict = check_file(target, "google")
    assert verdict.contacts == 10
    assert verdict.losses == ()


def _check(visitor: Visitor, book_folder: Path) -> None:
    """Correct the doubts by keyboard as the cards say, and accept the rest in one go."""
    page = visitor.page
    visitor.press_and_wait("Enter")  # to the queue
    corrected = 0
    visitor.press_and_wait("Enter")  # to the first card
    with Book.open(book_folder) as book:
        while book.reviews.left().doubtful:
            page.locator(".doubtful").first.wait_for()
            here = page.evaluate(_HERE)
            uid = page.url.partition("uid=")[2].partition("&")[0]
            truth, field = _truth(book, uid), page.evaluate("document.activeElement.name")
            right = truth.get(_TRUTHS.get(field, field), "")
            if field == "phones" and isinstance(right, list):
                right = right[page.evaluate(_WHICH_PHONE)]["e164"]
            if isinstance(right, dict):
                right = right["formatted"]
            if isinstance(right, str) and right and corrected < 3:
                page.keyboard.press("Control+a")
                page.keyboard.type(right)
                corrected += 1
            visitor.press("Enter")
            with suppress(Timeout):  # the same field is asked about once more
                page.wait_for_function(f"(here) => {_HERE} !== here", arg=here, timeout=3000)
        assert corrected == 3
        visitor.open("/check")
        visitor.press_and_wait("Enter")  # accept the rest
        assert "All done" in page.inner_text("h1")
        assert book.reviews.left().all == 0


def _truth(book: Book, uid: str) -> dict[str, object]:
    """Return what the sample's card says that this contact was read from."""
    [sample] = {Path(card.scan.source.path).name for card in book.cards(uid)}
    text = (SAMPLES / sample.partition(" ")[2]).with_suffix(".json").read_text("utf-8")
    [card] = json.loads(text)["cards"]
    return dict(card)


def test_pictures_are_added_without_scripts(browser: Browser, book_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(picture(person(0)))
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), scripts=False)
        page = visitor.page
        page.locator("input[type=file]").first.set_input_files(tmp_path / "anna.png")
        page.click("button >> text=Add")
        end = time.monotonic() + LONGEST
        while not page.locator(".doing.done").count():
            assert time.monotonic() < end
            page.reload()
        assert "Anna Weber" in page.inner_text(".found")
        visitor.close()


def test_a_failure_is_tried_again_by_keyboard_and_the_button_ends_the_program(
    browser: Browser, book_folder: Path
) -> None:
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), dark=True)
        page = visitor.page
        drop(
            page,
            {
                "cut-off.png": picture(person(0))[:700],
                ".DS_Store": b"xx",
            },
        )
        drop(page, {"notes.txt": b"buy milk and call Anna"})
        page.locator("#sending .failed", has_text="is text, not a picture").wait_for()
        visitor.complaints.clear()  # the browser notes that it was refused
        page.locator("#doings .failed").wait_for(timeout=_PATIENCE)
        page.locator("#doings .failed button").first.focus()
        [failed] = [
            name for name in files_in(running.inbox) if name.startswith("failed/") and ".error" not in name
        ]
        visitor.press("Enter")
        page.locator(".doing.waiting, .doing.reading").first.wait_for(timeout=_PATIENCE)
        page.locator("#doings .failed").wait_for(timeout=_PATIENCE)
        assert failed in files_in(running.inbox)
        assert visitor.faults() == []
        assert visitor.complaints == []
        page.click("text=Quit")
        page.wait_for_selector("text=cardscan has ended")
        assert running.process.wait(LONGEST) == 0
        visitor.close()


def test_what_lies_beside_pictures_in_a_folder_is_left_out_in_one_line(
    browser: Browser, book_folder: Path
) -> None:
    others = {f"{name}.json": b"{}" for name in ("anna", "ben", "cleo", "dora")}
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter())
        page = visitor.page
        drop(page, {"notes.txt": b"buy milk", "anna.png": picture(person(0)), **others})
        page.locator("#sending .doing", has_text="5 files are no pictures, and left out").wait_for()
        assert "and 2 more" in page.inner_text("#sending")
        assert page.locator("#sending .failed").count() == 0
        visitor.complaints.clear()  # the browser notes that they were refused
        assert visitor.faults() == []
        page.click("#sending >> text=OK")
        wait_until_read(page, 1)
        assert page.locator("#sending .doing").count() == 0
        drop(page, {".DS_Store": b"xx"})
        page.locator("#sending", has_text="There is no picture in it").wait_for()
        assert visitor.complaints == []
        visitor.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, (768, 900), PHONE], ids=["desk", "tablet", "phone"])
def test_the_pages_are_accessible_and_fit(
    browser: Browser, book_folder: Path, size: tuple[int, int], *, dark: bool
) -> None:
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), size=size, dark=dark)
        page = visitor.page
        name = f"{size[0]}-{'dark' if dark else 'light'}"
        assert visitor.faults() == []
        visitor.keep(f"add-empty-{name}")
        drop(
            page, {f"{'a very long name ' * 5}.png": picture(person(1)), "bad.png": picture(person(2))[:600]}
        )
        wait_until_read(page, 2)
        visitor.open("/programs")
        page.click("[value=make]")
        page.wait_for_selector("#key")
        visitor.keep(f"programs-{name}")
        assert visitor.faults() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        visitor.open("/")
        page.locator(".doing.done").wait_for()
        assert visitor.faults() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        visitor.keep(f"add-{name}")
        assert visitor.complaints == []
        visitor.close()
