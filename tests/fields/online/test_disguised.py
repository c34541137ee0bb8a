"""Addresses in words."""

from __future__ import annotations

import pytest

from tests.support.typed_cards import found, values


@pytest.mark.parametrize(
    "text",
    [
        "E-Mail info(at)falk-works(dot)example",
        "info [at] falk-works [dot] example",
        "info{at}falk-works.example",
        "info at falk-works dot example",
        "E-Mail: info at falk-works.example",
        "info@falk-works(punkt)example",
        "info (ät) falk-works.example",
    ],
)
def test_an_address_in_words_is_one(text: str) -> None:
    assert values("email", "Mira Falk", text) == ["info@falk-works.example"]


def test_dots_before_the_at_may_be_words_too() -> None:
    assert values("email", "mira(dot)falk(at)falk(dot)example") == ["mira.falk@falk.example"]


@pytest.mark.parametrize(
    "text",
    [
        "visit us at falk.example",
        "Anna Falk at Work",
        "meet me at noon dot",
        "Meet me at falk dot example",
        "Look at falk dot example",
        "CEO at Falk dot Example",
    ],
)
def test_people_are_at_places_too(text: str) -> None:
    assert values("email", text) == []


def test_its_span_takes_the_label_along() -> None:
    (email,) = found("email", "E-Mail info(at)falk(dot)example")
    assert [(span.start, span.end) for span in email.spans] == [(0, 31)]
