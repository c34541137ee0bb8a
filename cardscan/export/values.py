"""How one value of a contact is put into words, the same in every format."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cardscan.model import Address, Contact, Event, Phone, Record, Social

_T = TypeVar("_T")

_MULTILINE = frozenset({"note", "street", "formatted"})
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_contact(contact: Contact) -> Contact:
    r"""Return the contact without control characters, which no address book wants.

    A card's text is a stranger's: a QR code may hold any character. Line breaks stay,
    as "\n", in notes and addresses, and become spaces elsewhere.

    >>> plain_contact(Contact(given_name="An\x00na\r\nMaria", note="a\r\nb")).note
    'a\nb'
    >>> plain_contact(Contact(given_name="An\x00na\r\nMaria")).given_name
    'Anna Maria'
    """
    return _plain(contact, "")


def _plain(value: _T, name: str) -> _T:
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = plain_text(value, multiline=name in _MULTILINE)
    elif isinstance(value, tuple):
        cleaned = tuple(_plain(item, name) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {key: part for key, old in parts.items() if (part := _plain(old, key)) != old}
        cleaned = replace(value, **changed) if changed else value
    return cleaned  # type: ignore[no-any-return]


def plain_record(record: Record) -> Record:
    """Return what the book adds without control characters; line breaks stay in the notes."""
    events = (Event(plain_text(event.name), plain_text(event.date)) for event in record.events)
    return replace(
        record,
        tags=tuple(filter(None, map(plain_text, record.tags))),
        events=tuple(events),
        notes=tuple(plain_text(note, multiline=True) for note in record.notes),
    )


def plain_text(text: str, *, multiline: bool = False) -> str:
    r"""Return the text without control characters, in one line unless `multiline`.

    >>> plain_text("a\x1b[2J\r\nb")
    'a[2J b'
    """
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", _LINE_BREAK.sub("\n", text))).replace("\t", " ")
    return (text if multiline else text.replace("\n", " ")).strip()


def phone_text(phone: Phone) -> str:
    """Return the number with its extension, as libphonenumber writes and reads it.

    RFC 3966's ";ext=" is shown raw by most address books, and a pause's comma needs
    an escape in vCards that classic Outlook does not undo.

    >>> phone_text(Phone("+15550100123", extension="12"))
    '+15550100123 ext. 12'
    """
    return f"{phone.value} ext. {phone.extension}" if phone.extension else phone.value


def grouped(phone: Phone) -> str:
    """Return the number with its digits grouped as in its country.

    >>> grouped(Phone("+33199001160")), grouped(Phone("extension only", extension="12"))
    ('+33 1 99 00 11 60', 'extension only ext. 12')
    """
    import phonenumbers  # here, since most formats do without it

    try:
        number = phonenumbers.parse(phone.value)
    except phonenumbers.NumberParseException:
        return phone_text(phone)
    spaced = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phone_text(replace(phone, value=spaced))


def address_text(address: Address) -> str:
    """Return the whole address in one piece, as printed where that is known."""
    parts = (address.street, address.locality, address.region, address.postal_code, address.country)
    return address.formatted or ", ".join(part for part in parts if part)


def street_text(address: Address) -> str:
    """Return the street; the whole address where it could not be taken apart."""
    parts = (address.street, address.locality, address.region, address.postal_code, address.country)
    return address.street if any(parts) else address.formatted


def profile_link(social: Social) -> str:
    """Return the address of the account's page, or "" where there is none to be known.

    >>> profile_link(Social("linkedin", "linkedin.com/in/anna"))
    'https://linkedin.com/in/anna'
    >>> profile_link(Social("x", "@anna"))
    'https://x.com/anna'
    >>> profile_link(Social("skype", "anna.weber"))
    ''
    """
    value = social.value
    if re.match(r"https?://", value, re.IGNORECASE):
        return value
    if re.match(r"[\w-]+(\.[\w-]+)+/\S", value):
        return f"https://{value}"
    handle = value.removeprefix("@")
    from cardscan.networks import profile_of  # here, since most contacts have no such account

    return profile_of(social.service, handle) if re.fullmatch(r"[\w.-]+", handle) else ""


def links(contact: Contact) -> tuple[str, ...]:
    """Return the websites, then the pages of social accounts, each once."""
    urls = [url.value for url in contact.urls]
    pages = [link for social in contact.social if (link := profile_link(social))]
    return tuple(dict.fromkeys([*urls, *pages]))


def accounts_without_link(contact: Contact) -> tuple[str, ...]:
    """Return "service: account" for the social accounts that have no page to link to."""
    return tuple(f"{item.service}: {item.value}" for item in contact.social if not profile_link(item))


def nicknames(contact: Contact) -> tuple[str, ...]:
    """Return what formats call nicknames: the name in the other script, and the nickname."""
    return tuple(filter(None, (contact.native_name, contact.nickname)))


def categories(record: Record) -> tuple[str, ...]:
    """Return the tags and the events' names, each once, by which address books group contacts.

    Without signs at their ends that part or escape the words of a list, which programs read in many ways.
    """
    record = plain_record(record)
    names = (*record.tags, *(event.name for event in record.events))
    return tuple(dict.fromkeys(filter(None, (name.strip(" ,;\\") for name in names))))


def note_text(contact: Contact, record: Record, *further: str) -> str:
    """Return the card's note, then where the person was met, then the user's own notes, then `further`.

    What the card's note says already, as it does in a contact that came back, is not said again.
    """
    record = plain_record(record)
    met = (f"Met {where}" for event in record.events if (where := _where(event)))
    added = (*accounts_without_link(contact), *met, *record.notes, *further)
    said = f"\n{contact.note}\n"
    return "\n".join(filter(None, (contact.note, *(part for part in added if f"\n{part}\n" not in said))))


def _where(event: Event) -> str:
    return ", ".join(filter(None, (event.name and f"at {event.name}", event.date)))


def person(contact: Contact) -> Contact:
    """Return the contact with its native name as the given name where it is the only one.

    Importers make the shown name from the name's parts.
    """
    if contact.full_name or not contact.native_name:
        return contact
    return replace(contact, given_name=contact.native_name, native_name="")
