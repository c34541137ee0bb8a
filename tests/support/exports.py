"""What an exporter writes, as bytes and as cells."""

import csv
import io

from cardscan.export import EXPORTERS, ExportOptions
from cardscan.model import CardScan
from tests.support.fictional import OPTIONS


def exported(name: str, *scans: CardScan, options: ExportOptions = OPTIONS) -> bytes:
    """Return what the exporter of that name writes; its stream stays open."""
    stream = io.BytesIO()
    EXPORTERS[name].write(scans, stream, options)
    return stream.getvalue()


def cells(
    name: str, scan: CardScan, options: ExportOptions = OPTIONS, encoding: str = "utf-8-sig"
) -> dict[str, str]:
    """Return the one row that it writes of a scan, by column."""
    text = exported(name, scan, options=options).decode(encoding)
    [row] = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return row
