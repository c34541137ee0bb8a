"""Requests to a server over HTTP: TLS, password, time-outs, retries, redirects, limits on size."""

from __future__ import annotations

import ipaddress
import logging
import socket
import ssl
import time
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urljoin, urlsplit

import httpx

from cardscan import __version__
from cardscan.carddav.errors import RefusedError, ServerError, UnreachableError
from cardscan.carddav.multistatus import strong
from cardscan.carddav.patience import Patience
from cardscan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

_log = logging.getLogger(__name__)

_BUSY = frozenset({429, 502, 503, 504})
_TRANSIENT = _BUSY | {500}
_REDIRECTS = frozenset({301, 302, 307, 308})
_MOST_REDIRECTS = 5
_MEBIBYTE = 1 << 20
_GOOGLE = ("google.com", "googleapis.com", "googleusercontent.com")

LARGEST_ANSWER = 64 * _MEBIBYTE
"""Octets of a list of all contacts; some 200,000 of them."""

LARGEST_CARD = 4 * _MEBIBYTE
"""Octets of one contact with a picture; Apple's limit is 256 KB, Nextcloud's 1 MB."""


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


def checked_url(text: str) -> str:
    """Return the address, https where it names no scheme; raises UsageError where it must not be used.

    >>> checked_url("cloud.example/dav")
    'https://cloud.example/dav'
    """
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
        named = bool(httpx.URL(url).host)
    except (ValueError, httpx.InvalidURL) as error:
        raise UsageError(f"{text!r}: no address of a server: {error}") from error
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "the address holds a user or a password, where others can read it",
            "name the user with --user; the password is asked for, or taken from CARDSCAN_PASSWORD",
        )
    if parts.scheme not in ("http", "https") or not named:
        raise UsageError(f"{text!r}: no address of a server", "it begins with https://")
    if parts.scheme == "http" and not is_loopback(host):
        raise UsageError(
            f"{url}: contacts and passwords do not travel unencrypted", "use https:// in the address"
        )
    if host.endswith(tuple(f".{domain}" for domain in _GOOGLE)) or host in _GOOGLE:
        raise UsageError(
            f"{url}: Google takes no passwords of programs (only OAuth)",
            "`cardscan export --format google-csv -o contacts.csv`, then Import in Google Contacts",
        )
    return url


