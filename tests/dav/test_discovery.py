from collections.abc import Iterator

import pytest

from cardscan.caldav.task_list import TASK_LIST
from cardscan.carddav.address_book import ADDRESS_BOOK
from cardscan.dav.client import Client
from cardscan.dav.discovery import Found, Place, choose, find_collections, make_collection
from cardscan.dav.errors import ServerError
from cardscan.errors import UsageError
from tests.support.servers import USER, Between, Radicale, answers, radicale

_CALENDAR = (
    b'<C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:set><D:prop>'
    b"<D:displayname>Dates</D:displayname></D:prop></D:set></C:mkcalendar>"
)

_ONLY_DATES = (
    b'<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>'
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        with running.client() as client:
            make_collection(client, running.home, "Tee & <Kekse>", ADDRESS_BOOK)
            client.request("MKCALENDAR", f"{running.home}dates/", body=_CALENDAR)
        yield running


@pytest.mark.parametrize("path", ["", f"{USER}/", USER, f"{USER}/tee-kekse/", f"{USER}/tee-kekse"])
def test_the_address_book_is_found_from_every_address(server: Radicale, path: str) -> None:
    with server.client() as client:
        found = find_collections(client, server.url + path, ADDRESS_BOOK)
    assert choose(found, ADDRESS_BOOK) == Place(f"{server.home}tee-kekse/", "Tee & <Kekse>")
    assert found.homes == (() if "tee" in path else (server.home,))


def test_a_server_that_has_nothing_at_its_root_is_asked_at_its_well_known_address(server: Radicale) -> None:
    with Between(server.url) as between, server.client(between.url) as client:
        between.faults = [
            ("PROPFIND", answers(405)),
            ("PROPFIND", answers(301, Location="/")),
        ]
        found = find_collections(client, f"{between.url}index.html", ADDRESS_BOOK)
        assert [path for _, path, _ in between.seen[:3]] == ["/index.html", "/.well-known/carddav", "/"]
        assert [place.name for place in found.places] == ["Tee & <Kekse>"]


def test_an_address_book_is_made_once(server: Radicale) -> None:
    with server.client() as client:
        place = make_collection(client, server.home, "Été", ADDRESS_BOOK)
        other = make_collection(client, server.home, "été!", ADDRESS_BOOK)
        assert (place.url, other.url) == (f"{server.home}t/", f"{server.home}t-2/")
        found = find_collections(client, server.url, ADDRESS_BOOK)
        assert choose(found, ADDRESS_BOOK, "Été") == place
        with pytest.raises(UsageError, match="several"):
            choose(found, ADDRESS_BOOK)
        for made in (place, other):
            client.request("DELETE", made.url)


def test_of_calendars_those_that_take_tasks_are_found_and_made(server: Radicale) -> None:
    with server.client() as client:
        place = make_collection(client, server.home, "Follow-ups", TASK_LIST)
        dates = f"{server.home}only-dates/"
        client.request("MKCALENDAR", dates, body=_CALENDAR.replace(b"</D:prop>", _ONLY_DATES + b"</D:prop>"))
        found = find_collections(client, server.url, TASK_LIST)
        assert {place.name for place in found.places} == {"Follow-ups", "Dates"}
        assert choose(found, TASK_LIST, "Follow-ups") == place
        assert find_collections(client, place.url, TASK_LIST).places == (place,)
        with pytest.raises(ServerError, match="takes no tasks") as caught:
            find_collections(client, dates, TASK_LIST)
        assert "--create" in caught.value.hint
        for made in (place.url, dates):
            client.request("DELETE", made)
    with pytest.raises(UsageError, match="several task lists"):
        choose(found, TASK_LIST)


def test_without_a_user_the_hint_is_to_name_one(server: Radicale) -> None:
    with Client(server.url) as client, pytest.raises(ServerError) as caught:
        find_collections(client, server.url, ADDRESS_BOOK)
    assert "--user" in caught.value.hint


def test_a_wrong_password_is_told(server: Radicale) -> None:
    with Client(server.url, user=USER, password="no") as client, pytest.raises(ServerError, match="password"):
        find_collections(client, server.url, ADDRESS_BOOK)


@pytest.mark.parametrize("answer", [answers(200, b"<html>Welcome</html>"), answers(404), answers(501)])
def test_another_kind_of_server_is_told(answer: object) -> None:
    with Between() as server, Client(server.url) as client:
        server.faults = [("PROPFIND", answer)] * 2  # type: ignore[list-item]
        with pytest.raises(ServerError, match="no CardDAV address books"):
            find_collections(client, server.url, ADDRESS_BOOK)


def test_address_books_on_a_strangers_server_get_no_password() -> None:
    body = (
        '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:response><d:href>/'
        "</d:href><d:propstat><d:prop><c:addressbook-home-set><d:href>{}</d:href></c:addressbook-home-set>"
        "</d:prop></d:propstat></d:response></d:multistatus>"
    )
    for home in ("http://localhost:1/", "https://cards.example/", "file:///etc/", "https://x:y/"):
        with Between() as server, Client(server.url) as client:
            server.faults = [("PROPFIND", answers(207, body.format(home).encode()))]
            with pytest.raises(ServerError, match=r"another server|no address"):
                find_collections(client, server.url, ADDRESS_BOOK)
            assert len(server.seen) == 1


def test_a_choice_that_makes_no_sense_is_refused() -> None:
    place = Place("https://cloud.example/a/", "A")
    with pytest.raises(UsageError, match="no address book"):
        choose(Found((), ("https://cloud.example/",)), ADDRESS_BOOK)
    with pytest.raises(UsageError, match="is that of the address book 'A'"):
        choose(Found((place,)), ADDRESS_BOOK, "B")
    assert choose(Found((place,), ("https://cloud.example/",)), ADDRESS_BOOK, "B") == Place("", "B")
