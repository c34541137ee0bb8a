"""E-mail addresses in words, as they are printed against harvesters: "anna (at) weber (dot) example"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.online import domains
from cardscan.fields.online.domains import LETTER
from cardscan.fields.online.labels import label_start
from cardscan.model import Candidate, Email

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.fields.layout.rows import Row
    from cardscan.model import Lines

_AT = "at|ät|aet|arroba|chiocciola|arobase|kukac|malpa|małpa"
_DOT = r"dot|d0t|punkt|point|punto|ponto|punt|pont|kropka|\."
_IN_BRACKETS = r"\s?[(\[{{<]\s?(?:{0})\s?[)\]}}>]\s?"
_AT_SIGN = rf"(?:{_IN_BRACKETS.format(_AT + '|@')}|\s(?:at|ät)\s|\s?@\s?)"
_FULL_STOP = rf"(?:{_IN_BRACKETS.format(_DOT)}|\s(?:dot|punkt)\s|\.)"
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?P<local>[a-z0-9_+-]+(?:{_FULL_STOP}[a-z0-9_+-]+)*)(?P<at>{_AT_SIGN})"
    rf"(?P<domain>[{LETTER}-]+(?:{_FULL_STOP}[{LETTER}-]+)+)(?![\w@-])",
    re.IGNORECASE,
)
_SURE = 0.95


def disguised(row: Row, reading: Lines) -> Iterator[Candidate]:
    """Yield the addresses of a row whose "@" or dots are words.

    "at" without brackets counts only behind an e-mail's label, or beside a dot in words where nothing else
    is said in the row: people are to be found "at weber.example" too.
    """
    for match in _ADDRESS.finditer(row.text):
        local, domain = (
            re.sub(_FULL_STOP, ".", match[part], flags=re.IGNORECASE) for part in ("local", "domain")
        )
        spelled = local != match["local"] or domain != match["domain"]
        bare = match["at"].strip().isalpha()
        start = label_start(row.text, match.start())
        labelled = start < match.start()
        if not domains.is_domain(domain) or (
            bare and not labelled and not (spelled and _is_alone(match, row))
        ):
            continue
        if not spelled and match["at"].strip() == "@":
            continue  # printed as it is
        spans = row.spans(start, match.end())
        sureness = _SURE * min(reading.lines[span.line].confidence for span in spans)
        raw = row.printed(match.start(), match.end(), reading)
        yield Candidate("email", Email(f"{local}@{domain}"), raw, sureness, spans, "email-disguised")


def _is_alone(match: re.Match[str], row: Row) -> bool:
    """Tell whether an address in words is all that a row says, in small letters as people write addresses."""
    return match.group() == row.text.strip() and match["local"].islower()
