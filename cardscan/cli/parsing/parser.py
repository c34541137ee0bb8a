"""The parser of every command: options on either side of the command, and hints for what it does not know."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from cardscan.asked.hints import did_you_mean
from cardscan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NOUNS = {"COMMAND": "command", "ACTION": "action", "--format": "format"}
"""What a choice is called, by the argument's name; else "choice"."""


def examples(*lines: str) -> str:
    r"""Return what a command's help ends with: a call a line.

    >>> examples("cardscan check", "cardscan check --json")
    'examples:\n  cardscan check\n  cardscan check --json'
    """
    return "\n".join(("examples:", *(f"  {line}" for line in lines)))


class Parser(argparse.ArgumentParser):
    """Raises UsageError, with a hint, for a call that it does not understand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **kwargs})

    @property
    def commands(self) -> Mapping[str, Parser]:
        """The commands below this one, by name."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                return action.choices
        return {}

    @property
    def leaves(self) -> Iterator[Parser]:
        """The commands below, and below these, that have none themselves; else this one."""
        for command in dict.fromkeys(self.commands.values()):  # one may go by two names
            yield from command.leaves
        if not self.commands:
            yield self

    def takes(self, option: str) -> bool:
        """Tell whether this is an option of this command's, or of one below it."""
        return bool(self._actions_of(option))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse all arguments, wherever options stand; raises UsageError where one is not known."""
        words = list(args or ())
        words = self._command_first(words) if self.commands else words
        if not self.commands:
            self._expect_known_options(words)
        found, extras = super().parse_known_args(words, namespace)
        if extras:
            self._refuse(extras[0])
        return found, extras

    def print_help(self, file: Any = None) -> None:
        """Print the help as any other result, so that a full disk is noticed."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with argparse's own words."""
        missing = message.removeprefix("the following arguments are required: ")
        if missing != message:
            if self.commands:
                raise UsageError(f"{self.prog}: which?", f"one of: {', '.join(self.commands)}")
            raise UsageError(f"{self.prog}: {missing} is missing", self._help_hint)
        raise UsageError(message.removeprefix("argument "), self._help_hint)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        name = action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest)
        meant = did_you_mean(str(value), choices)
        said = f"{name} {value}" if name.startswith("-") else f"{value}"
        raise UsageError(
            f"{said}: there is no such {_NOUNS.get(name, 'choice')}",
            " ".join(
                filter(
                    None, (meant, f"one of: {', '.join(choices)}" if len(choices) < 12 or not meant else "")
                )
            ),
        )

    @property
    def _help_hint(self) -> str:
        return f"`{self.prog} --help` shows what it takes"

    def _refuse(self, word: str) -> NoReturn:
        option = word.partition("=")[0]
        if not option.startswith("-"):
            raise UsageError(f"{word}: is one too many for {self.prog}", self._help_hint)
        known = [name for parser in (self, *self.leaves) for name in parser._option_string_actions]
        raise UsageError(
            f"{option}: {self.prog} has no such option", did_you_mean(option, known) or self._help_hint
        )

    def _expect_known_options(self, words: Sequence[str]) -> None:
        """Refuse a misspelt option before what follows it is taken for something else."""
        known = self._option_string_actions
        for word in words:
            if word == "--":
                return
            option = word.partition("=")[0]
            if (
                option.startswith("--")
                and " " not in word
                and not any(name.startswith(option) for name in known)
            ):
                self._refuse(option)

    def _command_first(self, words: list[str]) -> list[str]:
        """Return the words with a command's options behind it: `--book DIR list` as `list --book DIR`."""
        own = 0
        while own < len(words) and words[own] in self._option_string_actions:
            own += 1
        for place in range(own, len(words)):
            if words[place] in self.commands and self.commands[words[place]]._takes_all(words[own:place]):
                return [*words[:own], words[place], *words[own:place], *words[place + 1 :]]
        if own < len(words) and words[own].startswith("-") and not self.takes(words[own].partition("=")[0]):
            self._refuse(words[own])
        return words

    def _takes_all(self, words: Sequence[str]) -> bool:
        """Tell whether the words are options of this command's, each with its value."""
        place = 0
        while place < len(words):
            option, equals, _ = words[place].partition("=")
            actions = self._actions_of(option)
            if not actions:
                return False
            place += 2 if not equals and actions[0].nargs is None else 1
        return place == len(words)

    def _actions_of(self, option: str) -> list[argparse.Action]:
        found = [self._option_string_actions[option]] if option in self._option_string_actions else []
        return found + [
            action for command in self.commands.values() for action in command._actions_of(option)
        ]


class _Formatter(argparse.HelpFormatter):
    """Leaves the line breaks of examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" not in text:
            return super()._fill_text(text, width, indent)
        return "\n".join(f"{indent}{line}" for line in text.splitlines())
