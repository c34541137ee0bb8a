"""Find websites and accounts on social networks and messengers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from cardscan.fields.lexicon.lists import listed
from cardscan.fields.online import domains
from cardscan.fields.online.broken import WWW, broken_at_marks, broken_in_words, rejoined
from cardscan.fields.online.domains import LETTER
from cardscan.fields.online.handles import handles, labelled_accounts, service_of
from cardscan.fields.online.labels import label_start
from cardscan.fields.online.own import own_domains
from cardscan.model import Candidate, Social, Url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.fields.layout.rows import Row, Sheet
    from cardscan.model import Lines

_SCHEME = r"h\s?t?t\s?[tp]\s?p?s?\s?[:;.]\s?/?\s?/?\s?"
_STRONG = re.compile(
    rf"(?:(?<![\w@])|(?<=\b[Ww])(?=http))(?P<scheme>{_SCHEME})?(?P<www>{WWW}\s?[.,:;]+\s?)?(?=[^\W_])",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"[{LETTER}](?:[{LETTER}_-]*[{LETTER}])?")
_JOINER = re.compile(r"\s?[.,]\s?|[.-]?\n-?")
_PATH = re.compile(r"(?::\d{2,5})?(?:\s?/\s?[\w.~%&=?#+@!-]+)*/?")
_ACCOUNT = re.compile(r"\s*[:@]")
_BARE = re.compile(rf"(?<![{LETTER}_@./-])[{LETTER}][{LETTER}_-]*(?:\.[{LETTER}_-]+)+")
_LABEL = re.compile(
    r"(?i)(?<![^\W\d_])(?:web\s?-?site|web\s?-?page|webseite|web|url|home\s?-?page|internet|site(?:\s?web)?|"
    r"sitio(?:\s?web)?|s[ií]tio|strona(?:\s?www)?|hp|w|ホ-ムペ-ジ|网址|網址|网站|網站|홈페이지|сайт)\s?[.:;>=)\]-]*\s*\Z"
)


def urls(sheet: Sheet, found: Iterable[Candidate] = ()) -> tuple[Candidate, ...]:
    """Return the websites and social accounts on a card, in reading order.

    `found` are the e-mails: their text is not looked at. A website without "http" or
    "www" counts only where it cannot be an abbreviation or a part of another word.
    """
    found, reading = tuple(found), sheet.reading
    taken = [span for candidate in found for span in candidate.spans]
    hits: list[Candidate] = []
    mail = own_domains(found)
    for row in (*broken_at_marks(reading, taken), *broken_in_words(reading, taken), *sheet.without(taken)):
        fresh = [
            *labelled_accounts(row, reading),
            *_strong(row, reading, mail),
            *_bare(row, reading),
            *handles(row, reading, mail),
        ]
        fresh += _blurred(row, reading, mail)
        for hit in fresh:
            if not any(_overlap(hit, other) for other in hits):
                hits.append(hit)
    return tuple(sorted(_once(hits), key=lambda hit: (hit.spans[0].line, hit.spans[0].start)))


def _blurred(row: Row, reading: Lines, mail: Iterable[str]) -> Iterator[Candidate]:
    """Yield a website read so badly that only the card's own e-mail tells what it says."""
    for word in re.finditer(r"(?i)(?<!\S)[wv]{2,}\S{5,}", row.text):
        for domain in mail:
            if Levenshtein.normalized_similarity(word.group().lower(), f"www.{domain}") >= 0.78:
                yield _candidate(row, reading, word.span(), f"www.{domain}", 0.7, "url-as-in-email")


def _strong(row: Row, reading: Lines, known: Iterable[str] = ()) -> Iterator[Candidate]:
    """Yield what "http" or "www" announces."""
    floor = 0
    for mark in _STRONG.finditer(row.text):
        if mark.start() < floor or not (mark["scheme"] or mark["www"]):
            continue
        host, used, end = _host_after(row.text, mark.end(), known)
        if not host or (mark["www"] and "w" not in mark["www"].lower() and "v" not in mark["www"].lower()):
            continue
        path = _path_after(row.text, end, used)
        floor = end + len(path)
        clean = re.sub(r"\s", "", path).rstrip(".,;-")
        shown = ("www." if mark["www"] else "") + host + clean
        mended = (
            row.text[mark.start() : floor].lower().replace("https://", "").replace("http://", "")
            != shown.lower()
        )
        yield _candidate(row, reading, (mark.start(), floor), shown, 0.9 if mended else 0.99, "url-www")


