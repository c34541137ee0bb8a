"""The samples against their truth, through the same scoring as the benchmark."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardscan.pipeline import scan
from cardscan.settings import load_settings
from scripts.measure.pictures import pictures_in
from scripts.measure.scoring import Score, found_in, truth_of
from tests import ROOT, SAMPLES

PICTURES = pictures_in(SAMPLES)


def test_the_samples_show_every_kind_of_picture() -> None:
    suffixes = {picture.suffix for picture in PICTURES}
    assert {".jpg", ".png", ".heic", ".pdf"} <= suffixes
    assert len(PICTURES) >= 10


@pytest.mark.long
def test_every_card_is_found_none_invented_and_nearly_every_value_right() -> None:
    score = Score()
    for picture in PICTURES:
        found = [found_in(card) for card in scan(picture, load_settings({}))]
        score.add_picture(picture.name, truth_of(picture.with_suffix(".json")), found)
    assert (score.found, score.invented) == (score.cards, 0)
    assert score.all.f1 >= 0.9, "\n".join(score.misses)


@pytest.mark.long
def test_the_benchmark_prints_quality_and_times(tmp_path: Path) -> None:
    for name in ("photo-france.jpg", "dark-scan-italy.jpg"):
        for path in (SAMPLES / name, (SAMPLES / name).with_suffix(".json")):
            shutil.copy(path, tmp_path)  # what it says of all samples, the test above knows
    result = subprocess.run(
        [sys.executable, "-m", "scripts.measure.pictures", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ,
    )
    assert result.returncode == 0, result.stderr
    for expected in (
        "usual recipe",
        "organization",
        "find",
        "read",
        "parse",
        "confidence",
        "went to",
    ):
        assert expected in result.stdout
