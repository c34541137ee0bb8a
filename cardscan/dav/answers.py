"""What a server's answers mean, in words for the user."""

from __future__ import annotations

from dataclasses import dataclass

from cardscan.dav.errors import RefusedError, ServerError, UnreachableError


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    url: str
    """Where it was said, after redirects."""
    body: bytes
    etag: str = ""
    location: str = ""
    retry_after: str = ""
    offers: str = ""
    """What ways to sign in it takes."""


def refused(answer: Answer, doing: str) -> RefusedError:
    """Return the error for an answer that is no success."""
    hints = {
        403: "you may not write there",
        404: "see that the address is right",
        413: "it is too large for this server",
        507: "there is no room left on the server",
    }
    said = _reason_of(answer)
    return RefusedError(
        f"{doing}: the server answers {answer.status}{f' ({said})' if said else ''}",
        hints.get(answer.status, ""),
        answer.status,
    )


def _reason_of(answer: Answer) -> str:
    """Return the server's own words about a failure where it says some in plain text or sabre's XML."""
    text = answer.body[:2000].decode(errors="replace")
    if "<s:message>" in text:
        text = text.partition("<s:message>")[2].partition("</s:message>")[0]
    return "" if "<" in text else printable(text.strip())


def unauthorised(answer: Answer, *, signed_in: bool) -> ServerError:
    """Return the error for an answer to somebody whom the server does not know."""
    if not signed_in:
        return ServerError(f"{answer.url}: the server asks who you are", "name the user with --user")
    if "basic" not in answer.offers.lower() and answer.offers:
        return ServerError(
            f"{answer.url}: the server takes no passwords of programs",
            "files can be imported instead: `cardscan export`, `cardscan due --ics`",
        )
    return ServerError(
        f"{answer.url}: wrong user or password",
        "with two-factor sign-in (Nextcloud, iCloud), make a password for this program in the account",
    )


def busy(answer: Answer) -> UnreachableError:
    """Return the error for a server that had no time, however often it was asked."""
    wait = (
        f", and asks to wait {printable(answer.retry_after, 40)} seconds"
        if answer.retry_after.isdigit()
        else ""
    )
    return UnreachableError(
        f"{answer.url}: the server is busy (answers {answer.status}){wait}", "run this again later"
    )


def printable(text: str, most: int = 200) -> str:
    r"""Return text of a server's as it may be put on a terminal: one line, no control characters.

    >>> printable("two\nlines\x1b[31m")
    'two lines [31m'
    """
    return "".join(char if char.isprintable() else " " for char in text[:most])
