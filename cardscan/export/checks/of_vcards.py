"""What importers of vCards drop or change, each program by its own rules."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.export.checks.of_csv import Fault
from cardscan.export.limits import APPLE_ACCOUNT, APPLE_CONTACT, APPLE_PHOTO, GOOGLE_ACCOUNT, NEXTCLOUD_PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_LONGEST_LINE = 1 << 24
_KB = 1024
_KNOWN_TYPES = ("HOME", "WORK", "CELL", "PAGER", "FAX")


@dataclass(frozen=True, slots=True)
class _ContentLine:
    name: str
    parameters: str
    """In capitals, as written."""
    types: tuple[str, ...]
    """In their order."""
    value: bytes

    @property
    def picture_bytes(self) -> int:
        return len(self.value) * 3 // 4


@dataclass(frozen=True, slots=True)
class _VCard:
    number: int
    """Within the file, from 1."""
    size: int
    lines: tuple[_ContentLine, ...]

    def named(self, *names: str) -> list[_ContentLine]:
        return [line for line in self.lines if line.name in names]

    @property
    def version(self) -> str:
        return next((line.value.decode("ascii", "replace") for line in self.named("VERSION")), "")

    @property
    def name(self) -> str:
        for line in self.named("FN"):
            quoted = "QUOTED-PRINTABLE" in line.parameters
            text = (quopri.decodestring(line.value) if quoted else line.value).decode(errors="replace")
            return re.sub(r"\\(.)", r"\1", text)
        return f"card {self.number}"


def check_cards(path: Path, program: str) -> tuple[tuple[str, ...], Iterator[Fault]]:
    """Return the programs that the file is checked for, and what they drop or change."""
    programs = (program,) if program else tuple(_RULES)
    return programs, _faults(path, programs)


def _faults(path: Path, programs: tuple[str, ...]) -> Iterator[Fault]:
    with path.open("rb") as stream:
        marked = stream.read(3) == b"\xef\xbb\xbf"
    if marked and "apple" in programs:
        yield Fault("apple", "iCloud does not import a file with the mark of UTF-8 at its start")
    if "outlook" in programs:
        yield Fault("outlook", "imports CSV only: use --format outlook-csv")
    for card in _cards(path):
        yield Fault(programs[0], "")
        for program in (name for name in programs if name in _RULES):
            yield from (Fault(program, text, card.name) for text in dict.fromkeys(_RULES[program](card)))


def _apple(card: _VCard) -> Iterator[str]:
    if card.number > APPLE_ACCOUNT:
        yield f"keeps at most {APPLE_ACCOUNT:,} contacts"
    if card.size > APPLE_CONTACT * _KB:
        yield f"refuses contacts over {APPLE_CONTACT} KB"
    for photo in card.named("PHOTO"):
        if photo.value[:5].lower() in (b"data:", b"http:", b"https"):
            yield "does not show a photo given as an address"
        elif photo.picture_bytes > APPLE_PHOTO * _KB:
            yield f"refuses photos over {APPLE_PHOTO} KB"
    if card.named("CATEGORIES"):
        yield "drops the groups (CATEGORIES)"


def _android(card: _VCard) -> Iterator[str]:
    yield from filter(None, map(_android_phone, card.named("TEL")))
    if any(email.types == ("INTERNET",) for email in card.named("EMAIL")):
        yield "labels an e-mail address INTERNET"
    if any(not address.types for address in card.named("ADR")):
        yield "takes an address without a type for one at home"
    if card.named("LOGO"):
        yield "takes the logo for a photo"
    if any(not re.search("ENCODING=(B|BASE64)", photo.parameters) for photo in card.named("PHOTO")):
        yield "drops a photo that is not base64"
    for name in ("ROLE", "CATEGORIES"):
        if card.named(name):
            yield f"drops {name}"


def _android_phone(tel: _ContentLine) -> str:
    known = [word for word in tel.types if word in ("HOME", "WORK", "CELL", "PAGER")]
    if not tel.types:
        return "takes a number without a type for one at home"
    if "CELL" in known and known[0] != "CELL":
        return f"takes a mobile number for one of type {known[0]}, which stands first"
    if "FAX" in tel.types and "WORK" not in known:
        return "takes a fax number for one at home"
    return ""


def _google(card: _VCard) -> Iterator[str]:
    if card.number > GOOGLE_ACCOUNT:
        yield f"keeps at most {GOOGLE_ACCOUNT:,} contacts in an account"


def _nextcloud(card: _VCard) -> Iterator[str]:
    if card.version == "2.1":
        yield "reads versions 3.0 and 4.0, not 2.1"
    for photo in card.named("PHOTO"):
        if "ENCODING=BASE64" in photo.parameters:
            yield "wants photos with ENCODING=b, not BASE64"
        if photo.picture_bytes > NEXTCLOUD_PHOTO * _KB:
            yield f"refuses photos over {NEXTCLOUD_PHOTO // 1024} MB"


def _outlook_classic(card: _VCard) -> Iterator[str]:
    if card.number > 1:
        yield "imports only the first contact of a file"
    if card.version == "4.0":
        yield "does not understand version 4.0"
    if any(not line.value.isascii() and "CHARSET=" not in line.parameters for line in card.lines):
        yield "garbles letters beyond ASCII where a line has no CHARSET: use --vcard 2.1"
    if card.version != "2.1" and any(b"\\," in line.value for line in card.lines):
        yield "may show commas as \\,: use --vcard 2.1"
    if any(not tel.types for tel in card.named("TEL")):
        yield "drops numbers without a type"
    if any("WORK" not in url.types for url in card.named("URL")):
        yield "hides a website that is not of type WORK"
    if any(not address.value.startswith(b";") for address in card.named("ADR")):
        yield "drops the post office box"
    dropped = {"PHOTO", "LOGO", "GEO", "TZ"} & {line.name for line in card.lines}
    dropped |= {line.name for line in card.lines if line.name.startswith("X-")}
    for name in sorted(dropped):
        yield f"drops {name}"


def _thunderbird(card: _VCard) -> Iterator[str]:
    if any(not _is_utf_8(line.value) for line in card.lines):
        yield "reads UTF-8 only"
    for tel in card.named("TEL"):
        known = [word for word in tel.types if word in _KNOWN_TYPES]
        if len(known) > 1 and {"FAX", "CELL", "PAGER"} & set(known[1:]) and known[0] in ("HOME", "WORK"):
            yield f"takes a {known[1].lower()} number for a telephone of type {known[0]}, which stands first"


_RULES: Mapping[str, Callable[[_VCard], Iterator[str]]] = {
    "apple": _apple,
    "android": _android,
    "google": _google,
    "nextcloud": _nextcloud,
    "outlook-classic": _outlook_classic,
    "thunderbird": _thunderbird,
}
VCARD_PROGRAMS = tuple(_RULES)


def _is_utf_8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _cards(path: Path) -> Iterator[_VCard]:
    lines: list[_ContentLine] = []
    number = size = 0
    for line in _unfolded(path):
        size += len(line)
        bare = line.strip().upper()
        if bare == b"BEGIN:VCARD":
            lines, number, size = [], number + 1, len(line)
        elif bare == b"END:VCARD":
            yield _VCard(number, size, tuple(lines))
        elif parsed := _line(line):
            lines.append(parsed)


def _line(line: bytes) -> _ContentLine | None:
    parts = re.match(rb'((?:[^:"]|"[^"]*")*+):(.*)', line, re.DOTALL)
    if not parts:
        return None
    name, *parameters = parts[1].decode(errors="replace").upper().split(";")
    types = [
        word.strip('" ')
        for parameter in parameters
        if "=" not in parameter or parameter.startswith("TYPE=")
        for word in parameter.removeprefix("TYPE=").split(",")
    ]
    kinds = tuple(word for word in types if word != "PREF")
    return _ContentLine(name.rpartition(".")[2], ";".join(parameters), kinds, parts[2])


def _unfolded(path: Path) -> Iterator[bytes]:
    """Yield each line, joined with those that begin with a space or follow quoted-printable's "="."""
    parts: list[bytes] = []
    with path.open("rb") as stream:
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        while line := stream.readline(_LONGEST_LINE):
            text = line.rstrip(b"\r\n")
            if parts and text[:1] in (b" ", b"\t"):
                parts.append(text[1:])
            elif parts and parts[-1].endswith(b"=") and b"QUOTED-PRINTABLE" in parts[0].upper():
                parts[-1:] = [parts[-1][:-1], text]
            else:
                if parts:
                    yield b"".join(parts)
                parts = [text]
    if parts:
        yield b"".join(parts)
