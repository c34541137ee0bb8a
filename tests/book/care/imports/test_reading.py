"""A file of any form and size: in bounded memory, with progress, and asked for its numbers' country."""

import subprocess
import sys
from pathlib import Path

import pytest

from cardscan.book.care.imports import Remark, read_contacts
from cardscan.book.outcomes import Imported

_MEASURED = """
import resource, sys
from pathlib import Path
from cardscan.book.care.imports import read_contacts
counts = []
for part in (Path(sys.argv[1]), Path(sys.argv[2])):
    octets = [0]
    def tick(more):
        octets[0] += more
    counts.append(sum(1 for _ in read_contacts(part, region="DE", tick=tick)))
    assert octets[0] == part.stat().st_size
    print(counts[-1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def written(path: Path, begin: str, contact: str, count: int) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(begin)
        stream.writelines(contact.replace("@", str(number)) for number in range(count))
    return path


@pytest.mark.parametrize(
    ("begin", "contact"),
    [
        ("", "BEGIN:VCARD\nN:Weber;Anna@;;;\n" + "NOTE:some words\n" * 40 + "END:VCARD\n"),
        ("First name,Last name,Note\n", f'Anna,Weber@,"{"some words " * 60}"\n'),
    ],
)
def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path, begin: str, contact: str) -> None:
    small, large = (written(tmp_path / f"{count}", begin, contact, count) for count in (300, 3000))
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED, small, large], capture_output=True, text=True, check=True
    ).stdout.split()
    assert int(told[2]) == 3000
    assert int(told[3]) - int(told[1]) < large.stat().st_size / 1024 / 2


def test_the_country_of_the_file_is_asked_then_the_books(tmp_path: Path) -> None:
    file = tmp_path / "x.vcf"
    own = "BEGIN:VCARD\nFN:Eva@\nTEL:+49 30 2312512@\nEND:VCARD\n"
    file.write_text(
        own.replace("@", "1") + own.replace("@", "2") + "BEGIN:VCARD\nFN:Al\nTEL:0151 12345678\nEND:VCARD\n"
    )
    items = list(read_contacts(file))
    assert [i.contact.phones[0].value for i in items if isinstance(i, Imported)][2] == "+4915112345678"
    assert [item.text.partition(": ")[2][:38] for item in items if isinstance(item, Remark)] == [
        "1 telephone numbers named no country: "
    ]
    file.write_text("BEGIN:VCARD\nFN:Al\nTEL:0151 12345678\nEND:VCARD\n")
    known = ["+493023125121", "+493023125122"]
    [al, _] = read_contacts(file, known_numbers=known)
    assert isinstance(al, Imported) and al.contact.phones[0].value == "+4915112345678"
    [al] = read_contacts(file)
    assert isinstance(al, Imported) and al.contact.phones[0].value == "0151 12345678"
