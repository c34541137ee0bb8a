"""`cardscan check` as a user runs it, and what is said where something is missing."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from cardscan.book import Book
from cardscan.cli.installing import command_for, here, is_installed, needed_by
from cardscan.errors import ExitCode, MissingError
from tests import ROOT
from tests.support.books import put
from tests.support.commands import cardscan
from tests.support.fictional import ANNA


def test_check_reads_a_card_and_says_what_is_installed_and_who_may_read_the_book(tmp_path: Path) -> None:
    with Book.open(tmp_path) as book:
        put(book, ANNA, "a.jpg")
    tmp_path.chmod(0o755)
    (tmp_path / "book.sqlite").chmod(0o644)
    result = cardscan("check", "--book", tmp_path)
    assert result.returncode == 0
    said = result.stdout
    if os.name == "posix":
        assert f"{tmp_path}, 1 contact, which others may read: book.sqlite\n" in said
    assert re.search(r"settings +\S+cardscan.toml", said)
    assert re.search(r"compiled models in +/", said)
    assert re.search(r"extra web +installed", said)
    assert "reader rapid: ok" in said
    assert re.search(r"tesseract +5\.", said)


def test_without_tesseract_and_a_book_it_says_what_they_would_bring(tmp_path: Path) -> None:
    result = cardscan("check", "--json", "--book", tmp_path / "none", environ={"PATH": str(tmp_path)})
    assert result.returncode == ExitCode.OK, result.stderr
    found = json.loads(result.stdout)
    assert "none yet" in found["places"]["book"]
    assert found["tesseract"].startswith("not installed; brings scripts that the built-in reader lacks")
    assert all(re.match(r"\d+\.", version) for version in found["packages"].values()), found["packages"]
    assert found["scripts"]["Hangul"] == {"language": "kor", "installed": False}
    assert found["extras"]["web"]["installed"] is True
    assert found["trial"] == {"reader": "rapid", "error": ""}


def test_a_package_under_another_name_is_said_and_the_rest_too(tmp_path: Path) -> None:
    """As a system's own packages may be, or phonenumbers in place of phonenumberslite."""
    code = (
        "import importlib.metadata as known, sys; from cardscan.cli import main; found = known.version\n"
        "def version(name):\n"
        "    if name == 'vobject': raise known.PackageNotFoundError(name)\n"
        "    return found(name)\n"
        "known.version = version; sys.argv = ['cardscan', 'check', '--book', sys.argv[1]]; sys.exit(main())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert re.search(r"vobject +not under this name", result.stdout)
    assert "reader rapid: ok" in result.stdout


def test_a_reader_that_is_missing_is_an_error_and_the_rest_is_said(tmp_path: Path) -> None:
    result = cardscan("check", "--reader", "tesseract", environ={"PATH": str(tmp_path)})
    assert result.returncode == ExitCode.MISSING
    assert "extra keyring" in result.stdout
    assert "tesseract" in result.stderr


def test_what_an_extra_needs_is_installed_by_the_python_that_runs() -> None:
    packages = needed_by("web")
    assert {re.split(r"[<>=]", package)[0] for package in packages} >= {"jinja2", "starlette", "uvicorn"}
    command = command_for("web")
    assert command.startswith(f"{sys.executable} -m pip install ")
    assert is_installed("web")
    assert not is_installed("no-such-extra") or needed_by("no-such-extra") == ()


def test_a_hint_that_names_an_extra_is_the_command_that_works_here() -> None:
    told = here(MissingError("the page needs jinja2", 'install it: pip install "cardscan[web]"'))
    assert told.hint == f"install it: {command_for('web')}"
    plain = MissingError("no password", "put it into the environment")
    assert here(plain) is plain


def test_an_environment_without_the_extra_names_the_command(tmp_path: Path) -> None:
    """A Python that has all of cardscan but what the pages need, as `pip install .` leaves it."""
    venv.create(tmp_path / "bare", symlinks=True, with_pip=False)
    python = tmp_path / "bare" / "bin" / "python"
    (site,) = (tmp_path / "bare").glob("lib/*/site-packages")
    borrowed = Path(sysconfig.get_path("purelib"))
    for entry in borrowed.iterdir():
        if not entry.name.lower().startswith(("jinja2", "starlette", "uvicorn", "segno", "python_multipart")):
            (site / entry.name).symlink_to(entry)
    for command in (("review", "--no-browser"), ("check",)):
        done = subprocess.run(
            [python, "-m", "cardscan", *command, "--book", tmp_path / "book"],
            capture_output=True, text=True, timeout=120, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert f"{python} -m pip install" in said or f"uv pip install --python {python}" in said, said
        assert "'jinja2<4,>=3.1.4'" in said
        assert "Traceback" not in said
