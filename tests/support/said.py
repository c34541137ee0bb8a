"""What the text of a code says, picked by kind."""

from collections.abc import Iterable

from cardscan.model import Candidate, Kind, Value
from cardscan.payload import parse_payload


def values(candidates: Iterable[Candidate], kind: Kind) -> list[Value]:
    """Return the values of one kind."""
    return [candidate.value for candidate in candidates if candidate.kind == kind]


def only(payload: str, kind: Kind, region: str = "") -> Value:
    """Return the one value that a payload says."""
    found = parse_payload(payload, region=region)
    assert [candidate.kind for candidate in found] == [kind]
    return found[0].value
