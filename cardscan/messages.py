"""First words to a person, from the user's own text files: filled in, and as links for a mail program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cardscan import private
from cardscan.days import is_day, shown
from cardscan.errors import OutputError
from cardscan.export.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.model import Contact
    from cardscan.settings import Settings

TEMPLATES: Mapping[str, str] = {
    "first": "Subject: Good to meet you at {event}\n"
    "Hello {given},\n"
    "\n"
    "it was good to talk to you on {day}.\n"
    "{offer}\n"
    "How will I know when I meet a good prospect for you?\n",
    "keep": "Subject: How are you, {given}?\n"
    "Hello {given},\n"
    "\n"
    "it has been a while, and I wanted to hear how you are.\n"
    "Are you still looking for {want}?\n",
    "ask": "Subject: One question\n"
    "Hello {given},\n"
    "\n"
    "you will know a good prospect for me when you meet {prospect}.\n"
    "Does anybody come to mind?\n",
    "news": "Subject: News\nHello {given},\n\n\n",
}
"""By name: what the files hold when they are first made."""

LONGEST_LINK = 1800
"""Signs of a link that every mail program opens."""

_PLACE = re.compile(r"\{(\w+)\}")
_SUBJECT = "subject:"
_LARGEST = 20_000
_ADDRESS = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+")


@dataclass(frozen=True, slots=True)
class Message:
    """What is written to a person."""

    to: str
    """The address, or ""."""
    subject: str
    text: str

    @property
    def link(self) -> str:
        """What a mail program opens, filled in; "" where there is no address, or it would be too long."""
        if not _ADDRESS.fullmatch(self.to):
            return ""
        text = quote(self.text.replace("\n", "\r\n"), safe="")
        link = f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject, safe='')}&body={text}"
        return link if len(link) <= LONGEST_LINK else ""


def own_folder() -> Path:
    """Return where the user's own templates are."""
    import platformdirs

    return Path(platformdirs.user_config_dir("cardscan", appauthor=False)) / "messages"


def templates(folder: Path) -> dict[str, str]:
    """Return the user's templates by name; those that ship are written to the folder where it has none.

    Raises OutputError where they cannot be read or written.
    """
    try:
        if not folder.is_dir():
            private.make_folder(folder)
            for name, text in TEMPLATES.items():
                with private.opened(folder / f"{name}.txt", "xb") as stream:
                    stream.write(text.encode())
        files = sorted(file for file in folder.glob("*.txt") if file.stat().st_size <= _LARGEST)
        return {file.stem: file.read_text(encoding="utf-8", errors="replace") for file in files}
    except OSError as error:
        raise OutputError(f"{folder}: the messages cannot be read: {error.strerror}") from error


def filled(template: str, contact: Contact, values: Mapping[str, str]) -> Message:
    """Return the template with the values in it; a line with one that is empty, or unknown, is left out.

    The first line is the subject.
    """
    to = contact.emails[0].value if contact.emails else ""
    lines = [_filled(line, values) for line in template.splitlines()]
    known = [line for line in lines if line is not None]
    head = lines[0] if lines and lines[0] is not None else ""
    rest = known[1:] if head else known
    if head.lower().startswith(_SUBJECT):
        head = head[len(_SUBJECT) :]
    return Message(plain_text(to), plain_text(head), "\n".join(rest).strip("\n") + "\n")


def values_of(contact: Contact, settings: Settings, *, event: str, day: str, want: str) -> dict[str, str]:
    """Return what stands for the places in a template."""
    values = {
        "given": contact.given_name or contact.display_name,
        "name": contact.display_name,
        "company": contact.organization,
        "event": event,
        "day": shown(day) if is_day(day) else "",
        "offer": settings.offer,
        "prospect": settings.prospect,
        "want": want.replace("\n", ", "),
    }
    return {name: plain_text(value) for name, value in values.items()}


def call_link(contact: Contact) -> str:
    """Return what a telephone opens, or "".

    >>> from cardscan.model import Contact, Phone
    >>> call_link(Contact(phones=(Phone("+493012345679", type="fax"), Phone("+49 30 1234", type="cell"))))
    'tel:+49301234'
    """
    for phone in contact.phones:
        digits = re.sub(r"[^0-9+]", "", phone.value)
        if phone.type not in ("fax", "pager") and len(digits) > 2:
            return f"tel:{digits}"
    return ""


def _filled(line: str, values: Mapping[str, str]) -> str | None:
    names = _PLACE.findall(line)
    if not all(values.get(name, "") for name in names):
        return None
    return _PLACE.sub(lambda match: values[match[1]], line)
