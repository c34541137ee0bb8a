import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.carddav.errors import ServerError
from cardscan.carddav.multistatus import Resource, resources

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
    assert resources(multistatus(response(inner)), URL) == (
        Resource("/a/", '"1"', "Tea", True, True, "/p/", ("/h/", "/i/")),
    )


def test_properties_and_resources_that_are_not_there_are_left_out() -> None:
    missing = response("<d:getetag>1</d:getetag>", "HTTP/1.1 404 Not Found")
    gone = "<d:response><d:href>/b</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
    assert resources(multistatus(missing + gone), URL) == (Resource("/a/"),)


def test_a_user_whom_the_server_takes_for_nobody_is_told() -> None:
    inner = "<d:current-user-principal><d:unauthenticated/></d:current-user-principal>"
    assert resources(multistatus(response(inner)), URL)[0].anonymous


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
        resources(body, URL)


@given(st.binary() | st.text().map(str.encode) | st.text("<>/d:multistatus&;!\"'= ").map(str.encode))
def test_any_bytes_are_resources_or_an_error(body: bytes) -> None:
    with contextlib.suppress(ServerError):
        assert isinstance(resources(body, URL), tuple)
