"""The rooms of the program: which floor each is on, and who imports whom."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts.environment import ROOT


class Floor(NamedTuple):
    """Rooms that know nothing of one another, only of the floors below."""

    name: str
    rooms: tuple[str, ...]
    """Folders and modules, by their last names."""


def _floors(*floors: tuple[str, str]) -> tuple[Floor, ...]:
    return tuple(Floor(name, tuple(rooms.split())) for name, rooms in floors)


FLOORS: Mapping[str, tuple[Floor, ...]] = {
    "cardscan": _floors(
        ("doors", "__main__"),
        ("the command line", "cli"),
        ("the app's pages", "web"),
        ("where cards come in, and contacts and tasks go out", "inbox carddav caldav"),
        ("servers", "dav"),
        ("for other programs", "__init__"),
        ("many pictures, or one again", "many rereading"),
        ("the straight line", "pipeline"),
        ("what is loaded, and what is kept", "engines book"),
        ("what is said to people, and what they ask for", "asked messages"),
        ("steps, none of which knows another", "picture ocr cards qr fields contact sides export debug"),
        ("print and codes", "codes"),
        ("what steps share", "days geometry likeness payload price settings typed"),
        ("vCards, line by line", "vcards"),
        ("what a contact holds", "contact_fields"),
        ("ground", "errors lasting model networks private small_net text visible"),
    ),
    "cardscan/book": _floors(
        ("keeping it whole", "care"),
        ("for the rest of the program", "__init__"),
        ("the book", "book"),
        ("its parts", "parts"),
        ("five minutes a day", "daily"),
        ("what is done to it", "acts"),
        ("where it is kept", "tables"),
        ("dealings with people, and what they rest on", "dealings"),
        ("what tables need", "file knowing"),
        ("what the daily part gives and takes, and what becomes of contacts", "daybook outcomes"),
        ("ground", "records"),
    ),
    "cardscan/book/care": _floors(
        ("what comes back from a server", "taking"),
        ("bringing in, and looking after", "imports corrections safety"),
        ("ground", "__init__ verifying"),
    ),
    "cardscan/book/care/imports": _floors(
        ("for the rest of the program", "__init__"),
        ("a file of any form", "reading"),
        ("a form each", "json_lines tables vcards"),
        ("what a vCard says", "contact"),
        ("what its values are", "files numbers people reach"),
        ("ground", "items"),
    ),
    "cardscan/cards": _floors(
        ("for the rest of the program", "__init__"),
        ("finding, and what is shown of a card", "finder face"),
        ("cards by their edges", "framed"),
        ("cards that touch", "touching"),
        ("quads that may be cards, whose their lines are, and looking closer", "candidates scale sharing"),
        ("which way it lies, its borders, and text beside it", "borders leftover turn"),
        ("what speaks for a quad", "evidence"),
        ("ground", "clusters quads"),
    ),
    "cardscan/cli": _floors(
        ("the program", "__init__"),
        ("which command", "run"),
        ("a module a command", "commands"),
        ("what serves while the pages are open", "servers"),
        ("the drop folder, for commands", "watching"),
        ("what commands share", "inputs options output people progress scanning workforce"),
        ("what is typed, and where things are", "installing interrupts parsing place"),
        ("ground", "counts logs report"),
    ),
    "cardscan/cli/commands": _floors(
        (
            "a module a command, a room where several have one subject",
            "__init__ app book check completion contacts daily export helping push scan watch",
        ),
    ),
    "cardscan/export": _floors(
        ("around the formats", "calendar checks folder"),
        ("a module a format", "formats parts"),
        ("for the rest of the program", "__init__"),
        ("ground", "capitals files limits values"),
    ),
    "cardscan/fields": _floors(
        ("for the rest of the program", "__init__"),
        ("what is right, and how likely", "chance mending"),
        ("what several steps ask of a reading", "understanding"),
        ("which country", "country"),
        ("fields by their form, and by their context", "context telephone"),
        ("fields", "online postal names"),
        ("how lines lie", "layout"),
        ("ground", "lexicon"),
    ),
    "cardscan/fields/context": _floors(
        ("the decision", "assign"),
        ("what is proved", "proofs"),
        ("what is weighed", "addresses companies features joining"),
        ("what the rest of the card says", "witnesses"),
        ("ground", "__init__ agreement crf segments tongues wording"),
    ),
    "cardscan/inbox": _floors(
        ("for the rest of the program", "__init__"),
        ("the watcher, what is seen of it, and who brings it copies", "watch board copying"),
        ("what it does with a file", "jobs"),
        ("when it was read", "commit"),
        ("what became of it, and what may still come", "outcomes revisiting settling"),
        ("how files move", "moving"),
        ("what lies there", "looking"),
        ("ground", "happenings places retries"),
    ),
    "cardscan/web": _floors(
        ("the application", "app"),
        ("contacts", "contacts"),
        ("checking", "checking"),
        ("five minutes a day", "daily"),
        ("what comes in, from here, from phones and programs", "adding phone programs"),
        ("pictures that come in", "intake"),
        ("settings", "preferences"),
        ("what pages share", "rendering"),
        ("who may ask for what", "asking entrance"),
        ("what is around the pages", "around"),
        ("ground", "__init__ book_thread in_words invitation qr security thumbnails"),
    ),
    "scripts": _floors(
        ("commands", "demo measure_daily measure_install test fresh_machine"),
        ("what is learned, and what is shown", "learn readme programs wordlists"),
        ("what is measured", "measure"),
        ("many cards in one picture", "crowds"),
        ("what is drawn", "pictures"),
        ("what is invented", "cards"),
        ("set-up", "oracles"),
        ("a virtual environment, and a bare system", "environment chroot"),
        ("Debian's packages", "apt"),
        ("ground", "__init__ machine_settings progress"),
    ),
    "scripts/measure": _floors(
        (
            "reading and time",
            "drop_folder imports many review scripts_of_letters small_print speed touching",
        ),
        ("pictures with their truth", "pictures"),
        ("books, and others beside cardscan", "book rivals"),
        ("ground", "__init__ book_cards memory scoring"),
    ),
    "scripts/learn": _floors(
        ("fitting", "calibrate"),
        ("training, and what is read for it", "train labelled"),
        ("odd cards", "variety"),
        ("networks of one layer, and of cards that touch", "touching train_icons train_scripts"),
        (
            "ground",
            "__init__ simulate icon_shapes net_file script_lines train_choosing",
        ),
    ),
}
"""From the top down, for every folder that has folders; a room imports only from floors below its own."""


@cache
def modules() -> Mapping[str, Path]:
    """Map each module's dotted name to its file; a package's is its folder's."""
    files = sorted(file for top in ("cardscan", "scripts") for file in (ROOT / top).rglob("*.py"))
    return {".".join(_parts(file)): file for file in files}


