"""What is typed is understood in any order, and a slip of the hand is answered with what was meant."""

import argparse
import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from cardscan.cli import main
from cardscan.cli.parsing.parser import Parser
from cardscan.cli.run import build_parser
from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run
from tests.support.terminals import Terminal

COMMANDS = tuple(build_parser().leaves)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("exprot",), "exprot: there is no such command (did you mean export?"),
        (("book", "verfy"), "verfy: there is no such action (did you mean verify?"),
        (("help", "serch"), "there is no such command"),
        (("list", "--tga", "x"), "--tga: cardscan list has no such option (did you mean --tag?)"),
        (("--tga", "x", "list"), "did you mean --tag?"),
        (("scan", "--frmat", "vcf", "x.jpg"), "cardscan scan has no such option (did you mean --format?)"),
        (("scan", "x.jpg", "--format", "google"), "there is no such format (did you mean google-csv?"),
        (("scan", "x.jpg", "--format", "vcfs"), "did you mean vcf?"),
        (("scan", "x.jpg", "--region", "germany"), "did you mean DE?"),
        (("scan", "x.jpg", "--region", "uk"), "did you mean GB?"),
        (("scan", "x.jpg", "--region", "XX"), "--region XX: is no country's two letters (such as DE"),
        (("scan", "x.jpg", "--lang", "french"), "did you mean fra?"),
        (("scan", "x.jpg", "--lang", "deu+Fränch"), "did you mean fra?"),
        (("scan", "x.jpg", "--lang", "de"), "did you mean deu?"),
        (("scan", "x.jpg", "--workers", "-1"), "--workers: -1 is less than 0"),
        (("scan", "x.jpg", "--workers", "two"), "two is no whole number"),
        (("find", "anna", "--limit", "0"), "--limit: 0 is less than 1"),
        (("check", "all"), "all: is one too many for cardscan check"),
        (("show",), "cardscan show: WHO is missing"),
        (("book",), "cardscan book: which? (one of: backup, verify"),
        ((), "which command? (`cardscan help` lists them)"),
    ],
)
def test_what_is_mistyped_is_answered_in_one_line(typed: tuple[str, ...], meant: str) -> None:
    result = run(*typed)
    assert result.returncode == ExitCode.USAGE
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert meant in line


def test_the_environment_s_settings_are_looked_at_as_well() -> None:
    for name, value, said in (
        ("REGION", "germany", "DE"),
        ("LANG", "french", "fra"),
        ("WORKERS", "-1", "least 0"),
    ):
        result = cardscan("scan", "x.jpg", environ={f"CARDSCAN_{name}": value})
        assert result.returncode == ExitCode.USAGE
        assert said in result.stderr


def test_options_stand_before_or_behind_the_command(folder: Path) -> None:
    asked = ("--book", folder, "--tag", "tea")
    behind, before = run("list", *asked), run(*asked, "list")
    assert behind.stdout.count("\n") == 1
    assert before == behind
    assert run("book", "--book", folder, "verify").returncode == ExitCode.OK
    assert run("--book", folder, "book", "verify").returncode == ExitCode.OK
    assert (
        run("-v", f"--book={folder}", "find", "anna").stdout
        == run("find", "anna", "--book", folder, "-v").stdout
    )


def test_a_folder_may_be_called_like_a_command(tmp_path: Path, folder: Path) -> None:
    folder.rename(tmp_path / "list")
    result = cardscan("--book", "list", "find", "hadd", cwd=tmp_path)
    assert "Bilal Haddad" in result.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.prog)
def test_every_help_ends_with_examples_a_line_each_that_would_run(command: Parser) -> None:
    said = helped(*command.prog.split()[1:])
    _, found, lines = said.partition("\nexamples:\n")
    assert found
    calls = [re.split(r" {2,}|\s[|>]\s|\s2>", line.strip())[0] for line in lines.splitlines()]
    calls = [call for call in calls if call.startswith("cardscan")]
    assert calls
    for call in calls:
        try:
            build_parser().parse_args(shlex.split(call)[1:])
        except SystemExit as end:  # the help of another command
            assert end.code == 0


def helped(*words: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as end:
        main(["help", *words])
    assert end.value.code == 0
    return out.getvalue()


def test_help_is_the_same_by_either_way() -> None:
    result = cardscan("book", "verify", "--help")
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert result.stdout == helped("book", "verify")
    assert cardscan("help", "book", "verify") == result


def test_the_command_alone_says_on_a_terminal_where_to_begin() -> None:
    terminal = Terminal()
    assert terminal.ends() == ExitCode.OK
    assert terminal.shown.splitlines()[0].startswith("`cardscan app` opens everything in the browser")
    assert "export" in terminal.shown


def test_a_command_of_two_names_is_one_command() -> None:
    parser = Parser(prog="x")
    commands = parser.add_subparsers()
    commands.add_parser("app", aliases=["review"])
    assert [leaf.prog for leaf in parser.leaves] == ["x app"]
    assert isinstance(parser, argparse.ArgumentParser)
