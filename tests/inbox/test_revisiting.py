"""Files that change after they were put away are read again, and their cards stand once in the book."""

import io
import os
from dataclasses import replace
from functools import cache

from PIL import Image

from cardscan.book import Book
from tests.support.drops import person, picture, sha256
from tests.support.sites import Site

ONE, OTHER = picture(person(1)), picture(person(2))


@cache
def pages(*numbers: int) -> bytes:
    """Return a TIFF with a page for each of these people."""
    first, *others = (Image.open(io.BytesIO(picture(person(number)))) for number in numbers)
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()


def cards(book: Book) -> list[tuple[str, int]]:
    """Return the file and page of all cards."""
    shown = (face for entry in book.entries() for card in book.cards(entry.uid) for face in card.faces)
    return sorted((face.source.sha256, face.source.page) for face in shown)


def test_a_scanner_that_adds_pages_has_them_all_read_and_each_card_once(site: Site) -> None:
    path = site.drop("fair/scan.tif", pages(1))
    watch = site.watcher()
    with path.open("rb+", buffering=0) as scanner:
        site.settled(watch)
        [first] = site.book.entries()
        for numbers in ((1, 2), (1, 2, 3)):
            site.after(20.0, watch)
            scanner.seek(0)
            scanner.write(pages(*numbers))
            site.settled(watch)
    whole = pages(1, 2, 3)
    assert site.pictures() == {"done/2026-11/fair/scan.tif": whole}
    assert site.book.count() == 3
    assert cards(site.book) == [(sha256(whole), page) for page in (1, 2, 3)]
    assert first.uid in {entry.uid for entry in site.book.entries()}
    assert {original.path for original in site.book.originals()} == {
        str(site.inbox / "done/2026-11/fair/scan.tif")
    }


def test_a_page_that_shows_somebody_else_now_is_another_card(site: Site) -> None:
    path = site.drop("scan.tif", pages(1))
    watch = site.watcher()
    with path.open("rb+", buffering=0) as scanner:
        site.settled(watch)
        scanner.write(pages(2, 3))
        site.after(3.0, watch)
        site.settled(watch)
    assert site.book.count() == 3


def test_what_a_person_corrected_stays_corrected(site: Site) -> None:
    path = site.drop("scan.tif", pages(1))
    watch = site.watcher()
    with path.open("rb+", buffering=0) as scanner:
        site.settled(watch)
        [entry] = site.book.entries()
        site.book.correct(entry.uid, replace(entry.contact, note="met at the fair"))
        scanner.write(pages(1, 2))
        site.after(3.0, watch)
        site.settled(watch)
    assert site.book.count() == 2
    assert site.book.entry(entry.uid).contact.note == "met at the fair"


def test_a_file_that_failed_and_is_whole_now_is_read_and_its_note_goes(site: Site) -> None:
    path = site.drop("slow.png", ONE[:2000])
    watch = site.watcher()
    with path.open("ab", buffering=0) as writer:
        site.settled(watch)
        assert set(site.pictures()) == {"failed/slow.png"}
        writer.write(ONE[2000:])
        site.after(20.0, watch)
        site.settled(watch)
    assert site.pictures() == {"done/2026-11/slow.png": ONE}
    assert not (site.inbox / "failed" / "slow.png.error.txt").exists()


def test_a_file_whose_times_changed_stays_where_it_is(site: Site) -> None:
    site.drop("one.png", ONE)
    watch = site.watcher()
    site.settled(watch)
    os.utime(site.inbox / "done/2026-11/one.png")
    assert site.after(60.0, watch) + site.settled(watch) == []
    assert site.pictures() == {"done/2026-11/one.png": ONE}


def test_a_watcher_that_begins_finds_what_changed_before(site: Site) -> None:
    one, slow = site.drop("one.tif", pages(1)), site.drop("slow.png", OTHER[:2000])
    kept = site.drop("kept.png", picture(person(7)))
    with one.open("rb+", buffering=0) as scanner, slow.open("ab", buffering=0) as writer:
        before = site.watcher()
        site.settled(before)
        before.close()
        scanner.write(pages(1, 5))
        writer.write(OTHER[2000:])
    watch = site.watcher(now=site.real_time)
    site.settled(watch)
    site.settled(watch)
    assert site.pictures() == {
        "done/2026-11/kept.png": picture(person(7)),
        f"done/{site.real_time():%Y-%m}/one.tif": pages(1, 5),
        f"done/{site.real_time():%Y-%m}/slow.png": OTHER,
    }
    assert not kept.exists()
    assert site.book.count() == 4


def test_a_watcher_that_begins_finds_what_was_written_while_it_was_put_away(site: Site) -> None:
    path = site.drop("scan.tif", pages(1))
    with path.open("rb+", buffering=0) as scanner:
        before = site.watcher()
        site.settled(before)
        before.close()
        scanner.write(pages(1, 5))
    [done] = site.inbox.rglob("scan.tif")
    done.rename(site.inbox / "aside")  # so that, as then, it was moved after it was written
    (site.inbox / "aside").rename(done)
    assert done.stat().st_mtime_ns < done.stat().st_ctime_ns
    watch = site.watcher(now=site.real_time)
    site.settled(watch)
    site.settled(watch)
    assert cards(site.book) == [(sha256(pages(1, 5)), page) for page in (1, 2)]


def test_what_was_taken_out_of_done_is_forgotten(site: Site) -> None:
    site.drop("one.png", ONE)
    watch = site.watcher()
    site.settled(watch)
    (site.inbox / "done/2026-11/one.png").unlink()
    assert site.after(60.0, watch) == []
