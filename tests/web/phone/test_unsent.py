"""Photos that could not be sent stay on the phone, and are sent when the computer is there again."""

from pathlib import Path

from playwright.sync_api import Browser

from cardscan.cli.servers.phones import Phones
from cardscan.inbox import Board, Happening
from tests.support.browsing import PHONE, Visitor
from tests.support.drops import files_in, person, picture
from tests.support.reviewing import board_beside
from tests.support.servers import free_port
from tests.support.sharing import LONGEST, until

PATIENCE = 1000 * LONGEST


def photos(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"IMG_{number}.png" for number in range(2)]
    for number, file in enumerate(files):
        file.write_bytes(picture(person(number)))
    return files


def arrived(board: Board) -> list[bytes]:
    return list(files_in(board.folders.inbox).values())


def test_photos_outlive_a_lost_network_a_reload_and_another_start(
    browser: Browser, book_folder: Path, tmp_path: Path
) -> None:
    board, port = board_beside(book_folder), free_port()
    files = photos(tmp_path)
    with Phones(board, "127.0.0.1", port) as page:
        page.open()
        phone = Visitor(browser, f"http://127.0.0.1:{port}", size=PHONE)
        phone.open(page.address)
    phone.page.locator("input[type=file]").nth(1).set_input_files(files)  # nobody is there any more
    phone.page.locator(".sending .failed").nth(1).wait_for()
    assert "It is kept on this phone" in phone.page.inner_text(".sending")
    phone.keep("camera-unsent")
    with Phones(board, "127.0.0.1", port) as page:
        page.open()
        phone.page.once("dialog", lambda dialog: dialog.accept())
        phone.open(f"http://127.0.0.1:{port}/")  # which has a new key
        assert "scan the code" in phone.page.inner_text("main")
        phone.page.locator("#kept", has_text="2 photos that were not sent are kept on this phone").wait_for()
        assert arrived(board) == []
        phone.open(page.address)
        phone.page.wait_for_selector("text=2 photos sent to the computer.")
        assert sorted(arrived(board)) == sorted(file.read_bytes() for file in files)
        phone.page.reload()
        phone.page.wait_for_selector("text=2 photos sent to the computer.")
        assert phone.page.locator(".sending li").count() == 0
        assert len(arrived(board)) == 2
    phone.close()


def test_a_phone_is_told_what_became_of_each_photo(
    browser: Browser, book_folder: Path, tmp_path: Path
) -> None:
    board = board_beside(book_folder)
    with Phones(board, "127.0.0.1") as page:
        page.open()
        phone = Visitor(browser, page.address.partition("/join/")[0], size=PHONE, dark=True)
        phone.open(page.address)
        (tmp_path / "notes.png").write_bytes(b"buy milk and call Anna")
        phone.page.locator("input[type=file]").nth(1).set_input_files(
            [*photos(tmp_path), tmp_path / "notes.png"]
        )
        phone.page.locator(".sending .refused", has_text="is text, not a picture").wait_for()
        phone.page.wait_for_function("!document.querySelector('#sending li:not(.refused)')")
        assert phone.page.inner_text("#left") == ""  # what is refused is not to be sent
        phone.complaints.clear()  # the browser notes that it was refused
        until(lambda: len(arrived(board)) == 2, "two photos")
        first, second = sorted(files_in(board.folders.inbox))
        board.tell(Happening(first, "done", "Anna Weber (new)", ("Anna Weber",), ("u",), 1.0, "/in/x"))
        place = board.folders.filed / "failed.png"
        place.write_bytes(b"")
        board.tell(Happening(second, "failed", "no card found (more light)", place=str(place)))
        phone.page.locator(".outcomes .done", has_text="1 card").wait_for(timeout=PATIENCE)
        phone.page.locator(".outcomes .failed", has_text="no card found (more light)").wait_for()
        assert "Anna" not in phone.page.inner_text(".outcomes")
        phone.page.click("text=All right")
        phone.keep("camera-outcomes")
        assert phone.faults() == []
        assert phone.complaints == []
        phone.close()
