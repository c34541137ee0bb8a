"""Is this contact known? Keys under which like contacts meet, and a verdict on those that do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from cardscan.contact_fields import DETAILS, SOLE_FIRST, TEXTS
from cardscan.likeness import alike, is_same_number, squashed, tail
from cardscan.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.book.outcomes import ArrivalVerdict
    from cardscan.model import Contact, Value

_Likeness: TypeAlias = Literal["same", "like", "unlike"]

_MISREAD = 90.0
"""From this likeness on (0 to 100), two names are one, of which a letter was misread."""
_REWORDED = 80.0
"""From this likeness on, two titles or addresses say the same, and one was misread."""
_LONG_ENOUGH = 8
"""Letters of a name from which on one of them may differ."""
_DETAILS = tuple(field for field in SOLE_FIRST if field in DETAILS)
_RANK: dict[ArrivalVerdict, int] = {"again": 3, "renewed": 2, "uncertain": 1, "new": 0}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a contact is known, and why."""

    verdict: ArrivalVerdict
    of: str = ""
    """The uid of the known contact that decided, or ""."""
    likeness: float = 0.0
    """0 to 1."""
    reason: str = ""


def keys(contact: Contact) -> frozenset[str]:
    """Return the keys under which contacts that may be the same meet.

    None is shared by more contacts the larger a book grows: a number meets only under a word of the
    name, and a name only under its company or mail domain.
    """
    name = words(_name(contact))
    found = {f"e {email.value.casefold()}" for email in contact.emails}
    numbers = [phone.value for phone in contact.phones]
    # whole, as books of before have them, and as it is dialled within the country
    found |= {
        f"p {one} {word}" for number in numbers for one in (number, tail(number)) for word in name or [""]
    }
    found |= {f"m {phone.value}" for phone in contact.phones if phone.type == "cell"}
    company = words(contact.organization)
    if name:
        # whichever name comes first, and with or without middle names
        people = {f"{name[0][0]} {name[-1]}", f"{name[-1][0]} {name[0]}"}
        found |= {f"n {one} {word}" for one in people for word in (*company[:2], *_domains(contact))}
        if not (company or contact.emails or contact.phones):
            found |= {f"n {one}" for one in people}
    else:
        found |= {f"c {squashed(contact.organization)}"} if company else set()
        found |= {f"w {url.value.casefold()}" for url in contact.urls}
    return frozenset(found)


def judge(contact: Contact, known: Sequence[tuple[str, Contact]], *, read: bool = True) -> Judgement:
    """Return whether the contact is one of the known ones, each a uid and a contact.

    A contact that was `read` from a card may hold a letter or digit misread; of one that was
    typed, as in another address book, each counts.

    - again: the same person or company, and nothing that the known contact does not say, but for
      spelling and a letter misread;
    - renewed: the name and an e-mail or phone in common, and something new: a newer card;
    - uncertain: alike, without proof;
    - new: neither.
    """
    judgements = (_compared(contact, uid, other, read=read) for uid, other in known)
    return max(judgements, key=lambda found: (_RANK[found.verdict], found.likeness), default=Judgement("new"))


def _compared(contact: Contact, uid: str, other: Contact, *, read: bool) -> Judgement:
    if bool(_name(contact)) != bool(_name(other)):
        return _nameless(contact, uid, other)
    name = _names(contact, other, read=read) if _name(contact) else _companies(contact, other)
    reach = tuple(_shared(contact, other, misread=read and name == "same"))
    if name == "unlike":
        return _of_others(contact, uid, other)
    if reach and name == "like" and _name(contact) and not _personally(contact, other):
        shared = " and ".join(reach)
        return Judgement("uncertain", uid, 0.7, f"nearly the same name, and the same {shared}")
    if reach:
        news = tuple(_news(contact, other, read=read))
        shared = f"the same name and {' and '.join(reach)}"
        if news:
            return Judgement("renewed", uid, 0.9, f"{shared}; another {', '.join(news)}")
        return Judgement("again", uid, 1.0, shared)
    return _without_reach(contact, uid, other, name)


def _without_reach(contact: Contact, uid: str, other: Contact, name: _Likeness) -> Judgement:
    """Judge two of one name with no e-mail and no phone in common."""
    company = bool(contact.organization and other.organization) and alike(
        contact.organization, other.organization
    )
    if name == "same" and _normal(contact) == _normal(other):
        return Judgement("again", uid, 1.0, "the same in every field")
    if not _name(contact) and not _addresses_meet(contact, other):
        return Judgement("new")  # shops and branches of one name
    if company:
        return Judgement("uncertain", uid, 0.7 if name == "same" else 0.6, "the same name and company")
    if {*_domains(contact)} & {*_domains(other)}:
        return Judgement("uncertain", uid, 0.7, "the same name, and e-mail at the same company")
    if name == "same" and _name(contact):
        return Judgement("uncertain", uid, 0.3, "the same name")
    return Judgement("new")


def _of_others(contact: Contact, uid: str, other: Contact) -> Judgement:
    """Judge two of different names."""
    if {*_personal_emails(contact)} & {*_personal_emails(other)}:
        return Judgement("uncertain", uid, 0.6, "the same e-mail, but another name")
    if {*_cells(contact)} & {*_cells(other)}:
        return Judgement("uncertain", uid, 0.5, "the same mobile number, but another name")
    return Judgement("new")


def _nameless(contact: Contact, uid: str, other: Contact) -> Judgement:
    """Judge two of which only one has a name: a person's e-mail may have been read without it."""
    if _personally(contact, other):
        return Judgement("uncertain", uid, 0.5, "the same e-mail or mobile number, but one has no name")
    return Judgement("new")


