"""Watchers killed without warning, again and again: no picture lost, no card twice, no process left over."""

import random
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.drops import outcome_of, person, picture, sha256
from tests.support.watching import Watcher, all_end, filed, left_over, sides_in, watch_once

KILLS = 25

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")


def pile(*, cards: int) -> list[tuple[str, bytes]]:
    """Return names and contents: these cards, pairs, several on one picture, duplicates, and no cards."""
    single = [picture(person(number)) for number in range(cards)]
    double = [picture(person(number), person(number + 1)) for number in range(40, 52, 2)]
    backs = [picture((f"Branch office {number}", "Open on weekdays", "Entrance C")) for number in range(3)]
    fronts = [picture(person(number)) for number in range(60, 63)]
    bad = [
        b"",
        b"Dear Sir or Madam,\n",
        picture(person(70))[:3000],
        picture(),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
    ]
    dropped = [(f"card {number}.png", data) for number, data in enumerate(single)]
    dropped += [(f"2026-11-20 Mixer/table {number}.png", data) for number, data in enumerate(double)]
    dropped += [(f"copy {number}.png", data) for number, data in enumerate(single[3:8])]
    dropped += [(f"bad {number}.jpg", data) for number, data in enumerate(bad)]
    for number, (front, back) in enumerate(zip(fronts, backs, strict=True)):
        dropped += [(f"pair {number}_front.png", front), (f"pair {number}_back.png", back)]
    return dropped


def drop(inbox: Path, name: str, data: bytes) -> None:
    path = inbox / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def kill_at_a_random_instant(watcher: Watcher, chance: random.Random) -> set[int]:
    """Kill it some time after its start, or just after it has put a file away; return its children."""
    if chance.random() < 0.4:
        time.sleep(chance.uniform(0.0, 5.0))
    else:
        for _ in range(chance.randint(1, 3)):
            watcher.next_line(timeout=8.0)
        time.sleep(chance.uniform(0.0, 0.05))
    children = watcher.children()
    watcher.kill()
    return set(children)


@pytest.mark.long
def test_after_25_kills_each_picture_is_in_one_place_and_each_card_in_the_book_once(tmp_path: Path) -> None:
    inbox, book = tmp_path / "in", tmp_path / "book"
    inbox.mkdir()
    dropped = pile(cards=38)
    assert len(dropped) == 60
    chance = random.Random(4)
    pending = list(dropped)
    orphans: set[int] = set()
    for kills_left in range(KILLS, 0, -1):
        for _ in range(-(-len(pending) // kills_left)):
            drop(inbox, *pending.pop(0))
        with Watcher(inbox, book) as watcher:
            orphans |= kill_at_a_random_instant(watcher, chance)
    code, lines = watch_once(inbox, book)
    assert code in (0, 10), lines
    assert all_end(orphans)
    check_the_end(inbox, book, [data for _, data in dropped])


def check_the_end(inbox: Path, book: Path, dropped: list[bytes]) -> None:
    assert left_over(inbox) == []
    places = filed(inbox)
    assert sum(places.values(), Counter()) == Counter(map(sha256, dropped))
    assert places["failed"].total() == 5
    assert places["duplicate"].total() == 5
    assert set(places["done"].values()) == {1}
    cards = {
        (scan.source.sha256, scan.source.page, scan.source.card)
        for data in set(dropped)
        for scan in outcome_of(data).scans
    }
    assert sides_in(book) == dict.fromkeys(cards, 1)


@pytest.mark.long
def test_two_watchers_on_one_folder_read_every_card_once(tmp_path: Path) -> None:
    inbox, book = tmp_path / "in", tmp_path / "book"
    inbox.mkdir()
    dropped = pile(cards=12)
    with Watcher(inbox, book) as one, Watcher(inbox, book) as other:
        for name, data in dropped:
            drop(inbox, name, data)
        deadline = time.monotonic() + 300  # on a busy machine, too
        while not_locks(inbox):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert (one.stop(), other.stop()) == (0, 0)
    check_the_end(inbox, book, [data for _, data in dropped])
    told = [line["file"] for line in one.lines + other.lines if line.get("verdict") == "done"]
    assert Counter(told).most_common(1)[0][1] == 1
    assert min(sum(line.get("verdict") == "done" for line in w.lines) for w in (one, other)) > 0


def not_locks(inbox: Path) -> list[str]:
    return [name for name in left_over(inbox) if not name.endswith(".lock")]
