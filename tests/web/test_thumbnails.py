import io

from PIL import Image

from cardscan.web.thumbnails import SIZE, thumbnail


def test_a_picture_becomes_small_and_keeps_its_shape() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (1800, 1000), "#abc").save(stream, "JPEG")
    with Image.open(io.BytesIO(thumbnail(stream.getvalue()))) as small:
        assert small.format == "JPEG"
        assert small.width == SIZE[0]
        assert abs(small.width / small.height - 1.8) < 0.02


def test_what_cannot_be_decoded_stays_as_it_is() -> None:
    assert thumbnail(b"no picture") == b"no picture"
