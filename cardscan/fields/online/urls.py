"""Find websites and accounts on social networks and messengers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from cardscan.fields.layout.rows import Row, below, height, left, middle, right, side_by_side
from cardscan.fields.lexicon.lists import listed
from cardscan.fields.online import domains
from cardscan.fields.online.emails import label_start
from cardscan.fields.online.own import own_domains
from cardscan.model import Candidate, Social, Url
from cardscan.networks import NETWORKS, service_at
from cardscan.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.fields.layout.rows import Sheet
    from cardscan.model import Lines, Span

_SCHEME = r"h\s?t?t\s?[tp]\s?p?s?\s?[:;.]\s?/?\s?/?\s?"
_WWW = (
    r"(?:[wW]\s?(?:[wW]|[vV]{2})\s?[wW]|[vV]{2}[wW]{1,2}[vV]*|[wW][vV]{2}[wW]|[wW]{2}[vV]{2}"
    r"|[vV]{4,6}|[wW]{2,4})"
)
_STRONG = re.compile(
    rf"(?:(?<![\w@])|(?<=\b[Ww])(?=http))(?P<scheme>{_SCHEME})?(?P<www>{_WWW}\s?[.,:;]+\s?)?(?=[^\W_])",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^\W_](?:[\w-]*[^\W_])?", re.ASCII)
_JOINER = re.compile(r"\s?[.,]\s?|\.?-?\n")
_PATH = re.compile(r"(?::\d{2,5})?(?:\s?/\s?[\w.~%&=?#+@!-]+)*/?")
_BARE = re.compile(r"(?<![\w@./-])[^\W_][\w-]*(?:\.[\w-]+)+", re.ASCII)
_LABEL = re.compile(
    r"(?i)(?<![^\W\d_])(?:web\s?-?site|web\s?-?page|webseite|web|url|home\s?-?page|internet|site(?:\s?web)?|"
    r"sitio(?:\s?web)?|s[ií]tio|strona(?:\s?www)?|hp|w|ホ-ムペ-ジ|网址|網址|网站|網站|홈페이지|сайт)\s?[.:;>=)\]-]*\s*\Z"
)
_HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z_][\w.]{2,29})", re.ASCII)


def urls(sheet: Sheet, found: Iterable[Candidate] = ()) -> tuple[Candidate, ...]:
    """Return the websites and social accounts on a card, in reading order.

    `found` are the e-mails: their text is not looked at. A website without "http" or
    "www" counts only where it cannot be an abbreviation or a part of another word.
    """
    found, reading = tuple(found), sheet.reading
    taken = [span for candidate in found for span in candidate.spans]
    hits: list[Candidate] = []
    mail = own_domains(found)
    for row in (*_pairs(reading, taken), *_halves(reading, taken), *sheet.without(taken)):
        fresh = [
            *_labelled_accounts(row, reading),
            *_strong(row, reading),
            *_bare(row, reading),
            *_handles(row, reading),
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


def _service_of(host: str) -> str:
    """Return the network whose host this is, also under another country's domain; "" for none."""
    name = domains.registered(host).split(".")[0]
    abroad = (
        network.service
        for network in NETWORKS
        if len(name) > 4 and any(own.split(".")[0] == name for own in network.hosts)
    )
    return service_at(host) or next(abroad, "")


