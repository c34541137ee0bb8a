"""`cardscan edit`: a contact put right, field by field or in an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import in_short, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, MissingError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from cardscan.book import Entry
    from cardscan.model import Contact
    from cardscan.settings import Settings

_ABOUT = """\
# A field a line; further lines of a note or an address are indented. Fields that are not here are empty.
# Phone, Mobile, Fax, E-mail, Website, Address and Account (linkedin: name) may come several times.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `edit`."""
    parser = commands.add_parser(
        "edit",
        description="Put VALUE in the place of what a field has; of a field that is named several times, all "
        "values count, and FIELD= takes them away. Without FIELD=VALUE, the contact opens in your editor "
        "($VISUAL, $EDITOR), and counts as checked when it is closed.",
        epilog=examples(
            "cardscan edit 417 title='Head of Sales' phone='030 1234567'",
            "cardscan edit 417 email=anna@weber.example email=sales@weber.example",
            "cardscan edit 417 fax=",
            "cardscan edit 417",
        ),
    )
    parser.add_argument("who", metavar="WHO", help="the contact's number, or words that only it has")
    parser.add_argument("changes", nargs="*", metavar="FIELD=VALUE", help="title, company, phone, e-mail …")
    add_book(parser)
    parser.set_defaults(run=_edit)


def _edit(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.cli.people.editing import changed, pairs_of

    given = [_pair(change) for change in options.changes]
    with Book.open(book_folder(settings), create=False) as book:
        [entry] = people_named(book, [options.who])
        if given:
            contact = changed(entry.contact, given)
            book.reviews.change(entry.uid, contact, seen=entry.revision)
        else:
            typed = _typed(entry, pairs_of(entry.contact))
            contact = changed(entry.contact, typed)
            book.reviews.save(entry.uid, contact, seen=entry.revision)
    remark(f"{entry.number} {in_short(entry)}: {_told(entry.contact, contact)}")
    return ExitCode.OK


def _told(before: Contact, after: Contact) -> str:
    from cardscan.contact_fields import LISTS, NOTE, TEXTS

    fields = [field.label.lower() for field in (*TEXTS, *LISTS, NOTE) if field.of(before) != field.of(after)]
    return f"changed {', '.join(fields)}" if fields else "nothing changed"


def _pair(change: str) -> tuple[str, str]:
    from cardscan.cli.people.editing import label_of

    name, equals, value = change.partition("=")
    if not equals:
        raise UsageError(f"{change}: is no FIELD=VALUE", "cardscan edit 417 title='Head of Sales'")
    return label_of(name), value


def _typed(entry: Entry, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is in the file when the editor is closed; fields that were taken out are empty."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("edit: what?", f"cardscan edit {entry.number} title='Head of Sales'")
    with TemporaryDirectory(prefix="cardscan-") as folder:  # its owner's alone
        file = Path(folder) / "contact.txt"
        file.write_text(_ABOUT + _text(entry, pairs), encoding="utf-8")
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        try:
            code = subprocess.run([*editor, str(file)]).returncode
        except OSError as error:
            raise MissingError(
                f"{editor[0]}: {error.strerror}", "say which editor you use in EDITOR"
            ) from error
        if code:
            raise UsageError(f"{editor[0]} ended with {code}: nothing was changed")
        return [*parsed(file.read_text(encoding="utf-8"), pairs)]


def _text(entry: Entry, pairs: Sequence[tuple[str, str]]) -> str:
    doubts = {key.partition("[")[0] for key in entry.needs_review}
    about = f"# to check: {', '.join(sorted(doubts))}\n" if doubts else ""
    lines = [f"{label}: {value}".rstrip().replace("\n", "\n    ") for label, value in pairs]
    return about + "\n".join(lines) + "\n"


def parsed(text: str, before: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    r"""Return the fields that the lines say, and "" for each of `before` that is in none of them.

    >>> parsed("# about\nTitle: Agent\nNote: a\n    b\n", [("Title", "Boss"), ("Fax", "1")])
    [('Title', 'Agent'), ('Note', 'a\nb'), ('Fax', '')]
    """
    from cardscan.cli.people.editing import label_of

    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace() and found:
            label, value = found[-1]
            found[-1] = (label, f"{value}\n{line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise UsageError(f"{line.strip()}: is no field and its value", "write it as Title: Head of Sales")
        found.append((label_of(name), value.strip()))
    there = {label for label, _ in found}
    return found + [
        (label, "") for label in dict.fromkeys(label for label, _ in before) if label not in there
    ]
