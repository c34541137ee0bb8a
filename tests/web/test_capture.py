"""Phones, corners and contacts as people use them: the real program, a real browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cardscan.book import Book, Event, Imported, Original
from cardscan.many.batch import scan_file
from cardscan.model import Contact, Email, Phone
from cardscan.settings import Settings
from tests import SAMPLES
from tests.support.browsing import DESK, PHONE, Visitor
from tests.support.drops import files_in, person, picture, sha256
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card
from tests.support.sharing import serving, shared, until


@pytest.fixture
def two_cards(tmp_path: Path, book_folder: Path) -> tuple[str, str]:
    """A book of one card of a photo that shows two, read as if its corners were wrong; contact and card."""
    photo = tmp_path / "table.png"
    photo.write_bytes(picture(person(1), person(2)))
    half = tmp_path / "half.png"
    half.write_bytes(picture(("Bruno Koch",)))
    [wrong] = scan_file(str(half), Settings(), faces=True).scans
    digest = sha256(photo.read_bytes())
    source = replace(
        wrong.source, path=str(photo), sha256=digest, quad=((60, 60), (330, 60), (330, 110), (60, 110))
    )
    scan = replace(wrong, source=source, faces=(replace(wrong.faces[0], source=source),))
    with Book.open(book_folder) as book:
        [receipt] = book.receive([Original(digest, str(photo))], [scan], Event("Chamber mixer", "2026-11-20"))
    return receipt.uid, receipt.card


def names(book_folder: Path) -> list[str]:
    with Book.open(book_folder) as book:
        return [entry.contact.full_name for entry in book.entries()]


def photos(tmp_path: Path) -> list[Path]:
    """Three photos of fictional people's cards, as a phone makes them: one of them is a sample."""
    files = [tmp_path / f"IMG_{number}.png" for number in range(2)]
    for number, file in enumerate(files):
        file.write_bytes(picture(person(number + 10)))
    return [*files, SAMPLES / "qr-code.jpg"]


def test_three_photos_from_a_phone_end_in_the_book(
    browser: Browser, book_folder: Path, tmp_path: Path
) -> None:
    with shared(book_folder) as running:
        join = running.join
        phone = Visitor(browser, join.partition("/join/")[0], size=(390, 780))
        phone.open(join)
        assert "/join/" not in phone.page.url
        phone.keep("camera")
        phone.page.fill("[name=event]", "Chamber mixer")
        phone.page.fill("[name=date]", "2026-11-20")
        phone.page.click("text=Choose >> nth=0")
        phone.page.wait_for_selector("text=belong to Chamber mixer")
        phone.page.locator("input[type=file]").nth(1).set_input_files(photos(tmp_path))
        phone.page.wait_for_selector("text=3 photos sent to the computer.")
        assert phone.page.locator(".outcomes li").count() == 3
        phone.keep("camera-sent")
        assert phone.faults() == []
        assert phone.complaints == []
        visitor = Visitor(browser, running.page, enter=running.enter())
        visitor.open("/check")

        def are_there() -> bool:
            visitor.page.reload()
            return "3 cards to check" in visitor.page.inner_text("h1")

        until(are_there, "three cards in the queue")
        visitor.keep("queue-after-phone")
        assert visitor.complaints == []
        inbox = running.inbox
        phone.close()
        visitor.close()
    assert len(names(book_folder)) == 3
    assert {"Karin Brandt", "Lukas Vogel"} < set(names(book_folder))
    with Book.open(book_folder) as book:
        assert {entry.events for entry in book.entries()} == {(Event("Chamber mixer", "2026-11-20"),)}
    filed = [name for name in files_in(inbox) if not name.startswith(".work")]
    assert len(filed) == 3
    assert all(name.startswith("done/") for name in filed)


def test_photos_are_sent_without_scripts_too(browser: Browser, book_folder: Path, tmp_path: Path) -> None:
    with shared(book_folder) as running:
        join = running.join
        phone = Visitor(browser, join.partition("/join/")[0], size=PHONE, scripts=False, dark=True)
        phone.open(join)
        phone.page.locator("input[type=file]").nth(1).set_input_files(photos(tmp_path)[:2])
        phone.page.click("text=Send")
        phone.page.wait_for_selector("text=2 photos sent to the computer.")
        phone.keep("camera-without-scripts")
        phone.page.click("text=Send")
        phone.page.wait_for_selector("text=No photo was chosen.")
        phone.page.click("text=Back to the camera")
        assert "2 photos sent" in phone.page.inner_text("#sent")
        phone.close()
        running.says("done")


def test_a_phone_that_another_app_sends_here_is_let_in(browser: Browser, book_folder: Path) -> None:
    with shared(book_folder) as running:
        join = running.join
        phone = Visitor(browser, join.partition("/join/")[0], size=PHONE)
        phone.open(f"data:text/html,<a href='{join}'>a code was read</a>")
        phone.page.click("a")
        phone.page.wait_for_selector("text=Take a photo")
        phone.close()


