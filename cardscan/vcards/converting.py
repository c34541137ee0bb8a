"""A vCard of one version in the form of another: what the version says differently, and nothing else.

2.1 is the Versit Consortium's of 1996, 3.0 is RFC 2426, 4.0 is RFC 6350.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from cardscan.vcards.lines import made_line
from cardscan.vcards.meaning import BULKY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.vcards.lines import ContentLine

Parts: TypeAlias = tuple[str, list[tuple[str, str]], str]
"""A property's name, parameters and value."""

_DATES = frozenset({"BDAY", "ANNIVERSARY", "DEATHDATE"})
_DATA = re.compile(r"data:(?:image/|audio/)?([\w.+-]*)[^,]*;base64,(.*)", re.IGNORECASE | re.DOTALL)
_GONE = frozenset({"CHARSET"})
"""Parameters of what has been decoded."""


def version_of(lines: Iterable[ContentLine]) -> str:
    """Return the version that a vCard says it has; 3.0 where it says none that is known."""
    said = next((line.value.strip() for line in lines if line.name == "VERSION"), "")
    return said if said in ("2.1", "4.0") else "3.0"


def in_version(lines: Sequence[ContentLine], version: str) -> tuple[ContentLine, ...]:
    """Return the vCard in version 3.0 or 4.0; each line that is right there already stays as it is."""
    old = version_of(lines)
    said = [line for line in lines if line.name == "VERSION"][:1]
    kept = (line for line in lines if line.name != "VERSION" or line is said[0])
    return tuple(_line(line, old, version) for line in kept)


def _line(line: ContentLine, old: str, version: str) -> ContentLine:
    name, value = line.name, line.value
    if name == "VERSION":
        return line if value.strip() == version else made_line(name, version)
    parameters = [item for item in line.parameters if item[0] not in _GONE]
    encoding = line.parameter("ENCODING").upper()
    if encoding and encoding not in ("B", "BASE64"):
        parameters = [item for item in parameters if item[0] != "ENCODING"]
    if version == "4.0":
        name, parameters, value = _for_4(name, parameters, value, old)
    elif old == "4.0":
        name, parameters, value = _for_3(name, parameters, value)
    elif encoding == "BASE64":
        parameters = [("ENCODING", "b") if item[0] == "ENCODING" else item for item in parameters]
    same = (name.upper(), tuple(parameters), value) == (line.name, line.parameters, line.value)
    if same and not line.has_bare_parameters:
        return line
    return made_line(name, value, parameters, line.group)


def _for_4(name: str, parameters: list[tuple[str, str]], value: str, old: str) -> Parts:
    keyed = dict(parameters)
    if name == "X-ABSHOWAS" and value.strip().upper() == "COMPANY":
        return "KIND", [], "org"
    if name in BULKY and keyed.get("ENCODING", "").upper() in ("B", "BASE64"):
        kind = keyed.get("TYPE", "").strip('"').lower()
        media = "audio" if name == "SOUND" else "application" if name == "KEY" else "image"
        data = "".join(value.split())
        rest = [item for item in parameters if item[0] not in ("ENCODING", "TYPE", "VALUE")]
        kind = kind if "/" in kind else f"{media}/{kind or 'jpeg'}"
        return name, rest, f"data:{kind};base64,{data}"
    if name == "UID" and old != "4.0" and "VALUE" not in keyed and not re.match(r"\w+:", value):
        return name, [*parameters, ("VALUE", "text")], value  # it is a URI there unless it says otherwise
    if name in _DATES and keyed.get("VALUE", "").lower() != "text":
        value = re.sub(r"^(\d{4})-(\d\d)-(\d\d)(?=$|T)", r"\1\2\3", value.strip())
    return name, _preferred(parameters), value


def _preferred(parameters: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters with PREF as one of its own."""
    found = []
    for key, said in parameters:
        words = said.strip('"').split(",") if key == "TYPE" else []
        if not any(word.upper() == "PREF" for word in words):
            found.append((key, said))
            continue
        if rest := ",".join(word for word in words if word.upper() != "PREF"):
            found.append((key, rest))
        if not any(other == "PREF" for other, _ in parameters):
            found.append(("PREF", "1"))
    return found


def _for_3(name: str, parameters: list[tuple[str, str]], value: str) -> Parts:
    keyed = dict(parameters)
    if name == "KIND" and value.strip().lower() == "org":
        return "X-ABShowAs", [], "COMPANY"
    if name in BULKY and (found := _DATA.fullmatch(value.replace("\\,", ",").replace("\\;", ";").strip())):
        rest = [item for item in parameters if item[0] not in ("VALUE", "MEDIATYPE")]
        return name, [*rest, ("ENCODING", "b"), ("TYPE", found[1].upper() or "JPEG")], found[2]
    if name == "TEL" and keyed.get("VALUE", "").lower() == "uri":
        number = re.sub(r"^tel:", "", value, flags=re.IGNORECASE)
        value = re.sub(r";ext=(\d+)", r" ext. \1", number)
        parameters = [item for item in parameters if item[0] != "VALUE"]
    if name == "UID":
        parameters = [item for item in parameters if item != ("VALUE", "text")]
    return name, [("TYPE", "PREF") if key == "PREF" else (key, said) for key, said in parameters], value
