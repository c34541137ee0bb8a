"""The content of fictional business cards: what is printed, and the truth about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.model import Contact, PersonName
from scripts.cards.companies import Company, company, fill
from scripts.cards.contact_lines import (
    Printed,
    Style,
    label_style,
    mails,
    networks,
    office_label,
    postal,
    telephones,
    websites,
)
from scripts.cards.lexicon import countries, words
from scripts.cards.people import Person, person, print_name
from scripts.cards.printed import Block, FictionalCard, PrintedLine, line

if TYPE_CHECKING:
    import random

    from cardscan.model import PhoneType

LOCALES: tuple[str, ...] = tuple(countries())
"""Every locale that cards can be invented for."""


def fictional_card(
    rng: random.Random, locale: str, *, publishable: bool = False, plain: bool = False
) -> FictionalCard:
    """Return an invented card of the locale; the same state of rng gives the same card.

    `publishable` keeps to .example domains and numbers kept for fiction; `plain` leaves out the
    oddities (no name, no company, fragments), for samples that people look at.
    """
    language = str(rng.choice(countries()[locale]["languages"]))
    owner = person(rng, locale) if plain or rng.random() < 0.95 else None
    family = owner.name.family if owner else ""
    firm = company(rng, locale, language, family, publishable=publishable)
    style = label_style(rng, locale, language, publishable=publishable)
    named = plain or owner is None or rng.random() < 0.93
    people, name, native_name, title, department = _person_block(rng, locale, language, owner, plain=plain)
    firm_block, organization = _company_block(rng, locale, language, firm, owner, named=named)
    found, blocks = _details(rng, style, owner, firm if named or rng.random() < 0.7 else None, plain=plain)
    notes = _notes(rng, locale, language, plain=plain)
    contact = Contact(
        prefix=name.prefix, given_name=name.given, additional_name=name.additional, family_name=name.family,
        suffix=name.suffix, family_first=name.family_first, native_name=native_name, title=title,
        department=department, organization=organization, phones=found.phones, emails=found.emails,
        urls=found.urls, addresses=found.addresses, social=found.social,
        note="\n".join(_note_lines((*firm_block, *notes))),
    )  # fmt: skip
    everything = tuple(block for block in (*people, *firm_block, *blocks, *notes) if block.lines)
    return FictionalCard(locale, language, contact, everything)


def _note_lines(blocks: tuple[Block, ...]) -> list[str]:
    return [entry.text for block in blocks for entry in block.lines if entry.main_kind == "note"]


def _person_block(
    rng: random.Random, locale: str, language: str, owner: Person | None, *, plain: bool
) -> tuple[tuple[Block, ...], PersonName, str, str, str]:
    """Return the block of name, title and department, and these as the contact holds them."""
    if owner is None:
        return (), PersonName(), "", "", ""
    lines, name, native_name = _name_lines(rng, language, owner)
    title, department = _title(rng, locale, language, plain=plain)
    titled: list[PrintedLine] = [line((part, "title")) for part in _wrap(rng, title)] if title else []
    draw = rng.random()
    if title and department and draw < 0.2:
        titled = [line((title, "title"), (", ", "gap"), (department, "department"))]
    elif department:
        below = line((department, "department"))
        titled = [below, *titled] if language in ("ja", "zh") or draw > 0.85 else [*titled, below]
    if title and not department and rng.random() < 0.06:
        joint = rng.choice((" | ", ", ", " - ", " · "))
        merged = [(span.text, span.kind) for span in lines[-1].spans]
        return (
            (Block("person", (*lines[:-1], line(*merged, (joint, "gap"), (title, "title")))),),
            name, native_name, title, department,
        )  # fmt: skip
    above = rng.random() < (0.6 if language in ("ja", "zh") else 0.05)
    lines = [*titled, *lines] if above else [*lines, *titled]
    return (Block("person", tuple(lines)),), name, native_name, title, department


def _name_lines(
    rng: random.Random, language: str, owner: Person
) -> tuple[list[PrintedLine], PersonName, str]:
    latin = line((print_name(rng, owner.name), "name"))
    native = owner.native
    if not native.family or language == "en":
        return [latin], owner.name, ""
    joint = rng.choice(("", " ", "  ")) if native.family_first else " "
    order = (native.family, native.given) if native.family_first else (native.given, native.family)
    printed = joint.join(order)
    below = line((printed, "native_name"))
    draw = rng.random()
    if draw < 0.25:
        return [below], native, printed
    if draw < 0.4:
        both = line((printed, "native_name"), ("  ", "gap"), (latin.text, "name"))
        return [both], owner.name, printed
    return ([below, latin] if draw < 0.85 else [latin, below]), owner.name, printed


def _title(rng: random.Random, locale: str, language: str, *, plain: bool) -> tuple[str, str]:
    spoken = "en" if rng.random() < 0.22 else language
    if spoken in ("ja", "zh") and rng.random() < 0.15:
        spoken = "en"
    title = fill(rng, rng.choice(words(spoken, "titles")), locale, spoken)
    department = ""
    usual = 0.5 if language in ("ja", "zh") else 0.2
    if rng.random() < usual and title.count(" ") < 4:
        department = rng.choice(words(spoken, "departments"))
    if not plain and rng.random() < 0.14:
        title = ""
    return title, "" if department and department in title else department


def _wrap(rng: random.Random, text: str) -> list[str]:
    """Break a long text into two lines on some cards."""
    if len(text) < 26 or rng.random() < 0.6 or " " not in text:
        return [text]
    middle = min((at for at, c in enumerate(text) if c == " "), key=lambda at: abs(at - len(text) // 2))
    return [text[:middle], text[middle + 1 :]]


def _company_block(
    rng: random.Random, locale: str, language: str, firm: Company, owner: Person | None, *, named: bool
) -> tuple[tuple[Block, ...], str]:
    """Return the company's block, which may hold two forms of its name, and the organization."""
    lines: list[PrintedLine] = []
    organization = ""
    if named:
        organization = firm.name
        logo = rng.random()
        if firm.native and logo < 0.55:
            organization = firm.native if logo < 0.25 else firm.name
            other = firm.name if organization == firm.native else firm.native
            lines = [line((firm.native, "organization" if organization == firm.native else "brand"))]
            if organization != firm.native or logo < 0.12:
                lines.append(line((firm.name, "organization" if other != firm.name else "brand")))
        elif logo < 0.2 and firm.brand != firm.name:
            lines = [line((firm.brand, "brand")), line((firm.name, "organization"))]
        else:
            lines = [line((part, "organization")) for part in _wrap(rng, firm.name)]
    if rng.random() < 0.17:
        spoken = "en" if rng.random() < 0.3 else language
        slogan = fill(rng, rng.choice(words(spoken, "slogans")), locale, spoken)
        lines.append(line((slogan, "note")))
    if owner is None or rng.random() < 0.07:
        lines.append(line((fill(rng, rng.choice(words(language, "services")), locale, language), "note")))
    return (Block("company", tuple(lines)),), organization


