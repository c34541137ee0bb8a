"""Signatures of fictional people in text files, which are read without a model: quick to scan."""

from pathlib import Path

_PEOPLE = (
    "Anna Weber", "Bilal Haddad", "Carla Ruiz", "Dora Klein", "Emil Novak", "Fatma Demir", "Greta Holm",
    "Hugo Lang",
)  # fmt: skip


def signature(folder: Path, name: str, person: str = _PEOPLE[0]) -> Path:
    """Write one, and return its file."""
    first, last = person.lower().split()
    file = folder / name
    file.write_text(
        f"{person}\nManaging Director\nWeber Dachbau GmbH\n{first}@{last}.example\n+49 30 12345678\n"
    )
    return file


def signatures(folder: Path, number: int) -> list[Path]:
    """Write so many, of as many people."""
    return [signature(folder, f"{index}.txt", person) for index, person in enumerate(_PEOPLE[:number])]
