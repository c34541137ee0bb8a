"""Connections that say nothing, or take nothing, are ended; real ones, on a real server."""

import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cardscan.cli.servers.timed import GuestProtocol

PATIENCE = 60.0


class HastyProtocol(GuestProtocol):
    header_seconds = 0.3
    taking_seconds = 0.3
    most = 3


async def _answer(request: Request) -> Response:
    body = await request.body()
    return PlainTextResponse(b"x" * int(request.query_params.get("size", len(body))))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = Starlette(routes=[Route("/", _answer, methods=["GET", "POST"])])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, http=HastyProtocol, log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield int(listener.getsockname()[1])
        server.should_exit = True
        thread.join()


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as opened:
        yield opened


def ended(line: socket.socket) -> bool:
    """Wait until the server hangs up; tell whether it said nothing."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def answered(line: socket.socket) -> bytes:
    """Return the body of an answer."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.recv(4096)
    head, _, body = answer.partition(b"\r\n\r\n")
    [length] = re.findall(rb"content-length: (\d+)", head)
    while len(body) < int(length):
        body += line.recv(4096)
    return body


def test_who_says_nothing_is_hung_up_on(line: socket.socket) -> None:
    assert ended(line)


def test_headers_that_trickle_are_not_waited_for(line: socket.socket) -> None:
    began = time.monotonic()
    with pytest.raises(OSError, match=r".*"):
        while time.monotonic() < began + PATIENCE:
            line.sendall(b"G")
            time.sleep(0.05)
    assert time.monotonic() - began < PATIENCE


def test_a_second_request_that_trickles_is_not_waited_for_either(line: socket.socket) -> None:
    line.sendall(b"GET /?size=1 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answered(line) == b"x"
    line.sendall(b"GET / HTTP/1.1\r\nHos")
    assert ended(line)


def test_a_body_may_take_longer_than_headers(line: socket.socket) -> None:
    line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n")
    for _ in range(8):
        time.sleep(0.1)
        line.sendall(b"x")
    assert answered(line) == b"x" * 8


def test_an_answer_that_is_not_taken_is_given_up(line: socket.socket) -> None:
    line.sendall(b"GET /?size=50000000 HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(1.5)
    taken = 0
    try:
        while data := line.recv(1 << 20):
            taken += len(data)
    except ConnectionResetError:
        pass
    assert taken < 50_000_000


def test_an_address_has_so_many_connections(port: int) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), PATIENCE) for _ in range(4)]
    lines[3].settimeout(0.25)  # well before its headers are due
    assert ended(lines[3])
    lines[0].sendall(b"GET /?size=1 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answered(lines[0]) == b"x"
    for line in lines:
        line.close()
