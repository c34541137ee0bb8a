"""Sources of files that were copied to another disk are kept, compared, and removed after an hour."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardscan.inbox import Folders
from cardscan.inbox.moving.kept import Kept
from tests.inbox.test_revisiting import pages
from tests.support.drops import files_in, person, picture, small_disk
from tests.support.sites import Site

CARD = picture(person(1))


@pytest.fixture
def far(site: Site, tmp_path: Path) -> Iterator[Site]:
    """A site that puts files away on another disk."""
    with small_disk(tmp_path / "disk", 16) as disk:
        site.folders = Folders(site.inbox, disk)
        yield site


def sources(site: Site) -> list[bytes]:
    kept = files_in(site.inbox / ".work" / "kept")
    return [data for name, data in kept.items() if not name.endswith(".json")]


def test_a_source_is_removed_when_the_hour_is_over(far: Site) -> None:
    far.drop("fair/card.png", CARD)
    watch = far.watcher(now=far.real_time)
    far.settled(watch)
    assert sources(far) == [CARD]
    for _ in range(20):
        far.after(300.0, watch)
    assert sources(far) == []
    assert not (far.inbox / ".work" / "kept").exists()
    assert list(files_in(far.folders.filed).values()) == [CARD]


def test_a_source_that_grew_comes_back_in_its_copy_s_place(far: Site) -> None:
    path = far.drop("fair/scan.tif", pages(1))
    watch = far.watcher(now=far.real_time)
    with path.open("rb+", buffering=0) as scanner:
        far.settled(watch)
        scanner.write(pages(1, 2))
    far.after(3.0, watch)
    far.settled(watch)
    assert list(files_in(far.folders.filed).values()) == [pages(1, 2)]
    assert sources(far) == [pages(1, 2)]
    assert far.book.count() == 2


def test_what_was_written_in_the_last_moment_is_seen_before_a_source_is_removed(far: Site) -> None:
    far.drop("card.png", CARD)
    watch = far.watcher(now=far.real_time)
    far.settled(watch)
    [kept] = (far.inbox / ".work" / "kept").rglob("card.png")
    before = kept.stat()
    with kept.open("rb+") as scanner:
        scanner.write(CARD[:-1] + b"x")
    os.utime(kept, ns=(before.st_atime_ns, before.st_mtime_ns))  # as where times are coarse
    for _ in range(20):
        far.after(300.0, watch)
    far.settled(watch)
    assert CARD[:-1] + b"x" in files_in(far.folders.filed).values()


def test_a_copy_that_somebody_changed_stays_when_its_source_grows(far: Site) -> None:
    path = far.drop("scan.tif", pages(1))
    watch = far.watcher(now=far.real_time)
    with path.open("rb+", buffering=0) as scanner:
        far.settled(watch)
        [copy] = far.folders.filed.rglob("scan.tif")
        copy.write_bytes(b"II*\0edited")
        scanner.write(pages(1, 2))
    for _ in range(3):
        far.after(3.0, watch)
        far.settled(watch)
    assert pages(1, 2) in files_in(far.folders.filed).values()
    assert any(b"edited" in data for data in (files_in(far.folders.filed) | files_in(far.inbox)).values())


def test_a_copy_stays_when_its_source_is_cut_off(far: Site) -> None:
    path = far.drop("card.png", CARD)
    watch = far.watcher(now=far.real_time)
    with path.open("rb+", buffering=0) as scanner:
        far.settled(watch)
        scanner.truncate(10)
    far.after(3.0, watch)
    far.settled(watch)
    assert sorted(files_in(far.folders.filed).values(), key=len)[-1] == CARD
    assert (far.folders.filed / "failed" / "card.png").read_bytes() == CARD[:10]


def test_each_kept_file_is_told_of_once(far: Site) -> None:
    far.drop("card.png", CARD)
    far.settled(far.watcher(now=far.real_time))
    kept = Kept(far.folders)
    [(place, move)] = kept.news()
    assert (place.read_bytes(), move.file, Path(move.target).read_bytes()) == (CARD, "card.png", CARD)
    assert list(kept.news()) == []
    kept.forget(place)
    assert list(Kept(far.folders).news()) == []
