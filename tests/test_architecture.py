"""The listing is the architecture: who may import whom, who may use what, and a map that is true."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from scripts.environment import ROOT
from scripts.readme.make_map import PAGE, with_map
from scripts.readme.rooms import FLOORS, arrows, folders, imports, modules, room_in, tree

OURS = [name for name in modules() if name.split(".")[0] == "cardscan"]
CALLED = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "phonenumbers": "phonenumberslite",
    "zxingcpp": "zxing-cpp",
}
"""Packages whose name on an index is another than the one that is imported."""
NOT_IMPORTED = {"rapidocr"}
"""A package of which nothing but its models is used."""
HALL = 12
"""More modules than this in one folder have to be read one by one."""
LARGE = {
    "cardscan": "the nouns, and each step that is one module; all else is in folders",
}
"""Folders with more, and why nobody gets lost in them."""
HOMES = {
    "cv2": {"picture", "ocr", "cards", "qr", "geometry"},
    "openvino": {"ocr"},
    "pytesseract": {"ocr", "cli"},
    "sqlite3": {"book"},
    "argparse": {"cli"},
    "shtab": {"cli"},
    "starlette": {"web"},
    "jinja2": {"web"},
    "python_multipart": {"web"},
    "uvicorn": {"cli"},
    "segno": {"cli", "web"},
    "vobject": {"export", "qr", "payload"},
    "httpx": {"dav"},
    "defusedxml": {"dav"},
}


@pytest.mark.parametrize("folder", FLOORS)
def test_every_room_is_on_a_floor_and_imports_from_below(folder: str) -> None:
    floors = [floor.rooms for floor in FLOORS[folder]]
    assert sorted(room for rooms in floors for room in rooms) == sorted(folders()[folder])
    height = {room: -number for number, rooms in enumerate(floors) for room in rooms}
    upwards = {
        f"{room} imports {other}"
        for room, others in arrows(folder).items()
        for other in others
        if height[other] >= height[room]
    }
    assert upwards == set()


def test_every_folder_of_folders_has_its_floors() -> None:
    holding = {
        folder for folder in folders() if any(f"{folder}/{room}" in folders() for room in folders()[folder])
    }
    assert holding == set(FLOORS)


@pytest.mark.parametrize("folder", folders())
def test_nothing_in_a_folder_imports_in_a_circle(folder: str) -> None:
    assert circle(arrows(folder)) == ()


def circle(asked: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the rooms that are left when those that ask nobody are taken away, again and again."""
    left = {room: set(others) for room, others in asked.items()}
    while free := [room for room, others in left.items() if not others & left.keys()]:
        for room in free:
            del left[room]
    return tuple(left)


def test_a_circle_is_seen() -> None:
    asked = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"b"}), "d": frozenset[str]()}
    assert circle(asked) == ("a", "b", "c")


def test_no_folder_is_a_hall() -> None:
    counts = {
        folder: sum(not room.startswith("__") and f"{folder}/{room}" not in folders() for room in rooms)
        for folder, rooms in folders().items()
    }
    assert {folder for folder, count in counts.items() if count > HALL} == set(LARGE)


def test_the_program_does_not_need_its_workshop() -> None:
    workshop = {"scripts", "tests"}
    assert [name for name in OURS if any(other.split(".")[0] in workshop for other in imports(name))] == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    users = {
        room_in("cardscan", name)
        for name in OURS
        if any(other.split(".")[0] == library for other in imports(name))
    }
    assert users
    assert users <= HOMES[library]


def test_what_is_imported_is_required_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    required = [*project["dependencies"], *extras["web"], *extras["keyring"], *extras["cluster"]]
    imported = {other.split(".")[0] for name in OURS for other in imports(name)}
    foreign = imported - sys.stdlib_module_names - {"cardscan", "_typeshed"}
    assert {CALLED.get(name, name.replace("_", "-")) for name in foreign} | NOT_IMPORTED == {
        re.split(r"[<>=]", line)[0] for line in required
    }


def test_only_the_command_line_prints() -> None:
    assert {name for name in OURS if room_in("cardscan", name) != "cli" and "print" in called(name)} == set()


def called(module: str) -> Iterator[str]:
    """Yield the plain names that a module calls."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_every_module_says_what_it_does() -> None:
    assert [name for name in modules() if not ast.get_docstring(tree(name))] == []


def test_the_map_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_map(page), "bring it up to date: python -m scripts.readme.make_map"


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    code = "import sys, cardscan, cardscan.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "cv2", "openvino", "argparse", "dataclasses", "vobject", "phonenumbers"} & set(
        loaded
    )
