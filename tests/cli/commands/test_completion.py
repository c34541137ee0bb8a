"""`cardscan completion`: what a shell completes with it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.commands import cardscan


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_all_commands_and_options(shell: str, tmp_path: Path) -> None:
    result = cardscan("completion", shell)
    assert result.returncode == ExitCode.OK
    assert all(word in result.stdout for word in ("export-corrections", "untag", "doubtful"))
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(result.stdout)
        subprocess.run([shell, "-n", script], check=True)


def completed(script: Path, *words: str, cwd: Path) -> list[str]:
    """Return what bash offers for the last word."""
    asked = " ".join(f"'{word}'" for word in words)
    lines = (
        f"source {script}",
        f"COMP_WORDS=({asked}); COMP_CWORD={len(words) - 1}",
        "eval $(complete -p cardscan | sed -E 's/.*-F ([^ ]+).*/\\1/') cardscan",
        "printf '%s\\n' ${COMPREPLY[@]}",
    )
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True, cwd=cwd
    )
    return sorted(filter(None, done.stdout.splitlines()))


def test_bash_completes_commands_options_choices_and_files(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(cardscan("completion", "bash").stdout)
    (tmp_path / "photo.jpg").touch()
    assert completed(script, "cardscan", "ex", cwd=tmp_path) == ["export"]
    assert completed(script, "cardscan", "book", "ver", cwd=tmp_path) == ["verify"]
    assert completed(script, "cardscan", "list", "--dou", cwd=tmp_path) == ["--doubtful"]
    assert "google-csv" in completed(script, "cardscan", "export", "--format", "", cwd=tmp_path)
    assert completed(script, "cardscan", "scan", "pho", cwd=tmp_path) == ["photo.jpg"]


def test_another_shell_is_refused() -> None:
    result = cardscan("completion", "tcsh")
    assert result.returncode == ExitCode.USAGE
    assert "one of: bash, zsh, fish" in result.stderr
