"""`cardscan completion`: a script by which a shell completes commands, options and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings

_SHELLS = ("bash", "zsh", "fish")
_FILES, _FOLDERS = ("FILE", "PICTURE"), ("DIR", "FOLDER")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `completion`."""
    parser = commands.add_parser(
        "completion",
        description="Print a script by which the shell completes commands, options and files of cardscan. "
        "Put it where the shell looks for such scripts, and open a new terminal.",
        epilog=examples(
            "cardscan completion bash > ~/.local/share/bash-completion/completions/cardscan",
            "cardscan completion zsh > ~/.zfunc/_cardscan  with fpath+=~/.zfunc before compinit in ~/.zshrc",
            "cardscan completion fish > ~/.config/fish/completions/cardscan.fish",
        ),
    )
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=", ".join(_SHELLS))

    parser.set_defaults(run=_complete)


def _complete(options: argparse.Namespace, settings: Settings) -> ExitCode:
    import shtab

    for leaf in options.top.leaves:
        for action in leaf._actions:
            if action.metavar in _FILES:
                action.complete = shtab.FILE
            elif action.metavar in _FOLDERS:
                action.complete = shtab.DIRECTORY
    print(shtab.complete(options.top, options.shell))
    return ExitCode.OK
