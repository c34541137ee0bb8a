import numpy as np
import pytest

from cardscan.picture.page import Page
from cardscan.picture.pixels import pixels_of

ROWS = [bytes([1, 2, 3, 4, 5, 6]), bytes([7, 8, 9, 10, 11, 12])]


def test_bands_become_one_picture_that_nobody_may_write_to() -> None:
    pixels = pixels_of(Page(1, 2, 2, 1, ROWS))
    assert pixels.tolist() == [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]
    with pytest.raises(ValueError, match="read-only"):
        pixels[0, 0] = 0


def test_the_orientation_turns_it() -> None:
    assert pixels_of(Page(1, 2, 2, 6, ROWS))[:, :, 0].tolist() == [[7, 1], [10, 4]]
    assert np.array_equal(pixels_of(Page(1, 2, 2, 9, ROWS)), pixels_of(Page(1, 2, 2, 1, ROWS)))


@pytest.mark.parametrize("bands", [ROWS[:1], [*ROWS, b"x"]])
def test_too_few_or_too_many_bytes_are_no_picture(bands: list[bytes]) -> None:
    with pytest.raises(ValueError):
        pixels_of(Page(1, 2, 2, 1, bands))