def is_loopback(host: str) -> bool:
    """Tell whether the host is this computer.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "192.0.2.1", "localhost.example")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Client:
    """A connection to one server, for one thread; a context manager.

    The password is sent to the server's own origin, and to where `trust` was told; nowhere else.
    """

    def __init__(
        self, url: str, *, user: str = "", password: str = "", patience: Patience | None = None
    ) -> None:
        self._patience = patience or Patience()
        self._trusted = {_origin(url)}
        self._answered = False
        auth = httpx.BasicAuth(user.encode(), password.encode()) if user else None
        self._http = httpx.Client(
            auth=auth,
            verify=_certificates(),
            # a proxy named in the environment would see what goes to a server on this computer
            trust_env=url.startswith("https:"),
            # Nextcloud distrusts a program that comes with a session's cookie and with a password
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(self._patience.read, connect=self._patience.connect),
            headers={"User-Agent": f"cardscan/{__version__}", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def trust(self, url: str) -> None:
        """Let requests go to this address, too; the caller has seen that it belongs to the server."""
        self._trusted.add(_origin(url))

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        limit: int = LARGEST_ANSWER,
    ) -> Answer:
        """Return the server's answer, whatever its status, 401 and those that pass excepted.

        Follows redirects within the server; waits and tries again where the connection is lost or the
        server is busy, so that a request may be carried out twice.
        Raises UnreachableError where that does not help, ServerError for what no retry mends.
        """
        for _ in range(_MOST_REDIRECTS):
            answer = self._patiently(method, url, headers or {}, body, limit)
            if answer.status == 401:
                raise _unauthorised(answer, signed_in=self._http.auth is not None)
            if answer.status not in _REDIRECTS or not answer.location:
                return answer
            url = self._redirected(answer)
        raise ServerError(f"{url}: redirects without end")

    def _patiently(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, limit: int
    ) -> Answer:
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._once(method, url, headers, body, limit)
            except httpx.TransportError as error:
                fault = self._fault(url, error)
                # what never answered is a wrong address more often than a server at rest
                if not isinstance(fault, UnreachableError) or not self._answered:
                    raise fault from error
                if not self._patience.pause(attempt):
                    raise fault from error
                _log.info("%s; trying again", fault)
                continue
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise ServerError(f"{shown(url)}: the answer makes no sense: {shown(str(error))}") from error
            self._answered = True
            if answer.status not in _TRANSIENT:
                return answer
            if not self._patience.pause(attempt, answer.retry_after):
                if answer.status not in _BUSY:
                    return answer
                raise _busy(answer)
            _log.info("%s: answered %d; trying again", url, answer.status)

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes, limit: int) -> Answer:
        if _origin(url) not in self._trusted:
            raise ServerError(f"{url}: another server than the one named; it gets no password")
        deadline = time.monotonic() + self._patience.whole
        with self._http.stream(method, url, headers=dict(headers), content=body) as response:
            received = b"".join(_limited(response, limit, deadline))
            said = response.headers
            return Answer(
                response.status_code,
                url,
                received,
                etag=strong(said.get("ETag", "")),
                location=said.get("Location", ""),
                retry_after=said.get("Retry-After", ""),
                offers=said.get("WWW-Authenticate", ""),
            )

    def _redirected(self, answer: Answer) -> str:
        target = urljoin(answer.url, answer.location)
        here, there = _origin(answer.url), _origin(target)
        if here[0] == "https" and there[0] != "https":
            raise ServerError(
                f"{answer.url}: redirects to {shown(target)}, which is not encrypted",
                "the server is set up wrongly; name the address book's own address",
            )
        if here[1:] != there[1:] and not (here[1] == there[1] and there[0] == "https" != here[0]):
            raise ServerError(
                f"{answer.url}: redirects to another server, {shown(target)}",
                "if that is yours, name it instead",
            )
        self._trusted.add(there)
        return target

    def _fault(self, url: str, error: httpx.TransportError) -> ServerError:
        causes = tuple(_causes(error))
        host = urlsplit(url).hostname
        untrusted = [cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)]
        if untrusted:
            return ServerError(
                f"{url}: the server's certificate is not trusted: {untrusted[0].verify_message}",
                "if the certificate is your own, name its authority's file in SSL_CERT_FILE",
            )
        if any(isinstance(cause, ssl.SSLError) for cause in causes) and not self._answered:
            return ServerError(f"{url}: no encrypted connection", "is the port right?")
        if any(isinstance(cause, socket.gaierror) for cause in causes) and not self._answered:
            return ServerError(f"{host}: there is no such server", "see that the address is right")
        reason = "takes too long" if isinstance(error, httpx.TimeoutException) else "cannot be reached"
        return UnreachableError(f"{host}: the server {reason}", "see that it runs, and run this again")


def refused(answer: Answer, doing: str) -> RefusedError:
    """Return the error for an answer that is no success."""
    hints = {
        403: "you may not write there",
        404: "see that the address is right",
        413: "the contact is too large for this server",
        507: "there is no room left on the server",
    }
    said = reason_of(answer)
    return RefusedError(
        f"{doing}: the server answers {answer.status}{f' ({said})' if said else ''}",
        hints.get(answer.status, ""),
        answer.status,
    )


def reason_of(answer: Answer) -> str:
    """Return the server's own words about a failure where it says some in plain text or sabre's XML."""
    text = answer.body[:2000].decode(errors="replace")
    if "<s:message>" in text:
        text = text.partition("<s:message>")[2].partition("</s:message>")[0]
    return "" if "<" in text else shown(text.strip())


def shown(text: str, most: int = 200) -> str:
    r"""Return text of a server's as it may be put on a terminal: one line, no control characters.

    >>> shown("two\nlines\x1b[31m")
    'two lines [31m'
    """
    return "".join(char if char.isprintable() else " " for char in text[:most])


def child(collection: str, name: str) -> str:
    """Return the address of the member of that name."""
    return collection + quote(name, safe="")


def _unauthorised(answer: Answer, *, signed_in: bool) -> ServerError:
    if not signed_in:
        return ServerError(f"{answer.url}: the server asks who you are", "name the user with --user")
    if "basic" not in answer.offers.lower() and answer.offers:
        return ServerError(
            f"{answer.url}: the server takes no passwords of programs",
            "`cardscan export` writes a file that it can import",
        )
    return ServerError(
        f"{answer.url}: wrong user or password",
        "with two-factor sign-in (Nextcloud, iCloud), make a password for this program in the account",
    )


def _busy(answer: Answer) -> UnreachableError:
    wait = (
        f", and asks to wait {shown(answer.retry_after, 40)} seconds" if answer.retry_after.isdigit() else ""
    )
    return UnreachableError(
        f"{answer.url}: the server is busy (answers {answer.status}){wait}", "run this again later"
    )


def _limited(response: httpx.Response, limit: int, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limit:
            raise ServerError(f"{response.url}: the answer is longer than {limit // _MEBIBYTE} MiB")
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer has no end", request=response.request)
        yield chunk


def _certificates() -> ssl.SSLContext:
    """Return what is trusted: the authorities browsers trust, and those of this computer or SSL_CERT_FILE."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise ServerError(f"{shown(url)}: no address of a server") from error
    return parts.scheme, parts.hostname or "", port or (443 if parts.scheme == "https" else 80)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
