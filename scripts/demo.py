"""Set everything up and scan a sample: python3 -m scripts.demo [PICTURE…]."""

from __future__ import annotations

import subprocess
import sys

from scripts.environment import ROOT, python_with


def main(pictures: list[str]) -> int:
    """Scan the pictures named, or a sample; return cardscan's exit code."""
    python = python_with("")
    return subprocess.run([python, "-m", "cardscan", "scan", *(pictures or _sample())]).returncode


def _sample() -> list[str]:
    sample = ROOT / "samples" / "photo-france.jpg"
    print(f"\n$ cardscan scan {sample.relative_to(ROOT)}", flush=True)
    return [str(sample)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
