"""The tests, in the folders of the package: fields/online/urls.py is tested by fields/online/test_urls.py."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SAMPLES: Final = ROOT / "samples"
