"""What is usual in a country: how its people, addresses, numbers and domains are written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cardscan.fields.lexicon.lists import groups, printed

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Habits:
    """One country's, named as in vocabulary/by_hand/habits.txt; False, "" and () where nothing is known."""

    family_first: bool = False
    """The family name comes first, if anything speaks for it."""
    few_family_names: bool = False
    """So few that the list knows them all: a name is the family name if it stands there."""
    family_first_in_doubt: bool = False
    """The family name comes first where both ends of a name may be it."""
    family_first_abroad: bool = False
    """A name of three words and more keeps this order on cards of other countries."""
    two_surnames: bool = False
    """People have two family names."""
    initials_of_address: tuple[str, ...] = ()
    """Titles of address that look like an initial, in lower case: "m."."""
    town_is_country: bool = False
    """A town bears the country's name; printed once, it is the country's, or both."""
    states_written_out: bool = False
    """States and counties, written out, are hardly ever meant as towns."""
    towns_are_provinces: bool = False
    """Large towns are provinces too, and are printed as the town."""
    state_before_code: bool = False
    """The state's letters stand right before the postal code, and may be glued to it."""
    short_states: bool = False
    """States are short in whatever case."""
    post_office: tuple[str, ...] = ()
    """Folded words beside a town that only this country's post office puts there."""
    postal_code: str = ""
    """The order of the parts of the last line, and the code's shape: "ZC [1-9]\\d{3}"."""
    code_prefix: tuple[str, ...] = ()
    """Letters for the country before a postal code."""
    code_letters: tuple[str, ...] = ()
    """Letters that its postal codes begin with, and that are no mere sign for the country."""
    short_code: str = ""
    """The shape of the first half of its postal codes, which may be printed alone behind a town."""
    code_digits: tuple[str, ...] = ()
    """Lengths of the groups of digits in postal codes that could be local numbers."""
    road_endings: tuple[str, ...] = ()
    """How folded words end that are roads by themselves."""
    own_road_endings: tuple[str, ...] = ()
    """The same, as regular expressions, where they speak for this country."""
    zero_kept: bool = False
    """Telephone numbers keep their first zero behind the country's code."""
    given_up_prefix: str = ""
    """What cell phone numbers had behind the country's code until it was given up."""
    trunk_given_up: str = ""
    """What national numbers of ten digits had in front until it was given up."""
    freephone: str = ""
    """How numbers begin that may be printed as words, to be dialled by the letters on the keys."""
    extension_behind_dash: bool = False
    """Telephone extensions are printed behind a dash, with no label."""
    direct_dials: bool = False
    """Digits behind a dash are a direct line's, or "0" the switchboard's, whatever they are."""
    undecided_is_mobile: bool = False
    """The numbering plan leaves mobile ranges undecided; land lines have known area codes."""
    number_shape: str = ""
    """How numbers are grouped nowhere else, whether they are valid or not."""
    labelled_number_shape: str = ""
    """The same, where a label stands at the number."""
    domain: str = ""
    """The domain for the country where that is not its code."""
    domain_for_all: bool = False
    """The whole world registers names under the country's domain."""
    institutions: tuple[str, ...] = ()
    """Suffixes of its institutions: "edu"."""
    rare_accents: bool = False
    """Its language has accents that readers of Latin letters lose or confuse."""
    letters_misread: tuple[str, ...] = ()
    """Letters that its language has not and readers see in it, each with the one it is: "ă:ã"."""


@cache
def habits() -> Mapping[str, Habits]:
    """Return the habits of each country that anything is known of, by ISO 3166 code.

    Raises LookupError where the list names a habit that there is none of.

    >>> habits()["HU"].family_first, habits()["DE"].code_prefix
    (True, ('D',))
    """
    found: defaultdict[str, dict[str, bool | str | tuple[str, ...]]] = defaultdict(dict)
    for group in groups("postal_codes"):
        found[group.key]["postal_code"] = group.entries[0]
    for group in groups("habits"):
        for entry in group.entries:
            name, value = _habit(entry)
            found[group.key][name] = value
    return MappingProxyType({country: Habits(**known) for country, known in found.items()})  # type: ignore[arg-type]


def habits_of(country: str) -> Habits:
    """Return a country's habits, by ISO 3166 code; none where it is "" or unknown."""
    return habits().get(country, _UNKNOWN)


def likely_countries(sought: str) -> tuple[str, ...]:
    """Return the countries to try for an "address" or a "telephone" number where nothing else speaks."""
    return printed("likely_countries")[sought]


_UNKNOWN = Habits()
_KINDS: Mapping[str, type] = {field.name: type(getattr(_UNKNOWN, field.name)) for field in fields(Habits)}


def _habit(entry: str) -> tuple[str, bool | str | tuple[str, ...]]:
    """Return a habit's name and value.

    >>> _habit("family first"), _habit("road endings = vej gade"), _habit("domain = uk")
    (('family_first', True), ('road_endings', ('vej', 'gade')), ('domain', 'uk'))
    """
    title, told, value = entry.partition(" = ")
    name = title.replace(" ", "_")
    if name not in _KINDS or bool(told) is (_KINDS[name] is bool):
        raise LookupError(f"no habit is called {title!r}, or it is told otherwise: {entry!r}")
    kind = _KINDS[name]
    return name, True if kind is bool else value if kind is str else tuple(value.split())
