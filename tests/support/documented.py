"""What the documentation prints: its pages, their commands in order, and what they say in passing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

_FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(?:^|\s+)# .*$")
_INLINE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between fences."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the documentation."""

    path: Path

    @property
    def name(self) -> str:
        """The path in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What stands between fences, in order."""
        return tuple(Block(language, text) for language, text in _FENCED.findall(self.text))

    @property
    def prose(self) -> str:
        """What stands outside of fences."""
        return _FENCED.sub("", self.text)

    @property
    def inline(self) -> tuple[str, ...]:
        """The code in the prose, each in one line."""
        return tuple(" ".join(code.split()) for code in _INLINE.findall(self.prose))

    @property
    def steps(self) -> tuple[Block, ...]:
        """What a reader runs, in order: single commands of a shell, and Python in whole blocks."""
        steps: list[Block] = []
        for block in self.blocks:
            if block.language == "sh":
                steps += (Block("sh", command) for command in commands(block.text))
            elif block.language == "python":
                steps.append(block)
        return tuple(steps)


def commands(text: str) -> list[str]:
    r"""Return the commands of a block, without their comments.

    >>> commands("cardscan scan a.jpg   # a table\n\nls \\\n  -l\n")
    ['cardscan scan a.jpg', 'ls -l']
    """
    joined = re.sub(r"\\\n\s*", "", text)
    lines = (_COMMENT.sub("", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


def shown(text: str) -> list[str]:
    """Return the commands that a block of a terminal's text shows behind its prompts."""
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


def pages() -> tuple[Page, ...]:
    """Return every page that people read."""
    paths = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
    return tuple(Page(path) for path in paths)
