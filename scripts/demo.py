"""Set everything up and scan a sample: python3 -m scripts.demo [PICTURE…]."""

from __future__ import annotations

import os
import subprocess
import sys

from scripts.environment import ROOT, is_ready, python_with
from scripts.progress import run_openly, say

_EXTRAS = "[web]"
_SAMPLE = "samples/photo-france.jpg"
_ACTIVATE = r".venv\Scripts\activate" if os.name == "nt" else ". .venv/bin/activate"
_NEXT = f"""
What next?
  {_ACTIVATE:<42}# so that this terminal knows cardscan
  cardscan app                              # everything in the browser: add cards, check, export
  cardscan scan samples/ -o contacts.vcf    # or all from the command line
Pictures of invented cards, to drop on the page, are in {ROOT / "samples"}
README.md tells the rest."""


def main(pictures: list[str]) -> int:
    """Scan the pictures named, or a sample; return cardscan's exit code."""
    if not is_ready(_EXTRAS):
        print(
            "This installs cardscan and what it needs, 53 Python packages, into .venv and nowhere else:\n"
            "200 MB to fetch, 610 MB on disk, about a minute on a fast line. Then it scans a sample."
        )
    python = python_with(_EXTRAS)
    say(f"cardscan scan {' '.join(pictures) or _SAMPLE} (the first scan prepares the reader)")
    scan = [python, "-m", "cardscan", "scan", *(pictures or [_SAMPLE])]
    place = None if pictures else ROOT
    # A terminal is handed on, for cardscan to use as it does.
    code = subprocess.run(scan, cwd=place).returncode if sys.stdout.isatty() else run_openly(scan, place)
    if not code:
        print(_NEXT)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
