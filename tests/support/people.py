"""Fictional contacts of eighteen countries' names, mixed with the text that breaks file formats."""

from functools import cache

from faker import Faker
from hypothesis import strategies as st

from cardscan.model import Address, CardScan, Contact
from tests.support import strategies
from tests.support.fictional import scan

LOCALES = (
    "ar_EG", "cs_CZ", "de_DE", "el_GR", "en_GB", "en_US", "es_MX", "fa_IR", "fr_FR", "he_IL", "hi_IN",
    "ja_JP", "ko_KR", "pl_PL", "pt_BR", "ru_RU", "th_TH", "vi_VN",
)  # fmt: skip
_EACH = 8


@cache
def words(locale: str) -> dict[str, tuple[str, ...]]:
    """Return a few words of each kind as Faker makes them for the locale, the same in every run."""
    fake = Faker(locale)
    fake.seed_instance(1)
    makers = {
        "given_name": fake.first_name,
        "family_name": fake.last_name,
        "organization": fake.company,
        "title": fake.job,
        "street": fake.street_address,
        "locality": fake.city,
        "postal_code": fake.postcode,
        "country": fake.country,
    }
    return {kind: tuple(str(make()) for _ in range(_EACH)) for kind, make in makers.items()}


def texts(locale: str, kind: str, *, longest: int = 60) -> st.SearchStrategy[str]:
    """A word of the locale, any text, both behind each other, or nothing."""
    word = st.sampled_from(words(locale)[kind])
    both = st.tuples(word, strategies.lines(longest)).map("".join).map(str.strip)
    return word | both | strategies.lines(longest) | st.just("")


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """A contact of one of the locales: from an empty one to one with names of 300 characters."""
    locale = draw(st.sampled_from(LOCALES))

    def text(kind: str, longest: int = 60) -> str:
        return draw(texts(locale, kind, longest=longest))

    places = [
        Address(text("street"), text("locality"), "", text("postal_code"), text("country"))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Contact(
        given_name=text("given_name", 300),
        family_name=text("family_name", 300),
        title=text("title"),
        department=draw(strategies.lines()),
        organization=text("organization", 300),
        phones=draw(st.lists(strategies.phones(), max_size=6).map(tuple)),
        emails=draw(st.lists(strategies.emails(), max_size=4).map(tuple)),
        urls=draw(st.lists(strategies.urls(), max_size=3).map(tuple)),
        addresses=tuple(place for place in places if place != Address()),
        note=draw(strategies.paragraphs()),
    )


@st.composite
def known_contacts(draw: st.DrawFn) -> CardScan:
    """Such a contact with what the book knows about it."""
    card = scan(draw(contacts()))
    return CardScan(card.source, card.contact, {}, {}, (), card.reading, record=draw(strategies.records()))