def _parts(file: Path) -> tuple[str, ...]:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


@cache
def folders() -> Mapping[str, tuple[str, ...]]:
    """Map each folder with modules to what is in it: modules, "__init__" among them, and folders."""
    found: dict[str, list[str]] = {}
    for file in modules().values():
        folder = file.relative_to(ROOT).parent
        found.setdefault(folder.as_posix(), []).append(file.stem)
        if folder.parent != Path():
            found.setdefault(folder.parent.as_posix(), []).append(folder.name)
    return {folder: tuple(dict.fromkeys(rooms)) for folder, rooms in sorted(found.items())}


@cache
def tree(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Return the dotted names of all modules that a module imports, for type checks too."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}": node.module for alias in node.names}
            found |= {name if name in modules() else package for name, package in names.items()}
    return frozenset(found)


def room_in(folder: str, module: str) -> str:
    """Return which of the folder's rooms a module is in, or "" where it is elsewhere.

    >>> room_in("cardscan", "cardscan.fields.online.emails"), room_in("cardscan/book", "cardscan.model")
    ('fields', '')
    """
    dotted = folder.replace("/", ".")
    if module == dotted:
        return "__init__"
    return module[len(dotted) + 1 :].split(".")[0] if module.startswith(f"{dotted}.") else ""


@cache
def arrows(folder: str) -> Mapping[str, frozenset[str]]:
    """Map each room of a folder to the other rooms of this folder that it imports."""
    found: dict[str, set[str]] = {room: set() for room in folders()[folder]}
    for module in modules():
        if room := room_in(folder, module):
            found[room] |= {room_in(folder, name) for name in imports(module)} - {room, ""}
    return {room: frozenset(rooms) for room, rooms in found.items()}


def saying(folder: str, room: str) -> str:
    """Return the first line of a room's docstring."""
    path = ROOT / folder / room
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return (ast.get_docstring(tree(".".join(_parts(file)))) or "").split("\n")[0]
