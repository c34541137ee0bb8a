"""Which other programs are let in: their keys, kept as digests in a file beside the book."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cardscan.errors import BadInputError
from cardscan.export.files import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_NAME = 60
_MOST = 50


@dataclass(frozen=True, slots=True)
class Key:
    """One program's key, without what it is."""

    name: str
    """What the user calls the program."""
    digest: str
    since: str
    """When it was made, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who is let in, and from where."""

    keys: tuple[Key, ...] = ()
    network: bool = False
    """Whether programs on other computers in the network may ask, too."""

    def knows(self, key: str) -> bool:
        """Tell whether this is one of the keys."""
        digest = _digest(key)
        # every key is compared, so that the time says nothing of which came near
        return sum(hmac.compare_digest(known.digest, digest) for known in self.keys) > 0

    def with_key(self, name: str) -> tuple[Access, str]:
        """Return the same with a new key, and the key; raises BadInputError where there are very many."""
        if len(self.keys) >= _MOST:
            raise BadInputError(f"there are {_MOST} keys already", "remove those that are not used any more")
        key = secrets.token_urlsafe(32)
        name = " ".join(name.split())[:_LONGEST_NAME] or "a program"
        made = Key(name, _digest(key), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        return replace(self, keys=(*self.keys, made)), key

    def without(self, digest: str) -> Access:
        """Return the same without the key of this digest."""
        return replace(self, keys=tuple(key for key in self.keys if key.digest != digest))


def access_file(book: Path) -> Path:
    """Return where the access to a book is kept: beside it, so that it is in no backup of the book."""
    return book.with_name(f"{book.name}-programs.json")


def load(file: Path) -> Access:
    """Return who is let in: nobody where there is no file. Raises BadInputError where it says nothing."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Access(tuple(_key(item) for item in data["keys"]), data["network"] is True)
    except FileNotFoundError:
        return Access()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInputError(
            f"{file}: cannot be understood, so no other program is let in", "remove it, and make new keys"
        ) from error


def save(access: Access, file: Path) -> None:
    """Write down who is let in; raises OutputError."""
    with atomic_file(file) as stream:
        stream.write(json.dumps(asdict(access), indent=1).encode())


def _key(item: dict[str, Any]) -> Key:
    return Key(str(item["name"]), str(item["digest"]), str(item["since"]))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
