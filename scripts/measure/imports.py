"""What bringing in a large address book costs: seconds and memory, of a tenth of it and of the whole.

python -m scripts.measure.imports [--lines N] [--megabytes N]
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cardscan.book import Book
from cardscan.export import EXPORTERS, ExportOptions
from scripts.environment import ROOT
from scripts.measure.book_cards import fictional_scans
from scripts.measure.memory import peak_megabytes

_SAMPLE = 1_000
_LOOK_EVERY = 0.05
"""Seconds between two looks at how much memory the process holds."""


@dataclass(frozen=True, slots=True)
class Import:
    """What one import cost."""

    contacts: int
    seconds: float
    megabytes: float
    """The process's largest resident size."""


def main() -> int:
    """Print what a vCard file and a table cost; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the vCard file")
    parser.add_argument("--megabytes", type=int, default=100, help="of Google's CSV")
    options = parser.parse_args()
    lines, octets = size_of_sample("vcf")[0], size_of_sample("google-csv")[1]
    files = (
        ("vcf", "contacts.vcf", options.lines * _SAMPLE // lines),
        ("google-csv", "contacts.csv", options.megabytes * 1_000_000 * _SAMPLE // octets),
    )
    print(f"{'file':<14}{'lines':>12}{'MB':>8}{'contacts':>12}{'seconds':>10}{'ms each':>10}{'peak MB':>10}")
    for export, name, contacts in files:
        for number in (contacts // 10, contacts):
            with tempfile.TemporaryDirectory() as place:
                file = written(Path(place) / name, export, number)
                with file.open("rb") as stream:
                    read = sum(1 for _ in stream)
                size = file.stat().st_size / 1e6
                cost = imported(file, Path(place) / "book")
            each = 1000 * cost.seconds / cost.contacts
            print(f"{name:<14}{read:12,}{size:8.1f}{cost.contacts:12,}{cost.seconds:10.0f}{each:10.2f}"
                  f"{cost.megabytes:10.0f}", flush=True)  # fmt: skip
    return 0


def size_of_sample(export: str) -> tuple[int, int]:
    """Return lines and octets of a thousand contacts in this format."""
    stream = io.BytesIO()
    EXPORTERS[export].write(islice(fictional_scans(), _SAMPLE), stream, ExportOptions())
    return stream.getvalue().count(b"\n"), len(stream.getvalue())


def written(file: Path, export: str, contacts: int) -> Path:
    """Write so many fictional contacts in this format; return the file."""
    with file.open("wb") as stream:
        EXPORTERS[export].write(islice(fictional_scans(), contacts), stream, ExportOptions())
    return file


def imported(file: Path, book: Path) -> Import:
    """Import the file into a new book by the command; return what it cost.

    Raises RuntimeError where the command fails.
    """
    started = time.perf_counter()
    command = [sys.executable, "-m", "cardscan", "book", "import", str(file), "--book", str(book)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, peak_megabytes(process.pid))
            time.sleep(_LOOK_EVERY)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    with Book.open(book) as there:
        return Import(there.count(), time.perf_counter() - started, most)


if __name__ == "__main__":
    sys.exit(main())
