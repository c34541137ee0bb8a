"""What a reading means for the files of a claim."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cardscan.errors import BadInputError, CardscanError, MissingError, ReadingError
from cardscan.inbox.looking import Seen
from cardscan.inbox.moving.claims import Claim
from cardscan.inbox.outcomes import (
    digests_in,
    moves_after_reading,
    outcome_of,
    place_for,
    sorted_files,
    worth_another_try,
)
from cardscan.inbox.places import Folders
from cardscan.many.batch import Outcome
from cardscan.model import CardScan
from tests.support.books import card, digest
from tests.support.fictional import ANNA

FRONT, BACK = Seen(Path("w_front.jpg"), 100, 1, 1), Seen(Path("w_back.jpg"), 100, 1, 2)
DIGESTS = {file.path: digest(file.path.name) for file in (FRONT, BACK)}


def claim(folder: Path) -> Claim:
    return Claim(folder, (FRONT, BACK))


def read(*names: str) -> CardScan:
    """A card seen in these files, the front first."""
    first, *others = (card(ANNA, name) for name in names)
    return replace(first, faces=tuple(face for each in (first, *others) for face in each.faces))


def sorted_by(folder: Path, *scans: CardScan, errors: tuple[CardscanError, ...] = ()) -> tuple[str, str]:
    outcome = Outcome("w_front.jpg", scans=scans, errors=errors)
    sorting = sorted_files(claim(folder), DIGESTS, outcome)
    return sorting.verdict(FRONT), sorting.verdict(BACK)


def test_both_sides_of_a_card_are_done(tmp_path: Path) -> None:
    assert sorted_by(tmp_path, read("w_front.jpg", "w_back.jpg")) == ("done", "done")


def test_without_a_card_both_have_failed(tmp_path: Path) -> None:
    assert sorted_by(tmp_path) == ("failed", "failed")
    sorting = sorted_files(claim(tmp_path), DIGESTS, Outcome("w_front.jpg"))
    assert [str(error).partition(": ")[2] for error in sorting.errors] == ["no card found"] * 2


def test_a_side_that_cannot_be_read_has_failed_alone(tmp_path: Path) -> None:
    error = BadInputError("w_back.jpg: is empty")
    assert sorted_by(tmp_path, read("w_front.jpg"), errors=(error,)) == ("done", "failed")


def test_of_two_files_with_one_content_the_second_is_a_duplicate(tmp_path: Path) -> None:
    same = dict.fromkeys(DIGESTS, digest("w_front.jpg"))
    sorting = sorted_files(claim(tmp_path), same, Outcome("w_front.jpg", scans=(read("w_front.jpg"),)))
    assert (sorting.verdict(FRONT), sorting.verdict(BACK)) == ("done", "duplicate")


def test_every_file_goes_to_its_place_and_failures_have_a_note(tmp_path: Path) -> None:
    for file in (FRONT, BACK):
        (tmp_path / file.path).touch()
    scan = read("w_front.jpg")
    outcome = Outcome("w_front.jpg", scans=(scan,), errors=(BadInputError("w_back.jpg: is empty"),))
    folders, now = Folders(tmp_path, tmp_path), datetime(2026, 11, 22, tzinfo=UTC)
    sorting = sorted_files(claim(tmp_path), DIGESTS, outcome)
    front, back = moves_after_reading(claim(tmp_path), DIGESTS, sorting, outcome, folders, now)
    assert (front.target, front.note) == (str(tmp_path / "done" / "2026-11" / "w_front.jpg"), "")
    assert front.sha256 == digest("w_front.jpg")
    assert back.target == str(place_for(BACK.path, "failed", folders, now))
    assert "is empty" in back.note
    assert digests_in((scan,)) == {digest("w_front.jpg")}


def test_a_worker_that_died_is_a_reading_worth_another_try(tmp_path: Path) -> None:
    reading: Future[Outcome] = Future()
    reading.set_exception(OSError("lost"))
    outcome = outcome_of(reading, claim(tmp_path))
    assert worth_another_try(outcome)
    assert "the worker that read it was lost (OSError)" in str(outcome.errors[0])
    assert not worth_another_try(Outcome("a.jpg", errors=(BadInputError("a.jpg: is empty"),)))


def test_where_no_card_can_be_read_at_all_that_is_an_error(tmp_path: Path) -> None:
    reading: Future[Outcome] = Future()
    reading.set_result(Outcome("a.jpg", errors=(ReadingError("a.jpg: failed"), MissingError("no Tesseract"))))
    with pytest.raises(MissingError, match="no Tesseract"):
        outcome_of(reading, claim(tmp_path))
