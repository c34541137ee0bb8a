"""A watcher step by step, with a clock that the test moves on: what it takes, gives back, tries again."""

import os
import shutil
import subprocess
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from cardscan.book import Book, Event
from cardscan.errors import BadInputError, MissingError, OutputError, ReadingError
from cardscan.inbox import Claim, Happening
from cardscan.many.batch import Outcome
from tests.support.drops import files_in, outcome_of, person, picture, read_now, small_disk
from tests.support.sites import Site

ONE, OTHER, TWO = picture(person(1)), picture(person(2)), picture(person(3), person(4))


def verdicts(told: list[Happening]) -> dict[str, str]:
    return {happening.file: happening.verdict for happening in told}


def never(claim: Claim) -> "Future[Outcome]":
    return Future()


def test_files_end_where_they_belong_and_their_cards_in_the_book(site: Site) -> None:
    site.drop("one.png", ONE)
    site.drop("2026-11-20 Mixer/two.png", TWO)
    site.drop("copy.png", ONE)
    site.drop("letter.txt", b"Dear Sir or Madam,\n")
    watch = site.watcher(event=Event("Office"))
    told = site.settled(watch)
    assert verdicts(told) == {
        "2026-11-20 Mixer/two.png": "done",
        "copy.png": "done",
        "one.png": "duplicate",
        "letter.txt": "failed",
    }
    assert site.pictures() == {
        "done/2026-11/2026-11-20 Mixer/two.png": TWO,
        "done/2026-11/copy.png": ONE,
        "duplicate/one.png": ONE,
        "failed/letter.txt": b"Dear Sir or Madam,\n",
    }
    assert {event for entry in site.book.entries() for event in entry.events} == {
        Event("Mixer", "2026-11-20"),
        Event("Office"),
    }
    assert watch.idle
    watch.close()
    assert not (site.inbox / ".work").exists()


def test_a_note_says_why_what_to_do_and_what_was_kept(site: Site) -> None:
    site.drop("letter.txt", b"Dear Sir or Madam,\n")
    site.settled(site.watcher())
    note = (site.inbox / "failed" / "letter.txt.error.txt").read_text(encoding="utf-8").splitlines()
    assert note[0].endswith(": is text, not a picture")
    assert note[1].startswith("What to do: ")
    assert note[2:] == [
        "No card of this file is in the book.",
        "To try again, move letter.txt back into the watched folder.",
    ]


def test_a_file_still_written_to_after_the_claim_goes_back_before_the_commit(site: Site) -> None:
    path = site.drop("slow.png", ONE[:3000])
    readings: list[Future[Outcome]] = []

    def slowly(claim: Claim) -> "Future[Outcome]":
        readings.append(Future())
        return readings[-1]

    watch = site.watcher(slowly)
    with path.open("ab", buffering=0) as writer:
        site.settled(watch)
        assert len(readings) == 1
        writer.write(ONE[3000:])
    readings[0].set_result(outcome_of(ONE))
    assert verdicts(list(watch.step())) == {"slow.png": "waiting"}
    assert site.pictures() == {"slow.png": ONE}
    assert site.book.count() == 0
    site.settled(watch)
    readings[1].set_result(outcome_of(ONE))
    assert verdicts(list(watch.step())) == {"slow.png": "done"}


def test_a_file_given_back_leaves_one_of_the_same_name_alone(site: Site) -> None:
    site.drop("a.png", ONE)
    watch = site.watcher(never)
    site.settled(watch)
    site.drop("a.png", OTHER)
    watch.close()
    assert site.pictures() == {"a.png": OTHER, "a (2).png": ONE}


def test_a_claimed_file_that_vanishes_is_forgotten(site: Site) -> None:
    site.drop("a.png", ONE)
    readings: list[Future[Outcome]] = [Future()]
    watch = site.watcher(lambda claim: readings[0])
    site.settled(watch)
    [claimed] = (site.inbox / ".work").rglob("a.png")
    claimed.unlink()
    readings[0].set_result(outcome_of(ONE))
    assert verdicts(list(watch.step())) == {"a.png": "ignored"}
    assert (site.pictures(), site.book.count()) == ({}, 0)


