"""Which domains are a card's own: its person's or company's, and no mail provider's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.online.domains import mail_domains, registered
from cardscan.model import Email, Url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Candidate


def host_of(candidate: Candidate) -> str:
    """Return the host of an e-mail or a website in lower case, "" for anything else."""
    if not isinstance(candidate.value, Email | Url):
        return ""
    return re.sub(r"^\w+://|^.*@", "", candidate.value.value.lower()).partition("/")[0]


def domain_of(candidate: Candidate) -> str:
    """Return the registered domain of an e-mail or a website, "" for anything else."""
    return registered(host_of(candidate))


def own_domains(found: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the registered domains of the e-mails and websites among these, each once, in their order."""
    names = dict.fromkeys(map(domain_of, found))
    return tuple(name for name in names if name and name not in mail_domains())
