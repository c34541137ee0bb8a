"""`cardscan check` as a user runs it."""

import re

from tests.support.commands import cardscan


def test_check_reads_a_card_and_says_what_is_installed() -> None:
    result = cardscan("check")
    assert result.returncode == 0
    said = result.stdout
    assert "reader rapid: ok" in said
    assert re.search(r"tesseract +5\.", said)