def test_a_reading_that_breaks_down_is_tried_three_times(site: Site) -> None:
    tries = 0

    def breaking_down(claim: Claim) -> "Future[Outcome]":
        nonlocal tries
        tries += 1
        future: Future[Outcome] = Future()
        future.set_exception(BrokenPipeError("the worker died"))
        return future

    site.drop("a.png", ONE)
    told = site.settled(site.watcher(breaking_down))
    assert (verdicts(told), tries) == ({"a.png": "failed"}, 3)
    assert "the worker that read it was lost" in told[0].text


def test_what_is_missing_ends_the_watch_and_everything_goes_back(site: Site) -> None:
    def without_language(claim: Claim) -> "Future[Outcome]":
        future: Future[Outcome] = Future()
        future.set_result(Outcome("a.png", errors=(MissingError("no Thai here", "install it"),)))
        return future

    site.drop("a.png", ONE)
    watch = site.watcher(without_language)
    with pytest.raises(MissingError):
        site.settled(watch)
    watch.close()
    assert files_in(site.inbox) == {"a.png": ONE}


def test_of_a_file_read_in_part_the_cards_are_kept_and_the_note_says_so(site: Site) -> None:
    def half(claim: Claim) -> "Future[Outcome]":
        future: Future[Outcome] = Future()
        broken = BadInputError("two.pdf: page 2 is broken", "export it again")
        future.set_result(replace(outcome_of(TWO), errors=(broken,)))
        return future

    site.drop("two.pdf", TWO)
    assert verdicts(site.settled(site.watcher(half))) == {"two.pdf": "failed"}
    assert site.book.count() == 2
    assert "Kept in the book: Dario Brandt, Elena Vogel." in note_of(site, "two.pdf")


def note_of(site: Site, name: str) -> str:
    return (site.inbox / "failed" / f"{name}.error.txt").read_text(encoding="utf-8")


def test_of_two_sides_only_the_one_that_cannot_be_read_fails_and_may_come_again(site: Site) -> None:
    site.drop("w_front.png", ONE)
    site.drop("w_back.png", b"Dear Sir or Madam,\n")
    watch = site.watcher()
    assert verdicts(site.settled(watch)) == {"w_front.png": "done", "w_back.png": "failed"}
    assert "No card of this file" in note_of(site, "w_back.png")
    site.drop("w_back.png", b"Dear Sir or Madam,\n")
    assert verdicts(site.settled(watch)) == {"w_back.png": "failed"}


def test_a_lone_front_waits_for_its_back(site: Site) -> None:
    watch = site.watcher()
    site.drop("w_front.png", ONE)
    assert site.after(1.0, watch) + site.after(10.0, watch) == []
    site.drop("w_back.png", picture(("Branch office", "Open on weekdays")))
    assert verdicts(site.settled(watch)) == {"w_front.png": "done", "w_back.png": "done"}
    [entry] = site.book.entries()
    assert [len(card.faces) for card in site.book.cards(entry.uid)] == [2]


def test_a_living_watchers_work_is_left_alone_and_a_dead_ones_given_back(site: Site) -> None:
    site.drop("a.png", ONE)
    first, second = site.watcher(never), site.watcher()
    site.settled(first)
    assert site.settled(second) == []
    site.die(first)
    assert verdicts(site.after(61.0, second)) == {"a.png": "waiting"}
    assert verdicts(site.settled(second)) == {"a.png": "done"}


