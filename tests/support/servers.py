"""Real servers for tests, Radicale and Xandikos in processes of their own, and one before them that fails."""

import itertools
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from cardscan.caldav.task_list import TASK_LIST, TaskList
from cardscan.carddav.address_book import ADDRESS_BOOK, AddressBook
from cardscan.dav.client import Client
from cardscan.dav.discovery import make_collection
from cardscan.dav.patience import Patience

USER = "anna"
PASSWORD = "Türschloß-7:b"

ServerT = TypeVar("ServerT", bound="DavServer")

_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/data
[logging]
level = error
"""


class DavServer:
    """A server of one user's contacts and tasks in a process of its own, on this computer."""

    def __init__(self, command: list[str], port: int) -> None:
        self._command = [sys.executable, "-m", *command]
        self.port = port
        self.url = f"http://127.0.0.1:{port}/"
        self.home = self.calendars = f"{self.url}{USER}/"
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Start the server unless it runs; return when it listens."""
        if self._process:
            return
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < deadline and self._process.poll() is None
                time.sleep(0.02)

    def kill(self) -> None:
        """End the server with SIGKILL, if it runs."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def client(self, url: str = "", patience: Patience | None = None) -> Client:
        """Return a client that is signed in."""
        return Client(url or self.url, user=USER, password=PASSWORD, patience=patience)

    def address_book(self, name: str = "") -> AddressBook:
        """Make an address book and return it, signed in; of a name of its own unless told one."""
        client = self.client()
        name = name or f"book {next(self._numbers)}"
        return AddressBook(client, make_collection(client, self.home, name, ADDRESS_BOOK).url)

    def task_list(self, name: str = "") -> TaskList:
        """Make a task list and return it, signed in; of a name of its own unless told one."""
        client = self.client()
        name = name or f"list {next(self._numbers)}"
        return TaskList(client, make_collection(client, self.calendars, name, TASK_LIST).url)


class Radicale(DavServer):
    """Radicale, which writes each card anew and lets none in twice; it asks for a password."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.data = folder / "data"
        config = folder / "config"
        config.write_text(_CONFIG.format(port=port, folder=folder))
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
        super().__init__(["radicale", "--config", str(config)], port)


class Xandikos(DavServer):
    """Xandikos, which keeps each card to the octet, under any name; it asks for no password."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        where = ["-l", "127.0.0.1", "-p", str(port), "-d", str(folder / "data")]
        whose = ["--autocreate", "--defaults", f"--current-user-principal=/{USER}/"]
        state = ["--state-dir", str(folder / "state")]
        super().__init__(["xandikos", "serve", *where, *whose, *state], port)
        self.home = f"{self.url}{USER}/contacts/"
        self.calendars = f"{self.url}{USER}/calendars/"


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(server: ServerT) -> Iterator[ServerT]:
    """Let the block have the server, started."""
    server.start()
    try:
        yield server
    finally:
        server.kill()


def radicale(folder: Path) -> AbstractContextManager[Radicale]:
    """Let the block have a Radicale of its own."""
    return running(Radicale(folder))


def xandikos(folder: Path) -> AbstractContextManager[Xandikos]:
    """Let the block have a Xandikos of its own."""
    return running(Xandikos(folder))


Fault = Callable[[BaseHTTPRequestHandler], bool]
"""Does something to a request; True where the request is then to be passed on."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: the faults are on purpose."""


class Between:
    """A server that passes each request on to another, after what `faults` has next for its method."""

    def __init__(self, url: str = "", context: ssl.SSLContext | None = None) -> None:
        self.faults: list[tuple[str, Fault]] = []
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self._target = urlsplit(url).netloc
        between = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:  # the client has gone
                    self.close_connection = True

            def __getattr__(self, name: str) -> Callable[[], None]:
                if not name.startswith("do_"):
                    raise AttributeError(name)
                return lambda: between._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"http{'s' if context else ''}://localhost:{self.server.server_port}/"

    def __enter__(self) -> "Between":
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        self.seen.append((handler.command, handler.path, dict(handler.headers.items())))
        for number, (method, fault) in enumerate(self.faults):
            if method in ("*", handler.command):
                del self.faults[number]
                if not fault(handler):
                    return
                break
        else:
            fault = passed
        status, headers, answer = self._pass_on(handler, body)
        if fault is answer_lost:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        handler.send_response(status)
        for name in ("ETag", "Content-Type", "Location", "WWW-Authenticate"):
            if headers.get(name) and not (fault is etag_withheld and name == "ETag"):
                handler.send_header(name, headers[name])
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer)

    def _pass_on(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self._target, timeout=30)
        connection.request(handler.command, handler.path, body, dict(handler.headers.items()))
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, dict(response.getheaders()), answer


def passed(handler: BaseHTTPRequestHandler) -> bool:
    """No fault at all."""
    return True


def answer_lost(handler: BaseHTTPRequestHandler) -> bool:
    """The request arrives, its answer does not."""
    return True


def etag_withheld(handler: BaseHTTPRequestHandler) -> bool:
    """The answer says nothing of the etag, as of a server that rewrites cards."""
    return True


def request_lost(handler: BaseHTTPRequestHandler) -> bool:
    """The connection breaks before the request arrives."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)
    return False


def answers(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Return a fault that answers so and passes nothing on; "_" in a header's name stands for "-"."""

    def fault(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        return False

    return fault


def silent(handler: BaseHTTPRequestHandler) -> bool:
    """The server takes the request and says nothing."""
    handler.close_connection = True
    handler.connection.settimeout(10)
    handler.connection.recv(1)  # until the client hangs up
    return False
