"""Set everything up and run every check: python3 -m scripts.test [PYTEST ARGUMENT…]."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from scripts.environment import ROOT, apt_install, python_with

_PROGRAMS = {"tesseract": ["tesseract-ocr", "tesseract-ocr-deu"], "strace": ["strace"]}
"""What the tests run for real, and the Debian packages it comes in."""


def main(pytest_arguments: list[str]) -> int:
    """Run ruff, mypy and pytest; return 0 where all pass."""
    python = python_with("[dev]")
    _install_programs()
    checks = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", *(pytest_arguments or ["-n", "auto"])],
    ]
    failed = []
    for check in checks:
        print(f"\n$ {' '.join(map(str, check[2:]))}", flush=True)
        if subprocess.run(check, cwd=ROOT, env=os.environ).returncode:
            failed.append(str(check[2]))
    if failed:
        print(f"failed: {', '.join(failed)}")
    return len(failed)


def _install_programs() -> None:
    absent = [program for program in _PROGRAMS if not shutil.which(program)]
    packages = [package for program in absent for package in _PROGRAMS[program]]
    if packages and not apt_install(packages):
        sys.exit(f"the tests need {', '.join(absent)}: apt-get install {' '.join(packages)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
