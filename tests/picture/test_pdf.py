"""The pages of a PDF, drawn one at a time."""

import tracemalloc

from cardscan.picture import Limits, load_pictures
from tests.support.bad_input import empty_pages, encrypted_pdf
from tests.support.pictures import assert_quarters, encoded, fails, load, quarters


def test_the_pages_of_a_pdf_are_drawn_at_the_resolution_asked_for() -> None:
    data = encoded(quarters(), "PDF", save_all=True, append_images=[quarters(48, 32)], resolution=72)
    pictures = load(data, pdf_dpi=300)
    assert [(picture.page, picture.pixels.shape[:2]) for picture in pictures] == [
        (1, (267, 400)),
        (2, (134, 200)),
    ]
    assert_quarters(pictures[0])
    assert_quarters(pictures[1])


def test_a_pdf_page_too_large_for_the_limit_is_drawn_smaller() -> None:
    (picture,) = load(empty_pages(1, "0 0 14400 7200"), max_pixels=20_000, pdf_dpi=300)
    height, width = picture.pixels.shape[:2]
    assert 19_000 <= height * width <= 20_000
    assert abs(width - 2 * height) <= 2


def test_a_long_pdf_is_read_a_page_at_a_time() -> None:
    tracemalloc.start()
    limits = Limits(10**6, max_pixels=10**7, max_pages=20, pdf_dpi=72, seconds=60.0, max_memory=10**9)
    for picture in load_pictures(empty_pages(20, "0 0 1000 1000"), limits):
        assert picture.pixels.nbytes == 3_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


def test_a_pdf_encrypted_without_a_password_is_read() -> None:
    assert len(load(encrypted_pdf(b""))) == 1


def test_a_protected_pdf_does_not_colour_what_is_said_of_the_next() -> None:
    fails(encrypted_pdf(b"secret"))
    assert "without pages" in str(fails(empty_pages(0)))


def test_the_hint_for_a_protected_pdf_is_to_remove_the_password() -> None:
    assert "remove the password first" in fails(encrypted_pdf(b"secret")).hint