def _host_after(text: str, start: int, known: Iterable[str] = ()) -> tuple[str, bool, int]:
    """Return the host that begins here, whether its domain is whole, and where it ends."""
    piece = _PIECE.match(text, start)
    if piece is None:
        return "", False, start
    letters = [(text[i], i) for i in range(piece.start(), piece.end())]
    while joiner := _JOINER.match(text, piece.end()):
        piece = _PIECE.match(text, joiner.end())
        sofar = "".join(letter for letter, _ in letters)
        if piece is None or (joiner.group() != "." and domains.is_domain(sofar)):
            break
        sign = "-\n" if "-" in joiner.group() else "." if re.search("[.,]", joiner.group()) else ""
        letters += [(g, joiner.start()) for g in sign]
        letters += [(text[i], i) for i in range(piece.start(), piece.end())]
    letters = rejoined(letters, frozenset(known))
    printed = "".join(letter for letter, _ in letters)
    if re.sub("[^a-zA-Z]|I", "", printed).islower():  # "www.McIver.example" has a capital
        printed = re.sub("(?<=[a-z])I(?=[a-z.])", "l", printed)
    name, used = domains.longest(printed)
    if not name:
        return "", False, start
    return name.lower(), used == len(printed), letters[used - 1][1] + 1


def _path_after(text: str, end: int, whole: bool) -> str:  # noqa: FBT001
    match = _PATH.match(text, end)
    path = match.group().rstrip(" .,;") if match and whole else ""
    first = path.strip("/ ").split("/")[0]
    another = domains.is_domain(first) and plausible(first)  # "one.example / other.example"
    # "one.example / Twitter @anna"
    network = path.startswith(" / ") and _ACCOUNT.match(text, end + len(path))
    return "" if another or network else path


def _bare(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield websites printed without "http" or "www"."""
    for word in _BARE.finditer(row.text):
        host, used = domains.longest(word.group().rstrip(".-"))
        end = word.start() + used
        if not used or not domains.is_domain(word.group()[:used]) or row.text[end : end + 1] == "@":
            continue
        labelled = _LABEL.search(row.text[: word.start()]) is not None
        if label_start(row.text, word.start()) < word.start():
            continue  # an e-mail whose "@" was lost beyond repair
        if not (labelled or service_of(host) or plausible(word.group()[:used])):
            continue
        path = _path_after(row.text, end, used == len(word.group()))
        shown = host.lower() + re.sub(r"\s", "", path)
        yield _candidate(
            row, reading, (word.start(), end + len(path)), shown, 0.97 if labelled else 0.92, "url-bare"
        )


def plausible(text: str) -> bool:
    """Tell whether a bare domain is a website rather than an abbreviation or a missing space.

    >>> [plausible(t) for t in ("weber.example", "Ph.D", "N.V", "Tel.no", "Rd.London", "weber.co.uk")]
    [True, False, False, False, False, True]
    """
    labels = text.split(".")
    suffix = domains.suffix_of(text)
    name = labels[-2 - suffix.count(".")]
    if len(name) < 3 and suffix not in ("com", "net", "org"):
        return False
    if len(name) < 2 or any(
        label.lower() in listed("not_domains") for label in labels[: -1 - suffix.count(".")]
    ):
        return False
    last = labels[-1]
    if last[0].isupper() and not (last.isupper() and text.isupper()):
        return last.lower() in ("com", "net", "org") and len(name) > 3
    return not (
        last.islower() and len(labels) == 2 and name[0].isupper() and len(last) > 4 and name[1:].islower()
    )


def _candidate(
    row: Row, reading: Lines, place: tuple[int, int], shown: str, sureness: float, rule: str
) -> Candidate:
    start, end = place
    raw = row.printed(start, end, reading)
    label = _LABEL.search(row.text[:start])
    if label and (
        len(label.group().strip(" :.")) > 1 or not row.text[: label.start()].strip() or ":" in label.group()
    ):
        start = label.start()
    spans = row.spans(start, end)
    sureness *= min(reading.lines[span.line].confidence for span in spans)
    service = service_of(shown.split("/")[0])
    if service and ("/" in shown.rstrip("/") or service in ("linkedin", "facebook", "instagram")):
        return Candidate("social", Social(service, shown), raw, sureness, spans, "social-url")
    scheme = "http://" if re.match(r"(?i)http\s?:", raw) else "https://"
    return Candidate("url", Url(scheme + shown), raw, sureness, spans, rule)


def _overlap(a: Candidate, b: Candidate) -> bool:
    return any(p.line == q.line and p.start < q.end and q.start < p.end for p in a.spans for q in b.spans)


def _once(hits: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for hit in hits:
        value = hit.value.value if isinstance(hit.value, Url | Social) else ""
        service = hit.value.service if isinstance(hit.value, Social) else ""
        key = service + " " + re.sub(r"^(?:https?://)?(?:www\.)?", "", value.casefold()).rstrip("/")
        if key not in seen:
            seen.add(key)
            yield hit
