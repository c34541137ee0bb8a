"""What tests of the review page share: a client that fills its forms in, and cards with real pictures."""

import io
import math
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from httpx import Response
from PIL import Image, ImageDraw, ImageFont
from starlette.testclient import TestClient

from cardscan.book import Book, Event
from cardscan.cli.servers.phones import Phones
from cardscan.cli.servers.programs import Programs
from cardscan.inbox import Board, Folders
from cardscan.model import CardScan, Contact, Face, Line, Lines, Quad
from cardscan.web.app import build_app
from cardscan.web.around.surroundings import Surroundings
from cardscan.web.invitation import Invitation
from cardscan.web.preferences.page import Preferences
from cardscan.web.security import Guard
from tests.support.books import card, original
from tests.support.settings import frugal_settings

HOST = "127.0.0.1:8765"
WIDTH, HEIGHT = 900.0, 500.0


def shown_card(contact: Contact, file: str, doubts: tuple[str, ...] = ()) -> CardScan:
    """Return the contact as read from a picture that shows it, one line a value."""
    values = {
        "full_name": contact.full_name,
        "title": contact.title,
        "organization": contact.organization,
        **{f"phones[{i}]": phone.raw or phone.value for i, phone in enumerate(contact.phones)},
        **{f"emails[{i}]": email.value for i, email in enumerate(contact.emails)},
        **{f"addresses[{i}]": address.formatted for i, address in enumerate(contact.addresses)},
    }
    values = {key: text for key, text in values.items() if text}
    picture = Image.new("RGB", (int(WIDTH), int(HEIGHT)), "#fbf8f1")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(30)
    lines = []
    for row, text in enumerate(values.values()):
        place = (60.0, 20.0 + 42.0 * row)
        pen.text(place, text, fill="#222222", font=font)
        lines.append(Line(text, _quad(pen.textbbox(place, text, font=font)), 0.97))
    stream = io.BytesIO()
    picture.save(stream, "JPEG")
    plain = card(contact, file)
    return replace(
        plain,
        needs_review=doubts,
        confidence={key: 0.62 if key in doubts else 0.98 for key in values},
        evidence={key: (index,) for index, key in enumerate(values)},
        reading=Lines(tuple(lines), "rapid", WIDTH, HEIGHT),
        faces=(Face(plain.source, stream.getvalue(), WIDTH, HEIGHT),),
    )


def add_card(book: Book, contact: Contact, *doubts: str, event: str = "", file: str = "") -> str:
    """Put the contact's card into the book; return the contact's uid."""
    name = file or f"{contact.display_name}.jpg"
    [receipt] = book.receive([original(name)], [shown_card(contact, name, doubts)], Event(event))
    return receipt.uid


@contextmanager
def client_of(folder: Path, around: Surroundings | None = None) -> Iterator[TestClient]:
    """Yield a client of the application on this book, which was let in."""
    preferences = Preferences(frugal_settings(), folder.with_name("cardscan.toml"), folder)
    with ThreadPoolExecutor(1) as readers:
        keys: list[str] = []
        around = around or surroundings(folder, readers)
        guard = Guard(frozenset({HOST}))
        app = build_app(folder, preferences, guard, invitation(keys.append), readers, around)
        with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
            client.get(f"/enter/{keys[-1]}")
            yield client


def board_beside(folder: Path) -> Board:
    """Return the board of a drop folder beside the book, as the program makes it."""
    inbox = folder.with_name(f"{folder.name}-inbox")
    inbox.mkdir(parents=True, exist_ok=True)
    return Board(Folders.checked(inbox, None, folder))


def surroundings(folder: Path, readers: Executor, ends: list[str] | None = None) -> Surroundings:
    """Return what is around the pages of a book: a drop folder that nobody reads, and no phones yet."""
    board = board_beside(folder)
    said = ends if ends is not None else []
    phones = Phones(board, "127.0.0.1")
    programs = Programs(folder, board, readers, frugal_settings, network="127.0.0.2")
    return Surroundings(board, phones, programs, lambda: said.append("ended"))


def invitation(announce: Callable[[str], None]) -> Invitation:
    """Return the review page's invitation, as the program makes it."""
    return Invitation(announce, time.monotonic, good_for=math.inf)


def fields_of(page: str, form: str = "contact") -> list[tuple[str, str]]:
    """Return what a browser would send of the form of this id: all but its buttons."""
    parser = _FormParser(form)
    parser.feed(page)
    return parser.fields


def send(
    client: TestClient, address: str, do: str, *, leave_out: tuple[str, ...] = (), **changes: str
) -> str:
    """Load a page, change fields of its form, press a button; return where that leads."""
    fields = fields_of(client.get(address).text)
    assert fields
    filled = [(name, changes.get(name, value)) for name, value in fields if name not in leave_out]
    filled += [(name, value) for name, value in changes.items() if name not in dict(fields)]
    answer = post(client, address, [*filled, ("do", do)])
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def post(client: TestClient, address: str, fields: list[tuple[str, str]]) -> Response:
    """Send a form as a browser does."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer: Response = client.post(address, content=urlencode(fields), headers=headers)
    return answer


def token(client: TestClient) -> str:
    """Return the session's CSRF token."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/settings").text)
    assert found
    return found[1]


def title_of(client: TestClient, uid: str) -> str:
    """Return the title that the card's form shows."""
    return dict(fields_of(client.get(f"/card?uid={uid}").text))["title"]


def _quad(box: tuple[float, float, float, float]) -> Quad:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


class _FormParser(HTMLParser):
    """Collects a form's fields; the first option of a select counts where none is chosen."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._form = form
        self._inside = False
        self._select: str = ""
        self._options: list[str] = []
        self._given: list[str] = []
        self._chosen = -1
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = values.get("id") == self._form
        if not self._inside:
            return
        if tag == "input":
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.fields.append((values["name"], values.get("value", "")))
        elif tag == "select":
            self._select, self._options, self._chosen = values["name"], [], -1
        elif tag == "option":
            self._given = [values["value"]] if "value" in values else []
            if "selected" in values:
                self._chosen = len(self._options)
            self._text = []
        elif tag == "textarea":
            self._select, self._text = values["name"], []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "option" and self._text is not None:
            self._options.append((self._given or ["".join(self._text).strip()])[0])
            self._text = None
        elif tag == "select" and self._inside:
            self.fields.append((self._select, self._options[max(0, self._chosen)]))
        elif tag == "textarea" and self._text is not None:
            self.fields.append((self._select, "".join(self._text).removeprefix("\n")))
            self._text = None
