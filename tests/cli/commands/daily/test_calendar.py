"""`cardscan calendar`, `cardscan due --ics`."""

from datetime import date
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.calendars import components
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily


def test_the_daily_entry_is_written(tmp_path: Path) -> None:
    result = run("calendar", tmp_path / "daily.ics", "--at", "7:05")
    assert (result.returncode, "import it once" in result.stderr) == (ExitCode.OK, True)
    [event] = components((tmp_path / "daily.ics").read_bytes(), "VEVENT")
    first = next(day(ahead) for ahead in range(3) if date.fromisoformat(day(ahead)).weekday() < 5)
    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == f"{first} 07:05"
    assert said("calendar", "-").startswith("BEGIN:VCALENDAR")
    assert run("calendar", tmp_path / "daily.ics", "--at", "25:00").returncode == ExitCode.USAGE


def test_another_program_s_file_stays_and_our_own_is_written_anew(tmp_path: Path) -> None:
    mine, own = tmp_path / "p.vcf", tmp_path / "daily.ics"
    mine.write_text("precious")
    refused = run("calendar", mine)
    assert (refused.returncode, mine.read_text()) == (ExitCode.CANNOT_WRITE, "precious")
    assert [run("calendar", own).returncode for _ in range(2)] == [ExitCode.OK, ExitCode.OK]
    assert run("calendar", mine, "--force").returncode == ExitCode.OK


@pytest.mark.parametrize(("form", "kind"), [("tasks", "VTODO"), ("days", "VEVENT")])
def test_follow_ups_are_written_and_the_same_again(tmp_path: Path, form: str, kind: str) -> None:
    uids = fill_daily(tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        book.note(uids[0], "plays chess")
    for name in ("a.ics", "b.ics"):
        result = run("due", "--ics", tmp_path / name, "--as", form, "--book", tmp_path / "book")
        assert "makes copies in Outlook" in result.stderr
    data = (tmp_path / "a.ics").read_bytes()
    assert data == (tmp_path / "b.ics").read_bytes()
    assert said("due", "--ics", "-", "--as", form, "--book", tmp_path / "book").encode() == data.replace(
        b"\r\n", b"\n"
    )
    assert b"chess" not in data
    entries = components(data, kind)
    assert [str(entry["SUMMARY"]) for entry in entries] == [
        f"{n} Test: follow up" for n in ("Anna", "Bo", "Carla")
    ]
    run("due", "--ics", tmp_path / "c.ics", "--details", "--book", tmp_path / "book")
    assert b"chess" in (tmp_path / "c.ics").read_bytes()


def test_what_is_done_stays_as_done(tmp_path: Path) -> None:
    fill_daily(tmp_path / "book")
    run("done", "1", "wrote", "--book", tmp_path / "book")
    run("drop", "2", "--book", tmp_path / "book")
    run("due", "--ics", tmp_path / "a.ics", "--book", tmp_path / "book")
    tasks = components((tmp_path / "a.ics").read_bytes(), "VTODO")
    assert [str(task["STATUS"]) for task in tasks] == ["COMPLETED", "CANCELLED", "NEEDS-ACTION"]
