"""What is written where: files that are not ours stay, and what is printed fits who reads it."""

import json
import os
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.commands import Result, cardscan, run
from tests.support.signatures import signatures
from tests.support.terminals import Terminal


def scanned(folder: Path, number: int, *options: object) -> Result:
    return run("scan", *signatures(folder, number), *options)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is remembered for this test only."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))


def test_what_was_written_where_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.vcf"
    result = cardscan("scan", *signatures(tmp_path, 2), "-o", out)
    assert (result.returncode, result.stdout) == (ExitCode.OK, "")
    assert f"cardscan: wrote 2 contacts to {out}\n" in result.stderr
    assert out.read_bytes().count(b"BEGIN:VCARD") == 2


def test_a_file_as_cardscan_left_it_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    for number in (1, 2, 2):
        assert scanned(tmp_path, number, "-o", out, "--format", "csv").returncode == ExitCode.OK
    assert len(out.read_text().splitlines()) == 3
    assert list(tmp_path.glob("out*")) == [out]


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_that_is_not_as_cardscan_left_it_stays_without_force(tmp_path: Path, *, changed: bool) -> None:
    out = tmp_path / "out.jsonl"
    if changed:
        scanned(tmp_path, 1, "-o", out)
    with out.open("a") as stream:
        stream.write("mine\n")
    before = out.read_bytes()
    result = scanned(tmp_path, 1, "-o", out)
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert "is there already, and not as cardscan left it (--force replaces it" in result.stderr
    assert out.read_bytes() == before
    assert scanned(tmp_path, 1, "-o", out, "--force").returncode == ExitCode.OK
    assert b"mine" not in out.read_bytes()


def test_a_file_that_holds_more_stays_without_force(tmp_path: Path) -> None:
    out = tmp_path / "out.vcf"
    scanned(tmp_path, 3, "-o", out)
    result = scanned(tmp_path, 1, "-o", out)
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert f"{out}: holds 3 contacts, and would hold 1 (--force replaces it" in result.stderr
    assert out.read_bytes().count(b"BEGIN:VCARD") == 3
    kept = tmp_path / "out-new.vcf"  # what was read in a long time is not lost
    assert f"what was to be written is in {kept})" in result.stderr
    assert kept.read_bytes().count(b"BEGIN:VCARD") == 1
    kept.unlink()
    assert scanned(tmp_path, 1, "-o", out, "--force").returncode == ExitCode.OK
    assert out.read_bytes().count(b"BEGIN:VCARD") == 1
    assert list(tmp_path.glob("out*")) == [out]


@pytest.mark.parametrize(("answer", "code"), [("y", ExitCode.OK), ("n", ExitCode.CANNOT_WRITE), ("", 7)])
def test_on_a_terminal_it_is_asked(tmp_path: Path, answer: str, code: int) -> None:
    out = tmp_path / "out.vcf"
    out.write_text("mine")
    terminal = Terminal("scan", *signatures(tmp_path, 1), "-o", out)
    terminal.waits_for("Replace it? [y/N] ")
    terminal.types(f"{answer}\n")
    assert terminal.ends() == code
    assert (out.read_text() == "mine") == (answer != "y")


def test_a_device_is_simply_written_to(tmp_path: Path) -> None:
    assert scanned(tmp_path, 2, "-o", os.devnull, "--format", "vcf").returncode == ExitCode.OK


def test_few_contacts_are_shown_whole_and_many_a_line_each(tmp_path: Path) -> None:
    assert scanned(tmp_path, 2).stdout.startswith(f"Anna Weber  ({tmp_path}/0.txt")
    lines = scanned(tmp_path, 7).stdout.splitlines()
    assert lines[0] == "\tAnna Weber\tWeber Dachbau GmbH\t+49 30 12345678\tanna@weber.example"
    assert len(lines) == 7
    assert scanned(tmp_path, 7, "--format", "text").stdout.count("Managing Director") == 7


def test_json_is_short_for_jsonl(tmp_path: Path) -> None:
    lines = scanned(tmp_path, 2, "--json").stdout.splitlines()
    assert [json.loads(line)["contact"]["given_name"] for line in lines] == ["Anna", "Bilal"]


def test_colours_are_for_terminals(tmp_path: Path) -> None:
    terminal = Terminal("scan", *signatures(tmp_path, 2), columns=200)
    assert terminal.ends() == ExitCode.OK
    assert "\x1b[1mAnna Weber" in terminal.raw
    assert "\x1b" not in scanned(tmp_path, 2).stdout


def test_how_sure_each_field_is_on_request(tmp_path: Path) -> None:
    assert "%)" not in scanned(tmp_path, 1).stdout
    assert "anna@weber.example  (" in scanned(tmp_path, 1, "--confidence").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "vcf", "--json"), "--json: not allowed with argument --format"),
        (("--encoding", "cp9999"), "there is no character set 'cp9999'"),
    ],
)
def test_what_contradicts_itself_or_is_unknown_is_refused(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    result = scanned(tmp_path, 1, *options)
    assert result.returncode == ExitCode.USAGE
    assert said in result.stderr
