"""`cardscan show` as a user runs it."""

import json
from pathlib import Path

from cardscan import days
from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said
from tests.support.daily import day, fill_daily
from tests.support.terminals import Terminal


def test_contacts_are_shown_whole_with_their_doubts(folder: Path) -> None:
    result = cardscan("show", "1", "bilal", "--book", folder)
    assert result.returncode == ExitCode.OK
    anna, bilal, legend = result.stdout.split("\n\n")
    assert anna.startswith("Dr. Anna Maria Weber, MBA  (1; inbox/anna.jpg, page 1, card 1)\n")
    assert "\n? Title        Head of Sales, Europe\n" in anna
    assert "\n  Tags         tea" in anna
    assert bilal == "Bilal Haddad  (3; imported)\n  E-mail       bilal@haddad.example"
    assert legend == "? = not sure: compare it with the card\n"


def test_json_says_all_for_jq(folder: Path) -> None:
    [line] = said("show", "1", "--json", "--book", folder).splitlines()
    data = json.loads(line)
    assert (data["number"], data["tags"], data["needs_review"]) == (1, ["tea"], ["title"])


def test_what_was_done_and_what_comes_next_stand_below_the_card(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    anna, *_ = fill_daily(folder)
    with Book.open(folder) as book:
        book.tag(anna, "advocate")
        book.daily.dealings.set_want(anna, "old roofs")
        deed = Deed("got", "referral", "Ms Braun", next_due=day(14), next_text="price list")
        book.daily.dealings.log(anna, deed)
        book.note(anna, "likes tea")
    shown = said("show", "anna", "--book", folder)
    lines = [line.strip() for line in shown.splitlines()]
    today = day(0)
    for line in (
        f"So far       met {day(-4)} at Mixer · gave 0, got 1",
        f"Next step    {days.shown(day(-2), today)}: follow up",
        f"Next step    {days.shown(day(1), today)}: thank for referral",
        f"Next step    {days.shown(day(14), today)}: price list",
        "In touch     every 30 days (advocate)",
        "Looks for    old roofs",
        "Own note     likes tea",
        f"{today}   got referral: Ms Braun",
        f"{day(-4)}   met at Mixer",
    ):
        assert line in lines, shown
    [picture] = [line.split(maxsplit=1)[1] for line in lines if line.startswith("Picture")]
    assert Path(picture).read_bytes().startswith(b"picture of card 1")
    terminal = Terminal("show", "anna", "--book", folder, columns=200)
    assert terminal.ends() == ExitCode.OK
    assert "got referral: Ms Braun" in terminal.shown


def test_json_has_what_was_done_and_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    fill_daily(folder)
    with Book.open(folder) as book:
        [entry] = book.numbered(2)
        book.daily.dealings.set_want(entry.uid, "old roofs")
        book.daily.dealings.promise(entry.uid, day(9), "call")
    [line] = said("show", "2", "--json", "--book", folder).splitlines()
    data = json.loads(line)
    assert data["standing"] == {"met": day(-4), "met_at": "Mixer", "touched": day(-4), "gave": 0, "got": 0}
    assert [(task["due"], task["text"]) for task in data["follow_ups"]] == [(day(-2), ""), (day(9), "call")]
    assert [(entry["kind"], entry["event"]) for entry in data["log"]] == [("met", "Mixer")]
    assert (data["want"], data["keep"]) == ("old roofs", {})
    assert Path(data["pictures"][0]).is_file()


def test_how_sure_each_field_is_on_request(folder: Path) -> None:
    assert "%" not in said("show", "1", "--book", folder)
    assert "Head of Sales, Europe\n" in said("show", "1", "--confidence", "--book", folder)


def test_long_values_hang_below_themselves_on_a_terminal(folder: Path) -> None:
    run("note", "1", "word " * 30, "--book", folder)
    terminal = Terminal("show", "1", "--book", folder, columns=60)
    assert terminal.ends() == ExitCode.OK
    lines = terminal.shown.splitlines()
    assert lines[0].startswith("Dr. Anna Maria Weber, MBA")
    assert "\x1b[1mDr. Anna" in terminal.raw
    first = next(index for index, line in enumerate(lines) if line.startswith("  Own note"))
    assert all(len(line) <= 60 for line in lines)
    assert lines[first + 1].startswith(" " * 15 + "word")


def test_who_is_nobody_or_several_is_said(folder: Path) -> None:
    result = run("show", "weber", "--book", folder)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert len(result.stderr.splitlines()) == 3
