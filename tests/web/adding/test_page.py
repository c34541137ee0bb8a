"""The first page: pictures that are brought, what is said of them, and what can be done with them."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.inbox import Happening
from cardscan.inbox.happenings import no_card, note
from cardscan.sides import may_be_a_side
from cardscan.web.adding.page import naming
from cardscan.web.around.surroundings import Surroundings
from tests.support.drops import files_in, person, picture
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, client_of, surroundings, token

ONE, TWO = picture(person(1)), picture(person(2))
JSON = {"accept": "application/json"}
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass
class Desk:
    """A client of the page, and what is around it."""

    client: TestClient
    around: Surroundings
    ends: list[str] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        return self.around.board.folders.inbox

    def send(self, *names: str, data: bytes = ONE, **fields: str) -> httpx.Response:
        """Send pictures as a browser does; the fields stand before them."""
        fields = {"csrf": token(self.client), **fields}
        files = [("photos", (name, data, "image/png")) for name in names]
        answer: httpx.Response = self.client.post("/add", data=fields, files=files, headers=JSON)
        return answer

    def press(self, do: str, row: str) -> httpx.Response:
        answer: httpx.Response = self.client.post(
            "/add/file", data={"csrf": token(self.client), "do": do, "row": row}
        )
        return answer


@pytest.fixture
def desk(book_folder: Path, book: Book, readers: ThreadPoolExecutor) -> Iterator[Desk]:
    ends: list[str] = []
    around = surroundings(book_folder, readers, ends)
    with client_of(book_folder, around) as client:
        yield Desk(client, around, ends)
    around.phones.close()


def test_an_empty_book_says_what_to_do(desk: Desk) -> None:
    page = desk.client.get("/").text
    assert "Choose pictures" in page
    assert "How it goes" in page


def test_pictures_lie_in_the_drop_folder_under_their_own_names_and_are_shown(desk: Desk) -> None:
    assert desk.send("anna.png", "../../Ben & Söhne.PNG").json() == {"taken": 2}
    names = sorted(name.partition(" ")[2] for name in files_in(desk.inbox))
    assert names == ["Ben & Söhne.png", "anna.png"]
    assert set(files_in(desk.inbox).values()) == {ONE}
    page = desk.client.get("/").text
    assert "anna.png" in page
    assert page.count("waits to be read") == 2


def test_two_sides_that_are_sent_one_after_the_other_find_each_other(desk: Desk) -> None:
    for name in ("weber_front.png", "weber_back.png"):
        desk.send(name, sending="0123abcd")
    names = [path.name for path in sorted(desk.inbox.iterdir())]
    assert names == ["0123abcd weber_back.png", "0123abcd weber_front.png"]
    assert all(map(may_be_a_side, names))


def test_equal_names_overwrite_nothing(desk: Desk) -> None:
    for data in (ONE, TWO):
        desk.send("scan.png", "scan.png", data=data, sending="0123abcd")
    assert sorted(files_in(desk.inbox).values()) == sorted([ONE, ONE, TWO, TWO])


def test_an_event_is_a_folder(desk: Desk) -> None:
    desk.send("anna.png", event="Chamber: mixer", date="2026-11-20")
    [name] = files_in(desk.inbox)
    assert name.startswith("2026-11-20 Chamber mixer/")
    assert "2026-11-20 Chamber mixer" in desk.client.get("/").text


@pytest.mark.parametrize("mark", ["", "../../..", "0123ABCD", "0123abcdef", "0123abc/"])
def test_a_mark_that_is_none_is_not_taken(mark: str, tmp_path: Path) -> None:
    place = naming(tmp_path, date(2026, 11, 20))({"sending": mark}, "a.png", ".png")
    assert place.parent == tmp_path
    assert re.fullmatch(r"[0-9a-f]{8} a\.png", place.name)


def test_what_is_no_picture_is_refused_with_the_reason(desk: Desk) -> None:
    answer = desk.send("notes.txt", data=b"buy milk and call Anna")
    assert answer.status_code == 415
    assert "is text, not a picture: JPEG, PNG" in answer.json()["error"]
    assert files_in(desk.inbox) == {}
    files = {"photos": ("notes.txt", b"buy milk and call Anna", "text/plain")}
    page = desk.client.post("/add", data={"csrf": token(desk.client)}, files=files)
    assert (page.status_code, "is text, not a picture" in page.text) == (415, True)


def test_an_empty_file_is_called_so(desk: Desk) -> None:
    answer = desk.send("anna.png", data=b"")
    assert (answer.status_code, answer.json()["error"]) == (415, "Photo 1: the file is empty.")


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_pictures_without_the_form_s_token_are_refused(desk: Desk, csrf: str) -> None:
    assert desk.send("a.png", csrf=csrf).status_code == 403
    foreign = {"sec-fetch-site": "cross-site", **JSON}
    files = {"photos": ("a.png", ONE)}
    answer = desk.client.post("/add", data={"csrf": token(desk.client)}, files=files, headers=foreign)
    assert answer.status_code == 403
    assert files_in(desk.inbox) == {}


def test_without_scripts_the_form_leads_back_to_the_page(desk: Desk) -> None:
    files = {"photos": ("a.png", ONE)}
    answer = desk.client.post("/add", data={"csrf": token(desk.client)}, files=files)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_list_is_sent_only_when_it_is_news(desk: Desk) -> None:
    first = desk.client.get("/add/doings")
    mark = {"if-none-match": first.headers["etag"]}
    assert desk.client.get("/add/doings", headers=mark).status_code == 304
    desk.send("anna.png")
    assert "anna.png" in desk.client.get("/add/doings", headers=mark).text


def test_what_was_read_leads_to_its_cards(desk: Desk, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    desk.around.board.tell(Happening("a.png", "done", "x", ("Anna",), (uid,), 1.0, "/nowhere/a.png"))
    page = desk.client.get("/").text
    assert f'href="/card?uid={uid}">{ANNA.display_name}</a> <span class="pill doubt">1 to check' in page
    assert "Check 1 card<" in page
    book.correct(uid, ANNA)
    page = desk.client.get("/").text
    assert "1 to check" not in page
    assert "See the 1 contact" in page
    book.delete(uid)
    assert "Anna Maria" not in desk.client.get("/").text


def failed(desk: Desk, name: str) -> str:
    """Have a file that could not be read; return what addresses call it by."""
    place = desk.around.board.folders.filed / "failed" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(ONE)
    place.with_name(f"{name}.error.txt").write_text(note(Path(name), [no_card(Path(name))], ()))
    desk.around.board.tell(Happening(name, "failed", "no card found (more light)", place=str(place)))
    return next(row.number for row in desk.around.board.rows() if row.file == name)


def test_what_failed_is_tried_again(desk: Desk) -> None:
    number = failed(desk, "a.png")
    page = desk.client.get("/").text
    assert "no card found (more light)" in page
    assert "1 could not be read" in page
    assert desk.press("again", number).status_code == 303
    assert files_in(desk.inbox) == {"a.png": ONE}
    assert "waits to be read" in desk.client.get("/").text


def test_what_failed_can_be_left(desk: Desk) -> None:
    number = failed(desk, "a.png")
    assert desk.press("leave", number).status_code == 303
    assert "a.png" not in desk.client.get("/").text
    assert files_in(desk.inbox) == {"failed/a.png": ONE}
    assert desk.press("leave", number).status_code == 303


def test_a_picture_that_is_gone_before_it_is_tried_again_is_no_fault(desk: Desk) -> None:
    number = failed(desk, "a.png")
    (desk.inbox / "failed" / "a.png").unlink()
    assert desk.press("again", number).status_code == 303


def test_the_phone_s_page_is_opened_and_closed(desk: Desk) -> None:
    def press(do: str) -> httpx.Response:
        answer: httpx.Response = desk.client.post("/add/phone", data={"csrf": token(desk.client), "do": do})
        return answer

    assert "Show the code" in desk.client.get("/").text
    assert press("open").status_code == 303
    address = desk.around.phones.address
    assert address.startswith("http://127.0.0.1:")
    assert address in desk.client.get("/").text
    with httpx.Client(follow_redirects=True) as phone:
        assert "Photograph cards" in phone.get(address).text
    assert desk.around.phones.address != address  # it was good once
    assert desk.around.phones.address in desk.client.get("/add/code").text
    assert press("close").status_code == 303
    assert desk.around.phones.address == ""
    assert "Show the code" in desk.client.get("/add/code").text


def test_the_button_ends_the_program(desk: Desk) -> None:
    assert "cardscan has ended" in desk.client.post("/end", data={"csrf": token(desk.client)}).text
    assert desk.ends == ["ended"]


def test_trouble_is_said(desk: Desk) -> None:
    desk.around.board.look([], {}, 0, "the disk is full")
    assert "Nothing can be read at the moment: the disk is full" in desk.client.get("/").text
