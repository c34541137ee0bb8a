"""A server beside the pages: opened, closed, at the same port where that is free."""

import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cardscan.cli.servers.beside import Beside
from cardscan.errors import OutputError
from tests.support.servers import free_port


def app_at(host: str) -> Starlette:
    return Starlette(routes=[Route("/", lambda request: PlainTextResponse(host))])


def answers(port: int) -> str:
    return httpx.get(f"http://127.0.0.1:{port}/", timeout=20).text


def test_it_serves_at_its_port_until_it_is_closed() -> None:
    port = free_port()
    server = Beside(port)
    for _ in range(2):
        server.open("127.0.0.1", app_at)
        assert server.is_open
        assert answers(port) == f"127.0.0.1:{port}"
        server.close()
        assert not server.is_open
        with pytest.raises(httpx.ConnectError):
            answers(port)
    server.close()


def test_a_port_that_is_taken_is_no_obstacle() -> None:
    hosts = []

    def noting(host: str) -> Starlette:
        hosts.append(host)
        return app_at(host)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Beside(taken.getsockname()[1])
        server.open("127.0.0.1", noting)
        assert answers(int(hosts[0].rpartition(":")[2])) == hosts[0]
        server.close()


def test_an_address_of_another_computer_is_told() -> None:
    with pytest.raises(OutputError, match=r"192\.0\.2\.7: cannot be listened on"):
        Beside(0).open("192.0.2.7", app_at)
