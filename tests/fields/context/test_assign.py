"""From labels to values: what belongs together, what repeats, what else a text may be."""

from __future__ import annotations

import numpy as np
import pytest

from cardscan.fields.context.assign import assign, grouped, shipped_model
from cardscan.fields.context.crf import Model
from cardscan.fields.context.witnesses import Witnesses, witnesses_of
from cardscan.fields.layout.blocks import Block, split
from cardscan.model import Candidate, Email, Line, Lines, Span

LABELS = ("B:address", "B:organization", "I:address", "I:organization", "note")


def blocks_of(*texts: str) -> tuple[Block, ...]:
    lines = tuple(
        Line(
            text,
            (
                (20, 50 * y),
                (20 + 12 * len(text), 50 * y),
                (20 + 12 * len(text), 50 * y + 30),
                (20, 50 * y + 30),
            ),
            1,
        )
        for y, text in enumerate(texts)
    )
    return split(Lines(lines, "test", 900, 550), ())


def model(**scores: tuple[float, ...]) -> Model:
    """Return a model that looks at one feature a block: how its letters are set."""
    state = {f"case:{case}": np.array(row) for case, row in scores.items()}
    return Model(LABELS, state, np.zeros((5, 5)))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["B:name", "B:title", "phone", "I:title", "note"], [("name", [0]), ("title", [1, 3])]),
        (["B:address", "I:address", "B:address"], [("address", [0, 1]), ("address", [2])]),
        (["note", "I:title"], [("title", [1])]),
    ],
)
def test_what_goes_on_is_of_the_value_before(
    labels: list[str], expected: list[tuple[str, list[int]]]
) -> None:
    assert grouped(labels) == expected


def test_an_address_without_a_town_is_of_the_one_right_after_it() -> None:
    begins = model(title=(5.0, 0.0, 0.0, 0.0, 0.0))
    together = assign(blocks_of("Falk Tower", "12 Elm Row Boston"), Witnesses(), begins)
    assert [segment.text for segment in together if segment.probability > 0.5] == [
        "Falk Tower 12 Elm Row Boston"
    ]
    apart = assign(blocks_of("12 Elm Row Boston", "9 Ash Row Paris"), Witnesses(), begins)
    assert [segment.text for segment in apart if segment.probability > 0.5] == [
        "12 Elm Row Boston",
        "9 Ash Row Paris",
    ]


def test_an_address_printed_in_two_scripts_is_two() -> None:
    goes_on = model(
        none=(9.0, 0.0, 0.0, 0.0, 0.0), title=(0.0, 0.0, 9.0, 0.0, 0.0), mixed=(0.0, 0.0, 9.0, 0.0, 0.0)
    )
    native, latin = "100001 台北市中正區光明路12號", "No. 12, Guangming Road, Zhongzheng District, Taipei"
    twice = assign(blocks_of(native, latin), Witnesses(), goes_on)
    assert [segment.text for segment in twice if segment.probability > 0.5] == [native, latin]
    once = assign(blocks_of(native, "Falk Tower"), Witnesses(), goes_on)
    assert [segment.text for segment in once if segment.probability > 0.5] == [f"{native} Falk Tower"]


def test_a_logo_within_the_name_in_full_is_no_part_of_it() -> None:
    company = model(upper=(0.0, 5.0, 0.0, 4.0, 0.0), title=(0.0, 0.0, 0.0, 5.0, 0.0))
    [segment, *_] = assign(blocks_of("ROW PRESS", "Elm Row Press Limited"), Witnesses(), company)
    assert segment.text == "Elm Row Press Limited"


def test_a_rival_reaches_as_far_as_it_likely_goes_on() -> None:
    steps = np.zeros((5, 5))
    steps[1, 3] = steps[4, 4] = 4.0  # a company goes on, and so does a note
    looks = {
        "case:upper": np.array((0.0, 2.0, 0.0, 0.0, 2.2)),
        "case:title": np.array((0.0, 0.0, 0.0, 2.0, 2.0)),
    }
    segments = assign(blocks_of("ELM ROW", "Museum"), Witnesses(), Model(LABELS, looks, steps))
    assert [segment.text for segment in segments if segment.probability > 0.3] == ["ELM ROW Museum"]


