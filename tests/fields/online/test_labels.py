"""Labels of e-mail addresses."""

import pytest

from cardscan.fields.online.labels import label_start


@pytest.mark.parametrize(
    ("text", "start"), [("Berlin E-Mail: ", 7), ("courriel ", 0), ("e:", 0), ("Weber ", 6), ("Apple ", 6)]
)
def test_a_label_is_where_it_begins(text: str, start: int) -> None:
    assert label_start(text, len(text)) == start