def test_what_a_watcher_committed_before_it_died_is_put_away_not_read_again(site: Site) -> None:
    site.drop("a.png", ONE)
    first = site.watcher()
    with patch.object(os, "link", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        site.settled(first)
    assert site.book.count() == 1
    site.die(first)
    second = site.watcher(never)
    assert verdicts(list(second.step())) == {"a.png": "done"}
    assert site.pictures() == {"done/2026-11/a.png": ONE}
    [original] = site.book.originals()
    assert Path(original.path).read_bytes() == ONE


def test_what_a_watcher_had_only_planned_when_it_died_is_read_again(site: Site) -> None:
    site.drop("a.png", ONE)
    first = site.watcher()
    with patch.object(Book, "receive", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        site.settled(first)
    site.die(first)
    second = site.watcher()
    assert verdicts(list(second.step())) == {"a.png": "waiting"}
    assert verdicts(site.settled(second)) == {"a.png": "done"}
    assert site.book.count() == 1


def test_a_claim_committed_in_another_book_waits_for_a_watcher_with_that_book(
    site: Site, tmp_path: Path
) -> None:
    site.drop("a.png", ONE)
    first = site.watcher()
    with patch.object(os, "link", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        site.settled(first)
    site.die(first)
    with Book.open(tmp_path / "other book") as other:
        stranger = site.watcher(book=other)
        assert site.settled(stranger) == []
        assert other.count() == 0
        stranger.close()
    assert verdicts(list(site.watcher().step())) == {"a.png": "done"}


def test_a_share_that_goes_away_and_comes_back_is_waited_for(site: Site, tmp_path: Path) -> None:
    watch = site.watcher(never)
    site.drop("a.png", ONE)
    site.settled(watch)
    away = tmp_path / "away"
    site.inbox.rename(away)
    told = [happening for _ in range(20) for happening in site.after(1.0, watch)]
    assert [(happening.file, happening.verdict) for happening in told] == [(".", "waiting")]
    away.rename(site.inbox)
    watch._tools = replace(watch._tools, submit=read_now)
    told = site.after(300.0, watch) + site.after(61.0, watch) + site.settled(watch)
    assert site.pictures() == {"done/2026-11/a.png": ONE}
    assert site.book.count() == 1


def test_one_file_that_may_not_be_moved_holds_up_no_other(site: Site) -> None:
    site.drop("a.png", ONE)
    site.drop("b.png", OTHER)
    rename = os.rename

    def refusing(source: str, target: str, **folders: int) -> None:
        if Path(source).name == "a.png":
            raise PermissionError(13, "Permission denied", str(source))
        rename(source, target, **folders)

    watch = site.watcher()
    with patch.object(os, "rename", refusing):
        told = site.settled(watch)
    assert verdicts(told) == {"a.png": "waiting", "b.png": "done"}
    assert Counter(happening.file for happening in told)["a.png"] == 1
    assert not watch.idle
    assert watch.stuck_for > 0
    assert verdicts(site.after(300.0, watch)) == {"a.png": "done"}


def test_a_folder_without_room_to_work_is_an_error_at_the_start(site: Site) -> None:
    (site.inbox / ".work").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="cannot be written to"):
        site.watcher()


def test_stop_takes_nothing_more_and_finishes_what_is_being_read(site: Site) -> None:
    readings: list[Future[Outcome]] = []

    def one_at_a_time(claim: Claim) -> "Future[Outcome]":
        readings.append(Future())
        if len(readings) == 1:
            readings[0].set_running_or_notify_cancel()
        return readings[-1]

    for name, data in {"a.png": ONE, "b.png": OTHER}.items():
        site.drop(name, data)
    watch = site.watcher(one_at_a_time)
    site.settled(watch)
    watch.stop()
    assert (watch.in_hand, site.inbox / "b.png" in site.inbox.iterdir()) == (1, True)
    readings[0].set_result(outcome_of(ONE))
    assert verdicts(site.settled(watch)) == {"a.png": "done"}
    watch.close()
    assert site.pictures() == {"b.png": OTHER, "done/2026-11/a.png": ONE}


def test_a_work_folder_that_is_deleted_under_a_watcher_costs_only_what_was_in_it(site: Site) -> None:
    watch = site.watcher()
    shutil.rmtree(site.inbox / ".work")
    site.drop("a.png", ONE)
    assert verdicts(site.settled(watch)) == {"a.png": "done"}


def test_a_time_out_is_a_failure_not_an_empty_page(site: Site) -> None:
    def slow(claim: Claim) -> "Future[Outcome]":
        future: Future[Outcome] = Future()
        future.set_result(Outcome("a.png", errors=(ReadingError("a.png: took too long", "try again"),)))
        return future

    site.drop("a.png", ONE)
    [told] = site.settled(site.watcher(slow))
    assert (told.verdict, told.text) == ("failed", "took too long (try again)")


def test_a_file_in_the_way_of_done_is_read_and_is_in_the_way_no_more(site: Site) -> None:
    site.drop("done", ONE)
    site.drop("2026-11-20 Mixer/a.png", OTHER)
    watch = site.watcher()
    site.settled(watch)
    site.after(10.0, watch)
    assert site.pictures() == {"done/2026-11/done": ONE, "done/2026-11/2026-11-20 Mixer/a.png": OTHER}


def test_a_link_in_place_of_failed_holds_up_only_what_failed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site.inbox / "failed").symlink_to(tmp_path / "elsewhere")
    for number in range(6):
        site.drop(f"letter {number}.txt", f"Dear {number},\n".encode())
    site.drop("one.png", ONE)
    watch = site.watcher()
    told = site.settled(watch)
    assert verdicts(told)["one.png"] == "done"
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (site.inbox / "failed").unlink()
    told = [happening for _ in range(4) for happening in site.after(300.0, watch)]
    assert list(verdicts(told).values()) == ["failed"] * 6


def test_files_that_cannot_be_read_take_no_others_turn_and_fail_in_the_end(site: Site) -> None:
    def reading(claim: Claim) -> "Future[Outcome]":
        if "bad" in claim.files[0].path.name:
            raise OSError(5, "Input/output error")
        return read_now(claim)

    for number in range(6):
        site.drop(f"bad {number}.png", picture(person(number + 10)))
    site.drop("good.png", ONE)
    watch = site.watcher(reading)
    assert verdicts(site.settled(watch))["good.png"] == "done"
    site.after(300.0, watch)
    site.after(300.0, watch)
    assert len(list((site.inbox / "failed").glob("*.png"))) == 6
    assert "Input/output error" in note_of(site, "bad 0.png")


def test_a_bug_met_by_one_file_stops_no_other(site: Site) -> None:
    def reading(claim: Claim) -> "Future[Outcome]":
        if claim.files[0].path.name == "bad.png":
            raise ValueError("a bug")
        return read_now(claim)

    site.drop("bad.png", OTHER)
    site.drop("good.png", ONE)
    assert verdicts(site.settled(site.watcher(reading))) == {"bad.png": "waiting", "good.png": "done"}


def test_what_is_too_large_is_put_away_without_being_read(site: Site) -> None:
    large = site.inbox / "backup.img"
    large.touch()
    os.truncate(large, 60 * 10**9)
    site.drop("one.png", ONE)
    begun = time.process_time()
    assert verdicts(site.settled(site.watcher())) == {"backup.img": "failed", "one.png": "done"}
    assert time.process_time() - begun < 30.0
    assert "larger than the limit" in note_of(site, "backup.img")
    assert (site.inbox / "failed" / "backup.img").stat().st_size == 60 * 10**9


def test_a_folder_bound_from_elsewhere_is_passed_over(site: Site, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        (disk / "mounted").mkdir()
        (disk / "mounted" / "a.png").write_bytes(OTHER)
        (site.inbox / "bound").mkdir()
        site.drop("one.png", ONE)
        subprocess.run(["mount", "--bind", str(disk / "mounted"), str(site.inbox / "bound")], check=True)
        try:
            watch = site.watcher()
            told = verdicts(site.settled(watch))
            assert (told.pop("one.png"), list(told.values())) == ("done", ["ignored"])
            assert watch.idle
        finally:
            subprocess.run(["umount", "-l", str(site.inbox / "bound")], check=True)


def test_a_pass_takes_what_lay_there_and_ends_though_more_comes(site: Site) -> None:
    site.drop("one.png", ONE)
    watch = site.watcher(once=True)
    watch.step()
    site.drop("later.png", OTHER)
    assert verdicts(site.settled(watch)) == {"one.png": "done"}
    assert watch.idle
    assert "later.png" in site.pictures()
