"""Find the numbers on a card that may be telephone numbers, each with its label and extension."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.telephone.bare_numbers import Number, bare_numbers, mended_digits
from cardscan.fields.telephone.direct_dials import completed
from cardscan.fields.telephone.number_labels import labelled_from_above, labelled_in_row
from cardscan.fields.telephone.vanity import with_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.fields.layout.rows import Sheet
    from cardscan.model import Span

__all__ = ["Number", "numbers"]

_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d{2}|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}"
    r"|(?:19|20)\d\d ?- ?(?:19|20)\d\d"
)


def numbers(sheet: Sheet, taken: Iterable[Span] = ()) -> tuple[Number, ...]:
    """Return the numbers outside the taken spans, from top to bottom, postal codes and the like included.

    Those that are printed short, as direct dials are, are written out.
    """
    found: list[Number] = []
    for row in sheet.without(taken):
        text = mended_digits(with_keys(row.text))
        on_row = labelled_in_row(bare_numbers(row, text), text)
        undated = [number for number in on_row if number.sure_label or not _DATE.fullmatch(number.text)]
        found += labelled_from_above(undated, sheet.reading, found)
    return completed(found)
