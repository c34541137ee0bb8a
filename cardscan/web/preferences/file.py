"""The settings file, changed by a page: whole or not at all, and the rest of it stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from cardscan.export.files import atomic_file
from cardscan.private import make_folder
from cardscan.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def save_settings(file: Path, values: Mapping[str, object]) -> None:
    """Put these values into the file; its other lines stay, comments too. A default is left out.

    Raises UsageError where the file cannot be understood, OutputError where it cannot be written.
    """
    load_settings({}, {}, file)  # says what is wrong with it
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    defaults = Settings()
    chosen = {name: value for name, value in values.items() if value != getattr(defaults, name)}
    wanted = {name: value for name, value in tomllib.loads(text).items() if name not in values} | chosen
    for name in values:
        line = f"{name} = {_toml(chosen[name])}\n" if name in chosen else ""
        literal = line.replace("\\", r"\\")
        text, found = re.subn(rf"^[ \t]*{name}[ \t]*=.*\n?", literal, text, flags=re.MULTILINE)
        if line and not found:
            text = f"{text.rstrip()}\n{line}".lstrip()
    if not _says(text, wanted):  # a value over several lines, say: all is written anew
        text = "".join(f"{name} = {_toml(value)}\n" for name, value in wanted.items())
    make_folder(file.parent)
    with atomic_file(file) as stream:
        stream.write(text.encode())


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _toml(value: object) -> str:
    """Return a text, a number or a flag as TOML has it, which is as JSON has it but for one sign.

    >>> _toml("a"), _toml(True), _toml(0.5)
    ('"a"', 'true', '0.5')
    """
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