def test_a_phone_sees_nothing_but_the_camera(browser: Browser, book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        uid = add_card(book, ANNA)
    with shared(book_folder) as running:
        join = running.join
        phone = Visitor(browser, join.partition("/join/")[0], size=PHONE)
        phone.open(join)
        for path in ("/contacts", f"/contact?uid={uid}", f"/card?uid={uid}", "/next", "/original", "/face/a"):
            phone.open(path)
            assert "Anna" not in phone.page.content()
            assert "There is no such page." in phone.page.inner_text("body")
        second = Visitor(browser, join.partition("/join/")[0], size=PHONE)
        second.open(join)
        assert "scan the code" in second.page.inner_text("body")
        second.keep("camera-refused")
        second.close()
        phone.close()


def drag(visitor: Visitor, corner: int, to: tuple[float, float]) -> None:
    """Drag a corner to a place in the picture, by the mouse."""
    page = visitor.page
    box = page.locator(f"[data-corner='{corner}']").bounding_box()
    where = page.evaluate(
        "([x, y]) => { const p = new DOMPoint(x, y).matrixTransform(document.getElementById('corners')"
        ".getScreenCTM()); return [p.x, p.y]; }",
        to,
    )
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*where, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_corner_is_dragged_and_the_card_read_again(
    browser: Browser, book_folder: Path, two_cards: tuple[str, str], *, dark: bool
) -> None:
    uid, card = two_cards
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), dark=dark)
        visitor.open(f"/card?uid={uid}")
        visitor.page.click("#original")
        visitor.keep(f"corners-{'dark' if dark else 'light'}")
        assert visitor.faults() == []
        drag(visitor, 2, (480, 300))
        drag(visitor, 3, (60, 300))
        drag(visitor, 1, (480, 60))
        assert float(visitor.page.input_value("[name=x2]")) == pytest.approx(480, abs=3)
        visitor.keep(f"corners-dragged-{'dark' if dark else 'light'}")
        visitor.page.click("#again")
        visitor.page.wait_for_selector("#contact")
        emails = visitor.page.locator("[name=emails]").evaluate_all("all => all.map((input) => input.value)")
        assert "bruno@koch1.example" in emails
        visitor.keep("read-again")
        visitor.page.click("#undo")
        visitor.page.wait_for_selector("#contact")
        with Book.open(book_folder) as book:
            assert book.entry(uid).contact.emails == ()
            assert book.cards(uid)[0].uid == card
        assert visitor.complaints == []
        visitor.close()


def test_a_missed_card_is_added_without_scripts(
    browser: Browser, book_folder: Path, two_cards: tuple[str, str]
) -> None:
    uid, card = two_cards
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), scripts=False, size=PHONE)
        visitor.open(f"/original?uid={uid}&card={card}&side=0")
        for corner, (x, y) in enumerate(((540, 60), (960, 60), (960, 300), (540, 300))):
            visitor.page.fill(f"[name=x{corner}]", str(x))
            visitor.page.fill(f"[name=y{corner}]", str(y))
        visitor.keep("corners-phone")
        visitor.page.click("#add")
        visitor.page.wait_for_selector("#contact")
        assert visitor.page.input_value("[name=full_name]") == "Clara Lindner"
        visitor.open(f"/original?uid={uid}&card={card}&side=0")
        assert visitor.page.locator("polygon.other").count() == 1
        for corner in range(4):
            visitor.page.fill(f"[name=y{corner}]", "5")
        visitor.page.click("#again")
        assert "those of no card" in visitor.page.inner_text("[role=alert]")
        visitor.close()
    with Book.open(book_folder) as book:
        events = [entry.events for entry in book.entries()]
    assert events == [(Event("Chamber mixer", "2026-11-20"),)] * 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_contacts_pages_are_accessible_and_fit(
    browser: Browser, book_folder: Path, size: tuple[int, int], *, dark: bool
) -> None:
    with Book.open(book_folder) as book:
        uid = add_card(book, ANNA, "title", event="Chamber mixer")
        book.tag(uid, "hot lead")
        book.note(uid, "Wants an offer for 500 cards by Friday.\nCall before ten.")
        book.correct(uid, replace(ANNA, title="Chief of Sales, Europe"))
        book.import_contacts(
            Imported(f"u{n}", Contact(given_name="Pia", family_name=f"Muster{n}", title="Agent",
                organization=f"Firm {n} GmbH", phones=(Phone(f"+4930{2000000 + n}"),),
                emails=(Email(f"pia@firm{n}.example"),)))
            for n in range(60)
        )  # fmt: skip
    with serving(book_folder) as running:
        visitor = Visitor(browser, running.page, enter=running.enter(), size=size, dark=dark)
        for name, path in {"contacts": "/contacts", "contact": f"/contact?uid={uid}"}.items():
            visitor.open(path)
            if name == "contact":
                assert "Wants an offer" in visitor.page.inner_text(".timeline")
            assert visitor.faults() == []
            assert visitor.page.evaluate("document.documentElement.scrollWidth") <= size[0]
            visitor.keep(f"{name}-{size[0]}-{'dark' if dark else 'light'}")
        visitor.page.click("#edit")
        visitor.page.fill("[name=department]", "Board")
        visitor.page.click("#save")
        visitor.page.wait_for_selector("text=Board")
        visitor.page.click("#delete")
        visitor.page.wait_for_selector("text=Deleted")
        visitor.keep(f"deleted-{size[0]}-{'dark' if dark else 'light'}")
        visitor.page.click("#undo")
        visitor.page.wait_for_selector("#edit")
        visitor.open("/contacts?q=anna")
        visitor.page.click("#export")
        with visitor.page.expect_download() as download:
            visitor.page.click("#start")
        assert "anna@weber.example" in Path(download.value.path()).read_text(encoding="utf-8")
        assert visitor.complaints == []
        visitor.close()
