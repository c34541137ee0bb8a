"""A vCard's lines as they came: read without loss, and written again (RFC 6350, 3.2 and 3.3)."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MAX_OCTETS = 75
_LINE_END = re.compile(rb"\r\n|\n|\r")
_PROPERTY = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^:;"]|"[^"]*")*+)*+):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:[^;"]|"[^"]*")*+)')
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+=*\s*")
_ENCODED = re.compile(rb";(ENCODING=)?(B|BASE64)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STRAY = re.compile("[\udc80-\udcff]+")
"""Octets that are no UTF-8, as Python's "surrogateescape" holds them."""
_END = re.compile(rb"END:VCARD\s*", re.IGNORECASE)
_WITHIN_LETTER = re.compile(rb"=[89AB][0-9A-F]", re.IGNORECASE)
"""Quoted-printable that cannot begin a letter of UTF-8."""


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property of a vCard."""

    text: str
    """As it came, unfolded."""
    name: str
    """In capitals; "" for a line that is no property."""
    group: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    """Each with its name in capitals; TYPE for one without, as 2.1 has them."""
    value: str = ""
    """With its escapes; what was quoted-printable is decoded."""

    def parameter(self, name: str) -> str:
        """Return the parameter's value without its quotes, or ""."""
        return next((value.strip('"') for key, value in self.parameters if key == name), "")

    @property
    def has_bare_parameters(self) -> bool:
        """It has words without a name among its parameters, as only 2.1 allows; many programs drop them."""
        return any(f";{key}={value}".upper() not in self.text.upper() for key, value in self.parameters)

    @property
    def types(self) -> frozenset[str]:
        """The words of its TYPE, in capitals."""
        said = ",".join(value for key, value in self.parameters if key == "TYPE").replace('"', "")
        return frozenset(word.strip().upper() for word in said.split(",") if word.strip())


def lines_of(card: bytes | str) -> tuple[ContentLine, ...]:
    r"""Return the lines of a vCard, whatever it holds.

    >>> lines_of("BEGIN:VCARD\nitem1.TEL;TYPE=\"WORK,\n VOICE\":1")[1].types == {"WORK", "VOICE"}
    True
    """
    data = card.encode(errors="replace") if isinstance(card, str) else card
    return tuple(line for _, line in numbered_lines(data))


def numbered_lines(data: bytes) -> Iterator[tuple[int, ContentLine]]:
    """Yield the lines of a vCard, each behind the number, from 0, of the folded one that it begins with."""
    for place, line in _unfolded(data):
        yield place, content_line(_decoded(line))


def first_values(lines: Iterable[ContentLine]) -> dict[str, str]:
    """Return the first value of each property that says anything, with its escapes."""
    found: dict[str, str] = {}
    for line in lines:
        if line.value.strip(" ;"):
            found.setdefault(line.name, line.value)
    return found


def content_line(text: str) -> ContentLine:
    """Return a line as its parts."""
    text = _CONTROL.sub("", text)
    found = _PROPERTY.fullmatch(text)
    if not found:
        return ContentLine(text, "")
    parameters = []
    for parameter in _PARAMETER.findall(found[3]):
        key, mark, value = parameter.partition("=")
        if mark:
            parameters.append((key.strip().upper(), value))
        elif key.strip().upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"):
            parameters.append(("ENCODING", key.strip()))
        elif key.strip():
            parameters.append(("TYPE", key.strip()))
    line = ContentLine(text, found[2].upper(), found[1] or "", tuple(parameters), found[4])
    if line.parameter("ENCODING").upper() == "QUOTED-PRINTABLE":
        text = from_quoted_printable(line.value, line.parameter("CHARSET"))
        return replace(line, value=_with_breaks_of_3(text))
    return line


def made_line(
    name: str, value: str, parameters: Iterable[tuple[str, str]] = (), group: str = ""
) -> ContentLine:
    """Return a line of these parts; the value with its escapes."""
    kept = tuple(parameters)
    head = "".join(f";{key}={said}" for key, said in kept)
    prefix = f"{group}." if group else ""
    return ContentLine(f"{prefix}{name}{head}:{value}", name.upper(), group, kept, value)


def written(lines: Iterable[ContentLine]) -> bytes:
    """Return the vCard: UTF-8, CRLF, no line over 75 octets; without what is no property."""
    return b"".join(folded(line.text.encode(errors="replace")) for line in lines if line.name)


