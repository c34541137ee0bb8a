"""The package as it is installed: built into a wheel, and at work outside the clone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from cardscan.cli.run import build_parser
from tests import ROOT, SAMPLES
from tests.support.sharing import serving

SAMPLE = SAMPLES / "photo-france.jpg"


def copied_into_the_container() -> list[str]:
    """What the Dockerfile takes from the clone."""
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return [name for line in re.findall(r"(?m)^COPY (.*) \S+$", recipe) for name in line.split()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from no more than the Dockerfile copies."""
    folder = tmp_path_factory.mktemp("wheel")
    (folder / "source").mkdir()
    for name in copied_into_the_container():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / "source" / name)
        else:
            shutil.copy(ROOT / name, folder / "source")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", folder / "built", folder / "source"], check=True)
    (built,) = (folder / "built").iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, which borrows what it needs from the tests' own."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(folder, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    # What a .pth names is searched last, and the .pth there that leads to the clone is not followed.
    (site,) = folder.glob("lib/*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, from which no clone can be seen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return tmp_path


def said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cardscan").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    [page] = (name for name in packed if ".data/" in name)
    assert page.endswith("/share/man/man1/cardscan.1")
    assert packed - {page} == files


def test_the_wheel_says_under_what_terms_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (licence,) = (name for name in archive.namelist() if name.endswith("licenses/LICENSE"))
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        assert "License-Expression: MIT\n" in archive.read(metadata).decode()


def test_the_clone_is_out_of_sight(installed: Path, elsewhere: Path) -> None:
    ask = "import cardscan, importlib.util as util; print(cardscan.__file__, util.find_spec('scripts'))"
    place, scripts = said(installed / "python", "-c", ask).split()
    assert Path(place).is_relative_to(installed.parent) and scripts == "None"


def test_its_man_page_has_every_command(installed: Path) -> None:
    page = installed.parent / "share" / "man" / "man1" / "cardscan.1"
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    assert [
        leaf.prog
        for leaf in build_parser().leaves
        if f"{leaf.prog}\\fR" not in text and f"{leaf.prog} " not in text
    ] == []
    if shutil.which("man"):
        shown = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, check=True)
        assert "business cards from photos" in shown.stdout
        assert "list the book's contacts" in " ".join(shown.stdout.split())


def test_it_passes_its_own_check(installed: Path, elsewhere: Path) -> None:
    assert said(installed / "cardscan", "check").endswith("reader rapid: ok\n")


def test_it_scans_a_sample(installed: Path, elsewhere: Path) -> None:
    read = json.loads(said(installed / "cardscan", "scan", SAMPLE, "--format", "jsonl"))
    truth = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))["cards"][0]
    assert read["contact"]["full_name"] == truth["name"]
    assert read["contact"]["organization"] == truth["org"]


def test_it_opens_the_review_page(installed: Path, elsewhere: Path) -> None:
    (elsewhere / "inbox").mkdir()
    shutil.copy(SAMPLE, elsewhere / "inbox")
    said(installed / "cardscan", "watch", "inbox", "--once", "--settle", "0", "--book", "book")
    with (
        serving(Path("book"), program=[str(installed / "cardscan")]) as running,
        httpx.Client(base_url=running.page, follow_redirects=True) as client,
    ):
        client.get(running.enter())
        page = client.get("/check")
        assert page.status_code == 200 and "Gosselin" in page.text
        static = set(re.findall(r'(?:href|src)="(/static/[^"#]+)"', page.text))
        assert {Path(name).suffix for name in static} == {".css", ".js", ".svg"}
        for name in static:
            answer = client.get(name)
            assert answer.status_code == 200 and answer.content
