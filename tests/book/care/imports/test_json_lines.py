import json
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book.care.imports import read_contacts
from cardscan.book.outcomes import Imported
from cardscan.errors import BadInputError
from cardscan.export.formats.jsonl import to_json
from cardscan.export.formats.jsonl import write as write_jsonl
from cardscan.model import Event, Record
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan


def test_lines_of_json_come_back_with_tags_events_and_notes(tmp_path: Path) -> None:
    file = tmp_path / "cards.jsonl"
    record = Record("u-1", tags=("tea",), events=(Event("Mixer", "2026-11-20"),), notes=("call",))
    with file.open("wb") as stream:
        write_jsonl([replace(scan(ANNA), record=record), scan(COMPANY, 2)], stream, OPTIONS)
    anna, tea = read_contacts(file)
    assert isinstance(anna, Imported) and isinstance(tea, Imported)
    assert (anna.uid, anna.contact, anna.tags, anna.events, anna.notes) == (
        "u-1",
        ANNA,
        record.tags,
        record.events,
        record.notes,
    )
    assert tea.contact == COMPANY


@pytest.mark.parametrize(
    "bad",
    [
        b"no json",
        b'{"schema": "other"}',
        b"[1]",
        b"7",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a": ' * 9000,
        b"9" * 5000,
        json.dumps(to_json(scan(ANNA))).replace('"page": 1', '"page": 1e999').encode(),
        json.dumps(to_json(scan(ANNA))).replace("[[0.0", "[[" + "9" * 400).encode(),
        b'{"x":"' + b"y" * 3_000_000 + b'"}',
    ],
)
def test_one_bad_line_is_skipped_and_named(tmp_path: Path, bad: bytes) -> None:
    good = json.dumps(to_json(scan(ANNA))).encode()
    file = tmp_path / "cards.jsonl"
    file.write_bytes(good + b"\n" + bad + b"\n\n" + good + b"\n")
    first, error, last = read_contacts(file)
    assert isinstance(first, Imported) and isinstance(last, Imported)
    assert isinstance(error, BadInputError) and str(error).startswith(f"{file}, line 2: ")
    assert not any(word in str(error) for word in ("Error", "argument", "object"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"schema"', '"scheme"', "'schema' is missing"),
        ('"contact"', '"contract"', "'contact' is missing"),
        ('"full_name"', '"whole_name"', "'full_name' is missing"),
        ('"page": 1', '"page": "one"', "a value is of another kind than it should be"),
        ('"type": "work"', '"type": "satellite"', "there is no type of phone 'satellite'"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_words(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = json.dumps(to_json(scan(ANNA)))
    assert old in text
    file = tmp_path / "cards.jsonl"
    file.write_text(text.replace(old, new))
    [error] = read_contacts(file)
    assert str(error) == f"{file}, line 1: JSON, but no card of 'cardscan/1': {told}"
