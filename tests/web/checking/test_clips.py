from cardscan.web.checking.clips import clip_of


def test_a_long_line_is_shown_in_pieces_that_overlap() -> None:
    clip = clip_of("long", ((0.0, 0.0), (1000.0, 0.0), (1000.0, 20.0), (0.0, 20.0)))
    boxes = [[*map(float, box.split())] for box in clip.pieces]
    assert len(boxes) == 2
    assert boxes[0][0] + boxes[0][2] > boxes[1][0]
    assert boxes[1][0] + boxes[1][2] > 1000.0
    assert clip.height == 30


def test_a_line_down_the_card_is_as_high_as_it_needs() -> None:
    clip = clip_of("縦", ((0.0, 0.0), (20.0, 0.0), (20.0, 90.0), (0.0, 90.0)))
    assert 90 < clip.height <= 160
    assert clip.width < clip.height
