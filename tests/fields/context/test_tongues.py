"""Titles that are printed twice, a line a language."""

import pytest

from cardscan.fields.context.tongues import by_tongue
from tests.fields.context.test_companies import block


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        ("Dış Ticaret Müdürü", "Foreign Trade Manager", 2),
        ("Geschäftsführer", "Managing Director", 2),
        ("Vice President", "Sales Manager", 1),
        ("Senior", "Sales Manager", 1),
        ("Leiterin der", "Sales Manager", 1),
    ],
)
def test_a_title_said_again_in_another_language_is_another(first: str, second: str, parts: int) -> None:
    lines = [block(first, 0, 0), block(second, 0, 50)]
    assert len(by_tongue(lines)) == parts
    assert [line for part in by_tongue(lines) for line in part] == lines
