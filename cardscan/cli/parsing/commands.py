"""The commands of a parser, each made when it is first asked for."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _collections_abc import dict_items, dict_values
    from collections.abc import Callable, Mapping

    from cardscan.cli.parsing.parser import Parser

    _Action = argparse._SubParsersAction[Parser]
else:
    _Action = argparse._SubParsersAction


class Commands(_Action):
    """Commands that the help tells of without making them: to make one is to import what it works with."""

    choices: _Promised

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = self._name_parser_map = _Promised()

    def promise(self, lines: Mapping[str, str], make: Callable[[], object]) -> None:
        """Tell of these commands in the help; `make` adds all of them, once one is asked for.

        `lines` has what the help says of each by its names, parted by spaces, its own the first.
        """
        for names, line in lines.items():
            name, *aliases = names.split()
            self._choices_actions.append(self._ChoicesPseudoAction(name, aliases, line))
            self.choices.promise(name, make)
            for alias in aliases:
                self.choices.promise(alias, partial(self._call_too, name, alias))

    def add_parser(self, name: str, **kwargs: Any) -> Parser:
        """Make the command that was promised by this name."""
        self.choices[name] = made = self._parser_class(prog=f"{self._prog_prefix} {name}", **kwargs)
        return made

    def _call_too(self, name: str, alias: str) -> None:
        self.choices[alias] = self.choices[name]


class _Promised(dict[str, Any]):
    """Parsers by name; None for one that is not made, which `[]`, items() and values() make."""

    def __init__(self) -> None:
        super().__init__()
        self._makers: dict[str, Callable[[], object]] = {}

    def promise(self, name: str, make: Callable[[], object]) -> None:
        self[name] = None
        self._makers[name] = make

    def __getitem__(self, name: str) -> Parser:
        if super().__getitem__(name) is None:
            self._makers[name]()
        made: Parser = super().__getitem__(name)
        return made

    def items(self) -> dict_items[str, Parser]:
        return {name: self[name] for name in self}.items()

    def values(self) -> dict_values[str, Parser]:
        return {name: self[name] for name in self}.values()
