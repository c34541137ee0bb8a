import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cardscan.inbox import Board, Folders
from cardscan.web.phone.camera import build_camera
from cardscan.web.security import Guard
from tests.support.drops import files_in, person, picture
from tests.support.sharing import Watchmaker

HOST = "192.0.2.7:4711"
PHOTO = picture(person(1))


class Shop:
    """The camera's application, with what it announced."""

    def __init__(self, inbox: Path) -> None:
        self.inbox = inbox
        self.tokens: list[str] = []
        self.clock = Watchmaker()
        self.app = build_camera(
            Board(Folders.checked(inbox, None, inbox.with_name("book"))),
            Guard(frozenset({HOST})),
            self.tokens.append,
            clock=self.clock,
            today=lambda: date(2026, 11, 22),
        )

    def phone(self) -> TestClient:
        return TestClient(self.app, base_url=f"http://{HOST}")

    def joined(self) -> tuple[TestClient, str]:
        """Return a phone that was let in, and its form's token."""
        phone = self.phone()
        page = phone.get(f"/join/{self.tokens[-1]}")
        assert page.status_code == 200
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
        assert found
        return phone, found[1]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    with TestClient(made.app):
        yield made


def photos(*data: bytes) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("photos", (f"{number}.png", photo, "image/png")) for number, photo in enumerate(data)]


def test_the_token_lets_one_phone_in_once(shop: Shop) -> None:
    token = shop.tokens[-1]
    answer = shop.phone().get(f"/join/{token}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert token not in answer.headers["set-cookie"]
    assert shop.phone().get(f"/join/{token}").status_code == 403
    assert len(shop.tokens) == 2
    shop.joined()
    assert len(set(shop.tokens)) == 3


def test_the_phone_that_used_the_token_may_use_its_address_again(shop: Shop) -> None:
    token = shop.tokens[-1]
    phone, _ = shop.joined()
    assert phone.get(f"/join/{token}").status_code == 200
    assert len(shop.tokens) == 2


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 32, "%00", "..%2f..", "a" * 5000])
def test_a_wrong_token_lets_nobody_in(shop: Shop, token: str) -> None:
    assert shop.phone().get(f"/join/{token}").status_code in (403, 404)
    assert len(shop.tokens) == 1


def test_an_old_token_lets_nobody_in_and_a_new_one_is_shown(shop: Shop) -> None:
    old = shop.tokens[-1]
    shop.clock.now += 15 * 60
    assert shop.phone().get(f"/join/{old}").status_code == 403
    assert len(shop.tokens) == 2
    shop.joined()


def test_a_phone_has_to_be_let_in_again_after_half_a_day(shop: Shop) -> None:
    phone, csrf = shop.joined()
    shop.clock.now += 12 * 3600
    assert phone.get("/").status_code == 403
    assert phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO)).status_code == 403
    assert files_in(shop.inbox) == {}


def test_photos_go_into_the_event_s_folder(shop: Shop) -> None:
    phone, csrf = shop.joined()
    phone.post("/event", data={"csrf": csrf, "event": "Chamber:  mixer", "date": "2026-11-20"})
    page = phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO, PHOTO)).text
    assert "2 photos sent" in page
    assert "Chamber mixer" in page
    assert {Path(name).parent.name for name in files_in(shop.inbox)} == {"2026-11-20 Chamber mixer"}


def test_without_an_event_photos_go_into_the_folder_itself(shop: Shop) -> None:
    phone, csrf = shop.joined()
    assert phone.post(
        "/photos", data={"csrf": csrf}, files=photos(PHOTO), headers={"accept": "application/json"}
    ).json() == {"sent": 1}
    phone.post("/event", data={"csrf": csrf, "event": " ", "date": ""})
    phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO))
    assert [Path(name).parent.name for name in files_in(shop.inbox)] == ["", ""]


def test_an_event_without_a_day_is_today(shop: Shop) -> None:
    phone, csrf = shop.joined()
    phone.post("/event", data={"csrf": csrf, "event": "Fair", "date": "31.12."})
    phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO))
    assert [Path(name).parent.name for name in files_in(shop.inbox)] == ["2026-11-22 Fair"]


def test_each_phone_has_its_own_event(shop: Shop) -> None:
    one, csrf = shop.joined()
    other, other_csrf = shop.joined()
    one.post("/event", data={"csrf": csrf, "event": "Fair", "date": "2026-11-20"})
    other.post("/photos", data={"csrf": other_csrf}, files=photos(PHOTO))
    assert [Path(name).parent.name for name in files_in(shop.inbox)] == [""]


@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
def test_a_form_without_the_session_s_token_does_nothing(shop: Shop, csrf: str) -> None:
    phone, _ = shop.joined()
    assert phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO)).status_code == 403
    assert phone.post("/event", data={"csrf": csrf, "event": "Fair"}).status_code == 403
    assert phone.post("/photos", files=photos(PHOTO)).status_code == 403
    assert files_in(shop.inbox) == {}


def test_another_phone_s_form_token_is_worth_nothing(shop: Shop) -> None:
    _, csrf = shop.joined()
    other, _ = shop.joined()
    assert other.post("/photos", data={"csrf": csrf}, files=photos(PHOTO)).status_code == 403


def test_another_site_s_form_does_nothing(shop: Shop) -> None:
    phone, csrf = shop.joined()
    for site in ("cross-site", "same-site", "none"):
        headers = {"sec-fetch-site": site}
        answer: Any = phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO), headers=headers)
        assert answer.status_code == 403
    assert files_in(shop.inbox) == {}


def test_a_foreign_host_is_refused(shop: Shop) -> None:
    phone, csrf = shop.joined()
    for host in ("evil.example", "127.0.0.1:4711", f"{HOST}.evil.example", ""):
        assert phone.get("/", headers={"host": host}).status_code == 421
        answer = phone.post("/photos", data={"csrf": csrf}, files=photos(PHOTO), headers={"host": host})
        assert answer.status_code == 421
    assert files_in(shop.inbox) == {}


def test_what_is_refused_is_told_in_words_on_the_page(shop: Shop) -> None:
    phone, csrf = shop.joined()
    answer = phone.post("/photos", data={"csrf": csrf}, files=photos(b"<b>no picture at all</b>"))
    assert answer.status_code == 415
    assert "Photo 1: is text, not a picture: JPEG, PNG" in answer.text


def test_a_form_that_is_none_is_told_in_words_on_the_page(shop: Shop) -> None:
    phone, _ = shop.joined()
    kind = f"multipart/form-data; boundary={'x' * 257}"
    answer = phone.post("/photos", content=b"--x", headers={"content-type": kind})
    assert answer.status_code == 400
    assert "cannot be understood" in answer.text
