"""Requests to a server over HTTP: TLS, password, time-outs, retries, redirects, limits on size."""

from __future__ import annotations

import io
import logging
import socket
import ssl
from contextlib import closing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import httpx

from cardscan import __version__
from cardscan.dav.answers import Answer, busy, printable, unauthorised
from cardscan.dav.errors import ServerError, UnreachableError
from cardscan.dav.multistatus import strong
from cardscan.dav.patience import Connections, Patience
from cardscan.dav.server_urls import origin, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

_log = logging.getLogger(__name__)

_BUSY = frozenset({429, 502, 503, 504})
_TRANSIENT = _BUSY | {500}
_REDIRECTS = frozenset({301, 302, 307, 308})
_MOST_REDIRECTS = 5
_MEBIBYTE = 1 << 20
_PACKED = frozenset({"identity", "gzip", "deflate"})
"""What is taken though only the first is asked for; others, and several at once, unpack to any size."""

LARGEST_ANSWER = 64 * _MEBIBYTE
"""Octets of a list of all items; some 200,000 of them."""

LARGEST_ITEM = 4 * _MEBIBYTE
"""Octets of one contact with a picture, or of a task; Apple's limit is 256 KB, Nextcloud's 1 MB."""


class Client:
    """A connection to one server, for one thread; a context manager.

    The password is sent to the server's own origin, and to where `trust` was told; nowhere else.
    """

    def __init__(
        self, url: str, *, user: str = "", password: str = "", patience: Patience | None = None
    ) -> None:
        self._patience = patience or Patience()
        self._trusted = {origin(url)}
        self._answered = False
        self._connections = Connections()
        auth = httpx.BasicAuth(user.encode(), password.encode()) if user else None
        try:
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
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            raise ServerError(
                f"the proxy that the environment names cannot be used: {error}",
                "set HTTPS_PROXY to an address with http://, and unset ALL_PROXY",
            ) from error
        except OSError as error:
            raise ServerError(f"the file in SSL_CERT_FILE cannot be read: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def trust(self, url: str) -> None:
        """Let requests go to this address, too; the caller has seen that it belongs to the server."""
        self._trusted.add(origin(url))

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
                raise unauthorised(answer, signed_in=self._http.auth is not None)
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
            except (httpx.LocalProtocolError, httpx.InvalidURL, httpx.DecodingError) as error:
                raise ServerError(
                    f"{printable(url)}: the answer makes no sense: {printable(str(error))}"
                ) from error
            except httpx.TransportError as error:
                fault = self._fault(url, error)
                # what never answered is a wrong address more often than a server at rest
                if not isinstance(fault, UnreachableError) or not self._answered:
                    raise fault from error
                if not self._patience.pause(attempt):
                    raise fault from error
                _log.info("%s; trying again", fault)
                continue
            self._answered = True
            if answer.status not in _TRANSIENT:
                return answer
            if not self._patience.pause(attempt, answer.retry_after):
                if answer.status not in _BUSY:
                    return answer
                raise busy(answer)
            _log.info("%s: answered %d; trying again", url, answer.status)

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes, limit: int) -> Answer:
        if origin(url) not in self._trusted:
            raise ServerError(f"{url}: another server than the one named; it gets no password")
        encoded = {name.encode(): value.encode() for name, value in headers.items()}  # etags may be any text
        extensions = {"trace": self._connections.seen}
        request = self._http.build_request(method, url, headers=encoded, content=body, extensions=extensions)
        try:
            with self._connections.hung_up_after(self._patience.headers):
                response = self._http.send(request, stream=True)
            with closing(response), self._connections.hung_up_after(self._patience.whole):
                received = _limited(response, limit)
        except TimeoutError as error:
            raise httpx.ReadTimeout("the answer has no end", request=request) from error
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
        target = resolved(answer.url, answer.location)
        here, there = origin(answer.url), origin(target)
        if here[0] == "https" and there[0] != "https":
            raise ServerError(
                f"{answer.url}: redirects to {printable(target)}, which is not encrypted",
                "the server is set up wrongly; name the own address of what you sync with",
            )
        if here[1:] != there[1:] and not (here[1] == there[1] and there[0] == "https" != here[0]):
            raise ServerError(
                f"{answer.url}: redirects to another server, {printable(target)}",
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


def _limited(response: httpx.Response, limit: int) -> bytes:
    """Return the body; a piece of it that was packed may be a thousand times as large, but no more."""
    if response.headers.get("Content-Encoding", "identity").lower() not in _PACKED:
        raise ServerError(f"{response.url}: the answer is packed, which was not asked for")
    body = io.BytesIO()
    for chunk in response.iter_bytes():
        if body.tell() + len(chunk) > limit:
            raise ServerError(f"{response.url}: the answer is longer than {limit // _MEBIBYTE} MiB")
        body.write(chunk)
    return body.getvalue()


def _certificates() -> ssl.SSLContext:
    """Return what is trusted: the authorities browsers trust, and those of this computer or SSL_CERT_FILE."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
