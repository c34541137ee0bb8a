"""Contacts chosen on the page, as a program's file."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book, Entry, Imported
from cardscan.book.tables.listing import Listing
from cardscan.model import Contact, Phone
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card


@pytest.mark.parametrize(
    ("name", "suffix", "begin"),
    [("vcf", ".vcf", b"BEGIN:VCARD"), ("outlook-csv", ".csv", b"\xef\xbb\xbf"), ("jsonl", ".jsonl", b"{")],
)
def test_what_is_chosen_is_exported(
    client: TestClient, book: Book, name: str, suffix: str, begin: bytes
) -> None:
    book.tag(add_card(book, ANNA), "lead")
    add_card(book, BEN)
    answer = client.get(f"/contacts/export?format={name}&tag=lead")
    assert answer.status_code == 200
    assert answer.content.startswith(begin)
    assert b"anna@weber.example" in answer.content
    assert b"ben@sales.example" not in answer.content
    assert f'{suffix}"' in answer.headers["content-disposition"]
    assert b"ben@sales.example" in client.get(f"/contacts/export?format={name}&q=ben").content


def test_more_contacts_than_a_program_takes_come_as_several_files(client: TestClient, book: Book) -> None:
    book.import_contacts(
        Imported(f"u{n}", Contact(family_name=f"Name{n}", phones=(Phone(f"+4930{1000000 + n}"),)))
        for n in range(3001)
    )
    answer = client.get("/contacts/export?format=google-csv")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert [len(archive.read(name).splitlines()) for name in archive.namelist()] == [3001, 2]


def test_an_unknown_format_is_refused_and_no_file_has_a_name_at_any_time(
    client: TestClient, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    add_card(book, ANNA)
    assert client.get("/contacts/export?format=../x").status_code == 400
    seen: list[Path] = []
    monkeypatch.setattr("cardscan.book.tables.listing.Listing.all", _looking(place, seen))
    assert client.get("/contacts/export?format=vcf").content.startswith(b"BEGIN:VCARD")
    assert list(place.iterdir()) == seen == []


def _looking(place: Path, seen: list[Path]) -> Callable[..., Iterator[Entry]]:
    """Return how the book lists contacts, after a look at what names there are meanwhile."""
    real = Listing.all

    def listed(*asked: Any) -> Iterator[Entry]:
        for entry in real(*asked):
            yield entry
            seen.extend(place.iterdir())

    return listed
