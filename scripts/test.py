"""Set everything up and run every check: python3 -m scripts.test [PYTEST ARGUMENT…]."""

from __future__ import annotations

import shutil
import subprocess
import sys

from scripts import oracles
from scripts.environment import ROOT, apt_install, python_with

_PROGRAMS = {
    "tesseract": ["tesseract-ocr", "tesseract-ocr-deu"],
    "strace": ["strace"],
    "chromium": ["chromium"],
}
"""What the tests run for real, and the Debian packages it comes in."""


def main(pytest_arguments: list[str]) -> int:
    """Run ruff, mypy and pytest; return how many of them failed."""
    _install_programs()
    oracles.install()
    python = python_with("[dev]")
    _install_fonts(python)
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *(pytest_arguments or ["-n", "auto"])],
    ]
    failed = []
    for check in checks:
        print(f"\n$ {' '.join(check)}", flush=True)
        if subprocess.run([python, "-m", *check], cwd=ROOT).returncode:
            failed.append(" ".join(check))
    if failed:
        print(f"failed: {', '.join(failed)}")
    return len(failed)


def _install_programs() -> None:
    absent = [program for program in _PROGRAMS if not shutil.which(program)]
    packages = [package for program in absent for package in _PROGRAMS[program]]
    if packages and not apt_install(packages):
        sys.exit(
            f"the tests need {' and '.join(absent)}; on Debian or Ubuntu: "
            f"apt-get install {' '.join(packages)}"
        )


def _install_fonts(python: str) -> None:
    """Install the fonts that cards are drawn with; the few tests that draw some are skipped without."""
    ask = "from scripts.pictures.fonts import missing_packages; print(*missing_packages())"
    answer = subprocess.run([python, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    if packages := answer.stdout.split():
        apt_install(packages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
