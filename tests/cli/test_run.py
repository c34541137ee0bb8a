"""All commands together: their help, and what it costs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.commands import Result, cardscan, run
from tests.support.privileges import as_an_ordinary_user
from tests.support.signatures import signature, signatures

HEAVY = {"numpy", "cv2", "openvino", "rapidocr", "PIL", "starlette", "httpx"}
CHANGING = {"rapidfuzz", "vobject", "idna", "cardscan.book.acts.receiving", "cardscan.vcards.lines"}
"""What judges, changes or converts contacts."""
SELDOM = {"tomllib", "importlib.metadata", "rich", "shtab", "difflib", "statistics"}
"""What takes its time to load, and that nobody needs who looks somebody up."""


def loaded_by(call: str, book: Path) -> set[str]:
    """Return what a process has loaded that answered the call from the book."""
    code = (
        "import sys\nfrom cardscan.cli import main\n"
        f"try: main({call.split()!r})\nexcept SystemExit: pass\n"
        "print('loaded', *sys.modules, file=sys.stderr)"
    )
    environ = {**os.environ, "CARDSCAN_BOOK": str(book)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env=environ
    )
    *remarks, loaded = done.stderr.splitlines()
    silent = ("tag", "note", "delete")  # where all went well
    assert done.stdout or remarks or call.split()[0] in silent
    return set(loaded.split())


@pytest.mark.parametrize(
    "call",
    [
        "--help",
        "find anna",
        "list",
        "list --json",
        "show 1",
        "due",
        "stats",
        "give",
        "undo 1",
        "tag 1 x",
        "note 1 x",
        "delete 1",
        "duplicates",
        "export --json",
        "book verify",
        "completion bash",
    ],
)
def test_what_reads_no_picture_starts_without_what_reads_them(folder: Path, call: str) -> None:
    assert HEAVY & loaded_by(call, folder) == set()


@pytest.mark.parametrize(
    "call", ["find anna", "find --met 2026", "list --tag tea", "due", "show 1", "show anna"]
)
def test_who_looks_somebody_up_waits_for_nothing_else(folder: Path, call: str) -> None:
    assert (CHANGING | SELDOM | {"cardscan.vcards", "cardscan.networks"}) & loaded_by(call, folder) == set()


@pytest.mark.parametrize("call", ["--help", "-V", "--version -v"])
def test_the_help_of_all_commands_loads_none_of_them(folder: Path, call: str) -> None:
    loaded = loaded_by(call, folder)
    assert [name for name in loaded if name.startswith("cardscan.cli.commands.")] == []
    assert {"dataclasses", "pathlib", "logging", "platformdirs", "cardscan.model"} & loaded == set()


def test_a_command_loads_none_of_the_others(folder: Path) -> None:
    loaded = loaded_by("untag 1 tea", folder)
    commands = {name for name in loaded if name.startswith("cardscan.cli.commands.")}
    assert commands == {"cardscan.cli.commands.contacts", "cardscan.cli.commands.contacts.labels"}


def test_the_help_answers_in_four_times_what_python_takes() -> None:
    """As wanted; a lookup, which needs SQLite and more, takes some times as long: scripts.measure.speed."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def seconds(*arguments: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, env=environ)
        return time.perf_counter() - started

    python = ours = 60.0
    for _ in range(40):  # until both had a moment in which the machine did nothing else
        python = min(python, seconds("-c", "pass"))
        ours = min(ours, seconds("-m", "cardscan", "--help"))
        if ours < 4 * python:
            break
    assert ours < 4 * python


def expect_a_line(result: Result, code: int, *told: str) -> None:
    """Expect that exit code, and no more than lines for people."""
    assert result.returncode == code, result
    assert [text for text in told if text not in result.stderr] == []
    assert all(line.startswith("cardscan: ") for line in result.stderr.splitlines()), result.stderr


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may enter."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def guarded(folder: Path) -> Path:
    """Put into the folder what only its owner may read."""
    signature(folder, "a.txt")
    for name in ("closed", "book", "out"):
        (folder / name).mkdir(mode=0o700)
    signature(folder / "closed", "b.txt")
    Book.open(folder / "book").close()
    (folder / "secret.vcf").touch(mode=0o600)
    return folder


def calls_of(folder: Path) -> tuple[tuple[int, tuple[object, ...]], ...]:
    """Return calls, each with its exit code where all that is denied."""
    file, closed, book, new = (folder / name for name in ("a.txt", "closed", "book", "new"))
    return (
        (ExitCode.BAD_INPUT, ("scan", closed)),
        (ExitCode.BAD_INPUT, ("scan", closed / "b.txt")),
        (ExitCode.CANNOT_WRITE, ("scan", file, "-o", folder / "out" / "a.vcf")),
        (ExitCode.CANNOT_WRITE, ("scan", file, "-o", f"{folder}/out/cards/")),
        (ExitCode.BOOK, ("scan", file, "--keep", "--book", book)),
        (ExitCode.BOOK, ("list", "--book", book)),
        (ExitCode.BOOK, ("show", "1", "--book", book)),
        (ExitCode.BOOK, ("tag", "1", "tea", "--book", book)),
        (ExitCode.BOOK, ("book", "verify", "--book", book)),
        (ExitCode.BAD_INPUT, ("book", "import", folder / "secret.vcf", "--book", new)),
        (ExitCode.BAD_INPUT, ("export", "--check", folder / "secret.vcf")),
    )


def test_what_permissions_keep_from_us_is_said_in_a_line(public: Path, tmp_path: Path) -> None:
    guarded(public)
    for _, call in calls_of(guarded(tmp_path)):
        run(*call)  # Python itself may be out of an ordinary user's sight: all is imported before

    def check() -> None:
        os.environ.update(HOME=str(public / "home"), XDG_CONFIG_HOME=str(public / "config"))
        for code, call in calls_of(public):
            expect_a_line(run(*call), code)

    as_an_ordinary_user(check)


def test_what_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    file, none = signature(tmp_path, "a.txt"), tmp_path / "none"
    for command in (
        ("list",),
        ("show", "1"),
        ("tag", "1", "x"),
        ("find", "a"),
        ("export",),
        ("book", "verify"),
    ):
        expect_a_line(run(*command, "--book", none), ExitCode.BOOK, "read some cards first: cardscan app")
    expect_a_line(run("scan", none), ExitCode.BAD_INPUT, "none")
    expect_a_line(run("scan", file, "-o", none / "a.vcf"), ExitCode.CANNOT_WRITE, "make the folder")
    expect_a_line(run("watch", none, "--once"), ExitCode.BAD_INPUT, "make the folder first")
    expect_a_line(run("watch", tmp_path, "--copy", "--once", "--book", tmp_path / "b"), ExitCode.USAGE)


def test_a_place_of_ours_that_cannot_be_used_stops_nothing(tmp_path: Path) -> None:
    """What was written is remembered in the user's state, which may be anything."""
    (tmp_path / "state").write_text("a file")
    environ = {"XDG_STATE_HOME": str(tmp_path / "state")}
    result = cardscan("scan", *signatures(tmp_path, 1), "-o", tmp_path / "a.vcf", environ=environ)
    assert result.returncode == ExitCode.OK
    expect_a_line(result, ExitCode.OK, "wrote 1 contact")
