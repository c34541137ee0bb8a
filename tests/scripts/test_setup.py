"""Set-up: apt and pip are told of in few words, and who may not install learns what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import apt, environment


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Get:12 http://debian.example/debian bookworm/main amd64 chromium amd64 1.2-3 [70.2 MB]\n",
         "fetching chromium [70.2 MB]"),
        ("Unpacking chromium (1.2-3) ...\n", "Unpacking chromium"),
        ("Need to get 307 MB of archives.\n", "Need to get 307 MB of archives."),
        ("Selecting previously unselected package chromium.\n", ""),
    ],
)  # fmt: skip
def test_what_apt_says(line: str, told: str) -> None:
    assert apt.condensed(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Collecting numpy<3,>=1.26 (from cardscan==0.1.0)\n", "Collecting numpy<3,>=1.26"),
        ("  Downloading rapidocr-3.10.0-py3-none-any.whl (27.3 MB)\n", "fetching rapidocr (27.3 MB)"),
        ("  Downloading https://index.example/a1/zxing_cpp-3.1.1-cp311-cp311-linux_x86_64.whl (1.1 MB)\n",
         "fetching zxing_cpp (1.1 MB)"),
        ("Installing collected packages: pytz, zxing-cpp\n", "Installing collected packages"),
        ("  Installing build dependencies: started\n", ""),
    ],
)  # fmt: skip
def test_what_pip_says(line: str, told: str) -> None:
    assert environment.condensed(line) == told


def test_who_may_not_install_learns_at_once_what_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.test"], cwd=environment.ROOT, capture_output=True, text=True,
        env={**os.environ, "PATH": str(tmp_path)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1 and done.stdout == ""
    assert "\n  Chromium\n" in done.stderr and "sudo apt-get install" in done.stderr
    assert " chromium " in done.stderr
