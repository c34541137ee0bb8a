"""Errors with exit codes: what is wrong with which file, and what to do about it."""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the command's exit status says; part of the stable interface."""

    OK = 0
    BUG = 1
    USAGE = 2
    BAD_INPUT = 3
    NO_CARD = 4
    MISSING = 5
    READING_FAILED = 6
    CANNOT_WRITE = 7
    BOOK = 8
    SOME_FAILED = 10
    INTERRUPTED = 130


class CardscanError(Exception):
    """Base of every error that cardscan raises on purpose.

    `str(error)` is one line: what is wrong with which file.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    hint: str
    """What the user can do about it, or "" where nothing sensible can be said."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)  # both, so that an error survives pickling
        self.hint = hint

    def __str__(self) -> str:
        return str(self.args[0])


class UsageError(CardscanError):
    """The call itself makes no sense."""

    exit_code = ExitCode.USAGE


class BadInputError(CardscanError):
    """A file is missing, broken, too large or no picture at all."""

    exit_code = ExitCode.BAD_INPUT


class NoCardError(CardscanError):
    """A sound picture shows no business card."""

    exit_code = ExitCode.NO_CARD


class MissingError(CardscanError):
    """A program, language or package that was asked for is not installed."""

    exit_code = ExitCode.MISSING


class ReadingError(CardscanError):
    """A reader broke down or ran out of time."""

    exit_code = ExitCode.READING_FAILED


class OutputError(CardscanError):
    """A result could not be written."""

    exit_code = ExitCode.CANNOT_WRITE


class StoppedError(CardscanError):
    """Ctrl-C ended it; says what was kept and what was not."""

    exit_code = ExitCode.INTERRUPTED


class BookError(CardscanError):
    """The book of contacts cannot be used, or what was asked of it makes no sense."""

    exit_code = ExitCode.BOOK


class BookBusyError(BookError):
    """Another program has held the book for too long; it may work later."""


class BookFullError(BookError):
    """The book cannot be written now: no room, or read-only; it may work later."""


class BookCorruptError(BookError):
    """The book's file is damaged and is not written to."""


class ChangedError(BookError):
    """A contact is no longer what it was when it was looked at; nothing was written."""


class BookReplacedError(BookError):
    """The book that was opened is no longer what lies in its place: another one does, or none."""


class AlreadyKnownError(BookError):
    """The book has this very file, by its digest; nothing was written."""
