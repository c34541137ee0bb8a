"""Find e-mail addresses, repairing what readers usually get wrong in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from email_validator import EmailNotValidError, validate_email

from cardscan.fields.layout.rows import GAP
from cardscan.fields.lexicon.lists import listed
from cardscan.fields.online import domains
from cardscan.fields.online.broken import broken_at_signs, broken_locals, rejoined
from cardscan.fields.online.disguised import disguised
from cardscan.fields.online.handles import network_after, network_before
from cardscan.fields.online.labels import label_start
from cardscan.fields.online.own import domain_of
from cardscan.fields.online.spelling import spelled
from cardscan.model import Candidate, Email
from cardscan.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.fields.layout.rows import Row, Sheet
    from cardscan.model import Lines

_SIGN = re.compile(r"@|[©®¢Ⓐⓐ]|\s?[(\[{]\s?at?\s?[)\]}]\s?", re.IGNORECASE)
_LOCAL = re.compile(r"(?:(?:(?<=[\s:])|\A)[\w.-]+,(?=[\w.-]+\s{0,2}\Z))?[\w.+&'%-]*[\w+&%-]\s{0,2}\Z")
_SPACED_LOCAL = re.compile(r"\A[\s:;.|-]*([\w+&'%-]+(?:\s?[._-]\s?[\w+&'%-]+|\s[\w+&'%-]+)*)\s{0,2}\Z")
_PIECE = re.compile(r"[\w-]+")
_JOINER = re.compile(r"\s?[.,]\s?|·\s?|\s·(?!\s)|\s")
"""What stands between the parts of a domain as it was read: " · " parts one thing from the next."""
_NUMBER = re.compile(r"(?=(?:\D*\d){9})\d+(?:[.-]\d+)+")
"""A telephone number, which is no local part: digits alone may be one."""
_UNDERSCORED = re.compile(r"[\w.-]+(?:\s?_\s?[\w.-]+)+")
_WORD = re.compile(r"[^\s|;/<>()\[\]]+")
_LETTERS_FOR_AT = "aesqgocuQGOCR0698&"
"""What "@" in small print has been read as."""
_INVITING = frozenset(("follow", "find", "see", "like", "at", "on"))
"""Words that ask people to look at an account: "follow @anna.weber"."""
_INITIAL_LABEL = re.compile(r"\A\s*[PTMFCWODH]\s?[.:]?\s?[+(]?\d")


@dataclass(frozen=True, slots=True)
class _Domain:
    name: str
    printed: str
    end: int


@dataclass(frozen=True, slots=True)
class _Clues:
    """What tells an address from what it was misread as."""

    reading: Lines
    words: frozenset[str]
    """Those in lines that hold no address, folded."""
    domains: frozenset[str]
    """The registered domains that it prints."""


def emails(sheet: Sheet) -> tuple[Candidate, ...]:
    """Return the e-mail addresses on a card, in reading order, each with its label's span.

    An "@" that was misread is restored only where the card proves it: before a large
    mail provider's domain or the domain of the card's own website or other address.
    """
    reading = sheet.reading
    clues = _Clues(reading, _words_of(reading), _domains_of(reading))
    found = [email for row in sheet.rows for email in disguised(row, reading)]
    for pair in broken_locals(reading, clues.words):
        found += _at_signs(pair, clues, "email-two-lines")
    for row in sheet.without(span for email in found for span in email.spans):
        found += _at_signs(row, clues, "email")
    for pair in broken_at_signs(reading, found):
        if not any(line in email.lines for email in found for line in pair.lines):
            found += _at_signs(pair, clues, "email-two-lines")
    known = clues.domains.union(map(domain_of, found)) - {""}
    for row in sheet.without(span for email in found for span in email.spans):
        found += _lost_signs(row, clues, known)
    return tuple(sorted(_agreed(found), key=lambda email: (email.spans[0].line, email.spans[0].start)))


def _domains_of(reading: Lines) -> frozenset[str]:
    text = " ".join(plain(line.text) for line in reading.lines)
    hosts = [word.split("/")[0] for word in _WORD.findall(re.sub(r"https?:/*|\bwww\s?[.,]\s?", " ", text))]
    return frozenset(domains.registered(host) for host in hosts if domains.is_domain(host)) - {""}


def _at_signs(row: Row, clues: _Clues, rule: str) -> Iterator[Candidate]:
    floor = 0
    for sign in _SIGN.finditer(row.text):
        domain = _domain_after(row.text, sign.end(), clues.domains)
        if domain is None or domain.name.lower().startswith("www.") or sign.start() < floor:
            continue
        floor = max(floor, row.text.rfind(GAP, 0, sign.start()) + 1)
        start, local, spaced = _local_before(row.text[floor : sign.start()], clues)
        address = _valid(spelled(local, clues.words), domain.name)
        start += floor
        if not address or row.text[:start].endswith("@"):
            continue  # "@anna@example.social" is an account
        if _stands_apart(row.text, sign) and _NUMBER.fullmatch(local):
            continue
        if _stands_apart(row.text, sign) and _is_handle(row.text, start, local, domain):
            continue
        printed = row.text[start : domain.end]
        touched = sign.group() != "@" or spaced or address.lower() != re.sub(r"\s", "", printed).lower()
        sureness = 0.8 if spaced else 0.9 if touched else 0.99
        yield _candidate(
            row, clues.reading, (start, domain.end), address, sureness, rule + "-mended" * touched
        )
        floor = domain.end


def _stands_apart(text: str, sign: re.Match[str]) -> bool:
    """Tell whether an "@" touches nothing before it."""
    return "@" in sign.group() and text[: sign.start() + 1].rstrip("@")[-1:].isspace()


def _is_handle(text: str, start: int, local: str, domain: _Domain) -> bool:
    """Tell whether the words before an "@" that stands apart are no part of an address.

    So it is where a network is named, and where they are not written as local parts are:
    "Founder @weber.studio". An invented address is worse than one that is missed.
    """
    if network_before(text[: text.rindex("@", 0, domain.end)])[0] or network_after(text[domain.end :]):
        return True
    if label_start(text, start) < start or domain.name in domains.mail_domains():
        return False
    if re.search(r"[\w][._\d-]", local) or local in listed("mailboxes"):
        return False
    others = bool(re.search(r"[^\W\d_]\s*\Z", text[:start]))
    return not local.islower() or others or local in _INVITING or len(local) == 1  # what an icon was read as


def _candidate(
    row: Row, reading: Lines, place: tuple[int, int], address: str, sureness: float, rule: str
) -> Candidate:
    start, end = place
    spans = row.spans(label_start(row.text, start), end)
    sureness *= min(reading.lines[span.line].confidence for span in spans)
    return Candidate("email", Email(address), row.printed(start, end, reading), sureness, spans, rule)


def _domain_after(text: str, start: int, known: frozenset[str]) -> _Domain | None:
    start += len(text[start : start + 2]) - len(text[start : start + 2].lstrip(" \n"))
    piece = _PIECE.match(text, start)
    if piece is None:
        return None
    letters = [(text[i], i) for i in range(piece.start(), piece.end())]
    while joiner := _JOINER.match(text, piece.end()):
        piece = _PIECE.match(text, joiner.end())
        if piece is None:
            break
        sofar, part = "".join(letter for letter, _ in letters), piece.group()
        if joiner.group() == "\n" and (sofar.endswith("-") or part.startswith("-")):
            glue = "\n"
        elif _goes_on(sofar, joiner.group(), part):
            glue = "."
        else:
            break
        letters.append((glue, joiner.start()))
        letters += [(text[i], i) for i in range(piece.start(), piece.end())]
    letters = rejoined(letters, known)
    printed = "".join(letter for letter, _ in letters)
    name, used = domains.longest(printed, known)
    return _Domain(name, printed[:used], letters[used - 1][1] + 1) if name else None


def _goes_on(sofar: str, joiner: str, part: str) -> bool:
    """Tell whether a domain goes on over this joiner: always over a bare dot, else in need only."""
    if joiner == ".":
        return True
    if "." in sofar and domains.is_domain(sofar):
        return len(part) <= 3 and "." in domains.suffix_of(f"{sofar}.{part}")
    if joiner.strip():
        return not part.lower().startswith("www")
    return domains.is_suffix(part) and part.islower() and "." not in sofar


def _local_before(text: str, clues: _Clues) -> tuple[int, str, bool]:
    """Return where the part before "@" starts, what it is, and whether spaces had to be bridged."""
    after_label = max(
        (m.end() for m in re.finditer(r"(?i)(?:e-?\s?mail|courriel|correo|mail)\s?[:.;)]+|(?i:e)\s?:", text)),
        default=0,
    )
    spaced = _SPACED_LOCAL.match(text[after_label:])
    local = spaced[1].strip() if spaced else ""
    if (
        spaced
        and re.search(r"\s", local)
        and (after_label or " " not in local or _UNDERSCORED.fullmatch(local))
    ):
        bare = re.sub(r"\s?([._-])\s?", r"\1", local)
        if " " not in bare or (after_label and bare == bare.lower() and bare.count(" ") == 1):
            start = after_label + spaced.start(1)
            local = bare.replace(" ", "_")
            return start, local if after_label else _unlabelled(local, clues), " " in bare
    match = _LOCAL.search(text)
    if match is None:
        return 0, "", False
    local = match.group().strip().replace(",", ".")
    labelled = label_start(text, match.start()) < match.start()
    cleaned = local.strip(".-'&%") if labelled else _unlabelled(local, clues)
    return match.start() + max(0, local.rfind(cleaned)), cleaned, False


def _unlabelled(local: str, clues: _Clues) -> str:
    """Return the local part without a label that was glued to its front.

    A single "E" goes only where the card itself speaks for it: the rest is a word on
    it, or its other labels are single capitals too.
    """
    local = re.sub(r"\A[^\x00-\u024f]+", "", local).strip(".-'&%")
    label = re.match(r"(?i)e-?mail[.:_-]?(?=\w)|(?:mail|courriel|correo)[.:](?=\w)", local)
    if label:
        return local[label.end() :]
    if re.match(r"[Ee][a-z0-9]", local) and len(local) > 3:
        words = clues.words
        first, rest = (fold(re.split(r"[._-]", part)[0]) for part in (local, local[1:]))
        capital = local[0] == "E" and local[1:] == local[1:].lower()
        labels = any(_INITIAL_LABEL.match(line.text) for line in clues.reading.lines)
        own_initial = any(word[0] == "e" and word not in fold(local) for word in words)
        known_rest = (len(rest) > 2 and rest in words and not own_initial) or (
            len(rest) == 1 and capital and any(word[0] == rest for word in words)
        )
        if first not in words and (known_rest or (capital and labels)):
            return local[1:]
    return local


def _words_of(reading: Lines) -> frozenset[str]:
    lines = (line.text for line in reading.lines if not re.search(r"@|www|\.\w{2,4}$", line.text))
    return frozenset(fold(word) for text in lines for word in re.findall(r"[^\W\d_]+", text))


def _valid(local: str, domain: str) -> str:
    try:
        address = validate_email(f"{folded_case_kept(local)}@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return ""
    return f"{address.local_part}@{domain}"


def folded_case_kept(text: str) -> str:
    """Return the text without accents: an address has none, so they are specks of dust.

    >>> folded_case_kept("Zoë")
    'Zoe'
    """
    return "".join(letter if letter.isascii() else fold(letter) for letter in text)


def _lost_signs(row: Row, clues: _Clues, known: frozenset[str]) -> Iterator[Candidate]:
    """Yield addresses whose "@" was read as a letter, or not at all."""
    hosts = tuple(known | domains.mail_domains())
    for word in _WORD.finditer(row.text):
        text = word.group().rstrip(".,:;-")
        if "@" in text or text.lower().startswith(("www", "http")) or not text.lower().endswith(hosts):
            continue
        for domain in sorted(hosts, key=lambda name: (-len(name), name)):
            head = text[: -len(domain)]
            if text.lower().endswith(domain) and len(head) > 2 and head[-1] not in ".-_":
                local, sure = _without_sign(head, clues)
                start = word.start() + text.find(local)
                address = _valid(local, text[-len(domain) :])
                labelled = label_start(row.text, start) < start
                if address and (sure or labelled or domain in domains.mail_domains()):
                    sureness = 0.85 if sure and labelled else 0.7
                    place = (start, word.start() + len(text))
                    yield _candidate(row, clues.reading, place, address, sureness, "email-sign-restored")
                break


def _without_sign(head: str, clues: _Clues) -> tuple[str, bool]:
    """Return the local part in front of a lost "@", and whether a stand-in for it was seen."""
    head = re.sub(r"(?i)\Ae-?mail[:.]+|\Ae:", "", head)
    whole = fold(re.split(r"[._-]", head)[-1])
    if head[-1] in _LETTERS_FOR_AT and whole not in clues.words:
        return _unlabelled(head[:-1], clues), True
    return _unlabelled(head, clues), False


def _agreed(found: list[Candidate]) -> Iterator[Candidate]:
    """Yield each address once, the surest reading of it."""
    best: dict[str, Candidate] = {}
    for email in found:
        key = email.value.value.casefold() if isinstance(email.value, Email) else ""
        if key not in best or email.confidence > best[key].confidence:
            best[key] = email
    yield from best.values()
