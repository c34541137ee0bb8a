"""Pictures that speed is measured on, and the cards that a bare reader gets."""

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


def test_photos_larger_than_a_telephone_s_are_left_out() -> None:
    assert set(small_photos(ROOT / "samples")) <= set(pictures_in(ROOT / "samples"))
