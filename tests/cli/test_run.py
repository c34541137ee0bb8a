"""All commands together: their help, and what it costs."""

import subprocess
import sys

import pytest

from cardscan.cli import main


@pytest.mark.parametrize("command", [("book",), ("book", "import"), ("find",), ("export",), ("duplicates",)])
def test_every_command_says_what_it_does(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_the_help_loads_nothing_heavy() -> None:
    code = "import sys; from cardscan.cli.run import build_parser; build_parser(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert not {"numpy", "cv2", "sqlite3", "vobject", "phonenumbers", "rich", "platformdirs"} & set(loaded)
