import itertools
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book, Event, Original
from cardscan.model import Quad
from cardscan.web.asking import Ask, Refused
from cardscan.web.checking.corners import quad_of
from cardscan.web.security import Session
from tests.support.drops import person, picture
from tests.support.fictional import ANNA
from tests.support.reviewing import fields_of, post, shown_card

CARD: Quad = ((540.0, 60.0), (960.0, 60.0), (960.0, 300.0), (540.0, 300.0))


def typed(*corners: tuple[object, object]) -> Ask:
    form = {
        f"{axis}{n}": [str(v)]
        for n, corner in enumerate(corners)
        for axis, v in zip("xy", corner, strict=True)
    }
    return Ask(Session("", "", ""), {}, form=form)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_corners_in_any_order_are_those_of_one_card(order: tuple[int, ...]) -> None:
    quad = quad_of(typed(*(CARD[place] for place in order)), 1020, 360)
    start = quad.index(CARD[0])
    assert (*quad[start:], *quad[:start]) == CARD


def test_corners_outside_the_picture_are_brought_to_its_edge() -> None:
    quad = quad_of(typed((-50, -9), (2000, 5), (2000, 900), (3, 400)), 1020, 360)
    assert set(quad) == {(0.0, 0.0), (1020.0, 5.0), (1020.0, 360.0), (3.0, 360.0)}


@pytest.mark.parametrize(
    "corners",
    [
        [(5, 5)] * 4,
        [(0, 100), (100, 100), (200, 100), (300, 100)],
        [(0, 0), (300, 0), (100, 40), (0, 300)],
        [(0, 0), (300, 0), (300, 10), (0, 10)],
    ],
    ids=["a point", "a line", "one between the others", "a sliver"],
)
def test_corners_of_no_card_are_refused(corners: list[tuple[int, int]]) -> None:
    with pytest.raises(Refused, match="those of no card"):
        quad_of(typed(*corners), 1020, 360)


@pytest.mark.parametrize("text", ["", "nan", "inf", "-inf", "1e999", "x", "0x10", "1,5"])
def test_corners_that_are_no_numbers_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="not numbers"):
        quad_of(typed((text, 1), *CARD[1:]), 1020, 360)


@pytest.fixture
def two_sided(tmp_path: Path, book: Book) -> tuple[str, str]:
    """A card whose front was seen in one photo and its back in another; its contact's uid and its own."""
    scan = shown_card(ANNA, "front.png")
    faces, originals = [], []
    for name, data in {
        "front": picture(person(1), person(2)),
        "back": picture(("www.lindner2.example",)),
    }.items():
        file = tmp_path / f"{name}.png"
        file.write_bytes(data)
        digest = sha256(data).hexdigest()
        whole: Quad = ((0.0, 0.0), (420.0, 0.0), (420.0, 240.0), (0.0, 240.0))
        source = replace(scan.source, path=str(file), sha256=digest, quad=whole)
        faces.append(replace(scan.faces[0], source=source))
        originals.append(Original(digest, str(file)))
    both = replace(scan, source=faces[0].source, faces=tuple(faces))
    [receipt] = book.receive(originals, [both], Event("Fair", "2026-11-20"))
    return receipt.uid, receipt.card


def move(client: TestClient, address: str, do: str, quad: Quad = CARD) -> tuple[int, str, str]:
    """Send the form with these corners; return the status, where it leads and the page."""
    fields = [item for item in fields_of(client.get(address).text, "corners-form") if item[0] == "csrf"]
    fields += [
        (f"{axis}{n}", str(v)) for n, corner in enumerate(quad) for axis, v in zip("xy", corner, strict=True)
    ]
    answer = post(client, address, [*fields, ("do", do)])
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_one_side_moved_has_both_sides_read_again(
    client: TestClient, book: Book, two_sided: tuple[str, str]
) -> None:
    uid, card = two_sided
    status, where, _ = move(client, f"/original?uid={uid}&card={card}&side=0", "again")
    assert (status, where) == (303, f"/card?uid={uid}")
    contact = book.entry(uid).contact
    assert contact.full_name == "Clara Lindner"
    assert [url.value for url in contact.urls] == ["https://www.lindner2.example"]
    [stored] = book.cards(uid)
    assert len(stored.faces) == 2


def test_an_added_card_is_a_contact_of_its_own_at_the_same_event(
    client: TestClient, book: Book, two_sided: tuple[str, str]
) -> None:
    uid, card = two_sided
    status, where, _ = move(client, f"/original?uid={uid}&card={card}&side=0", "add")
    assert status == 303
    added = book.entry(where.rpartition("=")[2])
    assert (added.contact.full_name, added.source.card) == ("Clara Lindner", 2)
    assert added.events == (Event("Fair", "2026-11-20"),)
    assert book.entry(uid).contact == ANNA


def test_what_cannot_be_read_is_told_and_the_corners_stay_as_typed(
    client: TestClient, book: Book, two_sided: tuple[str, str]
) -> None:
    uid, card = two_sided
    table: Quad = ((2.0, 2.0), (50.0, 2.0), (50.0, 350.0), (2.0, 350.0))
    status, _, page = move(client, f"/original?uid={uid}&card={card}&side=0", "again", table)
    assert status == 422
    assert "no text is between these corners" in page
    assert dict(fields_of(page, "corners-form"))["y2"] == "350"
    assert book.entry(uid).contact == ANNA


def test_an_original_that_is_gone_is_told(
    client: TestClient, two_sided: tuple[str, str], tmp_path: Path
) -> None:
    uid, card = two_sided
    (tmp_path / "back.png").unlink()
    answer = client.get(f"/original?uid={uid}&card={card}&side=1")
    assert answer.status_code == 400
    assert "there is no such file" in answer.text
    status, _, page = move(client, f"/original?uid={uid}&card={card}&side=0", "again")
    assert status == 422
    assert "there is no such file" in page


@pytest.mark.parametrize("query", ["side=2", "side=-1", "side=x", "card=other", "uid=other"])
def test_a_side_that_the_book_has_not_is_not_found(
    client: TestClient, two_sided: tuple[str, str], query: str
) -> None:
    uid, card = two_sided
    name, _, value = query.partition("=")
    asked = {"uid": uid, "card": card, "side": "0", name: value}
    address = "&".join(f"{key}={text}" for key, text in asked.items())
    assert client.get(f"/original?{address}").status_code == 404
    assert client.get(f"/original/picture?{address}").status_code == 404
