from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Contact, Email
from cardscan.web.security import Guard
from tests.support.books import Clock
from tests.support.fictional import ANNA
from tests.support.reviewing import HOST, add_card, client_of, fields_of, post, send, title_of

pytestmark = pytest.mark.usefixtures("uid")  # who must not be seen is in the book


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:1", "", f"{HOST}.x"]
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/static/style.css", "/nowhere"):
        answer = client.get(path, headers={"host": host})
        assert (answer.status_code, "Anna" in answer.text) == (421, False)


def test_every_answer_tells_browsers_what_to_forbid(client: TestClient) -> None:
    for path in ("/", "/static/review.js", "/nowhere", "/face/nothing", "/card?uid=no"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert (headers["referrer-policy"], headers["x-content-type-options"]) == ("no-referrer", "nosniff")


def test_pages_are_not_kept_by_browsers_and_pictures_are(client: TestClient, uid: str) -> None:
    page = client.get(f"/card?uid={uid}")
    assert page.headers["cache-control"] == "no-store"
    picture = client.get(page.text.partition('href="/face/')[2].partition('"')[0].join(("/face/", "")))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert "immutable" in picture.headers["cache-control"]


def test_the_session_lasts(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/").headers


@pytest.mark.parametrize("wrong", ["", "0" * 64, "é", "\ud800".encode(errors="replace").decode()])
def test_a_form_without_the_session_s_token_changes_nothing(client: TestClient, uid: str, wrong: str) -> None:
    fields = [("csrf", wrong), ("title", "Hacked"), ("revision", "1"), ("do", "save")]
    answer = post(client, f"/card?uid={uid}", fields)
    assert answer.status_code == 403
    assert post(client, f"/card?uid={uid}", fields[1:]).status_code == 403
    assert title_of(client, uid) == ANNA.title


def test_a_forged_cookie_gets_a_new_session() -> None:
    guard, clock = Guard(frozenset()), Clock()
    guard = Guard(frozenset(), clock=clock)
    session = guard.session("")
    assert guard.session(session.cookie) == session
    assert session.since == "2026-11-22T09:30:00Z"
    clock.tick()
    for forged in (session.cookie[:-1] + "x", session.cookie.replace("2026", "2025"), "a~b~c", "~~", "é~é~é"):
        assert guard.session(forged).since == "2026-11-22T09:31:00Z"


@pytest.mark.parametrize(
    "path",
    [
        "/face/../../book.sqlite", "/face/..%2f..%2fbook.sqlite", "/face/" + "0" * 64, "/face/%00",
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd",
        "/original?uid=../../etc/passwd", "/original/picture?uid=x&card=/etc/passwd", "/card?uid=..%2f..",
        "/card?uid=%ff%00", "/?after=9.9", "/?after=0.99999999999999999999", "/?after=1.%C2%B2",
    ],
)  # fmt: skip
def test_no_path_from_the_client_is_opened(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in ((200,) if path.startswith("/?") else (404,))
    assert b"SQLite" not in answer.content
    assert "import" not in answer.text


def test_characters_that_turn_text_round_are_shown_and_kept(tmp_path: Path) -> None:
    """What a person sees is what is there, and saving what was not touched changes nothing."""
    turned = Contact(
        given_name="Anna", family_name="Weber\u202e", title="a\u2066b", organization="O\u202eHg",
        emails=(Email("a\u202e@x.example"),), note="one\ntwo\u202e",
    )  # fmt: skip
    with Book.open(tmp_path / "turned") as book:
        uid = add_card(book, turned, "title", file="gpj.\u202eexe.jpg", event="Fair\u202e")
        book.tag(uid, "vip\u202e")
        book.note(uid, "met\u202e")
        book.correct(uid, turned, ["title"])
    with client_of(tmp_path / "turned") as client:
        for path in (
            "/check",
            f"/card?uid={uid}",
            f"/contact?uid={uid}",
            "/contacts",
            "/contacts?q=weber\u202e",
        ):
            page = client.get(path).text
            assert "&lt;U+202E&gt;" in page, path
            assert not set("\u202e\u2066") & set(page), path
        assert dict(fields_of(client.get(f"/card?uid={uid}").text))["title"] == "a<U+2066>b"
        send(client, f"/card?uid={uid}", "save", department="Sales")
    with Book.open(tmp_path / "turned") as book:
        assert book.entry(uid).contact == replace(turned, department="Sales")


def test_a_card_s_text_is_shown_and_never_markup(tmp_path: Path) -> None:
    script = "<script>alert(1)</script>"
    quotes = '" onfocus="alert(1)" x=\''
    nasty = Contact(
        given_name=script, family_name="O'Hara", title=quotes, organization="</title></textarea>" + script,
        emails=(Email(f"{script}@x.example"),), note="</textarea>" + script,
    )  # fmt: skip
    with Book.open(tmp_path / "nasty") as book:
        uid = add_card(book, nasty, "full_name", "emails[0]", file="nasty.jpg", event=script)
        book.tag(uid, quotes)
    with client_of(tmp_path / "nasty") as client:
        for path in (
            "/",
            "/check",
            f"/card?uid={uid}",
            f"/check?event={script}&tag={script}",
            f"/card?uid={script}",
        ):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert "onfocus=" not in page.replace("&#34; onfocus=", "")
        fields = dict(fields_of(client.get(f"/card?uid={uid}").text))
        assert (fields["title"], fields["note"]) == (quotes.strip(), nasty.note)
        sure = nasty.emails[0].value
        assert send(client, f"/card?uid={uid}", "save", sure=sure).startswith("/next?")
    with Book.open(tmp_path / "nasty") as book:
        assert book.entry(uid).contact.organization == nasty.organization
