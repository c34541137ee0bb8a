"""What apps and phones write into a picture is no text of the card."""

import pytest

from cardscan.fields.mending.marks import is_mark, without_marks
from tests.support.typed_cards import typed_card


@pytest.mark.parametrize(
    "text",
    [
        "Scanned with CamScanner", "CamScanner", "CS CamScanner", "Scanned wth CamScannen", "扫描全能王 创建",
        "Numérisé avec CamScanner", "SHOT ON MI 9T", "AI QUAD CAMERA",
    ],
)  # fmt: skip
def test_marks_are_known_though_misread(text: str) -> None:
    assert is_mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber", "Scanner Technician", "Camera Shop", "Scan & Print GmbH", "Quad Cameras Ltd",
        "Shot Blasting Works", "Shot on location", "CS", "+49 30 1234567", "",
    ],
)  # fmt: skip
def test_what_a_card_says_is_no_mark(text: str) -> None:
    assert not is_mark(text)


def test_the_lines_of_the_card_stay_in_their_order() -> None:
    reading = typed_card("Anna Weber", "Scanned with CamScanner", "Weber GmbH")
    assert [line.text for line in without_marks(reading).lines] == ["Anna Weber", "Weber GmbH"]
