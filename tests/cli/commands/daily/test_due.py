"""`cardscan due`: who, why, since when; and a message to each."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cardscan.book import Book, Event
from cardscan.errors import ExitCode
from cardscan.model import Contact, Email
from tests.support.books import put
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily, person


def due(folder: Path, *more: str) -> list[list[str]]:
    return [line.split("\t") for line in said("due", "--book", folder, *more).splitlines()]


def test_it_prints_at_most_five_people_and_all_where_asked(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    with Book.open(tmp_path) as book:
        for number in range(4):
            put(book, person(f"P{number}"), f"{number}.jpg", Event("Fair", day(-2)))
    rows = due(tmp_path)
    assert [row[:2] for row in rows[:3]] == [["1", "Anna Test"], ["2", "Bo Test"], ["3", "Carla Test"]]
    assert rows[0][2].startswith("new, Mixer ")
    assert rows[0][3].startswith("since ")
    assert (len(rows), len(due(tmp_path, "--all"))) == (5, 7)
    assert "5 of 7; `cardscan due --all` shows the rest" in run("due", "--book", tmp_path).stderr


def test_json_says_the_same(tmp_path: Path) -> None:
    uids = fill_daily(tmp_path)
    lines = [json.loads(line) for line in said("due", "--book", tmp_path, "--json").splitlines()]
    assert [(line["uid"], line["due"], line["met"]) for line in lines] == [
        (uid, day(-2), day(-4)) for uid in uids
    ]


def test_a_mail_merge_has_a_message_to_each_and_no_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    fill_daily(tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        put(
            book, Contact(given_name="=1+1", emails=(Email("e@e.example"),)), "e.jpg", Event("Mixer", day(-4))
        )
    result = run("due", "--book", tmp_path / "book", "--mail-merge", tmp_path / "m.csv")
    assert "4 messages; nothing was sent" in result.stderr
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["email"] == "anna@test.example"
    assert rows[0]["subject"] == "Good to meet you at Mixer"
    assert rows[0]["text"].startswith("Hello Anna,\n")
    assert not any(value.startswith("=") for row in rows for value in row.values())
    printed = run("due", "--book", tmp_path / "book", "--mail-merge", "-")
    assert printed.stdout.encode() == (tmp_path / "m.csv").read_bytes().replace(b"\r\n", b"\n")
    wrong = run("due", "--book", tmp_path / "book", "--mail-merge", tmp_path / "m.csv", "--message", "love")
    assert (wrong.returncode, "no such message" in wrong.stderr) == (ExitCode.USAGE, True)


def test_pictures_that_could_not_be_read_are_told(tmp_path: Path) -> None:
    folder, inbox = tmp_path / "book", tmp_path / "book-inbox"
    fill_daily(folder)
    assert "could not be read" not in run("due", "--book", folder).stderr
    inbox.mkdir()
    (inbox / "a.jpg").write_bytes(b"no picture")
    run("watch", inbox, "--once", "--settle", "0", "--book", folder)
    assert "1 picture could not be read: `cardscan app` says why" in run("due", "--book", folder).stderr


def test_nothing_is_loaded_that_reads_cards_writes_vcards_or_pages(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    code = "import sys; from cardscan.cli.run import run; run(sys.argv[1:]); print(*sys.modules)"
    asked = ["due", "--book", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cardscan.book.daily.planning" in loaded
    assert loaded & {"vobject", "jinja2", "starlette", "numpy", "cv2", "openvino", "httpx", "PIL"} == set()
