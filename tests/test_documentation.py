"""The documentation is true: its commands run, its options exist, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan.cli.run import build_parser
from cardscan.errors import ExitCode
from cardscan.export import EXPORTERS
from cardscan.settings import Settings, load_settings
from tests import ROOT, SAMPLES
from tests.support.documented import Page, pages, shown

NOT_RUN = {
    "python3 -m scripts.demo": "installs from a package index",
    "python3 -m scripts.test": "is the run that this test is part of",
    "sudo python3 -m scripts.fresh_machine": "makes a system of its own, as root, and runs all tests in it",
    "pipx install": "installs from a package index",
    "apt-get install": "changes the machine",
    "pip install -e '.[train]'": "installs PyTorch from a package index",
    "docker": "needs Docker",
    "dask": "runs on other computers",
    "cardscan scan shoebox/ --cluster": "needs the cluster of the lines before it",
    "cardscan scan karta.jpg --lang rus": "needs a language pack of Tesseract's",
    "cardscan push": "needs a CardDAV server of yours; tests of its own have one",
    "python -m scripts.measure": "takes minutes, and more programs",
    "python -m scripts.learn": "takes minutes",
    "python -m scripts.pictures": "takes minutes, and fonts",
    "python -m pytest": "is the run that this test is part of",
    "ruff": "is a check of its own, beside this test",
    "mypy": "is a check of its own, beside this test",
}
"""Commands that begin so are not run, each for its reason; their options are looked up all the same."""

INSTEAD = {
    "python3 -m venv .venv": "python3 -m venv --without-pip .venv",
    "pip install '.[web]'": 'printf \'#!/bin/sh\\nexec "%s" -m cardscan "$@"\\n\' "$TESTING_PYTHON" '
    '> "$VIRTUAL_ENV/bin/cardscan" && chmod +x "$VIRTUAL_ENV/bin/cardscan"',
}
"""Run in place of what a package index would be needed for; works only in an activated environment."""

ENDLESS = {
    "cardscan watch inbox/": "",
    "cardscan app": "Ctrl-C ends it",
    "cardscan app --port 0 --no-browser": "Ctrl-C ends it",
    "cardscan app --share": "Ctrl-C ends it",
}
"""Commands that go on until Ctrl-C, and what they say when they are ready; "" where they say nothing."""
_ENDED_AFTER = 3.0
"""Seconds, where they say nothing."""

_FRIEND = "BEGIN:VCARD\nVERSION:3.0\nN:Weber;Anna;;;\nFN:Anna Weber\nEMAIL:anna@weber.example\nEND:VCARD\n"

PAGES = {page.name: page for page in pages()}


class Reader:
    """Somebody who types what a page prints: a fresh home, pictures, and a shell that remembers."""

    def __init__(self, folder: Path, samples: Mapping[str, Path], *, installed: bool, friend: bool) -> None:
        self._folder = folder / "clone"
        self._remembered = folder / "remembered"
        self._bin = folder / "bin"
        self.home = folder / "home"
        for place in (self._folder / "samples", self._bin, self.home):
            place.mkdir(parents=True)
        for name, picture in samples.items():
            shutil.copy(picture, self._folder / "samples" / name)
        if friend:
            (self._folder / "contacts.vcf").write_text(_FRIEND)
        self._can("python", f'exec "{sys.executable}" "$@"')
        self._can("python3", f'exec "{sys.executable}" "$@"')
        if installed:
            self._can("cardscan", f'exec "{sys.executable}" -m cardscan "$@"')

    def _can(self, program: str, line: str) -> None:
        path = self._bin / program
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def _environment(self) -> dict[str, str]:
        ours = str(Path(sys.executable).parent)
        path = [place for place in os.environ["PATH"].split(os.pathsep) if place != ours]
        kept = {name: os.environ[name] for name in ("CARDSCAN_CACHE_DIR", "CARDSCAN_THREADS")}
        return {
            **kept,
            "PATH": os.pathsep.join([str(self._bin), *path]),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "BROWSER": "true",
            "PYTHONPATH": str(ROOT),
            "TESTING_PYTHON": sys.executable,
        }

    def types(self, command: str) -> tuple[int, str]:
        """Run a command in the shell; return its exit code and all that it said."""
        shell = self._start(command)
        if command in ENDLESS:
            return _interrupted(shell, ENDLESS[command])
        said, _ = shell.communicate(timeout=300)
        return shell.returncode, said

    def _start(self, command: str) -> subprocess.Popen[str]:
        remembered = shlex.quote(str(self._remembered))
        script = (
            f"test ! -e {remembered} || . {remembered}\nset -u\n{INSTEAD.get(command, command)}\n"
            f"code=$?\nexport -p > {remembered}\nexit $code\n"
        )
        return subprocess.Popen(
            ["bash", "-c", script],
            cwd=self._folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def runs(self, code: str) -> tuple[int, str]:
        """Run a block of Python; return its exit code and all that it said."""
        return self.types(f"python -c {shlex.quote(code)}")


def _interrupted(shell: subprocess.Popen[str], ready: str) -> tuple[int, str]:
    """Press Ctrl-C when the command is ready; return its exit code, 0 where that ended it."""
    assert shell.stdout is not None
    said = ""
    if ready:
        for line in shell.stdout:
            said += line
            if ready in line:
                break
    else:
        time.sleep(_ENDED_AFTER)
    if shell.poll() is not None:
        return -1, f"ended by itself: {said}{shell.stdout.read()}"
    os.killpg(shell.pid, signal.SIGINT)
    rest, _ = shell.communicate(timeout=60)
    return 0 if shell.returncode in (0, -signal.SIGINT, 130) else shell.returncode, said + rest


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a picture of a card that is quickly read."""
    card = Image.new("RGB", (600, 340), "white")
    pen = ImageDraw.Draw(card)
    for row, line in enumerate(("Anna Weber", "Managing Director", "anna@weber.example")):
        pen.text((40, 60 + 70 * row), line, fill="black", font=ImageFont.load_default(32))
    path = tmp_path_factory.mktemp("small") / "card.jpg"
    card.save(path)
    return path


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """Return a book of one card, of somebody met at the event that the pages speak of."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "inbox").mkdir()
    shutil.copy(small, folder / "inbox")
    command = [sys.executable, "-m", "cardscan", "watch", "inbox", "--once", "--settle", "0.1"]
    command += ["--workers", "1", "--book", "book", "--event", "Chamber mixer"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / "book"


def not_run(command: str) -> bool:
    return any(command.startswith(beginning) for beginning in NOT_RUN)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.steps])
def test_what_a_page_prints_can_be_run_from_top_to_bottom(
    name: str, tmp_path: Path, small: Path, book: Path
) -> None:
    page = PAGES[name]
    typed = [step for step in page.steps if step.language == "python" or not not_run(step.text)]
    texts = [step.text for step in typed]
    samples = {
        picture: SAMPLES / picture if picture == "no-card.jpg" else small
        for picture in re.findall(r"samples/([\w-]+\.\w+)", " ".join(texts))
    }  # other tests read the samples themselves: small ones of the same names save minutes
    installed = not any(text in INSTEAD for text in texts)
    friend = any("import contacts.vcf" in text for text in texts)
    reader = Reader(tmp_path, samples, installed=installed, friend=friend)
    if not any(text.startswith("cardscan watch") for text in texts):
        shutil.copytree(book, reader.home / ".local/share/cardscan")
    for step in typed:
        code, said = reader.runs(step.text) if step.language == "python" else reader.types(step.text)
        assert code == 0, f"{name}: {step.text}\nended with {code}: {said}"


@pytest.mark.parametrize("beginning", NOT_RUN)
def test_what_is_not_run_is_still_printed(beginning: str) -> None:
    printed = [
        command
        for page in PAGES.values()
        for block in page.blocks
        for command in (shown(block.text) if block.language == "console" else block.text.splitlines())
    ]
    assert any(command.strip().startswith(beginning) for command in printed)


def mentioned(page: Page) -> Iterator[str]:
    """Yield every command that a page runs, shows or speaks of."""
    for block in page.blocks:
        yield from shown(block.text) if block.language == "console" else ()
    yield from (step.text for step in page.steps if step.language == "sh")
    yield from page.inline


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_options_exist(name: str) -> None:
    unknown = {
        f"{command}: {problem}"
        for command in mentioned(PAGES[name])
        for problem in (*_unknown_to_cardscan(command), *_unknown_to_scripts(command))
    }
    assert unknown == set()


def _unknown_to_cardscan(command: str) -> Iterator[str]:
    """Yield the words of a call of cardscan that its parser does not know, be the call whole or not."""
    words = command.split("|")[0].split()
    while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
        words = words[1:]
    if not words or words[0] != "cardscan":
        return
    parser = build_parser()
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            if word.partition("=")[0] not in parser._option_string_actions:
                yield word
        elif parser.commands:
            if word not in parser.commands:
                yield word
                return
            parser = parser.commands[word]


def _unknown_to_scripts(command: str) -> Iterator[str]:
    """Yield the options that the script of a command does not name, or its module where there is none.

    Nor does a module of the same folder that it imports, which reads the command line for several.
    """
    match = re.match(r"python3? -m (scripts(?:\.\w+)+)(.*)", command)
    if not match:
        return
    file = ROOT / f"{match[1].replace('.', '/')}.py"
    if not file.is_file():
        yield match[1]
        return
    source = file.read_text(encoding="utf-8")
    package = re.escape(match[1].rpartition(".")[0])
    for module in re.findall(rf"^from {package}\.(\w+) import", source, re.MULTILINE):
        source += (file.parent / f"{module}.py").read_text(encoding="utf-8")
    yield from (option for option in re.findall(r"(?<!\S)-[-\w]+", match[2]) if f'"{option}"' not in source)


FOR_PROGRAMMERS = [name for name in PAGES if name.startswith(("CONTRIBUTING", "docs/arch", "docs/how-to/"))]


@pytest.mark.parametrize("name", FOR_PROGRAMMERS)
def test_files_and_folders_are_where_a_page_says(name: str, everything: frozenset[str]) -> None:
    told = (
        code for code in PAGES[name].inline if re.fullmatch(r"[\w.-]*/?[\w/.-]+(/|\.(py|txt|toml))", code)
    )
    assert [path for path in told if f"/{path}" not in everything] == []


@pytest.fixture(scope="module")
def everything() -> frozenset[str]:
    """Return all ends of paths in the repository: "/lexicon/habits.py", "/fields/lexicon/"."""
    ends: set[str] = set()
    for top in ("cardscan", "scripts", "tests", "samples", "docs"):
        for path in (ROOT / top, *(ROOT / top).rglob("*")):
            parts = path.relative_to(ROOT).parts
            stroke = "/" if path.is_dir() else ""
            ends |= {f"/{'/'.join(parts[start:])}{stroke}" for start in range(len(parts))}
    return frozenset(ends)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = PAGES[name]
    links = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", page.prose)
    broken = []
    for target in (link or picture for link, picture in links):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.path.parent / path).resolve() if path else page.path
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []


def _anchors(file: Path) -> set[str]:
    """Return the headings as GitHub and others make anchors of them."""
    titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_nouns_of_the_glossary_are_where_it_says() -> None:
    glossary = PAGES["docs/architecture.md"].text.partition("## Glossary")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| `([^`]+)` \|", glossary, re.MULTILINE)
    assert rows
    unknown = []
    for names, place in rows:
        path = ROOT / place if place == "samples/" else ROOT / "cardscan" / place
        files = path.rglob("*.py") if path.is_dir() else [path]
        source = "".join(file.read_text(encoding="utf-8") for file in files)
        nouns = [name for name in names.split(", ") if name[0].isupper()]
        unknown += [noun for noun in nouns if not re.search(rf"class {noun}|^{noun}\b", source, re.MULTILINE)]
    assert unknown == []


def test_every_page_is_in_the_index() -> None:
    index = PAGES["docs/README.md"].text
    pages_below = [name.removeprefix("docs/") for name in PAGES if name.startswith("docs/")]
    assert [name for name in pages_below if f"({name})" not in index] == ["README.md"]


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(PAGES["README.md"].text.splitlines()) <= 180


def test_every_command_exit_code_format_and_setting_is_told() -> None:
    everything = "".join(page.text for page in PAGES.values())
    assert [name for name in build_parser().commands if f"cardscan {name}" not in everything] == []
    codes = PAGES["docs/exit-codes.md"].text
    assert [code for code in ExitCode if f"| {code.value} | {code.name} |" not in codes] == []
    tables = PAGES["docs/scanning.md"].text
    assert [name for name in (*EXPORTERS, *Settings.__slots__) if f"| `{name}` |" not in tables] == []


def test_printed_settings_files_are_understood(tmp_path: Path) -> None:
    files = [block.text for page in PAGES.values() for block in page.blocks if block.language == "toml"]
    assert files
    for number, text in enumerate(files):
        file = tmp_path / f"{number}.toml"
        file.write_text(text, encoding="utf-8")
        assert load_settings({}, environ={}, file=file) != Settings()
