"""A contact as a code, read by a real reader of codes."""

import io
from dataclasses import replace

import segno
import vobject  # type: ignore[import-untyped]
import zxingcpp
from PIL import Image
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Address, Email
from cardscan.web.contacts.code import text_of
from tests.support.fictional import ANNA, scan
from tests.support.reviewing import add_card


def test_the_code_says_the_contact() -> None:
    stream = io.BytesIO()
    segno.make_qr(text_of(scan(ANNA)), error="l").save(stream, kind="png", scale=4)
    [found] = zxingcpp.read_barcodes(Image.open(stream).convert("L"))
    card = vobject.readOne(found.text)
    assert (card.fn.value, card.email.value) == ("Dr. Anna Maria Weber, MBA", "anna@weber.example")
    assert next(tel.value for tel in card.tel_list) == "+493012345678"


def test_what_matters_less_is_left_out_of_a_contact_that_is_too_long() -> None:
    roads = tuple(Address(formatted=f"{number} Very Long Example Road, Springfield") for number in range(30))
    mails = tuple(Email(f"anna{number}@a-very-long-name.example") for number in range(60))
    said = text_of(scan(replace(ANNA, addresses=roads, emails=mails, note="n" * 3000))).decode()
    assert len(said) < 800
    assert "anna0@a-very-long-name.example" in said
    assert "Springfield" not in said


def test_the_code_is_a_picture(client: TestClient, book: Book) -> None:
    answer = client.get(f"/contact/code?uid={add_card(book, ANNA)}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.text.startswith("<svg xmlns=")
    assert client.get("/contact/code?uid=nobody").status_code == 404
