"""Pictures that speed is measured on, and the cards that a bare reader gets."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import ROOT
from scripts.measure.pictures import pictures_in
from scripts.measure.speed import Kind, by_number_of_cards, cut_out, small_photos, warm


def test_pictures_are_sorted_by_the_cards_in_them_and_no_scan_has_corners() -> None:
    one, several = by_number_of_cards(pictures_in(ROOT / "samples"))
    assert len(one) > 3 and several
    assert not set(one) & set(several)


def test_a_bare_reader_gets_flat_cards_of_one_width() -> None:
    [crop] = cut_out(ROOT / "samples" / "photo-france.jpg", [((0, 0), (900, 0), (900, 500), (0, 500))])
    assert crop.shape == (778, 1400, 3)


def test_both_read_each_card_and_the_first_picture_counts_once() -> None:
    one, _ = by_number_of_cards(pictures_in(ROOT / "samples"))
    kind = warm(one[:2], Kind("0.60"))
    assert len(kind.ours) == len(kind.bare) == kind.cards == 2
    assert 0 < sum(kind.steps.values()) <= sum(kind.ours)
    assert not logging.root.manager.disable  # the bare reader's own lines only are not wanted


def test_photos_larger_than_a_telephone_s_are_left_out() -> None:
    assert set(small_photos(ROOT / "samples")) <= set(pictures_in(ROOT / "samples"))


@pytest.mark.long
def test_the_table_stands_a_bare_reader_and_python_itself_beside_cardscan(tmp_path: Path) -> None:
    for name in ("photo-france", "four-cards"):
        for suffix in (".jpg", ".json"):
            shutil.copy(ROOT / "samples" / f"{name}{suffix}", tmp_path)
    command = [sys.executable, "-m", "scripts.measure.speed", str(tmp_path), "--most", "1"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for expected in (
        "one card a photo",
        "several cards",
        "bare",
        "tesseract",
        "cold",
        "times python -c pass",
    ):
        assert expected in printed
