import contextlib
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.caldav.task_list import TASK_LIST
from cardscan.carddav.address_book import ADDRESS_BOOK
from cardscan.dav.errors import ServerError
from cardscan.dav.multistatus import Resource, resources
from tests import ROOT

URL = "https://cloud.example/"


def multistatus(inner: str) -> bytes:
    return (
        f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav">{inner}</d:multistatus>'
    ).encode()


def response(inner: str, status: str = "HTTP/1.1 200 OK") -> str:
    return (
        f"<d:response><d:href>/a/</d:href><d:propstat><d:prop>{inner}</d:prop>"
        f"<d:status>{status}</d:status></d:propstat></d:response>"
    )


def test_what_a_server_says_of_a_resource_is_read() -> None:
    inner = (
        "<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:displayname> Tea </d:displayname>"
        '<d:getetag>W/"1"</d:getetag><d:current-user-principal><d:href>/p/</d:href></d:current-user-principal>'
        "<c:addressbook-home-set><d:href>/h/</d:href><d:href/><d:href>/i/</d:href></c:addressbook-home-set>"
    )
    assert resources(multistatus(response(inner)), URL, ADDRESS_BOOK) == (
        Resource("/a/", '"1"', "Tea", True, True, False, "/p/", ("/h/", "/i/")),
    )


@pytest.mark.parametrize(
    ("components", "wanted", "other"),
    [("", True, False), ("VEVENT VTODO", True, False), ("vtodo", True, False), ("VEVENT", False, True)],
)
def test_a_calendar_takes_tasks_unless_it_says_that_it_does_not(
    components: str, wanted: bool, other: bool
) -> None:
    takes = "".join(f'<c:comp name="{name}"/>' for name in components.split())
    inner = (
        "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
        f"<c:supported-calendar-component-set>{takes}</c:supported-calendar-component-set>"
    )
    body = multistatus(response(inner)).replace(b":carddav", b":caldav")
    [found] = resources(body, URL, TASK_LIST)
    assert (found.is_wanted, found.is_other) == (wanted, other)
    assert not resources(body, URL, ADDRESS_BOOK)[0].is_wanted


def test_properties_and_resources_that_are_not_there_are_left_out() -> None:
    missing = response("<d:getetag>1</d:getetag>", "HTTP/1.1 404 Not Found")
    gone = "<d:response><d:href>/b</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
    assert resources(multistatus(missing + gone), URL, ADDRESS_BOOK) == (Resource("/a/"),)


def test_a_user_whom_the_server_takes_for_nobody_is_told() -> None:
    inner = "<d:current-user-principal><d:unauthenticated/></d:current-user-principal>"
    assert resources(multistatus(response(inner)), URL, ADDRESS_BOOK)[0].anonymous


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Welcome</body></html>",
        b"<html><p>Welcome",
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><d:multistatus xmlns:d="DAV:"/>',
        b'<?xml version="1.0" encoding="no-such-code"?><d:multistatus xmlns:d="DAV:"/>',
        b"\xff\xfe<",
    ],
)
def test_anything_else_is_an_error(body: bytes) -> None:
    with pytest.raises(ServerError):
        resources(body, URL, ADDRESS_BOOK)


@given(st.binary() | st.text().map(str.encode) | st.text("<>/d:multistatus&;!\"'= ").map(str.encode))
def test_any_bytes_are_resources_or_an_error(body: bytes) -> None:
    with contextlib.suppress(ServerError):
        assert isinstance(resources(body, URL, ADDRESS_BOOK), tuple)


MEASURED = """
import resource, sys, time
from cardscan.carddav.address_book import ADDRESS_BOOK
from cardscan.dav.errors import ServerError
from cardscan.dav.multistatus import resources
from tests.dav.test_multistatus import HUGE
body = HUGE[sys.argv[1]]().ljust(64 << 20)[: 64 << 20]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
try:
    said = len(resources(body, "https://cloud.example/", ADDRESS_BOOK))
except ServerError as error:
    said = str(error)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time() - begun, (after - before) // 1000, said, sep="|")
"""

_OPEN = b'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav">'
_CARD = (
    b"<d:response><d:href>/%d.vcf</d:href><d:propstat><d:prop><d:getetag>%d</d:getetag></d:prop></d:propstat>"
    b"</d:response>"
)

HUGE: dict[str, Callable[[], bytes]] = {
    "contacts": lambda: _OPEN + b"".join(_CARD % (n, n) for n in range(200_000)) + b"</d:multistatus>",
    "empty": lambda: _OPEN + b"<a/>" * (16 << 20),
    "small": lambda: _OPEN + b"<d:response><d:href>x</d:href></d:response>" * 1_600_000,
    "properties": lambda: _OPEN + b"<d:response>" + b"<a/>" * (16 << 20),
    "deep": lambda: _OPEN + b"<a>" * (22 << 20),
    "text": lambda: _OPEN + b"<d:response>" + b"x" * (64 << 20),
    "comment": lambda: _OPEN + b"<!--" + b"x" * (64 << 20),
    "attributes": lambda: _OPEN + b"<a " + b" ".join(b'b%d="c"' % n for n in range(5_000_000)),
}
"""Answers of 64 MiB, the most that is taken."""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as POSIX does")
@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_answer_takes_neither_much_memory_nor_long(kind: str) -> None:
    command = [sys.executable, "-c", MEASURED, kind]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds, megabytes, said = done.stdout.strip().split("|")
    assert said == ("200000" if kind == "contacts" else said)
    assert kind == "contacts" or said.startswith("https://cloud.example/: the answer is ")
    assert float(seconds) < 40
    assert int(megabytes) < 400
