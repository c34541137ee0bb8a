"""`cardscan scan --sides` as a user runs it."""

import json
from pathlib import Path

from cardscan.errors import ExitCode
from tests import SAMPLES
from tests.conftest import DrawCard
from tests.support.commands import Result, cardscan
from tests.support.sides import FRONT, saved


def scanned(*arguments: str | Path) -> Result:
    return cardscan("scan", "--sides", "--format", "jsonl", *arguments)


def test_two_people_on_the_pages_of_a_pdf_stay_two_contacts() -> None:
    result = scanned(SAMPLES / "two-pages.pdf")
    truth = json.loads((SAMPLES / "two-pages.json").read_text(encoding="utf-8"))["cards"]
    contacts = [json.loads(line)["contact"] for line in result.stdout.splitlines()]
    emails = [[email["value"] for email in contact["emails"]] for contact in contacts]
    assert emails == [card["emails"] for card in truth]
    assert result.returncode == 0
    assert "two-pages.pdf, pages 1 and 2: cards of two people" in result.stderr


def test_a_side_that_fails_is_reported_and_the_rest_is_written(draw_card: DrawCard, tmp_path: Path) -> None:
    saved(draw_card(*FRONT), tmp_path / "w-a.png")
    (tmp_path / "w-b.png").write_bytes(b"")
    saved(draw_card("Since 1950"), tmp_path / "x_1.png")
    saved(draw_card(*FRONT), tmp_path / "x_2.png")
    result = scanned(tmp_path)
    paths = [Path(json.loads(line)["source"]["path"]).name for line in result.stdout.splitlines()]
    assert paths == ["w-a.png", "x_1.png"]
    assert result.returncode == ExitCode.SOME_FAILED
    assert "w-b.png" in result.stderr
    assert "2 cards from 4 files" in result.stderr


def test_two_sides_without_a_card_are_said_of_both(draw_card: DrawCard, tmp_path: Path) -> None:
    for name in ("w_front.png", "w_back.png"):
        saved(draw_card(), tmp_path / name)
    result = scanned(tmp_path)
    assert result.returncode == ExitCode.NO_CARD
    assert "w_front.png: no card found" in result.stderr
    assert "w_back.png: no card found" in result.stderr
