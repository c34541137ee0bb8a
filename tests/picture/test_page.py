import pytest

from cardscan.picture.page import rows_at_once


@pytest.mark.parametrize(("width", "height"), [(1, 65_535), (65_535, 3), (4000, 3000), (1 << 22, 2)])
def test_bands_hold_about_a_million_pixels(width: int, height: int) -> None:
    rows = rows_at_once(width, height)
    assert rows[0] == 0 and rows[-1] < height
    assert rows.step == 1 or width * rows.step <= 1 << 20
