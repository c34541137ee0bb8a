"""The export page: which contacts, in which form, and how many of them nobody has checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.book import EVERYTHING
from cardscan.export import EXPORTERS
from cardscan.web.contacts.choosing import selection_of, words_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Selection
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

WAYS_IN = {
    "vcf": "iCloud: Contacts, the gear, Import vCard. A Mac: open the file. A phone: send it there, and tap "
    "it. Google Contacts, Thunderbird, Nextcloud: Import.",
    "google-csv": "contacts.google.com: Import, at the left, and choose the file; then Merge & fix, where "
    "you had some of the people.",
    "outlook-csv": "outlook.com, or the new Outlook: People, Manage contacts, Import contacts.",
    "outlook-classic-csv": "Classic Outlook: File, Open & Export, Import/Export, Import from another program "
    "or file, Comma Separated Values.",
    "thunderbird-csv": "Thunderbird: Tools, Import, Address books, Comma separated.",
    "csv": "Open it with Excel, LibreOffice or another spreadsheet.",
    "jsonl": "For jq and programs of your own.",
    "text": "Open it with any program that shows text.",
}
"""How a program takes the file in, by the format's name."""


_NOTHING = {
    "checked": "none of them is checked",
    "new": "none of them is new or has changed since the last export in this form",
    "checked new": "none of those that are checked is new or has changed since the last export in this form",
}
"""Why a file would have nobody in it, by what the form asks for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Contacts that may be exported."""

    name: str
    label: str
    count: int
    unchecked: int

    @property
    def checked(self) -> int:
        """How many somebody has looked at."""
        return self.count - self.unchecked


def show(book: Book, ask: Ask, pages: Pages, settings: Settings) -> Response:
    """Show what may be exported, in the form that is preferred unless the address names one."""
    words, selection = words_of(ask), selection_of(ask)
    choices = [_choice(book, "all", "All contacts", EVERYTHING, "")]
    if selection.uids:
        choices.insert(0, _choice(book, "chosen", "Those that you chose", selection, words))
    elif words or selection != EVERYTHING:
        choices.insert(0, _choice(book, "found", "Those that were found", selection, words))
    return pages.page(
        "export.html",
        ask,
        choices=choices,
        words=words,
        selection=selection,
        formats={name: exporter.description for name, exporter in EXPORTERS.items()},
        preferred=_first_known(ask.query.get("format", ""), settings.export_format),
        ways_in=WAYS_IN,
        nothing=_nothing(ask),
    )


def _nothing(ask: Ask) -> str:
    """Return why nothing was exported just before, or ""."""
    why = ask.query.get("nothing", "")
    return _NOTHING.get(why, "nobody is among them any more") if why else ""


def _first_known(*names: str) -> str:
    """Return the first that names a form, or the usual one."""
    return next((name for name in names if name in EXPORTERS), next(iter(EXPORTERS)))


def _choice(book: Book, name: str, label: str, selection: Selection, words: str) -> Choice:
    count = book.listing.count(selection, words)
    if selection.state:
        unchecked = 0 if selection.state == "checked" else count
    elif words:
        unchecked = book.listing.count(replace(selection, state="unchecked"), words)
    else:
        unchecked = book.reviews.left(selection).all
    return Choice(name, label, count, unchecked)