def plain_text(lines: Iterable[ContentLine]) -> str:
    """Return the lines as one text, each as it stands."""
    return "".join(f"{line.text}\r\n" for line in lines)


def folded(data: bytes) -> bytes:
    """Return the line of UTF-8 cut before a character that would be beyond 75 octets (RFC 2426, 2.6)."""
    pieces, start, room = [], 0, _MAX_OCTETS
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _MAX_OCTETS - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def from_quoted_printable(value: str, charset: str) -> str:
    """Return the text of a quoted-printable value; of UTF-8 or else Windows' where "" is named.

    >>> from_quoted_printable("M=C3=BCller", ""), from_quoted_printable("M=FCller", "")
    ('Müller', 'Müller')
    """
    return text_of(quopri.decodestring(value.encode(errors="replace")), charset)


def text_of(data: bytes, charset: str = "") -> str:
    r"""Return the text of octets: in the character set, if they fit; else UTF-8, stray octets as Windows'.

    >>> text_of(b"Gr\xc3\xb6\xdfe"), text_of(b"\xcd", "koi8-r"), text_of(b"caf\xc3\xa9", "us-ascii")
    ('Größe', 'м', 'café')
    """
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError):  # no such character set, one that is none of text, or not this one
        text = data.decode(errors="surrogateescape")
    return _STRAY.sub(_of_windows, text)


def _of_windows(stray: re.Match[str]) -> str:
    return stray[0].encode(errors="surrogateescape").decode("cp1252", errors="replace")


def unescaped(value: str) -> str:
    r"""Return the text that a value says.

    >>> unescaped("Weber\\, Klein\\nBerlin")
    'Weber, Klein\nBerlin'
    """
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escaped(text: str) -> str:
    r"""Return the value that says this text.

    >>> escaped("Weber; Klein\nBerlin")
    'Weber\\; Klein\\nBerlin'
    """
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def escaped_parts(value: str, separator: str = ";") -> list[str]:
    r"""Return the parts of a structured value or a list, each with its escapes.

    >>> escaped_parts(r"Weber\; Sons;Sales")
    ['Weber\\; Sons', 'Sales']
    """
    parted = re.sub(rf"(\\.)|{separator}", lambda match: match[1] or "\0", value)
    return parted.split("\0")


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a vCard without their folds, as `numbered_lines`; some fold within a letter."""
    pieces: list[bytes] = []
    begin = 0
    soft = encoded = False
    for place, line in enumerate(_LINE_END.split(data)):
        if soft and pieces[-1].endswith(b"=") and not _END.fullmatch(line):
            pieces.append(line)
        elif line[:1] in (b" ", b"\t") and pieces and line.strip():
            pieces.append(line[1:])
        elif encoded and _BASE64.fullmatch(line):
            pieces.append(line)  # some fold data without a space
        else:
            if pieces:
                yield begin, _joined(pieces, soft=soft)
            pieces, begin = [line] if line.strip() else [], place
            head = line.partition(b":")[0]
            soft = bool(pieces) and b"QUOTED-PRINTABLE" in head.upper()
            encoded = bool(pieces) and bool(_ENCODED.search(head))
    if pieces:
        yield begin, _joined(pieces, soft=soft)


def _joined(pieces: Sequence[bytes], *, soft: bool) -> bytes:
    """Return the line of these pieces.

    Behind the soft break of quoted-printable, a blank is the text's; unless they were folded as well.
    """
    ends = {number for number, piece in enumerate(pieces[:-1]) if soft and piece.endswith(b"=")}
    after = [pieces[number + 1] for number in sorted(ends)]
    begun = bool(after) and all(piece[:1] in (b" ", b"\t") for piece in after)
    if begun and (len(after) > 1 or _WITHIN_LETTER.match(after[0][1:])):
        pieces = [piece[1:] if number - 1 in ends else piece for number, piece in enumerate(pieces)]
    return b"".join(piece[:-1] if number in ends else piece for number, piece in enumerate(pieces))


def _decoded(line: bytes) -> str:
    """Return the line's text: UTF-8, else the character set that it names, else Windows'."""
    try:
        return line.decode()
    except ValueError:
        named = re.search(rb"CHARSET=\"?([\w.:-]+)", line.partition(b":")[0], re.IGNORECASE)
        return text_of(line, named[1].decode("ascii", "replace") if named else "")


def _with_breaks_of_3(text: str) -> str:
    """Return the text with line breaks as 3.0 writes them."""
    return _CONTROL.sub("", re.sub("\r\n|\r|\n", r"\\n", text))
