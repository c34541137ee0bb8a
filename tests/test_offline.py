"""Nothing goes online and nothing is written where it was not asked: the kernel is the witness."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests import SAMPLES
from tests.support.daily import fill_daily

SAMPLE = SAMPLES / "photo-france.jpg"


def traced(folder: Path, *arguments: str) -> list[str]:
    """Run cardscan with its children under strace, as a user without CI set; return the calls."""
    strace = shutil.which("strace")
    assert strace, "strace is installed by the test command"
    log = folder / "trace"
    environ = {name: value for name, value in os.environ.items() if name not in ("CI", "CARDSCAN_CACHE_DIR")}
    environ |= {"HOME": str(folder / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    environ = {name: value for name, value in environ.items() if not name.startswith("XDG_")}
    (folder / "home").mkdir()
    calls = "socket,connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    subprocess.run(
        [
            strace,
            "-f",
            "-qq",
            "-o",
            log,
            "-e",
            f"trace={calls}",
            sys.executable,
            "-m",
            "cardscan",
            *arguments,
        ],
        check=True,
        env=environ,
        cwd=folder,
        capture_output=True,
    )
    return log.read_text(errors="replace").splitlines()


def test_scanning_opens_no_connection_and_writes_its_output_and_that_it_did(tmp_path: Path) -> None:
    calls = traced(tmp_path, "scan", str(SAMPLE), "-o", "out.vcf", "--workers", "2")
    assert any("out.vcf" in call or ".cardscan-" in call for call in calls)  # the witness is awake
    assert [call for call in calls if "AF_INET" in call] == []
    home = {path.relative_to(tmp_path / "home") for path in (tmp_path / "home").rglob("*") if path.is_file()}
    written = Path(".local/state/cardscan/written.json")
    assert {path.parts[:2] for path in home - {written}} == {(".cache", "cardscan")}
    assert list(json.loads((tmp_path / "home" / written).read_text())) == [str(tmp_path / "out.vcf")]
    assert strangers(calls, tmp_path) == set()


def test_watching_opens_no_connection_either(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SAMPLE, tmp_path / "in")
    calls = traced(tmp_path, "watch", "in", "--once", "--settle", "0", "--workers", "1", "--book", "book")
    assert list((tmp_path / "in" / "done").rglob("*.jpg")) and (tmp_path / "book" / "book.sqlite").exists()
    assert [call for call in calls if "AF_INET" in call] == []


def test_the_daily_commands_open_no_connection(tmp_path: Path) -> None:
    fill_daily(tmp_path / "book")
    for number, command in enumerate((("due",), ("done", "1", "wrote"), ("due", "--mail-merge", "m.csv"))):
        place = tmp_path / str(number)
        place.mkdir()
        calls = traced(place, *command, "--book", str(tmp_path / "book"))
        assert any("book.sqlite" in call for call in calls)
        assert [call for call in calls if "AF_INET" in call] == []


def test_tesseract_opens_no_connection_and_writes_no_file(tmp_path: Path) -> None:
    """It gets the picture and gives the text through pipes: nothing is left where it is killed."""
    calls = traced(tmp_path, "scan", str(SAMPLE), "--reader", "tesseract")
    assert any("tess" in call for call in calls)
    assert [call for call in calls if "AF_INET" in call] == []
    assert strangers(calls, tmp_path) == set()


def strangers(calls: list[str], folder: Path) -> set[str]:
    """The files opened for writing outside the folder, devices and the system's own aside."""
    written = re.compile(
        r'(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)[^)]*\) = \d'
    )
    paths = {match[1] for call in calls if (match := written.search(call))}
    absolute = {str((folder / path).resolve()) for path in paths}
    return {path for path in absolute if not path.startswith((str(folder), "/dev/", "/proc/", "/sys/"))}
