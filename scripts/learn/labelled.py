"""Readings of pictures with truth, kept in a file: what chances are fitted on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cardscan.cli.inputs import PICTURE_SUFFIXES
from cardscan.many.batch import scan_file
from cardscan.model import Line, Lines
from cardscan.settings import Settings
from scripts.measure.scoring import UNSCORED, paired, truth_of, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.measure.scoring import Values


@dataclass(frozen=True, slots=True)
class Labelled:
    """One card as it was read, with what is right."""

    source: str
    """Where the picture comes from, as its truth says, up to the first colon."""
    reading: Lines
    truth: Values
    """By field; without those that the truth is unsure of."""


def read_folder(folder: Path) -> Iterator[Labelled]:
    """Scan the pictures of a folder that have their truth beside them; yield the cards found."""
    for picture in sorted(folder.iterdir()):
        file = picture.with_suffix(".json")
        if picture.suffix.lower() not in PICTURE_SUFFIXES or not file.is_file():
            continue
        record = json.loads(file.read_text(encoding="utf-8"))
        truth = [values | _more(card) for values, card in zip(truth_of(file), record["cards"], strict=True)]
        scans = scan_file(str(picture), Settings()).scans
        found = [values_of(scan.contact) for scan in scans]
        for i, j in paired(truth, found).items():
            yield Labelled(str(record.get("source", folder)).split(":")[0], scans[j].reading, truth[i])


def _more(card: dict[str, Any]) -> Values:
    """Return what else chances are given for, where the truth says it."""
    values: Values = {key: [card[key]] if card[key] else [] for key in UNSCORED if key in card}
    if isinstance(card.get("social"), dict):
        values["social"] = [str(value) for value in card["social"].values()]
    return values


def write_readings(path: Path, cards: list[Labelled]) -> None:
    """Write the cards, one a line of JSON."""
    rows = (json.dumps(asdict(card), ensure_ascii=False) for card in cards)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def read_readings(path: Path) -> list[Labelled]:
    """Return the cards that write_readings wrote."""
    return [_from_row(json.loads(row)) for row in path.read_text(encoding="utf-8").splitlines()]


def _from_row(row: dict[str, Any]) -> Labelled:
    said = row["reading"]
    lines = tuple(
        Line(line["text"], tuple((x, y) for x, y in line["quad"]), line["confidence"])  # type: ignore[arg-type]
        for line in said["lines"]
    )
    reading = Lines(lines, said["reader"], said["width"], said["height"])
    return Labelled(row["source"], reading, row["truth"])
