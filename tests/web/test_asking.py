"""What is asked for by address and form; another site's form is refused."""

import pytest
from starlette.testclient import TestClient

from cardscan.book import Selection
from cardscan.web.asking import Ask, address, place_text
from cardscan.web.security import Session
from tests.support.fictional import ANNA
from tests.support.reviewing import post, title_of, token

FORM = "application/x-www-form-urlencoded"


def test_a_form_from_another_site_is_refused(client: TestClient, uid: str) -> None:
    client.headers["sec-fetch-site"] = "cross-site"
    answer = post(client, f"/card?uid={uid}", [("csrf", token(client)), ("title", "Hacked"), ("do", "save")])
    assert (answer.status_code, title_of(client, uid)) == (403, ANNA.title)


def test_other_kinds_of_bodies_are_refused(client: TestClient, uid: str) -> None:
    page = f"/card?uid={uid}"
    assert client.post(page, json={"title": "Hacked"}).status_code == 415
    assert client.post(page, files={"title": b"Hacked"}).status_code == 415
    assert post(client, page, [("title", "x" * 600_000)]).status_code == 413
    assert post(client, page, [("title", "x")] * 3000).status_code == 400
    assert client.post(page, content=b"\xff\xfe", headers={"content-type": FORM}).status_code == 400
    assert client.put(page).status_code == 405
    assert client.delete(page).status_code == 405


def ask(**query: str) -> Ask:
    return Ask(Session("", "", ""), query)


def test_an_address_keeps_the_selection_and_leaves_empty_parts_out() -> None:
    chosen = ask(event="Mixer & Fair", tag=" vip ", since="")
    assert chosen.selection == Selection("Mixer & Fair", "vip", "")
    assert address("/next", chosen, after="1.7") == "/next?event=Mixer+%26+Fair&tag=vip&after=1.7"
    assert address("/next", ask()) == "/next"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("0.12", (0, 12)),
        ("1.7", (1, 7)),
        ("2.7", (0, 0)),
        ("", (0, 0)),
        ("1.x", (0, 0)),
        ("1." + "9" * 19, (0, 0)),
    ],
)
def test_a_place_in_the_queue_is_that_or_the_beginning(text: str, place: tuple[int, int]) -> None:
    assert ask(after=text).after == place
    assert place == (0, 0) or place_text(place) == text
