"""Fictional cards as typed text: one string a line of print, a tab between boxes side by side."""

from hypothesis import strategies as st

from cardscan.fields import understood
from cardscan.model import Candidate, Email, Line, Lines, Phone, Social, Url

LETTER = 12.0
HEIGHT = 24.0


def typed_card(*rows: str, confidence: float = 1.0) -> Lines:
    """Return the reading of a card with these rows, set flush left in one size."""
    lines = []
    for number, row in enumerate(rows):
        x, y = 50.0, 50.0 + 36.0 * number
        for text in row.split("\t"):
            right = x + LETTER * max(1, len(text))
            lines.append(Line(text, ((x, y), (right, y), (right, y + HEIGHT), (x, y + HEIGHT)), confidence))
            x = right + 60.0
    return Lines(tuple(lines), "typed", 1200.0, 700.0)


def found(kind: str, *rows: str, region: str = "") -> list[Candidate]:
    """Return the candidates of one kind on a typed card."""
    known = understood(typed_card(*rows), region=region)
    return [candidate for candidate in known.found if candidate.kind == kind]


def values(kind: str, *rows: str, region: str = "") -> list[str]:
    """Return the values of one kind on a typed card."""
    return [
        candidate.value.value
        for candidate in found(kind, *rows, region=region)
        if isinstance(candidate.value, Email | Url | Social | Phone)
    ]


def phone(*rows: str, region: str = "") -> Phone:
    """Return the first phone on a typed card."""
    first = found("phone", *rows, region=region)[0].value
    assert isinstance(first, Phone)
    return first


_PIECES = st.sampled_from(
    "@ . .. , / +49 (0) 030 1234-5678 Tel. Fax: E-mail www. http:// .com gmail.com anna weber ａ＠ｂ "
    "電話 ー ß İ ﬁ x 12 O0Il| [ ] ( ) \u0301 😀".split(" ")
)


def any_readings() -> st.SearchStrategy[Lines]:
    """Any lines in any places, with much of what addresses and numbers are made of."""
    texts = st.text(max_size=30) | st.lists(_PIECES, max_size=12).map("".join)
    numbers = st.floats(0, 1000)

    def line(text: str, x: float, y: float, confidence: float) -> Line:
        right = x + LETTER * max(1, len(text))
        return Line(text, ((x, y), (right, y), (right, y + HEIGHT), (x, y + HEIGHT)), confidence)

    lines = st.lists(st.builds(line, texts, numbers, numbers, st.floats(0, 1)), max_size=8)
    return lines.map(lambda made: Lines(tuple(made), "any", 1000.0, 1000.0))
