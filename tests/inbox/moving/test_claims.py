"""What lies in .work: a dead watcher's claims are recovered, and nothing else there is touched."""

import os
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from cardscan.book import Book
from cardscan.errors import OutputError
from cardscan.inbox import Folders, Watch, Workplace
from tests.support.drops import files_in, person, picture, read_now
from tests.support.sites import Site

ONE, OTHER = picture(person(1)), picture(person(2))


def killed_before_filing(site: Site, watch: Watch) -> None:
    """Have a watcher commit what lies there, and die before it moves it."""
    with patch.object(os, "link", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        site.settled(watch)
    site.die(watch)


def test_what_is_not_a_watchers_is_left_alone(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "0123456789ab"
    theirs = {
        site.inbox / ".work" / "notes" / "draft.tmp": "a user's",
        site.inbox
        / ".work"
        / "0123456789aa"
        / "thesis.tmp": "in a folder of such a name, but without a lock",
        site.inbox / ".work" / "todo.txt": "a file",
        elsewhere / ".lock": "",
        elsewhere / f"{'0' * 32}.tmp": "of somebody else",
        elsewhere / ("1" * 32) / "picture.png": "of somebody else",
    }
    for path, text in theirs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (site.inbox / ".work" / elsewhere.name).symlink_to(elsewhere)
    site.drop("one.png", ONE)
    watch = site.watcher()
    site.settled(watch)
    watch.close()
    assert {path: path.read_text() for path in theirs} == theirs
    assert (site.inbox / "done/2026-11/one.png").read_bytes() == ONE
    assert not (site.inbox / "picture.png").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_another_users_claims_are_left_to_him(site: Site) -> None:
    site.drop("one.png", ONE)
    killed_before_filing(site, site.watcher())
    [home] = (site.inbox / ".work").iterdir()
    os.chown(home, 65534, 65534)
    before = files_in(home)
    watch = site.watcher()
    assert site.settled(watch) == []
    assert files_in(home) == before
    os.chown(home, os.geteuid(), os.getegid())
    assert [told.verdict for told in site.after(61.0, watch)] == ["done"]


def test_a_work_folder_that_is_a_link_is_not_followed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site.inbox / ".work").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="symbolic link"):
        site.watcher()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_drop_folder_and_a_book_that_were_moved_are_known_again(site: Site, tmp_path: Path) -> None:
    site.drop("one.png", ONE)
    killed_before_filing(site, site.watcher())
    site.book.close()
    before = site.inbox
    site.inbox = before.rename(tmp_path / "in 2")
    site.folders = Folders(site.inbox, site.inbox)
    site.book = Book.open((tmp_path / "book").rename(tmp_path / "book 2"))
    assert [told.verdict for told in site.watcher().step()] == ["done"]
    assert site.pictures() == {"done/2026-11/one.png": ONE}
    assert not before.exists()
    [original] = site.book.originals()
    assert original.path == str(site.inbox / "done/2026-11/one.png")


def test_a_claim_that_cannot_be_finished_keeps_no_other_waiting(site: Site) -> None:
    first, second = site.watcher(), site.watcher()
    second.step()  # it recovers what is left now, and so not what the first will leave
    site.drop("letter.txt", b"Dear Sir or Madam,\n")
    killed_before_filing(site, first)
    site.drop("a.png", ONE)
    killed_before_filing(site, second)
    (site.inbox / "failed").rmdir()
    (site.inbox / "failed").symlink_to(site.inbox)
    told = list(site.watcher().step())
    verdicts = {happening.file: happening.verdict for happening in told}
    assert verdicts == {"a.png": "done", ".": "waiting", "failed": "ignored"}
    (site.inbox / "failed").unlink()
    assert [happening.verdict for happening in site.after(61.0, site.watchers[-1])] == ["failed"]


def test_a_file_that_was_put_away_comes_back_to_where_it_lay(site: Site) -> None:
    done = site.drop("done/2026-11/a.png", ONE)
    site.drop("a.png", OTHER)
    workplace = Workplace(site.folders)
    workplace.open()
    assert workplace.take_back(done, Path("a.png")) == site.inbox / "a (2).png"
    assert workplace.take_back(done, Path("a.png")) is None
    workplace.close()
    assert files_in(site.inbox) == {"a.png": OTHER, "a (2).png": ONE}


def test_a_disk_that_went_away_under_the_folder_is_waited_for(site: Site) -> None:
    site.drop("a.png", ONE)
    watch: Watch = site.watcher()
    watch._mounts = {site.inbox}  # as if the folder were a disk's, and now is what lies below it
    told = site.settled(watch)
    assert [(happening.file, happening.verdict) for happening in told] == [(".", "waiting")]
    watch._mounts = set()
    watch._tools = replace(watch._tools, submit=read_now)
    assert [happening.verdict for happening in site.after(300.0, watch) + site.settled(watch)] == ["done"]
