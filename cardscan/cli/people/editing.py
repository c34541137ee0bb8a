"""A contact as lines of text, "Title: Agent", and the contact that changed lines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.asked.hints import did_you_mean
from cardscan.contact_fields import FULL_NAME, LISTS, NAME_PARTS, NOTE, OWN_TEXTS
from cardscan.errors import UsageError
from cardscan.export.values import address_text
from cardscan.model import Address
from cardscan.text import fold
from cardscan.web.checking.card_form import ADDRESS_PARTS, contact_of
from cardscan.web.in_words import shown_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Contact, PhoneType

    Pair = tuple[str, str]
    """A field as it is called, and a value of it."""

PHONES: dict[str, PhoneType] = {
    "Phone": "work", "Mobile": "cell", "Fax": "fax", "Home phone": "home", "Pager": "pager",
    "Other phone": "other",
}  # fmt: skip
_TEXTS = {field.label: field.key for field in (FULL_NAME, *NAME_PARTS, *OWN_TEXTS, NOTE)}
_LISTS = {field.label: field.key for field in LISTS if field.key != "phones"}
LABELS = tuple(dict.fromkeys((*_TEXTS, *PHONES, *_LISTS)))
_OTHERS = {"organisation": "Company", "job": "Title", "cell": "Mobile", "mail": "E-mail", "url": "Website"}


def _plain(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


_KNOWN = {_plain(label): label for label in LABELS}
_KNOWN |= {_plain(key): label for label, key in (_TEXTS | _LISTS).items()} | _OTHERS


def pairs_of(contact: Contact) -> list[Pair]:
    """Return the contact's values, each with what its field is called; the name as a whole.

    An account is said with its service: "linkedin: anna-weber".
    """
    labels = {kind: label for label, kind in PHONES.items()}
    texts = [FULL_NAME, *OWN_TEXTS]
    return [
        *((field.label, str(field.of(contact))) for field in texts),
        *(
            (labels[phone.type], _with_extension(shown_number(phone), phone.extension))
            for phone in contact.phones
        ),
        *(("E-mail", email.value) for email in contact.emails),
        *(("Website", url.value) for url in contact.urls),
        *(("Address", address_text(address)) for address in contact.addresses),
        *(("Account", f"{item.service}: {item.value}") for item in contact.social),
        (NOTE.label, contact.note),
    ]


def label_of(name: str) -> str:
    """Return the field's label for what somebody calls it: "E-mail" for "email".

    Raises UsageError, with what may be meant, where no field is called so.
    """
    label = _KNOWN.get(_plain(name), "")
    if not label:
        meant = did_you_mean(name, LABELS)
        raise UsageError(f"{name}: there is no such field", meant or f"one of: {', '.join(LABELS).lower()}")
    return label


def changed(contact: Contact, given: Sequence[Pair]) -> Contact:
    """Return the contact with these values in the place of those that their fields had.

    Of a field that is named several times, all values count; "" takes the field's values away. Raises
    UsageError for a field that is not known.
    """
    pairs = [(label_of(name), value.strip()) for name, value in given]
    new: dict[str, list[str]] = {}
    for label, value in pairs:
        new.setdefault(label, []).append(value)
    form = {_TEXTS[label]: ["\n".join(values)] for label, values in new.items() if label in _TEXTS}
    rows = _in_place(pairs_of(contact), pairs)
    return contact_of({**form, **_lists(contact, [pair for pair in rows if pair[1]])}, contact)


def _in_place(before: Sequence[Pair], new: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with each field's new values where its first old one was."""
    named = {label for label, _ in new}
    if named >= {label for label, _ in before}:
        return list(new)
    rows: list[Pair] = []
    placed: set[str] = set()
    for label, value in before:
        if label not in named:
            rows.append((label, value))
        elif label not in placed:
            rows += [pair for pair in new if pair[0] == label]
            placed.add(label)
    return rows + [pair for pair in new if pair[0] not in placed]


def _lists(contact: Contact, pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Return the rows of the form that a contact's lists are."""
    phones = [(PHONES[label], *_apart(value)) for label, value in pairs if label in PHONES]
    accounts = [_account(value) for label, value in pairs if label == "Account"]
    addresses = [value for label, value in pairs if label == "Address"]
    known = {address_text(address): address for address in contact.addresses}
    parts = {
        f"address_{part}": [getattr(known.get(value, Address()), part) for value in addresses]
        for part in ADDRESS_PARTS
    }
    return {
        "phone_type": [kind for kind, _, _ in phones],
        "phones": [number for _, number, _ in phones],
        "phone_extension": [extension for _, _, extension in phones],
        "emails": [value for label, value in pairs if label == "E-mail"],
        "urls": [value for label, value in pairs if label == "Website"],
        "social_service": [service for service, _ in accounts],
        "social_value": [account for _, account in accounts],
        "addresses": addresses,
        "address_was": [value if value in known else "" for value in addresses],
        **parts,
    }


def _with_extension(number: str, extension: str) -> str:
    return f"{number} ext. {extension}" if extension else number


def _apart(text: str) -> tuple[str, str]:
    number, _, extension = text.partition(" ext. ")
    return number, extension.strip()


def _account(text: str) -> tuple[str, str]:
    service, colon, account = text.partition(":")
    if not colon:
        raise UsageError(f"account {text}: of which service?", "write it as linkedin: anna-weber")
    return service.strip(), account.strip()
