"""What other programs get, and that it is what the description says."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.inbox import Board, Happening
from cardscan.settings import Settings
from cardscan.web.around.keys import Access
from cardscan.web.programs.api import DESCRIPTION, build_api
from tests.support.drops import files_in, person, picture
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, board_beside
from tests.support.settings import frugal_settings

ONE = picture(person(1))
SPEC: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))


@dataclass
class Program:
    """A program with a key, each of whose answers is held against the description."""

    client: TestClient
    board: Board
    key: str

    def ask(self, method: str, path: str, body: bytes = b"", **query: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.key}"}
        answer: httpx.Response = self.client.request(
            method, path, content=body, params=query, headers=headers
        )
        self.check(method, path, answer)
        return answer

    def fill(self, path: str, files: list[tuple[str, tuple[str, bytes]]], **fields: str) -> httpx.Response:
        """Send a form, as an iPhone's Shortcuts and scanners do."""
        headers = {"authorization": f"Bearer {self.key}"}
        answer: httpx.Response = self.client.post(path, data=fields, files=files, headers=headers)
        self.check("POST", path, answer)
        return answer

    def check(self, method: str, path: str, answer: httpx.Response) -> None:
        """Fail where the description says nothing of such an answer, or another thing."""
        place = "/v1/pictures/{picture}" if path.startswith("/v1/pictures/") else path
        told = SPEC["paths"][place][method.lower()]["responses"][str(answer.status_code)]
        if "$ref" in told:
            told = SPEC["components"]["responses"][told["$ref"].rpartition("/")[2]]
        schema = told["content"]["application/json"]["schema"]
        assert answer.headers["content-type"] == "application/json"
        OAS31Validator({**schema, "components": SPEC["components"]}).validate(answer.json())


@pytest.fixture
def program(book_folder: Path, book: Book, readers: ThreadPoolExecutor) -> Iterator[Program]:
    access, key = Access().with_key("n8n")
    board = board_beside(book_folder)
    app = build_api(book_folder, board, lambda: access, readers, frugal_settings)
    with TestClient(app, base_url="http://127.0.0.1:8767") as client:
        yield Program(client, board, key)


def test_the_description_is_openapi(program: Program) -> None:
    validate(SPEC)
    answer = program.client.get("/v1/openapi.json")  # without a key
    assert answer.json() == SPEC


def test_every_address_is_described(program: Program) -> None:
    routes = {(method.lower(), route.path) for route in program.client.app.routes for method in route.methods}  # type: ignore[attr-defined]
    described = {(method, path) for path, methods in SPEC["paths"].items() for method in methods}
    assert {route for route in routes if route[0] != "head"} == described


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic abc", "Bearer \xe9"])
def test_nothing_is_told_without_a_key(program: Program, book: Book, header: str) -> None:
    add_card(book, ANNA)
    headers = {"authorization": header.encode("latin-1")} if header else {}
    asked = [
        ("POST", "/v1/scan"),
        ("POST", "/v1/pictures"),
        ("GET", f"/v1/pictures/{'0' * 16}"),
        ("GET", "/v1/contacts"),
    ]
    for method, path in asked:
        answer = program.client.request(
            method, path, content=ONE if method == "POST" else b"", headers=headers
        )
        program.check(method, path, answer)
        assert answer.status_code == 401
        assert "Anna" not in answer.text
    assert files_in(program.board.folders.inbox) == {}


def test_a_picture_is_read_and_not_kept(program: Program, book: Book) -> None:
    answer = program.ask("POST", "/v1/scan", ONE, name="bruno.png")
    assert answer.status_code == 200
    [card] = answer.json()["cards"]
    assert card["contact"]["full_name"] == "Bruno Koch"
    assert card["source"]["path"] == "bruno.png"
    assert book.count() == 0
    assert files_in(program.board.folders.inbox) == {}


def test_what_cannot_be_read_is_told(program: Program) -> None:
    assert program.ask("POST", "/v1/scan", b"buy milk and call Anna").status_code == 415
    assert program.ask("POST", "/v1/scan").status_code == 415
    broken = program.ask("POST", "/v1/scan", ONE[:700])
    assert (broken.status_code, bool(broken.json()["error"])) == (422, True)


def test_a_picture_is_kept_and_its_outcome_told(program: Program, book: Book) -> None:
    answer = program.ask("POST", "/v1/pictures", ONE, name="../bruno.png", event="Mixer", date="2026-11-20")
    assert answer.status_code == 202
    number = answer.json()["picture"]
    [(file, data)] = files_in(program.board.folders.inbox).items()
    assert data == ONE
    assert file.startswith("2026-11-20 Mixer/")
    assert file.endswith(" bruno.png")
    assert program.ask("GET", f"/v1/pictures/{number}").json()["state"] == "waiting"
    uid = add_card(book, BEN)
    program.board.tell(Happening(file, "done", "x", ("Ben",), (uid,), 1.0, "/nowhere/bruno.png"))
    told = program.ask("GET", f"/v1/pictures/{number}").json()
    assert (told["state"], told["cards"], told["contacts"]) == ("done", 1, [uid])
    assert program.ask("GET", f"/v1/pictures/{'0' * 16}").status_code == 404