def _names(a: Contact, b: Contact, *, read: bool) -> _Likeness:
    """Compare two names: word for word, with initials and without middle names, or misread."""
    first, second = words(_person(a)), words(_person(b))
    if sorted(first) == sorted(second) or (a.native_name and a.native_name == b.native_name):
        return "same"
    if _is_fuller(first, [*second, *words(b.nickname)]) or _is_fuller(second, [*first, *words(a.nickname)]):
        return "like"
    one, two = "".join(sorted(first)), "".join(sorted(second))
    long_enough = min(len(one), len(two)) >= _LONG_ENOUGH and _digits(one) == _digits(two)
    misread = fuzz.ratio(" ".join(first), " ".join(second)) >= _MISREAD
    return "like" if read and long_enough and misread else "unlike"


def _is_fuller(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether each word of a shorter name is a word of the longer, or the initial of one."""
    if not 2 <= len(short) <= len(long):
        return False
    left = list(long)
    for word in sorted(short, key=len, reverse=True):
        met = next((other for other in left if other == word or (len(word) == 1 and other[0] == word)), "")
        if not met:
            return False
        left.remove(met)
    return any(len(word) > 1 for word in short)


def _companies(a: Contact, b: Contact) -> _Likeness:
    if not (a.organization and b.organization):
        return "same" if a.organization == b.organization else "unlike"
    if words(a.organization) == words(b.organization):
        return "same"
    return "like" if alike(a.organization, b.organization) else "unlike"


def _shared(a: Contact, b: Contact, *, misread: bool) -> Iterator[str]:
    """Yield which ways to reach them the two have in common; an e-mail but for one letter, if `misread`."""
    pairs = ((email, other) for email in _emails(a) for other in _emails(b))
    if any(email == other or (misread and _is_one(email, other)) for email, other in pairs):
        yield "e-mail"
    if any(_is_number(one.value, other.value) for one in a.phones for other in b.phones):
        yield "phone"
    if not _name(a) and any(alike(url, other) for url in a.urls for other in b.urls):
        yield "website"


def _news(contact: Contact, known: Contact, *, read: bool) -> Iterator[str]:
    """Yield the fields in which the contact says what the known one does not."""
    for field in _DETAILS:
        value, other = field.of(contact), field.of(known)
        if value and not (other and _same(value, other, read=read)):
            yield field.key
    one = _is_one if read else str.__eq__
    if any(not any(one(email, other) for other in _emails(known)) for email in _emails(contact)):
        yield "e-mail"
    numbers = [phone.value for phone in known.phones]
    numbered = (phone.value for phone in contact.phones)
    if any(
        not any(one(number, other) or _is_number(number, other) for other in numbers) for number in numbered
    ):
        yield "phone"
    if _unknown(contact.addresses, known.addresses, read=read):
        yield "address"
    if _unknown(contact.urls, known.urls, read=read):
        yield "website"


def _unknown(values: Sequence[Value], known: Sequence[Value], *, read: bool) -> bool:
    return any(not any(_same(value, other, read=read) for other in known) for value in values)


def _same(a: Value, b: Value, *, read: bool) -> bool:
    """Tell whether two texts say the same; nearly the same, if one of them was perhaps misread."""
    if alike(a, b) or not read:
        return alike(a, b)
    first, second = (getattr(value, "formatted", "") or getattr(value, "value", value) for value in (a, b))
    return fuzz.token_sort_ratio(" ".join(words(str(first))), " ".join(words(str(second)))) >= _REWORDED


def _is_one(a: str, b: str) -> bool:
    """Tell whether two e-mails or numbers are one, of which one sign may have been misread.

    Only said of contacts that other evidence makes one person. anna1@ and anna2@ are two mailboxes.
    """
    if a == b:
        return True
    numbered = "@" in a and _digits(a) != _digits(b)
    return not numbered and min(len(a), len(b)) >= _LONG_ENOUGH and OSA.distance(a, b, score_cutoff=1) <= 1


def _is_number(a: str, b: str) -> bool:
    return a == b or is_same_number(a, b)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _name(contact: Contact) -> str:
    return _person(contact) or contact.native_name


def _person(contact: Contact) -> str:
    return " ".join((contact.given_name, contact.additional_name, contact.family_name)).strip()


def _emails(contact: Contact) -> list[str]:
    return [email.value.casefold() for email in contact.emails]


def _personal_emails(contact: Contact) -> Iterator[str]:
    """Yield the e-mails that are one person's, and no office's."""
    # imported when first asked for: looking things up in the book needs no vocabulary
    from cardscan.fields.lexicon.words import words as vocabulary

    return (mail for mail in _emails(contact) if mail.partition("@")[0] not in vocabulary("mailboxes"))


def _personally(a: Contact, b: Contact) -> bool:
    """Tell whether the two share an e-mail or a mobile number; the company's number is its people's."""
    return bool({*_personal_emails(a)} & {*_personal_emails(b)} or {*_cells(a)} & {*_cells(b)})


def _domains(contact: Contact) -> list[str]:
    """Return the mail domains that are the company's own."""
    from cardscan.fields.online.domains import mail_domains

    domains = (email.rpartition("@")[2] for email in _emails(contact))
    return [domain for domain in domains if domain not in mail_domains()]


def _cells(contact: Contact) -> list[str]:
    return [phone.value for phone in contact.phones if phone.type == "cell"]


def _addresses_meet(a: Contact, b: Contact) -> bool:
    return any(alike(one, other) for one in a.addresses for other in b.addresses)


def _normal(contact: Contact) -> tuple[object, ...]:
    return (
        *(tuple(words(field.of(contact))) for field in TEXTS),
        frozenset(phone.value for phone in contact.phones),
        frozenset(_emails(contact)),
        frozenset(tuple(words(address.formatted)) for address in contact.addresses),
        frozenset(url.value for url in contact.urls),
    )
