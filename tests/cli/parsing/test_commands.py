"""A command is made when it is asked for, by any of its names; the help tells of all without making any."""

import argparse

import pytest

from cardscan.cli.parsing.commands import Commands
from cardscan.cli.parsing.parser import Parser
from cardscan.errors import UsageError


class Promised:
    """A parser with three commands of two modules, and which modules were asked to make theirs."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.parser = Parser(prog="x")
        commands = self.parser.add_subparsers(action=Commands, metavar="COMMAND", required=True)
        assert isinstance(commands, Commands)
        self.commands = commands
        commands.promise({"brew make": "make tea"}, lambda: self._make("kitchen", "brew"))
        commands.promise({"sow": "sow it", "reap": "reap it"}, lambda: self._make("field", "sow", "reap"))

    def _make(self, module: str, *names: str) -> None:
        self.made.append(module)
        for name in names:
            made = self.commands.add_parser(name, description=f"How to {name}.")
            made.add_argument(f"--{name}-well", action="store_true")
            made.set_defaults(name=name)


@pytest.fixture
def promised() -> Promised:
    return Promised()


def test_the_help_tells_of_commands_that_are_not_made(promised: Promised) -> None:
    told = " ".join(promised.parser.format_help().split())
    assert told.endswith("COMMAND brew (make) make tea sow sow it reap reap it options: -h, --help show this "
                         "help message and exit")  # fmt: skip
    assert promised.made == []


def test_a_command_is_made_once_with_those_of_its_module(promised: Promised) -> None:
    for words in (["reap"], ["sow", "--sow-well"], ["reap", "--reap-well"]):
        assert promised.parser.parse_args(words).name == words[0]
    assert promised.made == ["field"]
    assert promised.commands.choices["sow"].prog == "x sow"


def test_a_command_has_all_its_names(promised: Promised) -> None:
    assert promised.parser.parse_args(["make", "--brew-well"]).brew_well
    assert promised.commands.choices["make"] is promised.commands.choices["brew"]
    assert promised.made == ["kitchen"]


def test_a_mistyped_command_is_answered_without_making_any(promised: Promised) -> None:
    with pytest.raises(UsageError, match="no such command"):
        promised.parser.parse_args(["rap"])
    assert promised.made == []


def test_whoever_looks_at_all_of_them_finds_them_made_and_in_order(promised: Promised) -> None:
    assert [leaf.prog for leaf in promised.parser.leaves] == ["x brew", "x sow", "x reap"]
    assert list(promised.commands.choices) == ["brew", "make", "sow", "reap"]
    assert all(isinstance(made, argparse.ArgumentParser) for made in promised.commands.choices.values())
    assert [name for name, made in promised.commands.choices.items() if made.prog.endswith(name)] == [
        "brew", "sow", "reap",
    ]  # fmt: skip
