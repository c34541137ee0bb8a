"""What an install weighs, package by package, as pip leaves it in an environment of its own.

python -m scripts.measure_install [EXTRAS]
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import venv
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from scripts.environment import ROOT, condensed
from scripts.progress import run

_SHOWN = 15
_OF_THE_ENVIRONMENT = {"pip", "setuptools"}
"""What Python puts into every environment."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package."""

    name: str
    megabytes: float
    """On the disk, of 10^6 bytes, what pip compiled of it among them."""
    wanted_by: tuple[str, ...]
    """The packages that require it."""


def main(extras: str = "") -> int:
    """Install the project with these extras, such as "[web]", and print the heaviest packages; return 0."""
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        scripts = Path(place) / ("Scripts" if os.name == "nt" else "bin")
        pip = [str(scripts / "python"), "-m", "pip", "install", "--progress-bar", "off"]
        if not run(f"pip install '.{extras}'", [*pip, f"{ROOT}{extras}"], condensed):
            return 1
        [packages] = Path(place).glob("[Ll]ib/**/site-packages")
        print_table(weighed(packages))
    return 0


def weighed(folder: Path) -> list[Package]:
    """Return the packages that are installed in the folder, the heaviest first."""
    found = list(metadata.distributions(path=[str(folder)]))
    required = {_name(each.name): {_name(line) for line in _required(each)} for each in found}
    packages = [
        Package(name, _megabytes(each), tuple(sorted(by for by, names in required.items() if name in names)))
        for each in found
        for name in [_name(each.name)]
    ]
    return sorted(packages, key=lambda package: -package.megabytes)


def print_table(packages: list[Package]) -> None:
    """Print the heaviest, and what all weigh together; without what every environment has."""
    ours = [package for package in packages if package.name not in _OF_THE_ENVIRONMENT]
    print(f"{'MB':>6}  {'package':<26}required by")
    for package in ours[:_SHOWN]:
        print(f"{package.megabytes:6.1f}  {package.name:<26}{', '.join(package.wanted_by)}")
    rest = ours[_SHOWN:]
    print(f"{sum(package.megabytes for package in rest):6.1f}  {len(rest)} others")
    print(f"{sum(package.megabytes for package in ours):6.1f}  all {len(ours)}")


def _megabytes(package: metadata.Distribution) -> float:
    files = (Path(str(package.locate_file(file))) for file in package.files or ())
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def _required(package: metadata.Distribution) -> list[str]:
    return [line for line in package.requires or () if "extra ==" not in line]


def _name(requirement: str) -> str:
    """Return a package's name as indexes compare it: "pillow-heif" of "Pillow_HEIF>=0.21"."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
