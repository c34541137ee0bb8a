"""The fields of a contact: what each is called, how it is judged, and its name in every format.

Whatever reads a contact field by field reads this table: a field that is added here and to
model.Contact is merged, matched, kept in the book, shown, corrected, exported and scored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cardscan.model import Address, Contact, Email, Phone, Social, Url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cardscan.model import Kind, PersonName, Value


@dataclass(frozen=True, slots=True)
class Field:
    """One field; a name in a format is "" where no plain column, but the format's module, sees to it."""

    key: str
    """Of Contact's attribute, of JSON, of `confidence` and `needs_review`."""
    label: str
    """For people."""
    kind: Kind
    """Of the candidates that say it."""
    blank: Value = ""
    """The empty value, or of a list, an empty one of its values: their type is the field's."""
    plural: str = ""
    """The label of all the values of a list; "" for a single text."""
    sole: bool = False
    """A card has one of these: where two of its sides say two things, a person should look."""
    personal: bool = False
    """It is said of a person: on a card without a name, only what is sure."""
    lasting: bool = False
    """It stays with the person who changes the company."""
    vcard: tuple[str, ...] = ()
    """Properties that say it: the first is written, all are read."""
    csv: str = ""
    """Column of the spreadsheet."""
    google: str = ""
    outlook: str = ""
    thunderbird: str = ""
    """Columns of these programs' CSV."""
    truth: str = ""
    """Key in the truth beside a labelled picture."""

    def of(self, contact: Contact) -> Any:
        """Return what the contact says: a text, or a tuple of values."""
        return getattr(contact, self.key)


NICKNAME = Field(
    "nickname", "Nickname", "name", vcard=("NICKNAME",), csv="Nickname", google="Nickname",
    thunderbird="Nickname", truth="nickname",
)  # fmt: skip
"""Where formats have a place for it, that is the native name's too."""
PRONOUNS = Field("pronouns", "Pronouns", "name", vcard=("PRONOUNS",), csv="Pronouns", truth="pronouns")

NAME_PARTS = (
    Field(
        "prefix", "Prefix", "name", csv="Prefix", google="Name Prefix", outlook="Title", truth="prefix",
    ),
    Field(
        "given_name", "Given name", "name", csv="First name", google="First Name", outlook="First Name",
        truth="given",
    ),
    Field(
        "additional_name", "Middle name", "name", csv="Middle name", google="Middle Name",
        outlook="Middle Name", truth="middle",
    ),
    Field(
        "family_name", "Family name", "name", csv="Last name", google="Last Name", outlook="Last Name",
        truth="family",
    ),
    Field("suffix", "Suffix", "name", csv="Suffix", google="Name Suffix", outlook="Suffix", truth="suffix"),
    NICKNAME,
    PRONOUNS,
)  # fmt: skip
"""What a name is taken apart into; all but the pronouns are in the full name."""

FULL_NAME = Field("full_name", "Name", "name", sole=True, csv="Name", truth="name")

NAMES = (
    FULL_NAME,
    Field(
        "native_name", "Native name", "native_name", sole=True, lasting=True, csv="Native name",
        truth="native_name",
    ),
)  # fmt: skip

DETAILS = (
    Field(
        "title", "Title", "title", personal=True, vcard=("TITLE", "ROLE"), csv="Job title",
        google="Organization Title", outlook="Job Title", thunderbird="Job Title", truth="title",
    ),
    Field(
        "department", "Department", "department", personal=True, csv="Department",
        google="Organization Department", outlook="Department", thunderbird="Department", truth="department",
    ),
    Field(
        "organization", "Company", "organization", sole=True, csv="Company", google="Organization Name",
        outlook="Company", thunderbird="Organization", truth="org",
    ),
)  # fmt: skip
"""Single texts beside the names; what a format has no column for is written into its notes."""

LISTS = (
    Field("phones", "Phone", "phone", Phone(""), "Phones"),
    Field("emails", "E-mail", "email", Email(""), "E-mail"),
    Field("urls", "Website", "url", Url(""), "Websites"),
    Field("addresses", "Address", "address", Address(), "Addresses"),
    Field("social", "Account", "social", Social("", ""), "Accounts", lasting=True),
)

NOTE = Field("note", "Note", "note", csv="Note", truth="slogan")
"""What no other field holds."""

TEXTS = (*NAMES, *DETAILS)
"""What a card says once."""

OWN_TEXTS = TEXTS[1:]
"""Those that a contact holds as they are; its full name is made of parts."""

TEXTS_IN_PARTS = (FULL_NAME, *NAME_PARTS, *OWN_TEXTS)
"""The same, the name's parts behind the name."""

SOLE_FIRST = tuple(sorted(TEXTS, key=lambda field: not field.sole))
"""What tells people and companies apart comes before what says more of them."""


def with_name(contact: Contact, name: PersonName) -> Contact:
    """Return the contact under this name."""
    return replace(
        contact,
        prefix=name.prefix,
        given_name=name.given,
        additional_name=name.additional,
        family_name=name.family,
        suffix=name.suffix,
        family_first=name.family_first,
        nickname=name.nickname,
        pronouns=name.pronouns,
    )


def with_values(contact: Contact, values: Iterable[tuple[Field, Any]]) -> Contact:
    """Return the contact with these values in the place of its own; none may be the full name's."""
    changes: dict[str, Any] = {field.key: value for field, value in values}
    return replace(contact, **changes)


def in_columns(
    contact: Contact, fields: Iterable[Field], column: Callable[[Field], str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the texts by column, and those without one as lines for the notes.

    >>> in_columns(Contact(title="Agent"), DETAILS, lambda field: field.outlook)[0]["Job Title"]
    'Agent'
    """
    said = [(column(field), field.label, field.of(contact)) for field in fields]
    cells = {name: text for name, _, text in said if name}
    return cells, tuple(f"{label}: {text}" for name, label, text in said if text and not name)
