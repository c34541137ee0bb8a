"""The real program under attack: what is wrong or too much is refused, and the book stays whole."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser

from cardscan.book import Book
from cardscan.book.care.verifying import verify
from cardscan.model import Address, Contact, Email, Phone, Social, Url
from tests.support.bad_input import chunk
from tests.support.browsing import Visitor, chromium
from tests.support.drops import files_in, person, picture
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card
from tests.support.sharing import Shared, shared, until

PHOTO = picture(person(5))
SECRET = "root:x:0:0"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@pytest.fixture(scope="module")
def book_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked") / "book"
    with Book.open(folder) as book:
        add_card(book, ANNA, "title", event="Fair")
    return folder


@pytest.fixture(scope="module")
def running(book_folder: Path) -> Iterator[Shared]:
    with shared(book_folder) as program:
        yield program


@pytest.fixture
def page(running: Shared) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.page, timeout=60) as client:
        client.get(running.enter())
        yield client


@pytest.fixture
def phone(running: Shared) -> Iterator[httpx.Client]:
    join = running.join
    with httpx.Client(base_url=join.partition("/join/")[0], timeout=60, follow_redirects=True) as client:
        assert client.get(join).status_code == 200
        until(lambda: running.join != join, "another token")
        yield client


def uid_in(book_folder: Path) -> str:
    with Book.open(book_folder) as book:
        return next(book.entries()).uid


def contacts_in(book_folder: Path) -> list[Contact]:
    with Book.open(book_folder) as book:
        return [entry.contact for entry in book.entries()]


def routes(uid: str) -> list[str]:
    """Return every address to which a form is sent."""
    return [
        f"/card?uid={uid}",
        f"/contact?uid={uid}",
        "/duplicates",
        f"/original?uid={uid}&card={uid}&side=0",
        "/add/file",
        "/add/phone",
        "/end",
        "/programs",
    ]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "[::1]", "localhost"])
def test_no_page_is_known_by_a_foreign_name(page: httpx.Client, phone: httpx.Client, host: str) -> None:
    for client in (page, phone):
        for path in ("/", "/contacts", "/contacts/export?format=jsonl", "/static/review.js", "/photos"):
            answer = client.get(path, headers={"host": host})
            assert answer.status_code == 421
            assert "weber" not in answer.text.lower()


@pytest.mark.parametrize("csrf", ["", "0" * 64, "é", "other"])
def test_no_form_without_its_token_changes_anything(
    running: Shared, page: httpx.Client, book_folder: Path, csrf: str
) -> None:
    uid, before = uid_in(book_folder), contacts_in(book_folder)
    if csrf == "other":  # one of another browser
        with httpx.Client(base_url=page.base_url) as other:
            other.get(running.enter())
            found = _CSRF.search(other.get(f"/card?uid={uid}").text)
        assert found
        csrf = found[1]
    for route in routes(uid):
        for doing in ("save", "delete", "undo", "merge", "keep", "again", "add", "tag", "note"):
            fields = {
                "csrf": csrf,
                "do": doing,
                "full_name": "Owned",
                "text": "owned",
                "older": uid,
                "newer": uid,
            }
            assert page.post(route, data=fields).status_code == 403, (route, doing)
    assert contacts_in(book_folder) == before
    with Book.open(book_folder) as book:
        assert (book.entry(uid).tags, book.entry(uid).notes) == ((), ())


def test_nothing_that_a_get_asks_for_changes_anything(page: httpx.Client, book_folder: Path) -> None:
    uid, before = uid_in(book_folder), contacts_in(book_folder)
    for route in routes(uid):
        page.get(f"{route}{'&' if '?' in route else '?'}do=delete&csrf=x&full_name=Owned")
    for method in ("PUT", "DELETE", "PATCH"):
        assert page.request(method, f"/contact?uid={uid}").status_code in (403, 404, 405)
    assert contacts_in(book_folder) == before


_PATHS = [
    "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/etc/passwd", "%2fetc%2fpasswd", "....//....//etc/passwd", "..\\..\\..\\etc\\passwd",
    "..%5c..%5cetc%5cpasswd",
    "file:///etc/passwd", "%00/etc/passwd", "/etc/passwd%00.jpg", "..%c0%af..%c0%afetc/passwd",
    "~/.ssh/id_rsa",
]  # fmt: skip
_PLACES = [
    "/{}", "/static/{}", "/face/{}", "/join/{}", "/card?uid={}", "/contact?uid={}", "/next?uid={}&after={}",
    "/original?uid={}&card={}&side={}", "/original/picture?uid={}&card={}&side={}",
    "/?event={}&tag={}&since={}",
    "/original/picture?uid=UID&card={}&side=0", "/original?uid=UID&card=UID&side={}", "/duplicates?a={}&b={}",
    "/contacts?q={}&event={}&after={}&before={}", "/contacts/export?format={}", "/photos/{}",
]  # fmt: skip


@pytest.mark.parametrize("place", _PLACES)
def test_no_path_from_a_browser_is_ever_opened(
    page: httpx.Client, phone: httpx.Client, book_folder: Path, place: str
) -> None:
    uid = uid_in(book_folder)
    for client in (page, phone):
        for path in _PATHS:
            target = place.replace("UID", uid).replace("{}", path)
            answer = _raw(client, target)
            assert b" 500 " not in answer[:20], target
            assert SECRET.encode() not in answer, target


def test_a_path_in_an_upload_s_name_or_event_leads_nowhere_else(
    phone: httpx.Client, running: Shared, book_folder: Path
) -> None:
    csrf = _csrf(phone)
    phone.post("/event", data={"csrf": csrf, "event": "../../../escaped", "date": "../2026-11-20"})
    shot = picture(person(77))
    answer = phone.post("/photos", data={"csrf": csrf}, files={"photos": ("../../../escaped.png", shot)})
    assert answer.status_code == 200
    until(lambda: any(data == shot for data in files_in(running.inbox / "done").values()), "the photo read")
    everything = [path for path in book_folder.parent.parent.rglob("*escaped*") if path != running.inbox]
    assert all(path.is_relative_to(running.inbox) for path in everything)


def test_200_megabytes_are_refused_and_leave_nothing(phone: httpx.Client, running: Shared) -> None:
    csrf, before = _csrf(phone), files_in(running.inbox)
    used = _memory(running.process.pid)

    def body() -> Iterator[bytes]:
        yield from _form_begin(csrf)
        yield PHOTO
        for _ in range(200):
            yield bytes(1_000_000)

    try:
        answer = phone.post("/photos", content=body(), headers=_FORM)
        assert answer.status_code == 413
        assert "at most 64 MB" in answer.text
    except httpx.TransportError:
        pass  # the rest was not listened to
    assert files_in(running.inbox) == before
    assert _memory(running.process.pid) < used + 50e6
    assert phone.get("/").status_code == 200


def test_a_pixel_bomb_is_put_aside_undecoded(phone: httpx.Client, running: Shared) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    bomb += chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")
    assert (
        phone.post("/photos", data={"csrf": _csrf(phone)}, files={"photos": ("x.png", bomb)}).status_code
        == 200
    )
    failed = running.inbox / "failed"
    until(lambda: bomb in files_in(failed).values(), "put aside")
    # The note is written once the picture lies there.
    until(
        lambda: any(b"claims 60000 x 60000 pixels" in said for said in files_in(failed).values()), "told why"
    )
    assert phone.get("/").status_code == 200


def test_uploads_cut_off_leave_nothing(phone: httpx.Client, running: Shared) -> None:
    csrf, before = _csrf(phone), files_in(running.inbox)
    body = b"".join(_form_begin(csrf)) + PHOTO
    head = _post_head(phone, "/photos", len(body) + 10_000_000)
    address = urlsplit(str(phone.base_url))
    for part in (len(body), len(body) // 2, 40):
        with socket.create_connection((address.hostname or "", address.port or 0)) as line:
            line.sendall(head + body[:part])
    until(lambda: files_in(running.inbox) == before, "nothing left")
    assert phone.get("/").status_code == 200


_NASTY = (
    "\"'><img src=x onerror=document.title='owned'><script>document.title='owned'</script>{{7*7}}</textarea>"
)


def test_a_card_of_script_in_every_field_runs_nothing(running: Shared, book_folder: Path) -> None:
    nasty = Contact(
        prefix=_NASTY, given_name=_NASTY, additional_name=_NASTY, family_name=_NASTY, suffix=_NASTY,
        native_name=_NASTY, title=_NASTY, department=_NASTY, organization=_NASTY,
        phones=(Phone(_NASTY, _NASTY, "work", _NASTY),), emails=(Email(_NASTY),),
        urls=(Url(f"javascript:{_NASTY}"),),
        addresses=(Address(*[_NASTY] * 7),), social=(Social(_NASTY, _NASTY),), note=_NASTY,
    )  # fmt: skip
    with Book.open(book_folder) as book:
        uid = add_card(book, nasty, "organization", "full_name", file=f"{_NASTY}.jpg", event=_NASTY)
        twin = add_card(book, replace(nasty, title="Other", phones=()), file="twin.jpg")
        for known in {uid, twin}:
            book.tag(known, _NASTY)
            book.note(known, _NASTY)
        book.correct(uid, replace(nasty, title=f"{_NASTY} again"))
    with chromium() as browser:
        _look_at_all(browser, running, uid, twin)
    with Book.open(book_folder) as book:
        for known in {uid, twin}:
            book.delete(known)


def _look_at_all(browser: Browser, running: Shared, uid: str, twin: str) -> None:
    visitor = Visitor(browser, running.page, enter=running.enter())
    paths = [
        "/", "/check", f"/card?uid={uid}", f"/contact?uid={uid}", "/contacts", "/contacts?q=owned",
        "/duplicates", f"/duplicates?a={uid}&b={twin}",
    ]  # fmt: skip
    for path in paths:
        visitor.open(path)
        visitor.page.wait_for_load_state("load")
        assert "owned" not in visitor.page.title().replace(_NASTY, ""), path
        assert visitor.page.locator("img[src=x], main script, main img[onerror]").count() == 0, path
        assert visitor.page.locator("a[href^='javascript:']").count() == 0, path
    visitor.open(f"/contact?uid={uid}")
    assert _NASTY in visitor.page.inner_text("h1")
    visitor.keep("nasty-contact")
    visitor.open(f"/card?uid={uid}")
    assert visitor.page.input_value("[name=organization]") == _NASTY
    visitor.keep("nasty-card")
    assert visitor.complaints == []
    visitor.close()
    join = running.join
    phone = Visitor(browser, join.partition("/join/")[0])
    phone.open(join)
    phone.page.fill("[name=event]", "<script>document.title='owned'</script>")
    phone.page.click("text=Choose >> nth=0")
    phone.page.wait_for_selector("text=belong to")
    assert phone.page.title() != "owned"
    assert phone.complaints == []
    phone.close()


def test_a_thousand_requests_at_once_are_served_or_refused(
    running: Shared, page: httpx.Client, book_folder: Path
) -> None:
    before = contacts_in(book_folder)
    uid = uid_in(book_folder)
    paths = [
        "/", "/check", "/add/doings", "/contacts", f"/card?uid={uid}", f"/contact?uid={uid}",
        "/contacts?q=anna", "/duplicates", "/next",
        "/static/style.css", "/nowhere", "/contacts/export?format=vcf",
    ]  # fmt: skip

    async def storm() -> Counter[str]:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        async with httpx.AsyncClient(
            base_url=running.page, limits=limits, timeout=120, cookies=page.cookies
        ) as client:

            async def one(number: int) -> str:
                try:
                    if number % 5 == 4:
                        answer = await client.post(f"/card?uid={uid}", data={"csrf": "x", "do": "delete"})
                    else:
                        answer = await client.get(paths[number % len(paths)])
                except httpx.TransportError:
                    return "refused"
                return str(answer.status_code)

            return Counter(await asyncio.gather(*map(one, range(1000))))

    answers = asyncio.run(storm())
    assert set(answers) <= {"200", "303", "403", "404", "503", "refused"}, answers
    assert answers["200"] + answers["303"] > 0
    assert page.get("/").status_code == 200
    assert contacts_in(book_folder) == before


def test_the_book_is_whole_after_all_this(running: Shared, book_folder: Path) -> None:
    assert running.process.poll() is None
    running.stop()
    with Book.open(book_folder) as book:
        names = {entry.contact.full_name for entry in book.entries()}
        assert ANNA.full_name in names
    # the originals of cards that tests make up lie nowhere
    assert [finding for finding in verify(book_folder) if finding.damage] == []


_FORM = {"Content-Type": "multipart/form-data; boundary=attack"}


def _form_begin(csrf: str) -> Iterator[bytes]:
    yield f'--attack\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n'.encode()
    yield b'--attack\r\nContent-Disposition: form-data; name="photos"; filename="a.png"\r\n\r\n'


def _post_head(client: httpx.Client, path: str, length: int) -> bytes:
    """Return the headers of a form of so many bytes, as the client's browser would send them."""
    address = urlsplit(str(client.base_url))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return (
        f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookie}\r\n"
        f"Content-Type: {_FORM['Content-Type']}\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def _csrf(client: httpx.Client) -> str:
    found = _CSRF.search(client.get("/").text)
    assert found
    return found[1]


def _memory(process: int) -> float:
    """Return the bytes of memory that the process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return float(line.split()[1]) * 1024
    raise AssertionError("no VmRSS")


def _raw(client: httpx.Client, target: str) -> bytes:
    """Return the answer to a request line that no client would tidy up."""
    address = urlsplit(str(client.base_url))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    request = (
        f"GET {target} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
    received = io.BytesIO()
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=60) as line:
        line.sendall(request.encode())
        while data := line.recv(65536):
            received.write(data)
    return received.getvalue()
