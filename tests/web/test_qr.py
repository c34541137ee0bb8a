"""QR codes as a page shows them."""

from cardscan.web.qr import code_svg


def test_the_code_is_drawn_without_style_that_the_policy_forbids() -> None:
    drawn = code_svg("http://192.0.2.7:8766/join/abc")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