@pytest.mark.parametrize("event", ["Mixer", ""])
def test_a_date_that_is_no_day_is_refused(program: Program, event: str) -> None:
    asked = [
        program.ask("POST", "/v1/pictures", ONE, event=event, date=day) for day in ("tomorrow", "2026-02-30")
    ]
    asked.append(program.fill("/v1/pictures", [("file", ("a.png", ONE))], event=event, date="20.11.2026"))
    assert {answer.status_code for answer in asked} == {400}
    assert {"no day" in answer.json()["error"] for answer in asked} == {True}
    assert files_in(program.board.folders.inbox) == {}


def test_a_picture_without_a_card_says_so(program: Program) -> None:
    answer = program.ask("POST", "/v1/scan", picture(()))
    assert answer.json() == {"cards": [], "problems": ["no card found in the picture"]}


def test_a_body_without_anything_is_called_empty(program: Program) -> None:
    assert "body is empty" in program.ask("POST", "/v1/pictures").json()["error"]
    assert "file is empty" in program.fill("/v1/scan", [("file", ("a.png", b""))]).json()["error"]


def test_a_number_that_is_too_small_is_refused_with_what_it_may_be(program: Program) -> None:
    for limit in ("-1", "0"):
        answer = program.ask("GET", "/v1/contacts", limit=limit)
        assert (answer.status_code, answer.json()["error"]) == (400, "limit is a whole number, 1 or more.")


def test_a_method_that_an_address_does_not_take_is_told_as_json(program: Program) -> None:
    answer = program.client.get("/v1/scan")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["error"] == "This address takes no GET."


def test_a_picture_in_a_form_is_read(program: Program) -> None:
    answer = program.fill("/v1/scan", [("anything", ("bruno.png", ONE))])
    assert answer.status_code == 200
    [card] = answer.json()["cards"]
    assert (card["contact"]["full_name"], card["source"]["path"]) == ("Bruno Koch", "bruno.png")


def test_a_picture_in_a_form_is_kept_with_what_the_form_says(program: Program) -> None:
    answer = program.fill("/v1/pictures", [("file", ("IMG 1.PNG", ONE))], event="Mixer", date="2026-11-20")
    assert answer.status_code == 202
    [(file, data)] = files_in(program.board.folders.inbox).items()
    assert (file.partition("/")[0], file.endswith(" IMG 1.png"), data) == ("2026-11-20 Mixer", True, ONE)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("file", ("a.txt", b"buy milk and call Anna"))], 415),
        ([("file", ("a.png", ONE)), ("file", ("b.png", ONE))], 400),
        ([("file", ("large.png", ONE + bytes(Settings().max_bytes + 200_000)))], 413),
    ],
    ids=["no picture", "two", "too large"],
)
def test_a_form_without_its_one_picture_is_refused(
    program: Program, files: list[tuple[str, tuple[str, bytes]]], status: int
) -> None:
    for path in ("/v1/scan", "/v1/pictures"):
        assert program.fill(path, files).status_code == status
    assert files_in(program.board.folders.inbox) == {}


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_form_that_is_none_is_refused(program: Program, kind: str) -> None:
    headers = {"authorization": f"Bearer {program.key}", "content-type": kind}
    answer = program.client.post("/v1/scan", content=b"no form at all", headers=headers)
    program.check("POST", "/v1/scan", answer)
    assert answer.status_code == 400


def test_contacts_are_listed_a_page_at_a_time(program: Program, book: Book) -> None:
    uids = {add_card(book, contact, event="Mixer") for contact in (ANNA, BEN)}
    for uid in uids:
        book.tag(uid, "vip")
        book.note(uid, "met")
    first = program.ask("GET", "/v1/contacts", limit="1").json()
    second = program.ask("GET", "/v1/contacts", limit="1", after=str(first["after"])).json()
    assert {card["uid"] for card in (*first["contacts"], *second["contacts"])} == uids
    assert second["after"] == 0
    found = program.ask("GET", "/v1/contacts", q="anna").json()["contacts"]
    assert [card["contact"]["given_name"] for card in found] == ["Anna"]
    assert program.ask("GET", "/v1/contacts", q="nobody").json() == {"contacts": [], "after": 0}
    assert program.ask("GET", "/v1/contacts", limit="many").status_code == 400


def test_what_is_larger_than_would_be_read_is_refused(program: Program, book_folder: Path) -> None:
    largest = frugal_settings().max_bytes
    answer = program.ask("POST", "/v1/scan", ONE + bytes(largest))
    assert answer.status_code == 413


def test_an_address_that_is_none_is_told_as_json(program: Program) -> None:
    assert program.client.get("/v1/nothing").json()["error"] == "There is no such address."