def _phone_kinds(rng: random.Random, *, plain: bool) -> tuple[PhoneType, ...]:
    patterns: tuple[tuple[PhoneType, ...], ...] = (
        ("work",), ("cell",), ("work", "cell"), ("cell", "work"), ("work", "fax"), ("work", "fax", "cell"),
        ("work", "cell", "fax"), ("work", "work"), ("work", "work", "fax", "cell"), ("cell", "cell"),
        ("work", "fax", "home"), (),
    )  # fmt: skip
    weights = (16, 14, 20, 4, 12, 9, 9, 4, 3, 2, 1, 0 if plain else 5)
    return rng.choices(patterns, weights=weights)[0]


def _details(
    rng: random.Random, style: Style, owner: Person | None, firm: Company | None, *, plain: bool
) -> tuple[Printed, tuple[Block, ...]]:
    """Return how to reach the person: values, and the blocks that print them."""
    phones = telephones(rng, style, _phone_kinds(rng, plain=plain))
    web: list[Printed] = []
    if plain or rng.random() < 0.88:
        web.append(mails(rng, style, owner, firm))
    if firm and rng.random() < 0.62:
        web.append(websites(rng, style, firm.domain))
    if owner and rng.random() < 0.13:
        web.append(networks(rng, f"{owner.name.given} {owner.name.family}"))
    rng.shuffle(web)
    native = style.language in ("ja", "zh") and rng.random() < 0.7
    offices = [postal(rng, style, native=native)] if plain or rng.random() < 0.82 else []
    if offices and rng.random() < 0.08:
        offices.append(postal(rng, style, native=native))
    addressed = _address_blocks(rng, style, offices)
    lines = _paired(rng, phones.lines)
    web_lines = tuple(entry for part in web for entry in part.lines)
    if rng.random() < 0.1 and len(web_lines) == 2 and not web_lines[0].text.startswith(tuple("☎✉➤●")):
        web_lines = (_joined(rng, web_lines[0], web_lines[1]),)
    found = Printed(
        phones.phones,
        tuple(value for part in web for value in part.emails),
        tuple(value for part in web for value in part.urls),
        tuple(value for part in web for value in part.social),
        tuple(value for part in offices for value in part.addresses),
    )
    return found, (*addressed, Block("phones", lines), Block("web", web_lines))


def _address_blocks(rng: random.Random, style: Style, offices: list[Printed]) -> list[Block]:
    headed = len(offices) > 1 and rng.random() < 0.8
    blocks = []
    for office in offices:
        heading = (office_label(rng, style),) if headed else ()
        blocks.append(Block("address", (*heading, *office.lines)))
    return blocks


def _paired(rng: random.Random, lines: tuple[PrintedLine, ...]) -> tuple[PrintedLine, ...]:
    """Put the first two numbers on one line on some cards."""
    if len(lines) < 2 or rng.random() > 0.12:
        return lines
    return (_joined(rng, lines[0], lines[1]), *lines[2:])


def _joined(rng: random.Random, first: PrintedLine, second: PrintedLine) -> PrintedLine:
    joint = rng.choice(("  ", "   ", " | ", " · ", " / ", "     ", " • "))
    spans = [(span.text, span.kind) for span in first.spans]
    return line(*spans, (joint, "gap"), *((span.text, span.kind) for span in second.spans))


def _notes(rng: random.Random, locale: str, language: str, *, plain: bool) -> tuple[Block, ...]:
    if plain or rng.random() > 0.24:
        return ()
    chosen = rng.sample(words(language, "notes"), rng.choice((1, 1, 1, 2)))
    lines = tuple(line((fill(rng, entry, locale, language), "note")) for entry in chosen)
    return (Block("note", lines),)
