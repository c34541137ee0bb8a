"""The page on which other programs are let in."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.web.around.surroundings import Surroundings
from tests.support.browsing import Visit
from tests.support.reviewing import client_of, surroundings, token


@pytest.fixture
def around(book_folder: Path, book: Book, readers: ThreadPoolExecutor) -> Iterator[Surroundings]:
    made = surroundings(book_folder, readers)
    yield made
    made.programs.close()  # type: ignore[attr-defined]


@pytest.fixture
def client(book_folder: Path, around: Surroundings) -> Iterator[TestClient]:
    with client_of(book_folder, around) as opened:
        yield opened


def press(client: TestClient, do: str, **fields: str) -> httpx.Response:
    answer: httpx.Response = client.post("/programs", data={"csrf": token(client), "do": do, **fields})
    return answer


def asks(address: str, key: str) -> int:
    return httpx.get(
        f"{address}/v1/contacts", headers={"authorization": f"Bearer {key}"}, timeout=20
    ).status_code


def test_it_is_off_until_a_key_is_made_and_when_the_last_is_removed(
    client: TestClient, around: Surroundings
) -> None:
    assert "No program is let in." in client.get("/programs").text
    assert around.programs.addresses == []
    page = press(client, "make", name="n8n").text
    [key] = re.findall(r'id="key">([\w-]+)<', page)
    [address] = around.programs.addresses
    assert address.startswith("http://127.0.0.1:")
    assert address in page
    assert asks(address, key) == 200
    assert asks(address, "wrong") == 401
    assert key not in client.get("/programs").text
    [digest] = re.findall(r'name="digest" value="([0-9a-f]+)"', client.get("/programs").text)
    press(client, "remove", digest=digest)
    assert around.programs.addresses == []
    with pytest.raises(httpx.ConnectError):
        asks(address, key)


def test_the_network_is_let_in_only_when_asked_for(client: TestClient, around: Surroundings) -> None:
    page = press(client, "make").text
    [key] = re.findall(r'id="key">([\w-]+)<', page)
    press(client, "network")
    here, there = around.programs.addresses
    assert there.startswith("http://127.0.0.2:")
    assert asks(there, key) == asks(here, key) == 200
    press(client, "here")
    assert around.programs.addresses == [here]


def test_commands_are_seen_whole(visit: Visit) -> None:
    page = visit("/programs").page
    page.fill("[name=name]", "n8n")
    page.click("[value=make]")
    commands = page.locator(".programs pre")
    assert commands.evaluate("block => block.scrollWidth - block.clientWidth") == 0


def test_a_form_without_its_token_makes_no_key(client: TestClient, around: Surroundings) -> None:
    assert client.post("/programs", data={"csrf": "x", "do": "make"}).status_code == 403
    assert around.programs.access.keys == ()
