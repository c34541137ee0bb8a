"""The map in docs/architecture.md: every room with what it is for, and whom it asks.

python -m scripts.readme.make_map
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from scripts.environment import ROOT
from scripts.readme.rooms import FLOORS, arrows, folders, saying

PAGE = ROOT / "docs" / "architecture.md"
_BEGIN, _END = "<!-- the map: written by scripts.readme.make_map -->\n", "<!-- end of the map -->\n"
_WIDTH = 110


def main() -> int:
    """Write the map into the page; return 0."""
    PAGE.write_text(with_map(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def with_map(page: str) -> str:
    """Return the page with today's map between its marks."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{drawn()}\n{_END}{after}"


def drawn() -> str:
    """Return the map in Markdown."""
    parts = []
    for folder in sorted(folders(), key=lambda folder: (folder.startswith("scripts"), folder.count("/"))):
        if folder in FLOORS:
            title = f"### {folder}/"
            parts.append(f"{title}\n\n```text\n" + "\n".join(_rows(folder)) + "\n```\n")
    return "\n".join(parts)


def _rows(folder: str) -> Iterator[str]:
    known = _known_to_all(folder)
    for floor in FLOORS[folder]:
        yield f"── {floor.name} " + "─" * (_WIDTH - len(floor.name) - 4)
        for room in floor.rooms:
            yield from _described(f"{_shown(folder, room):<18}", saying(folder, room))
            if asked := sorted(arrows(folder)[room] - known):
                yield from _described(" " * 16 + "► ", "  ".join(_shown(folder, name) for name in asked))
    if known:
        yield f"(Every room may ask {', '.join(_shown(folder, name) for name in sorted(known))}.)"


def _described(label: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False
    )


def _known_to_all(folder: str) -> frozenset[str]:
    """Return the rooms of the ground floor, to which arrows would only be in the way."""
    return frozenset(FLOORS[folder][-1].rooms) - {"__init__"}


def _shown(folder: str, room: str) -> str:
    return f"{room}/" if f"{folder}/{room}" in folders() else room


if __name__ == "__main__":
    sys.exit(main())
