import csv
import io
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardscan.errors import UsageError
from cardscan.export import EXPORTERS, SUFFIXES, format_of
from cardscan.model import CardScan, Contact, Email, Phone, Social
from tests.support.exports import exported
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan

HOSTILE = "x\r\nEND:VCARD\r\nBEGIN:VCARD\x00\x1b[2J\u2028\x85=1+1\n\"';,\\n"


def test_the_formats_are_those_of_the_command_line() -> None:
    names = [
        "vcf",
        "google-csv",
        "outlook-csv",
        "outlook-classic-csv",
        "thunderbird-csv",
        "csv",
        "jsonl",
        "text",
    ]
    assert list(EXPORTERS) == names
    assert set(SUFFIXES.values()) <= set(names)


def test_an_unknown_suffix_is_a_usage_error_with_a_hint() -> None:
    with pytest.raises(UsageError) as caught:
        format_of(Path("cards.xlsx"))
    assert ".vcf" in caught.value.hint


def test_importing_the_package_loads_no_format() -> None:
    code = "import sys, cardscan.export; print(*sorted({'csv', 'json', 'vobject'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "google-csv"])
def test_each_card_is_written_before_the_next_is_asked_for(name: str) -> None:
    stream = io.BytesIO()
    sizes = []

    def scans() -> Iterator[CardScan]:
        for card in (1, 2, 3):
            sizes.append(len(stream.getvalue()))
            yield scan(ANNA, card)

    EXPORTERS[name].write(scans(), stream, OPTIONS)
    first, second, third = sizes
    assert first < second < third < len(stream.getvalue())


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_cards_always_give_the_same_bytes(name: str) -> None:
    assert exported(name, scan(ANNA), scan(COMPANY, 2)) == exported(name, scan(ANNA), scan(COMPANY, 2))


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_cards_are_no_error(name: str) -> None:
    assert exported(name).count(b"\n") <= 1


def hostile() -> CardScan:
    contact = Contact(
        given_name=HOSTILE,
        family_name=HOSTILE,
        organization=HOSTILE,
        phones=(Phone(HOSTILE),),
        emails=(Email(HOSTILE),),
        social=(Social(HOSTILE, HOSTILE),),
        note=HOSTILE,
    )
    return scan(contact)


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name.endswith("csv")])
def test_hostile_text_stays_within_its_cell(name: str) -> None:
    text = exported(name, hostile()).decode("cp1252" if "classic" in name else "utf-8-sig")
    header, row = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(header) == len(row)
    assert not {char for char in text if unicodedata.category(char) == "Cc"} - {"\r", "\n"}


def test_hostile_text_stays_within_its_property() -> None:
    lines = exported("vcf", hostile()).splitlines()
    assert lines.count(b"BEGIN:VCARD") == lines.count(b"END:VCARD") == 1


def test_hostile_text_stays_within_its_line_of_json() -> None:
    assert len(exported("jsonl", hostile()).decode().splitlines()) == 1


def test_hostile_text_cannot_command_the_terminal() -> None:
    text = exported("text", hostile()).decode()
    assert text.replace("\n", "").isprintable()
