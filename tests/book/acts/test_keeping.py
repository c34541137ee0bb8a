from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.book import Book, Imported
from cardscan.book.care.imports import read_contacts
from cardscan.export import ExportOptions, Version
from cardscan.export.formats.vcard import vcard
from cardscan.model import Address, Contact, Email, Phone
from cardscan.vcards.converting import in_version
from cardscan.vcards.lines import ContentLine, lines_of
from cardscan.vcards.meaning import facts_of
from tests.support.vcard_texts import any_lines, card

EVA = card(
    [
        "X-OWN;P=1:kept",
        "EMAIL;TYPE=HOME:eva@home.example",
        "item1.TEL;TYPE=CELL:+491701234567\nitem1.X-ABLabel:Sailing boat",
        "BDAY:1980-05-06",
        "TITLE:Cook",
        "CATEGORIES:Friends",
    ],
    uid="eva-1",
    name="Eva",
)


def imported(book: Book, folder: Path, text: str) -> list[Imported]:
    file = folder / "in.vcf"
    file.write_bytes(text.encode())
    items = [item for item in read_contacts(file) if isinstance(item, Imported)]
    book.import_contacts(items)
    return items


def exported(book: Book, uid: str, version: Version = "3.0") -> tuple[ContentLine, ...]:
    return lines_of(vcard(book.scan(book.entry(uid)), ExportOptions(version=version)))


def told(book: Book, uid: str = "eva-1") -> list[str]:
    return [line.text for line in exported(book, uid) if line.name != "REV"]


def test_a_contact_that_did_not_change_is_exported_as_it_came(book: Book, tmp_path: Path) -> None:
    imported(book, tmp_path, EVA)
    assert vcard(book.scan(book.entry("eva-1")), ExportOptions()).decode() == EVA


def test_what_changes_here_is_put_into_the_card_that_came(book: Book, tmp_path: Path) -> None:
    imported(book, tmp_path, EVA)
    contact = replace(
        book.entry("eva-1").contact, title="Chef", emails=(Email("eva@new.example"),), phones=(),
        addresses=(Address("Lindenweg 12", "Berlin", "", "10115", "Germany", "DE"),),
    )  # fmt: skip
    book.correct("eva-1", contact)
    book.tag("eva-1", "tea")
    changed = EVA.replace("Cook", "Chef").replace("eva@home", "eva@new").replace(":Friends", ":Friends,tea")
    lines = [line for line in changed.splitlines() if not line.startswith("item1.")]
    lines.insert(-1, "ADR;TYPE=WORK:;;Lindenweg 12;Berlin;;10115;Germany")
    assert told(book) == lines
    book.untag("eva-1", "tea")
    assert "CATEGORIES:Friends" in told(book)


def test_a_newer_card_of_a_contact_brings_what_the_book_has_no_field_for(book: Book, tmp_path: Path) -> None:
    imported(book, tmp_path, EVA)
    book.correct("eva-1", replace(book.entry("eva-1").contact, phones=()))
    before = told(book)
    imported(book, tmp_path, EVA)
    assert told(book) == before
    newer = EVA.replace("0-05-06", "1-05-06").replace("END:", "ANNIVERSARY:20100101\r\nEND:")
    assert book.import_contacts(imported(book, tmp_path, newer)) == {"again": 1}
    lines = told(book)
    assert "BDAY:1981-05-06" in lines and "ANNIVERSARY:20100101" in lines and "X-OWN;P=1:kept" in lines
    assert not [line for line in lines if "TEL" in line]


def test_a_scanned_contact_learns_from_the_card_that_a_phone_has_of_it(book: Book, tmp_path: Path) -> None:
    scanned = Contact(
        given_name="Eva", family_name="Keller", title="Chef", emails=(Email("eva@home.example"),),
        phones=(Phone("+491701234567", type="cell"),),
    )  # fmt: skip
    book.import_contacts([Imported("scanned", scanned)])
    imported(book, tmp_path, EVA)
    assert book.count() == 1 and book.entry("scanned").contact.title == "Cook"
    lines = told(book, "scanned")
    assert {"UID:eva-1", "EMAIL;TYPE=HOME:eva@home.example", "BDAY:1980-05-06", "TITLE:Cook"} <= set(lines)
    assert [line for line in lines if "Sailing boat" in line]


def test_contacts_that_are_made_one_keep_both_cards_until_that_is_undone(book: Book, tmp_path: Path) -> None:
    other = card(
        ["NOTE:other", "X-TWO:2", "BDAY:1990-01-01", "EMAIL;TYPE=HOME:o@home.example"], "o-1", name="Olga"
    )
    imported(book, tmp_path, EVA + other)
    before = told(book)
    mine, theirs = book.entry("eva-1").contact, book.entry("o-1").contact
    book.duplicates.merge("eva-1", "o-1", replace(mine, emails=(*mine.emails, *theirs.emails)))
    lines = told(book)
    assert "X-TWO:2" in lines and "BDAY:1980-05-06" in lines and "BDAY:1990-01-01" not in lines
    assert "EMAIL;TYPE=HOME:o@home.example" in lines and "NOTE:other" not in lines
    book.reviews.undo("eva-1")
    assert told(book) == before and "X-TWO:2" in told(book, "o-1")


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_picture_of_a_million_octets_is_kept(book: Book, tmp_path: Path, version: Version) -> None:
    imported(book, tmp_path, EVA.replace("END:", f"PHOTO;ENCODING=b;TYPE=JPEG:{'QUJD' * 250_000}\r\nEND:"))
    [photo] = (line for line in exported(book, "eva-1", version) if line.name == "PHOTO")
    assert photo.value.endswith("QUJD" * 250_000)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_any_card_keeps_all_that_it_had(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = Random(seed)
    text = card(any_lines(chance), version=chance.choice(["2.1", "3.0", "4.0"]))
    folder = tmp_path_factory.mktemp("any")
    with Book.open(folder / "book") as book:
        [item] = imported(book, folder, text)
        versions: tuple[Version, Version] = ("3.0", "4.0")
        for version in versions:
            out = exported(book, item.uid, version)
            assert [fact.said for fact in facts_of(out)] == [fact.said for fact in facts_of(lines_of(text))]
            came = [line.text for line in in_version(lines_of(text), version)]
            assert [line.text for line in out] == came
        book.correct(item.uid, replace(item.contact, title="Chef"))
        kept = {fact.said for fact in facts_of(lines_of(text)) if fact.name != "TITLE"}
        assert kept <= {fact.said for fact in facts_of(exported(book, item.uid))}
