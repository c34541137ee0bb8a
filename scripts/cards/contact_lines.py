"""Printed lines for telephones, mail, web, social networks and addresses, with labels of many styles."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cardscan.model import Address, Email, Phone, Social, Url
from scripts.cards.lexicon import countries, plain, sections, words
from scripts.cards.places import fragment, place
from scripts.cards.printed import PrintedLine, Span, SpanKind, line
from scripts.cards.telephones import e164, number, print_number

if TYPE_CHECKING:
    from cardscan.model import PhoneType
    from scripts.cards.companies import Company
    from scripts.cards.people import Person

FREEMAIL: Final = (
    "gmail.com", "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "gmx.net", "web.de",
    "orange.fr", "libero.it", "terra.com.br", "uol.com.br", "aol.com", "live.com",
)  # fmt: skip
ICONS: Final = {"phone": "☎", "email": "✉", "url": "➤", "address": "⌂", "social": "●"}
NETWORKS: Final = {
    "linkedin": ("linkedin.com/in/{flat}", "www.linkedin.com/in/{dashed}", "in/{flat}", "LinkedIn: {flat}"),
    "x": ("@{flat}", "twitter.com/{flat}", "Twitter: @{flat}", "x.com/{flat}"),
    "instagram": ("@{flat}", "instagram.com/{flat}", "Instagram: {dotted}", "IG: @{flat}"),
    "facebook": ("facebook.com/{flat}", "fb.com/{flat}", "/{flat}", "Facebook: {flat}"),
    "skype": ("Skype: {dotted}", "skype: {flat}", "Skype ID: {flat}"),
    "wechat": ("WeChat: {flat}", "微信: {flat}"),
    "xing": ("xing.com/profile/{flat}",),
}


class Style(NamedTuple):
    """How one card words its labels; the same throughout the card."""

    locale: str
    language: str
    form: str
    """"word", "letter", "icon", "none" or "after"."""
    seed: int
    publishable: bool


class Printed(NamedTuple):
    """Values with the lines that print them."""

    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    urls: tuple[Url, ...] = ()
    social: tuple[Social, ...] = ()
    addresses: tuple[Address, ...] = ()
    lines: tuple[PrintedLine, ...] = ()


def label_style(rng: random.Random, locale: str, language: str, *, publishable: bool) -> Style:
    """Return a card's way with labels."""
    forms = ("word", "letter", "icon", "none", "after")
    (form,) = rng.choices(forms, weights=(55, 18, 10, 15, 2))
    spoken = "en" if rng.random() < 0.2 else language
    return Style(locale, spoken, form, rng.getrandbits(32), publishable)