def _strong(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield what "http" or "www" announces."""
    floor = 0
    for mark in _STRONG.finditer(row.text):
        if mark.start() < floor or not (mark["scheme"] or mark["www"]):
            continue
        host, used, end = _host_after(row.text, mark.end())
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


def _host_after(text: str, start: int) -> tuple[str, bool, int]:
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
        dot = "." if re.search("[.,]", joiner.group()) else ""
        letters += [(g, joiner.start()) for g in dot] + [
            (text[i], i) for i in range(piece.start(), piece.end())
        ]
    printed = re.sub("(?<=[a-z])I(?=[a-z.])", "l", "".join(letter for letter, _ in letters))
    name, used = domains.longest(printed)
    if not name:
        return "", False, start
    return name.lower(), used == len(printed), letters[used - 1][1] + 1


def _path_after(text: str, end: int, whole: bool) -> str:  # noqa: FBT001
    match = _PATH.match(text, end)
    return match.group().rstrip(" .,;") if match and whole else ""


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
        if not (labelled or _service_of(host) or plausible(word.group()[:used])):
            continue
        path = _path_after(row.text, end, used == len(word.group()))
        shown = host.lower() + re.sub(r"\s", "", path)
        yield _candidate(
            row, reading, (word.start(), end + len(path)), shown, 0.97 if labelled else 0.92, "url-bare"
        )


def plausible(text: str) -> bool:
    """Tell whether a bare domain is a website rather than an abbreviation or a missing space.

    >>> [plausible(t) for t in ("weber.example", "Ph.D", "N.V", "Tel.no", "Rd.London", "WEBER.COM")]
    [True, False, False, False, False, True]
    """
    labels = text.split(".")
    suffix = domains.suffix_of(text)
    name = labels[-2 - suffix.count(".")]
    if len(name) < 3 and suffix not in ("com", "net", "org"):
        return False
    if len(name) < 2 or any(label.lower() in listed("not_domains") for label in labels[:-1]):
        return False
    last = labels[-1]
    if last[0].isupper() and not (last.isupper() and text.isupper()):
        return last.lower() in ("com", "net", "org") and len(name) > 3
    return not (
        last.islower() and len(labels) == 2 and name[0].isupper() and len(last) > 4 and name[1:].islower()
    )


def _labelled_accounts(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield accounts that follow a service's name: "Skype: anna.weber", "facebook /anna"."""
    for network in NETWORKS:
        service, labels = network.service, "|".join(map(re.escape, network.labels))
        pattern = (
            rf"(?i)(?<![\w.@])(?:{labels})(?:\s?(?:id|name|user|account))?\s?(?:[:：/@]|\s@|-\s)+\s?@?/?"
            rf"(?P<handle>[A-Za-z][\w.:-]*[\w])(?![\w@])"
        )
        for match in re.finditer(pattern, row.text) if labels else ():
            handle = match["handle"]
            if not domains.is_domain(handle) or "." not in handle or service in ("skype", "facebook"):
                if _service_of(handle):
                    continue
                yield _account(row, reading, match.span(), match.start("handle"), service, handle)


def _account(
    row: Row, reading: Lines, place: tuple[int, int], start: int, service: str, handle: str
) -> Candidate:
    spans = row.spans(*place)
    sureness = 0.9 * min(reading.lines[span.line].confidence for span in spans)
    return Candidate(
        "social",
        Social(service, handle),
        row.printed(start, place[1], reading),
        sureness,
        spans,
        "social-label",
    )


def _handles(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield "@name" that no service's name stands before."""
    for match in re.finditer(r"(?<![\w/.])in/([a-z][\w-]{3,60})", row.text):
        yield _account(row, reading, match.span(), match.start(), "linkedin", match.group())
    for match in _HANDLE.finditer(row.text):
        if not domains.is_domain(match[1]):
            before = row.text[: match.start()].rstrip(" :").lower()
            names = ((network.service, n) for network in NETWORKS for n in (*network.hosts, *network.labels))
            service = next((s for s, n in names if re.search(rf"(?<!\w){re.escape(n)}\Z", before)), "")
            start = before.rfind(" ") + 1 if service else match.start()
            # Networks that write "@" before every name: the oldest of them where an icon alone said which.
            yield _account(row, reading, (start, match.end()), match.start(), service or "x", "@" + match[1])


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
    service = _service_of(shown.split("/")[0])
    if service and ("/" in shown.rstrip("/") or service in ("linkedin", "facebook", "instagram")):
        return Candidate("social", Social(service, shown), raw, sureness, spans, "social-url")
    scheme = "http://" if re.match(r"(?i)http\s?:", raw) else "https://"
    return Candidate("url", Url(scheme + shown), raw, sureness, spans, rule)


def _pairs(reading: Lines, taken: list[Span]) -> Iterator[Row]:
    """Yield a line with a website that breaks off, together with the line under it."""
    used = {span.line for span in taken}
    texts = [plain(line.text).strip() for line in reading.lines]
    for upper, over in enumerate(reading.lines):
        if upper in used or not re.search(rf"(?i)(?:{_WWW}\s?\.|https?:).*[./-]\Z", texts[upper]):
            continue
        under = [
            lower for lower, line in enumerate(reading.lines)
            if lower not in used and below(over, line) and re.match(r"[\w/.~%-]+\Z", texts[lower])
        ]  # fmt: skip
        for lower in sorted(under, key=lambda lower: middle(reading.lines[lower]))[:1]:
            yield Row(f"{texts[upper]}\n{texts[lower]}", (0, len(texts[upper]) + 1), (upper, lower))


def _halves(reading: Lines, taken: list[Span]) -> Iterator[Row]:
    """Yield the two boxes of a website that was cut within a word, as one text."""
    used = {span.line for span in taken}
    free = [index for index in range(len(reading.lines)) if index not in used]
    texts = [plain(line.text).strip() for line in reading.lines]
    for first in free:
        begun = re.fullmatch(rf"(?i).*?(?:{_WWW}\s?\.|https?://)([\w-]+)", texts[first])
        if not begun:
            continue
        for second in free:
            a, b = reading.lines[first], reading.lines[second]
            touching = side_by_side(a, b) and abs(left(b) - right(a)) < 0.5 * height(a)
            if touching and re.match(r"[\w-]+\.", texts[second]) and domains.is_domain(texts[second]):
                yield Row(f"{texts[first]}\n{texts[second]}", (0, len(texts[first]) + 1), (first, second))


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
