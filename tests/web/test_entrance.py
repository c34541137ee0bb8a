"""Who is let in to the review page."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.web.app import build_app
from cardscan.web.preferences.page import Preferences
from cardscan.web.security import Guard
from tests.support.fictional import ANNA
from tests.support.reviewing import HOST, add_card, invitation, surroundings
from tests.support.settings import frugal_settings

SAYS = "Open the address that `cardscan app` shows in its terminal"


class Door:
    """The review page of a book of one contact, and the keys that it announced."""

    def __init__(self, folder: Path, readers: ThreadPoolExecutor) -> None:
        with Book.open(folder) as book:
            self.uid = add_card(book, ANNA, "title")
            [self.picture] = book.pictures()
        self.keys: list[str] = []
        guard = Guard(frozenset({HOST}))
        keys, around = invitation(self.keys.append), surroundings(folder, readers)
        preferences = Preferences(frugal_settings(), folder / "cardscan.toml", folder)
        self.app = build_app(folder, preferences, guard, keys, readers, around)

    def browser(self) -> TestClient:
        return TestClient(self.app, base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with ThreadPoolExecutor(1) as readers:
        made = Door(tmp_path / "book", readers)
        with TestClient(made.app):
            yield made


def test_without_the_key_every_page_is_refused_and_says_what_to_do(door: Door) -> None:
    stranger = door.browser()
    uid = door.uid
    for path in (
        "/", "/check", "/add/doings", "/add/code", "/add/thumb/0", "/add/picture/0",
        "/next", f"/card?uid={uid}", "/contacts", f"/contact?uid={uid}", "/contacts/export?format=jsonl",
        "/duplicates", f"/face/{door.picture}", f"/original?uid={uid}", f"/original/picture?uid={uid}",
        "/static/review.js", "/nowhere", "/enter/", "/enter/wrong", "/enter", "//enter/x",
        "/enter/../contacts",
    ):  # fmt: skip
        for method in ("GET", "POST", "HEAD", "PUT", "OPTIONS"):
            answer = stranger.request(method, path)
            assert answer.status_code == 403, (method, path)
            assert method == "HEAD" or SAYS in answer.text
            assert "Anna" not in answer.text
    assert len(door.keys) == 1


def test_the_key_lets_one_browser_in_once(door: Door) -> None:
    [key] = door.keys
    mine = door.browser()
    answer = mine.get(f"/enter/{key}")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert key not in answer.text + cookie
    assert mine.get("/contacts").status_code == 200
    assert door.browser().get(f"/enter/{key}").status_code == 403
    other = door.browser()
    assert other.get(f"/enter/{door.keys[1]}").status_code == 200
    assert other.get("/contacts").status_code == mine.get("/contacts").status_code == 200
    assert len(set(door.keys)) == 3


def test_asking_for_the_headers_alone_does_not_spend_the_key(door: Door) -> None:
    assert door.browser().head(f"/enter/{door.keys[0]}").status_code == 403
    assert door.browser().get(f"/enter/{door.keys[0]}").status_code == 200


def test_the_browser_that_is_in_may_use_its_address_again(door: Door) -> None:
    mine = door.browser()
    for _ in range(2):
        assert mine.get(f"/enter/{door.keys[0]}").status_code == 200
    assert len(door.keys) == 2


def test_a_session_that_somebody_else_began_is_never_let_in(door: Door) -> None:
    """A server on another port may give the browser any cookie before the key is used."""
    attacker = door.browser()
    attacker.get("/")
    [(name, fixed)] = attacker.cookies.items()
    victim = door.browser()
    victim.cookies.set(name, fixed, domain="127.0.0.1", path="/")
    assert victim.get(f"/enter/{door.keys[0]}").status_code == 200
    assert attacker.get("/contacts").status_code == 403
    attacker.cookies.clear()
    assert attacker.get("/contacts", headers={"cookie": f"{name}={fixed}"}).status_code == 403


def test_another_start_of_the_program_does_not_know_the_browser(door: Door, tmp_path: Path) -> None:
    mine = door.browser()
    mine.get(f"/enter/{door.keys[0]}")
    with ThreadPoolExecutor(1) as readers:
        later = Door(tmp_path / "other", readers)
        with TestClient(later.app, base_url=f"http://{HOST}", cookies=mine.cookies) as client:
            assert client.get("/contacts").status_code == 403


def test_each_port_has_a_cookie_of_its_own() -> None:
    names = {Guard(frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})).cookie_name for port in (1, 2)}
    assert names == {"cardscan-1", "cardscan-2"}