def labelled(
    rng: random.Random, style: Style, what: str, value: str, kind: SpanKind, *, must: bool = False
) -> PrintedLine:
    """Return value on a line, with a label in the card's style; `must` where a fax needs its word."""
    if style.form == "icon" and not must:
        icon = ICONS.get(kind, "●") if style.seed % 2 else "●"
        return line((icon, "icon"), (" ", "gap"), (value, kind))
    if style.form == "none" and not must:
        return line((value, kind))
    choices = words(style.language, f"label.{what}")
    short = tuple(entry for entry in choices if len(entry.strip(" :.")) <= 1)
    long = tuple(entry for entry in choices if entry not in short)
    pool = (short or long) if style.form == "letter" else (long or choices)
    # The same draw for every label of a card, so that "T:" goes with "F:" more often than not.
    label = pool[style.seed % len(pool)] if rng.random() < 0.5 else rng.choice(pool)
    if style.seed % 11 == 0:
        label = label.upper()
    if style.form == "after":
        return line((value, kind), (f" ({label.strip(' :')})", "label"))
    joint = (" ", " ", " ", "  ", "", " : ", "    ")[style.seed // 7 % 7]
    if joint == "" and label[-1] not in ":.":
        joint = " "
    if joint == " : " and label[-1] in ":.":
        joint = " "
    return line((label, "label"), (joint, "gap"), (value, kind))


def telephones(rng: random.Random, style: Style, kinds: tuple[PhoneType, ...]) -> Printed:
    """Return the numbers of a card, each on a line of its own."""
    phones: list[Phone] = []
    lines: list[PrintedLine] = []
    for kind in kinds:
        made = number(rng, style.locale[-2:], kind, publishable=style.publishable)
        raw = print_number(rng, made, random.Random(style.seed))
        what = kind if kind in ("work", "cell", "fax", "home") else "work"
        printed = labelled(rng, style, what, raw, "phone", must=kind == "fax")
        extension = ""
        if kind == "work" and rng.random() < 0.06:
            extension = str(rng.randint(10, 4999))
            printed = _extend(rng, printed, extension)
        phones.append(Phone(e164(made), raw, kind, extension))
        if kind == "work" and not extension and rng.random() < 0.06:
            second = _shorthand(rng, raw, e164(made))
            phones.append(second)
            printed = line(
                *((s.text, s.kind) for s in printed.spans),
                (rng.choice((" / ", "/", ", ", " - ")), "gap"),
                (second.raw, "phone"),
            )
        lines.append(printed)
    return Printed(phones=tuple(phones), lines=tuple(lines))


def _extend(rng: random.Random, printed: PrintedLine, extension: str) -> PrintedLine:
    joint = rng.choice((" ext. ", " x", " Ext ", " ext ", " extn. ", " Ext: "))
    spans = [(s.text + (joint + extension if s.kind == "phone" else ""), s.kind) for s in printed.spans]
    return line(*spans)


def _shorthand(rng: random.Random, raw: str, value: str) -> Phone:
    """Return a second number of which only the last digits are printed."""
    count = rng.choice((2, 4, 4))
    last = "".join(rng.choice("0123456789") for _ in range(count))
    return Phone(value[:-count] + last, last, "work")


def mails(rng: random.Random, style: Style, person: Person | None, company: Company | None) -> Printed:
    """Return one address, sometimes two."""
    values = [_mail(rng, style, person, company)]
    if person and company and rng.random() < 0.1:
        values.append(f"{rng.choice(words(style.language, 'mailboxes'))}@{company.domain}")
    values = list(dict.fromkeys(values))
    lines = [labelled(rng, style, "email", _cased(rng, value), "email") for value in values]
    return Printed(emails=tuple(Email(value) for value in values), lines=tuple(lines))


def _cased(rng: random.Random, value: str) -> str:
    return value.upper() if rng.random() < 0.03 else value


def _mail(rng: random.Random, style: Style, person: Person | None, company: Company | None) -> str:
    host = company.domain if company else ""
    draw = rng.random()
    if not host or draw < 0.08:
        host = "post.example" if style.publishable else rng.choice(FREEMAIL)
    elif draw < 0.12:
        host = f"mail.{host}"
    elif draw < 0.17:  # the parent company's, or an old one
        top = host.partition(".")[2]
        host = plain("".join(rng.choice(sections("names.txt")["brand.word"]))) + f".{top}"
    if person is None or rng.random() < 0.13:
        return f"{rng.choice(words(style.language, 'mailboxes'))}@{host}"
    given = plain(person.name.given) or "a"
    family = plain(person.name.family).replace("-", rng.choice(("", "-")))
    first = given.split("-")[0]
    forms = (f"{first}.{family}", f"{first}.{family}", f"{first[0]}.{family}", f"{first[0]}{family}",
             f"{first}{family[:1]}", first, family, f"{first}_{family}", f"{family}.{first}",
             f"{first}{family}", f"{first[0]}{family[:1]}", f"{first}{rng.randint(1, 99)}")  # fmt: skip
    return f"{rng.choice(forms)}@{host}"


def websites(rng: random.Random, style: Style, domain: str) -> Printed:
    """Return the company's website."""
    path = rng.choice(("/de", "/team", "/en", "/contact")) if rng.random() < 0.04 else ""
    printed = rng.choice(("www.", "www.", "www.", "", "", "http://www.", "https://", "WWW.")) + domain + path
    if printed.startswith("WWW."):
        printed = printed.upper()
    stem = re.sub(r"^http(s?)://", "", printed.lower())
    scheme = "http://" if printed.startswith("http:") else "https://"
    built = labelled(rng, style, "url", printed, "url")
    if built.spans[0].text.lower().startswith(("www", "http")) and len(built.spans) > 1:
        built = line((printed, "url"))
    return Printed(urls=(Url(scheme + stem),), lines=(built,))


def networks(rng: random.Random, name: str) -> Printed:
    """Return one or two accounts of social networks."""
    chosen = rng.sample(tuple(NETWORKS), rng.choice((1, 1, 2)))
    social, lines = [], []
    for service in chosen:
        handle = {"dashed": plain(name), "flat": plain(name).replace("-", ""),
                  "dotted": plain(name).replace("-", ".")}  # fmt: skip
        text = rng.choice(NETWORKS[service]).format(**handle)
        if text.startswith(("@", "/")) and len(text) > 1:
            lines.append(line(("●", "icon"), (" ", "gap"), (text, "social")))
        else:
            lines.append(line((text, "social")))
        social.append(Social(service, text))
    return Printed(social=tuple(social), lines=tuple(lines))


def postal(rng: random.Random, style: Style, *, native: bool = False) -> Printed:
    """Return an address on one to four lines, at times only a piece of it."""
    whole = place(rng, style.locale, native=native)
    if rng.random() < 0.05:
        whole = fragment(rng, whole)
    lines = [line((entry, "address")) for entry in whole.lines]
    draw = rng.random()
    if draw < 0.24 and len(lines) > 1:
        joint = rng.choice((", ", ", ", " · ", " • ", " - ", " | "))
        lines = [line((joint.join(whole.lines), "address"))]
    elif draw < 0.32 and len(lines) > 2:
        lines = [line((", ".join(whole.lines[:2]), "address")), *lines[2:]]
    elif draw < 0.38:
        lines = _wrapped(lines)
    if rng.random() < 0.12:
        label = rng.choice(words(style.language, "label.address"))
        lines[0] = PrintedLine((Span(label, "label"), Span(" ", "gap"), *lines[0].spans))
    elif style.form == "icon":
        lines[0] = PrintedLine((Span(ICONS["address"], "icon"), Span(" ", "gap"), *lines[0].spans))
    return Printed(addresses=(whole.address,), lines=tuple(lines))


def _wrapped(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Break the longest line at a comma, as narrow columns do."""
    at = max(range(len(lines)), key=lambda index: len(lines[index].text))
    head, comma, tail = lines[at].text.partition(", ")
    if not comma:
        return lines
    return [*lines[:at], line((head + ",", "address")), line((tail, "address")), *lines[at + 1 :]]


def office_label(rng: random.Random, style: Style) -> PrintedLine:
    """Return the heading of an office ("Head Office")."""
    towns = countries()[style.locale]["cities"]
    town = str(rng.choice(towns)).partition(";")[0]
    return line((rng.choice(words(style.language, "label.office")).format(city=town), "label"))
