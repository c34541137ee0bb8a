"""A vCard's lines as they came: read without loss, and written again (RFC 6350, 3.2 and 3.3)."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_OCTETS = 75
_LINE_END = re.compile(rb"\r\n|\n|\r")
_PROPERTY = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^:;"]|"[^"]*")*+)*+):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:[^;"]|"[^"]*")*+)')
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+=*\s*")
_ENCODED = re.compile(rb";(ENCODING=)?(B|BASE64)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


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
    return tuple(content_line(_decoded(line)) for line in _unfolded(data))


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
    """Return the text of a quoted-printable value; of UTF-8 where "" or no such character set is named."""
    data = quopri.decodestring(value.encode(errors="replace"))
    try:
        return data.decode(charset or "utf-8", errors="replace")
    except (LookupError, ValueError):  # no such charset, or a codec that is none for text
        return data.decode(errors="replace")


def unescaped(value: str) -> str:
    r"""Return the text that a value says.

    >>> unescaped("Weber\\, Klein\\nBerlin")
    'Weber, Klein\nBerlin'
    """
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escaped_parts(value: str, separator: str = ";") -> list[str]:
    r"""Return the parts of a structured value or a list, each with its escapes.

    >>> escaped_parts(r"Weber\; Sons;Sales")
    ['Weber\\; Sons', 'Sales']
    """
    parted = re.sub(rf"(\\.)|{separator}", lambda match: match[1] or "\0", value)
    return parted.split("\0")


def _unfolded(data: bytes) -> Iterator[bytes]:
    """Yield the lines of a vCard without their folds, in octets: some fold within a letter."""
    pieces: list[bytes] = []
    for line in _LINE_END.split(data):
        if (
            pieces
            and pieces[-1].endswith(b"=")
            and b"QUOTED-PRINTABLE" in pieces[0].partition(b":")[0].upper()
        ):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif line[:1] in (b" ", b"\t") and pieces and line.strip():
            pieces.append(line[1:])
        elif pieces and _BASE64.fullmatch(line) and _ENCODED.search(pieces[0].partition(b":")[0]):
            pieces.append(line)  # some fold data without a space
        else:
            if pieces:
                yield b"".join(pieces)
            pieces = [line] if line.strip() else []
    if pieces:
        yield b"".join(pieces)


def _decoded(line: bytes) -> str:
    """Return the line's text: UTF-8, else the character set that it names, else Windows'."""
    named = re.search(rb"CHARSET=\"?([\w.:-]+)", line.partition(b":")[0], re.IGNORECASE)
    for charset in ("utf-8", named[1].decode("ascii", "replace") if named else "cp1252"):
        try:
            return line.decode(charset)
        except (LookupError, ValueError):  # no such character set, or not this one
            continue
    return line.decode("cp1252", errors="replace")


def _with_breaks_of_3(text: str) -> str:
    """Return the text with line breaks as 3.0 writes them."""
    return _CONTROL.sub("", re.sub("\r\n|\r|\n", r"\\n", text))
