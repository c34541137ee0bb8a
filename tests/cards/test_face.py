"""The picture of a card that is kept."""

import io

import pytest
from PIL import Image

from cardscan.cards.face import face_jpeg
from cardscan.model import Card
from tests.support.plain_cards import BLACK, WHITE, draw_plain, laid, picture_of, table


@pytest.mark.parametrize(("scale", "size"), [(0.5, (450, 260)), (1.0, (900, 520)), (1.7, (1200, 693))])
def test_it_is_upright_and_no_larger_than_the_card_or_needed(scale: float, size: tuple[int, int]) -> None:
    canvas, quad = table((90, 110, 140)), laid((800, 600), 180, scale)
    draw_plain(canvas, quad, WHITE, BLACK)
    with Image.open(io.BytesIO(face_jpeg(Card(picture_of(canvas), quad, ())))) as face:
        assert (face.format, face.size) == ("JPEG", size)
        grey = face.convert("L").resize((90, 52))
    left, right = grey.crop((5, 5, 45, 47)), grey.crop((46, 5, 85, 47))
    assert sum(left.tobytes()) < sum(right.tobytes()), "the drawn card's text starts at its left"
