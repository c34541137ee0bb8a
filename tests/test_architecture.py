"""The listing is the architecture: who may import whom, and who may use what."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cardscan"
STEPS = {"picture", "ocr", "cards", "codes", "fields", "contact", "sides", "export"}
NOUNS = {"lasting", "likeness", "model", "errors", "settings", "geometry", "payload", "text"}
HOMES = {
    "cv2": {"picture", "ocr", "cards", "codes", "geometry"},
    "openvino": {"ocr"},
    "pytesseract": {"ocr", "cli"},
    "sqlite3": {"book"},
    "argparse": {"cli"},
    "starlette": {"web"},
    "jinja2": {"web"},
    "python_multipart": {"web"},
    "uvicorn": {"cli"},
    "segno": {"cli"},
    "vobject": {"export", "codes", "payload"},
    "httpx": {"carddav"},
    "defusedxml": {"carddav"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The first name below the package: the step a module belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_step_imports_another_step() -> None:
    trespasses = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in modules()
        if part_of(path) in STEPS
        for name in imports(path)
        if name.startswith("cardscan.")
        and name.split(".")[1] not in {part_of(path), *NOUNS}
        and (PACKAGE / name.split(".")[1]).exists() | (PACKAGE / f"{name.split('.')[1]}.py").exists()
    }
    assert trespasses == set()


def test_the_nouns_import_no_step() -> None:
    for noun in ("model", "errors", "settings"):
        ours = {
            name.split(".")[1] for name in imports(PACKAGE / f"{noun}.py") if name.startswith("cardscan.")
        }
        assert ours <= {"errors"}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    users = {
        part_of(path) for path in modules() if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users <= HOMES[library]


def test_only_the_command_line_prints() -> None:
    printing = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if part_of(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing == set()


def test_every_module_says_what_it_does() -> None:
    silent = [path.name for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    import subprocess

    code = "import sys, cardscan, cardscan.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "cv2", "openvino", "argparse", "dataclasses", "vobject", "phonenumbers"} & set(
        loaded
    )
