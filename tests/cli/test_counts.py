"""What came of the files of a call, and the exit code that follows from it."""

from cardscan.cli.counts import NAMED, Report
from cardscan.errors import BadInputError, ExitCode, NoCardError
from cardscan.many.batch import Outcome
from tests.support.fictional import ANNA, BILAL, scan


def test_cards_files_and_doubts_are_counted() -> None:
    report = Report()
    assert report.add(Outcome("in/a.jpg", (scan(ANNA, 1, ("title",)), scan(BILAL, 2)))) == ()
    assert (report.files, report.cards, report.to_review, report.exit_code) == (1, 2, 1, ExitCode.OK)


def test_only_the_first_doubtful_cards_are_kept() -> None:
    report = Report()
    for number in range(NAMED + 3):
        report.add(Outcome("in/a.jpg", (scan(ANNA, number, ("title",)),)))
    assert (report.to_review, len(report.doubtful)) == (NAMED + 3, NAMED)


def test_a_file_without_a_card_is_told_and_fails() -> None:
    report = Report()
    [told] = report.add(Outcome("in/lawn.jpg"))
    assert isinstance(told, NoCardError)
    assert "in/lawn.jpg" in str(told)
    assert report.exit_code == ExitCode.NO_CARD


def test_one_that_fails_among_others_is_some_failures() -> None:
    report = Report()
    report.add(Outcome("in/lawn.jpg"))
    report.add(Outcome("in/a.jpg", (scan(ANNA),)))
    assert report.exit_code == ExitCode.SOME_FAILED


def test_files_that_fail_in_different_ways_are_some_failures() -> None:
    report = Report()
    report.add_failed([BadInputError("broken")])
    report.add_failed([NoCardError("none")])
    assert report.exit_code == ExitCode.SOME_FAILED
