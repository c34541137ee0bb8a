import json
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.corrections import Written, write_corrections
from cardscan.cli import main
from cardscan.errors import OutputError
from cardscan.model import Contact, Email
from scripts.measure.scoring import truth_of
from tests import SAMPLES
from tests.support.books import original
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, shown_card

BEN = Contact(given_name="Ben", family_name="Sales", emails=(Email("ben@sales.example"),))


def test_reviewed_cards_become_labelled_pictures(tmp_path: Path) -> None:
    right = replace(ANNA, family_name="Webber", title="Chief")
    with Book.open(tmp_path / "book") as book:
        anna, ben = add_card(book, ANNA, "title"), add_card(book, BEN, "full_name")
        book.reviews.save(anna, right)
        assert write_corrections(book, tmp_path / "out") == Written(1, 1, 0)
        book.reviews.save(ben, BEN)
        assert write_corrections(book, tmp_path / "out") == Written(2, 1, 0)
        [face] = book.cards(anna)[0].faces
        assert (tmp_path / "out" / f"{anna}.jpg").read_bytes() == book.face(face.picture)
    file = tmp_path / "out" / f"{anna}.json"
    [values] = truth_of(file)
    assert values["name"] == [right.full_name]
    assert values["title"] == ["Chief"]
    assert values["phones"] == [phone.value for phone in ANNA.phones]
    assert values["address"] == [ANNA.addresses[0].formatted]
    assert json.loads(file.read_text("utf-8"))["read"]["family_name"] == "Weber"
    sample = json.loads((SAMPLES / "clean-germany.json").read_text("utf-8"))["cards"][0]
    assert json.loads(file.read_text("utf-8"))["cards"][0].keys() >= sample.keys()


def test_cards_of_two_sides_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = shown_card(ANNA, "a.jpg")
    with Book.open(tmp_path / "book") as book:
        [receipt] = book.receive([original("a.jpg")], [replace(scan, faces=scan.faces * 2)])
        book.reviews.save(receipt.uid, ANNA)
    assert main(["book", "export-corrections", str(tmp_path / "out"), "--book", str(tmp_path / "book")]) == 0
    assert "0 cards" in (said := capsys.readouterr().err)
    assert "1 card of two sides" in said
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with Book.open(tmp_path / "book") as book, pytest.raises(OutputError, match="cannot be written"):
        write_corrections(book, tmp_path / "out")
