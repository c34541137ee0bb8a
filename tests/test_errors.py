"""Errors and their exit codes."""

import pickle

import pytest

from cardscan import errors
from cardscan.errors import CardscanError, ExitCode

KINDS = [
    kind for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, CardscanError)
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_its_way_from_another_process(kind: type[CardscanError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a.jpg: is empty", "copy it again")))
    assert type(error) is kind
    assert (str(error), error.hint) == ("a.jpg: is empty", "copy it again")
    assert kind("plain").hint == ""


def test_exit_codes_are_what_they_always_were() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0, "BUG": 1, "USAGE": 2, "BAD_INPUT": 3, "NO_CARD": 4, "MISSING": 5, "READING_FAILED": 6,
        "CANNOT_WRITE": 7, "BOOK": 8, "SOME_FAILED": 10, "INTERRUPTED": 130,
    }  # fmt: skip
    assert {kind.exit_code for kind in KINDS} < set(ExitCode)
