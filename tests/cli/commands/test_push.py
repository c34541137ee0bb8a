"""`cardscan push` as a user runs it: real processes, a real server, exit codes and streams."""

import base64
import os
import pty
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import keyring.backend
import pytest

from cardscan.book import Book, Imported
from cardscan.caldav.task_list import TaskList
from cardscan.cli import main
from cardscan.errors import ExitCode
from cardscan.model import Email
from tests.support.commands import Result, cardscan
from tests.support.daily import fill_daily
from tests.support.fictional import ANNA, BILAL, COMPANY
from tests.support.servers import PASSWORD, USER, Radicale, radicale
from tests.support.tasks import change_there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Book.open(tmp_path / "book") as book:
        book.import_contacts(Imported(f"uid-{row}", item) for row, item in enumerate((ANNA, COMPANY, BILAL)))
        book.tag("uid-2", "tea")
    return tmp_path / "book"


def pushed(folder: Path, *arguments: str, password: str | None = PASSWORD) -> Result:
    environ = {} if password is None else {"CARDSCAN_PASSWORD": password}
    return cardscan(*arguments, "--book", folder, environ=environ)


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Radicale]:
    (tmp_path / "radicale").mkdir()
    with radicale(tmp_path / "radicale") as running:
        yield running


def test_contacts_are_sent_once_and_the_summary_says_so(empty_server: Radicale, folder: Path) -> None:
    server = empty_server
    asked = ("push", server.url, "--user", USER, "--create", "Cards")
    dry = pushed(folder, *asked, "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "")
    assert "'Cards' would be made" in dry.stderr and list(server.data.rglob("cards")) == []
    first = pushed(folder, *asked, "--tag", "tea")
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.splitlines() == [
        f"cardscan: address book 'Cards': {server.home}cards/",
        "cardscan: 1 contact: 1 new",
    ]
    assert (
        "3 contacts: 2 new, 1 unchanged; nothing was sent (--dry-run)"
        in pushed(folder, *asked, "--dry-run").stderr
    )
    assert "3 contacts: 2 new, 1 unchanged\n" in pushed(folder, *asked, "--vcard", "4.0").stderr
    again = pushed(folder, "push", server.url, "--user", USER)
    assert again.stderr.endswith("cardscan: 3 contacts: 3 unchanged\n")
    kept = [path.read_text("utf-8") for path in server.data.glob("*/anna/cards/*.vcf")]
    assert sorted(card.count("VERSION:4.0") for card in kept) == [0, 1, 1]


def test_conflicts_are_shown_with_both_sides_and_settled(server: Radicale, folder: Path) -> None:
    there = server.address_book("Cards")
    asked = ("push", there.url, "--user", USER)
    pushed(folder, *asked)
    card, etag = there.item("uid-2.vcf")
    card = card.replace(b"bilal@", b"b.haddad@").replace(b"END:", b"TITLE:\x1bCook\r\nEND:")
    there.put("uid-2.vcf", card, etag)
    with Book.open(folder) as book:
        book.correct("uid-2", replace(BILAL, title="Head of Tea"))
    there.delete("uid-1.vcf", there.etags()["uid-1.vcf"])
    done = pushed(folder, *asked)
    assert done.returncode == ExitCode.SOME_FAILED
    assert "conflict: Bilal Haddad [uid-2]: changed here and on the server" in done.stdout
    assert "    title, here: Head of Tea\n    title, there: Cook\n" in done.stdout
    assert "    e-mail, there: b.haddad@haddad.example (work)\n" in done.stdout
    assert "gone: Ōsaka Tea Example K.K. [uid-1]: deleted on the server\n" in done.stdout
    assert "\x1b" not in done.stdout
    assert "1 unchanged, 1 gone on the server, 1 in conflict" in done.stderr
    settled = pushed(folder, *asked, "--theirs", "uid-2", "--ours", "uid-1")
    assert settled.returncode == 0 and "1 new, 1 taken from the server, 1 unchanged" in settled.stderr
    with Book.open(folder) as book:
        assert book.entry("uid-2").contact.emails == (Email("b.haddad@haddad.example"),)


def test_follow_ups_are_sent_and_what_is_ticked_off_there_is_done(
    empty_server: Radicale, tmp_path: Path
) -> None:
    server, folder = empty_server, tmp_path / "daily"
    uids = fill_daily(folder)
    asked = ("push", "--tasks", server.url, "--user", USER)
    dry = pushed(folder, *asked, "--create", "Follow-ups", "--dry-run")
    assert "'Follow-ups' would be made, and 3 tasks sent" in dry.stderr
    first = pushed(folder, *asked, "--create", "Follow-ups")
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.splitlines() == [
        f"cardscan: task list 'Follow-ups': {server.home}follow-ups/",
        "cardscan: 3 tasks: 3 new",
    ]
    there = TaskList(server.client(), f"{server.home}follow-ups/")
    with Book.open(folder) as book:
        anna, bo, carla = (book.daily.dealings.open(uid)[0].uid for uid in uids)
        book.daily.dealings.snooze(uids[1], "2999-01-01")
    change_there(there, anna, STATUS="COMPLETED")
    change_there(there, bo, DUE="29990102")
    there.delete(f"{carla}.ics", there.etags()[f"{carla}.ics"])
    again = pushed(folder, *asked)
    assert again.returncode == ExitCode.SOME_FAILED
    assert f"conflict: Bo Test: follow up [{bo}]: changed here and on the server {there.url}" in again.stdout
    assert "    due, here: 2999-01-01\n    due, there: 2999-01-02\n" in again.stdout
    assert f"gone: Carla Test: follow up [{carla}]: deleted on the server\n" in again.stdout
    assert "3 tasks: 1 taken from the server, 1 gone on the server, 1 in conflict" in again.stderr
    settled = pushed(folder, *asked, "--theirs", bo, "--ours", carla)
    assert settled.returncode == 0 and "1 new, 1 taken from the server" in settled.stderr
    with Book.open(folder) as book:
        assert [entry.kind for entry in book.daily.dealings.entries(uids[0])] == ["wrote", "met"]
        assert book.daily.dealings.open(uids[1])[0].due == "2999-01-02"
    nobody = pushed(folder, *asked, "--ours", "nobody")
    assert nobody.returncode == ExitCode.BOOK and "no follow-up nobody" in nobody.stderr


def test_the_password_is_nowhere_but_in_the_request(server: Radicale, folder: Path) -> None:
    done = pushed(folder, "-v", "push", server.address_book().url, "--user", USER)
    wrong = pushed(folder, "-v", "push", server.url, "--user", USER, password=f"{PASSWORD}x")
    assert (done.returncode, wrong.returncode) == (0, ExitCode.CANNOT_WRITE)
    assert "wrong user or password" in wrong.stderr
    said = done.stdout + done.stderr + wrong.stdout + wrong.stderr
    secrets = [PASSWORD, base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()]
    assert not any(secret in said for secret in secrets)
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not any(secret.encode() in data for secret in secrets for data in kept)


def test_without_a_password_or_a_person_to_ask_it_says_what_to_do(server: Radicale, folder: Path) -> None:
    done = pushed(folder, "push", server.url, "--user", USER, password=None)
    assert done.returncode == ExitCode.MISSING and "CARDSCAN_PASSWORD" in done.stderr
    nobody = pushed(folder, "push", server.url)
    assert nobody.returncode == ExitCode.CANNOT_WRITE and "--user" in nobody.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("http://cloud.example", "--user", USER), ExitCode.USAGE, "https://"),
        (("https://anna:geheim@cloud.example",), ExitCode.USAGE, "--user"),
        (("https://www.googleapis.com/", "--user", USER), ExitCode.USAGE, "google-csv"),
        (
            ("--tasks", "https://apidata.googleusercontent.com/caldav/v2/"),
            ExitCode.USAGE,
            "cardscan due --ics",
        ),
        (("http://localhost:1/", "--ours", "nobody"), ExitCode.BOOK, "no contact nobody"),
        (("http://localhost:1/", "--ours", "uid-1", "--theirs", "uid-1"), ExitCode.USAGE, "same contact"),
        (("http://localhost:1/",), ExitCode.CANNOT_WRITE, "cannot be reached"),
    ],
)
def test_a_call_that_cannot_work_says_why(
    folder: Path, arguments: tuple[str, ...], code: ExitCode, said: str
) -> None:
    done = pushed(folder, "push", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and done.stderr.count("\n") == 1 and "geheim" not in done.stderr


def test_at_a_terminal_the_password_is_asked_for_and_not_shown(server: Radicale, folder: Path) -> None:
    url = server.address_book().url
    environ = {name: value for name, value in os.environ.items() if name != "CARDSCAN_PASSWORD"}
    child, terminal = pty.fork()
    if child == 0:
        command = [sys.executable, "-m", "cardscan", "push", url, "--user", USER, "--book", str(folder)]
        os.execve(sys.executable, command, environ)
    shown = b""
    typed = False
    while True:
        try:
            piece = os.read(terminal, 1000)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if not typed and b"Password of anna:" in shown:
            os.write(terminal, f"{PASSWORD}\n".encode())
            typed = True
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"3 new" in shown and PASSWORD.encode() not in shown


class Drawer(keyring.backend.KeyringBackend):
    """A keyring that forgets when the program ends."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))


def test_the_password_comes_from_the_keyring(
    server: Radicale, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CARDSCAN_PASSWORD", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    keyring.set_password(server.url.rstrip("/"), USER, PASSWORD)
    try:
        url = server.address_book().url
        assert main(["push", url, "--user", USER, "--book", str(folder)]) == 0
    finally:
        keyring.set_keyring(before)
    assert "3 new" in capsys.readouterr().err
