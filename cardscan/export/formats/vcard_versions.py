"""What differs between the versions of vCard: names, parameters, escapes and folding, mended round vobject.

3.0 is RFC 2426, 4.0 is RFC 6350, 2.1 is the Versit Consortium's of 1996, which classic Outlook reads.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from dataclasses import dataclass

from vobject.base import ContentLine, backslashEscape  # type: ignore[import-untyped]

from cardscan.vcards.lines import folded

_MAX_OCTETS = 75
_COMPOUND = frozenset({"N", "ORG", "ADR"})
_QUOTED_PRINTABLE = b";ENCODING=QUOTED-PRINTABLE"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a contact, before a version gives it its form."""

    name: str
    """In capitals, as in 3.0."""
    parts: tuple[str, ...]
    """The value; several where it has components or is a list."""
    types: tuple[str, ...] = ()


def content_line(item: Property, version: str) -> ContentLine:
    """Return the property as vobject writes it in this version, its value escaped already."""
    if version == "2.1":
        return _as_2_1(item)
    if version == "4.0":
        item = _renamed(item)
    separator = "," if item.name == "CATEGORIES" else ";"
    value = separator.join(backslashEscape(part) for part in item.parts)
    if item.name not in _COMPOUND:
        # Thunderbird's parser leaves this escape as it is where a semicolon parts nothing
        value = value.replace("\\;", ";")
    parameters: dict[str, list[str]] = {"TYPE": list(item.types)} if item.types else {}
    if item.name == "PHOTO" and version == "4.0":
        value = f"data:image/jpeg;base64,{item.parts[0]}"
    elif item.name == "PHOTO":
        parameters = {"ENCODING": ["b"], "TYPE": ["JPEG"]}
    elif item.name == "UID" and version == "4.0":
        parameters = {"VALUE": ["text"]}  # it is a URI there unless it says otherwise
    return _line(item.name, parameters, value)


def finished(line: bytes, version: str) -> bytes:
    """Return a line as vobject wrote it, without its end, mended and folded."""
    if line == b"X-ABSHOWAS:COMPANY":
        line = b"X-ABShowAs:COMPANY"  # vobject writes capitals; only Apple knows the name, in this spelling
    if version != "2.1":
        return folded(line)
    head, colon, value = line.partition(b":")
    quoted = _QUOTED_PRINTABLE in head
    # vobject writes no parameters without a name, which is all that classic Outlook knows
    head = head.replace(b"TYPE=", b"").replace(b",", b";")
    if head.startswith(b"PHOTO"):
        return folded(head + colon + value) + b"\r\n"
    return (_softly_broken if quoted else _ended)(head + colon + value)


def _renamed(item: Property) -> Property:
    """Return the property as 4.0 names it and its types."""
    if item.name == "X-ABSHOWAS":
        return Property("KIND", ("org",))
    if item.name == "REV":
        return Property("REV", (re.sub("[-:]", "", item.parts[0]),))
    # TEL stays text, as 4.0 allows: many programs show a "tel:" that they are given
    return Property(item.name, item.parts, tuple(word.lower() for word in item.types))


def _as_2_1(item: Property) -> ContentLine:
    if item.name == "PHOTO":
        return _line("PHOTO", {"ENCODING": ["BASE64"], "TYPE": ["JPEG"]}, item.parts[0])
    value = ",".join(part.replace(",", " ") for part in item.parts)
    if item.name in _COMPOUND:
        value = ";".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in item.parts)
    elif len(item.parts) == 1:
        value = item.parts[0]
    types = ("INTERNET",) if item.name == "EMAIL" else tuple(word.upper() for word in item.types)
    parameters = {"TYPE": list(types)} if types else {}
    length = len(";".join((item.name, *types))) + 1 + len(value)
    # some readers take "=" at the end of any line for a soft break
    if not value.isascii() or "\n" in value or value.endswith("=") or length > _MAX_OCTETS:
        parameters |= {"CHARSET": ["UTF-8"], "ENCODING": ["QUOTED-PRINTABLE"]}
        data = b2a_qp(value.replace("\n", "\r\n").encode(), istext=False)
        value = re.sub(rb"=\r?\n", b"", data).decode("ascii")
    return _line(item.name, parameters, value)


def _line(name: str, parameters: dict[str, list[str]], value: str) -> ContentLine:
    line = ContentLine(name, [], value, encoded=True)
    line.params = parameters  # to its constructor, they would ask for the value to be decoded
    return line


def _softly_broken(data: bytes) -> bytes:
    """Return the line of quoted-printable with soft breaks (RFC 2045, 6.7), none within an octet's code."""
    pieces = []
    while len(data) > _MAX_OCTETS:
        end = _MAX_OCTETS - 1
        end -= next((back for back in (1, 2) if data[end - back : end - back + 1] == b"="), 0)
        pieces.append(data[:end])
        data = data[end:]
    return b"=\r\n".join([*pieces, data]) + b"\r\n"


def _ended(data: bytes) -> bytes:
    return data + b"\r\n"