def test_a_value_that_may_well_go_on_is_the_less_likely_to_be_whole() -> None:
    def whole(going_on: float) -> float:
        weights = model(title=(0.0, 9.0, 0.0, 0.0, 0.0), upper=(0.0, 0.0, 0.0, going_on, 2.0))
        [first, *_] = assign(blocks_of("Falk Orchards", "FRUIT"), Witnesses(), weights)
        assert first.text == "Falk Orchards"
        return first.probability

    assert whole(-9.0) > 0.99
    assert 0.2 < whole(1.5) < 0.8


def test_the_shipped_model_mostly_goes_on_after_a_small_word() -> None:
    titles = (
        ("Director of Marketing and", "Communications"), ("Chair of Rivers and", "Weather Engineering"),
        ("Head of Sales and", "Business Development"), ("Professor of Civil and", "Water Engineering"),
        ("Leiter der Abteilung Einkauf und", "Logistik"), ("Gerente de Vendas e", "Marketing"),
        ("Director de Compras y", "Almacenes"), ("Dean of Arts and", "Sciences"),
    )  # fmt: skip
    whole = 0
    for first, second in titles:
        blocks = blocks_of("Anna Weber", first, second, "12 Elm Street", "Boston, MA 02108")
        values = [segment.text for segment in assign(blocks, Witnesses(), shipped_model())]
        whole += f"{first} {second}" in values
    assert whole >= 6


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Anna", "Weber"), ["Anna Weber"]),
        (("Inês Carvalho", "dos Santos"), ["Inês Carvalho dos Santos"]),
        (("Anna Weber", "Paul Maier"), ["Anna Weber", "Paul Maier"]),
        (("Anna", "花子"), ["Anna", "花子"]),
    ],
)
def test_two_halves_of_a_name_under_each_other_are_one_name(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    begins = Model(("B:name", "note"), {"bias": np.array((5.0, 0.0))}, np.zeros((2, 2)))
    assert [segment.text for segment in assign(blocks_of(*lines), Witnesses(), begins)] == expected


def test_an_email_address_proves_the_line_over_a_name_to_be_half_of_it() -> None:
    labels = Model(
        ("B:name", "note"),
        {"case:upper": np.array((5.0, 0.0)), "case:title": np.array((0.0, 5.0))},
        np.zeros((2, 2)),
    )
    mail = Email("weberhof.margit@elm.example")
    found = [Candidate("email", mail, mail.value, 1.0, (Span(9, 0, 5),), "email")]
    texts = ("Margit", "WEBERHOF")
    assert [segment.text for segment in assign(blocks_of(*texts), witnesses_of(found), labels)] == [
        "Margit WEBERHOF"
    ]
    assert [segment.text for segment in assign(blocks_of(*texts), Witnesses(), labels)] == ["WEBERHOF"]


def test_what_begins_anew_on_a_line_is_of_a_title_whether_it_begins_or_goes_on() -> None:
    blocks = blocks_of("Winemaker • Xqz of tourism")
    rows = (4.0, 0.0, 0.0, 0.0, 0.0), (2.0, 0.0, 1.9, 0.0, 0.0)
    labels = tuple(label.replace("address", "title") for label in LABELS)
    state = {"at:start": np.array(rows[0]), "at:end": np.array(rows[1])}
    [title, *_] = assign(blocks, witnesses_of(()), Model(labels, state, np.zeros((5, 5))))
    assert [block.text for block in title.blocks] == ["Winemaker", "Xqz of tourism"]
    alone = np.exp(2.0) / (np.exp(2.0) + np.exp(1.9) + 3)
    assert title.probability > alone
