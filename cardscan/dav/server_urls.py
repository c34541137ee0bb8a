"""Which addresses the book's content and passwords may be sent to."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urljoin, urlsplit

import httpx

from cardscan.dav.answers import printable
from cardscan.dav.errors import ServerError
from cardscan.errors import UsageError

_GOOGLE = ("google.com", "googleapis.com", "googleusercontent.com")


def checked_url(text: str, instead: str = "") -> str:
    """Return the address, https where it names no scheme; raises UsageError where it must not be used.

    `instead` is what to do with a server that takes no passwords of programs.

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
            instead,
        )
    return url


def is_loopback(host: str) -> bool:
    """Tell whether the host is this computer.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "192.0.2.1", "localhost.example")]
    [True, True, True, False, False]
    """
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def same_owner(url: str, other: str) -> bool:
    """Tell whether the other address, encrypted, is in the domain of the first one's owner.

    >>> same_owner("https://contacts.icloud.com/", "https://p42-contacts.icloud.com:443/1/")
    True
    >>> same_owner("https://anna.github.io/", "https://berta.github.io/")
    False
    """
    from publicsuffixlist import PublicSuffixList

    hosts = [urlsplit(address).hostname or "" for address in (url, other)]
    if not other.startswith("https://") or any(_is_number(host) for host in hosts):
        return False
    domains = PublicSuffixList()
    owner, others = (domains.privatesuffix(host) for host in hosts)
    return bool(owner) and owner == others


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port: who gets what is sent there."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise ServerError(f"{printable(url)}: no address of a server") from error
    return parts.scheme, parts.hostname or "", port or (443 if parts.scheme == "https" else 80)


def resolved(url: str, reference: str) -> str:
    """Return the address that the server refers to at `url`; raises ServerError where it is none."""
    try:
        return urljoin(url, reference)
    except ValueError as error:
        raise ServerError(f"{printable(reference)}: no address, though {url} says so") from error


def child(collection: str, name: str) -> str:
    """Return the address of the member of that name."""
    return collection + quote(name, safe="")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
