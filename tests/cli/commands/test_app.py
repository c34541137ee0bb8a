import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cardscan.book import Book
from cardscan.cli import main
from cardscan.errors import ExitCode


def test_a_port_in_use_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code = main(["review", "--book", str(tmp_path), "--no-browser", "--port", port])
    assert code == ExitCode.CANNOT_WRITE
    assert f"port {port} cannot be used" in capsys.readouterr().err


def test_a_damaged_book_is_said_before_a_browser_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Book.open(tmp_path).close()
    (tmp_path / "book.sqlite").write_bytes(b"not a book at all" * 500)
    assert main(["review", "--book", str(tmp_path), "--port", "0"]) == ExitCode.BOOK
    assert "cardscan book restore" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    assert main(["review", "--book", str(tmp_path), "--no-browser", "--port", port]) == ExitCode.CANNOT_WRITE


def test_a_key_for_another_program_is_printed_and_good(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cardscan", "app", "--no-browser", "--port", "0", "--new-key", "n8n"]
    with subprocess.Popen(
        [*command, "--book", str(tmp_path / "book")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        assert running.stderr
        key = running.stdout.readline().strip()
        said = running.stderr.readline()
        try:
            assert said.startswith("cardscan: this is the key of n8n")
            address = said.split()[-1]
            asked = {"headers": {"authorization": f"Bearer {key}"}, "timeout": 20}
            assert httpx.get(f"{address}/v1/contacts", **asked).json() == {"contacts": [], "after": 0}  # type: ignore[arg-type]
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 0
