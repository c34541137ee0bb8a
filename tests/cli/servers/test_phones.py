import io
import re
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, suppress
from pathlib import Path

import httpx
import numpy as np
import pytest
import zxingcpp

from cardscan.cli import main
from cardscan.cli.servers.drops import inbox_folders
from cardscan.cli.servers.phones import Phones, code_text, network_address
from cardscan.errors import UsageError
from cardscan.inbox import Board
from tests.support.drops import files_in, person, picture
from tests.support.sharing import Shared, shared

ADDRESS = "http://192.0.2.7:4711/join/" + "aB3-" * 8
PHOTO = picture(person(3))
_PIXELS = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def test_a_camera_reads_the_address_from_the_terminal() -> None:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in code_text(ADDRESS).splitlines()]
    rows = [[_PIXELS[sign][half] for sign in line] for line in lines for half in (0, 1)]
    picture = np.kron(np.array(rows, np.uint8) * 255, np.ones((8, 8), np.uint8))
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == ADDRESS
    assert max(map(len, lines)) <= 80


def test_the_code_is_white_on_black_in_terminals_of_any_colour() -> None:
    for line in code_text(ADDRESS).splitlines():
        assert line.startswith("\x1b[97;40m")
        assert line.endswith("\x1b[0m")


def test_the_address_in_the_network_is_named_or_found() -> None:
    assert network_address("192.0.2.7") == "192.0.2.7"
    for wanted in ("0.0.0.0/0", "evil.example", "::1", "999.1.1.1"):
        with pytest.raises(UsageError, match="no address"):
            network_address(wanted)


def test_an_address_that_is_not_this_computer_s_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(tmp_path / "book")
    code = main(["review", "--no-browser", "--port", "0", "--book", book, "--share", "192.0.2.7"])
    assert code == 7
    assert "192.0.2.7: cannot be listened on" in capsys.readouterr().err


@contextmanager
def phones(tmp_path: Path) -> Iterator[Callable[[], httpx.Client]]:
    """What lets a phone in to the camera's page, on a server of its own that reads no photos."""
    book = tmp_path / "book"
    book.mkdir()
    # pytest's own capture empties what it has while the server's thread may be writing to it
    said = io.StringIO()

    def another() -> httpx.Client:
        address, until = "", time.monotonic() + 60
        while not address or address in used:
            assert time.monotonic() < until, said.getvalue()
            time.sleep(0.02)
            address = (re.findall(r"http://[0-9.:]+/join/[\w-]+", said.getvalue()) or [""])[-1]
        used.add(address)
        phone = opened.enter_context(
            httpx.Client(base_url=address.partition("/join/")[0], timeout=60, follow_redirects=True)
        )
        assert phone.get(address).status_code == 200
        return phone

    used: set[str] = set()
    with (
        redirect_stderr(said),
        Phones(Board(inbox_folders("", book)), "127.0.0.1", 0) as page,
        ExitStack() as opened,
    ):
        page.open()
        yield another


def begun(phone: httpx.Client) -> socket.socket:
    """Return a connection on which the phone has sent the beginning of a photo."""
    cookie = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    host = f"{phone.base_url.host}:{phone.base_url.port}"
    line = socket.create_connection((phone.base_url.host, phone.base_url.port or 0), 60)
    line.sendall(
        f"POST /photos HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 9000000\r\n"
        "Content-Type: multipart/form-data; boundary=slow\r\n\r\n"
        f'--slow\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf_of(phone)}\r\n'
        '--slow\r\nContent-Disposition: form-data; name="photos"; filename="a.png"\r\n\r\n'.encode()
        + PHOTO
    )
    return line


def csrf_of(phone: httpx.Client) -> str:
    [token] = set(re.findall(r'name="csrf" value="([0-9a-f]+)"', phone.get("/").text))
    return str(token)


def test_slow_photos_of_one_phone_do_not_stop_another(tmp_path: Path) -> None:
    with phones(tmp_path) as another:
        slow = another()
        lines = [begun(slow) for _ in range(12)]
        refused = [line for line in lines[2:] if line.recv(4096).startswith(b"HTTP/1.1 429")]
        assert len(refused) == 10
        other = another()
        answer = other.post("/photos", data={"csrf": csrf_of(other)}, files={"photos": ("a.png", PHOTO)})
        assert answer.status_code == 200, answer.text
        assert PHOTO in files_in(tmp_path / "book-inbox").values()
        for line in lines:
            line.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has many addresses of its own")
def test_a_stranger_who_holds_connections_open_keeps_nobody_out(tmp_path: Path) -> None:
    with phones(tmp_path) as another, ExitStack() as held:
        phone = another()
        for _ in range(150):
            with suppress(OSError):
                line = socket.create_connection(
                    ("127.0.0.1", phone.base_url.port or 0), 60, source_address=("127.0.0.2", 0)
                )
                held.enter_context(line)
                line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert phone.get("/").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_when_asked_to(tmp_path: Path, number: signal.Signals) -> None:
    with shared(tmp_path / "book") as running:
        assert running.page.startswith("http://127.0.0.1:")
        assert "/join/" in running.join
        running.process.send_signal(number)
        assert running.process.wait(60) == 0
    assert not any("Traceback" in line for line in running.lines)
    assert files_in(running.inbox) == {}


def test_each_start_has_a_token_of_its_own(tmp_path: Path) -> None:
    tokens = set()
    for _ in range(2):
        running = Shared(tmp_path / "book")
        try:
            tokens.add(running.join.rpartition("/")[2])
        finally:
            running.stop()
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)
