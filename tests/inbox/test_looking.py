"""What is taken from the folder, what is passed over, and which event a file is of."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from cardscan.book import Event
from cardscan.errors import BadInputError, UsageError
from cardscan.inbox import Folders
from cardscan.inbox.looking import Contents, Lookout, event_named, event_of
from tests.support.drops import small_disk
from tests.support.privileges import as_an_ordinary_user

LITTER = (
    ".DS_Store", "._IMG_1.jpg", "Thumbs.db", "desktop.ini", "~$list.xlsx", "scan.tmp", "a.jpg.part",
    "a.jpg.partial", "a.jpg.crdownload", "a.download", "@eaDir/a.jpg", ".stfolder/a.jpg", ".stversions/a.jpg",
    "#recycle/a.jpg", "lost+found/a.jpg", "a.jpg.error.txt", "mixer/._IMG_1.jpg",
)  # fmt: skip


def look(inbox: Path) -> Contents:
    return Lookout(Folders(inbox, inbox)).look()


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())


def test_pictures_and_whatever_else_a_person_drops_are_taken(tmp_path: Path) -> None:
    touch(tmp_path, "b.jpg", "a.heic", "letter.txt", "mixer/c.png", "mixer/table 2/d.png")
    listing = look(tmp_path)
    names = [seen.path.as_posix() for seen in listing.files]
    assert sorted(names) == ["a.heic", "b.jpg", "letter.txt", "mixer/c.png", "mixer/table 2/d.png"]
    assert [seen.size for seen in listing.files] == [len(name) for name in names]


def test_litter_is_passed_over_without_a_word(tmp_path: Path) -> None:
    touch(tmp_path, *LITTER)
    assert look(tmp_path).files == []
    assert look(tmp_path).refused == {}


@pytest.mark.parametrize("own", ["done", "duplicate", "failed", ".work", "Done"])
def test_the_programs_own_folders_are_never_read(own: str, tmp_path: Path) -> None:
    touch(tmp_path, f"{own}/2026-11/a.jpg", f"mixer/{own.strip('.')}/a.jpg")
    assert [seen.path.parts[0] for seen in look(tmp_path).files] == ["mixer"]


def test_symbolic_links_and_pipes_are_refused_and_not_followed(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    touch(tmp_path, "elsewhere/a.jpg", "in/b.jpg")
    (inbox / "link.jpg").symlink_to(inbox / "b.jpg")
    (inbox / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(inbox / "pipe.jpg")
    listing = look(inbox)
    assert [seen.path.name for seen in listing.files] == ["b.jpg"]
    assert {path.name: why.split(",")[0] for path, why in listing.refused.items()} == {
        "link.jpg": "is a symbolic link",
        "linked": "is a symbolic link",
        "pipe.jpg": "is a device or pipe",
    }


def test_a_folder_that_is_gone_is_an_error_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        look(tmp_path / "gone")


@pytest.mark.parametrize(
    ("folder", "event"),
    [
        ("2026-11-20 Chamber mixer", Event("Chamber mixer", "2026-11-20")),
        ("2026-11-20_Chamber mixer", Event("Chamber mixer", "2026-11-20")),
        ("2026-11-20", Event("", "2026-11-20")),
        ("2026-02-31 Mixer", Event("2026-02-31 Mixer", "")),
        ("2026-11-201 Mixer", Event("2026-11-201 Mixer", "")),
        (" Messe Köln ", Event("Messe Köln", "")),
    ],
)
def test_a_folders_name_tells_event_and_date(folder: str, event: Event) -> None:
    assert event_named(folder) == event


def test_the_first_folder_is_the_event_and_files_outside_have_the_default() -> None:
    default = Event("Spring fair", "")
    assert event_of(Path("2026-11-20 Mixer/table 2/a.jpg"), default) == Event("Mixer", "2026-11-20")
    assert event_of(Path("a.jpg"), default) == default


def test_folders_that_get_in_each_others_way_are_refused(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    touch(inbox, "done/in/a.jpg")
    book = tmp_path / "book"
    assert Folders.checked(inbox, None, book) == Folders(inbox, inbox)
    assert Folders.checked(inbox, tmp_path / "out", book).filed == tmp_path / "out"
    for wrong in ((inbox, None, inbox / "book"), (inbox, None, tmp_path), (inbox, inbox / "out", book)):
        with pytest.raises(UsageError):
            Folders.checked(*wrong)
    with pytest.raises(UsageError):
        Folders.checked(inbox / "done" / "in", inbox, book)
    with pytest.raises(BadInputError):
        Folders.checked(tmp_path / "nowhere", None, book)


def test_a_file_of_an_own_folders_name_is_a_file_like_any_other(tmp_path: Path) -> None:
    touch(tmp_path, "done", "mixer/failed")
    assert [seen.path.as_posix() for seen in look(tmp_path).files] == ["done", "mixer/failed"]


def test_a_folder_that_cannot_be_listed_keeps_nobody_from_the_rest() -> None:
    with tempfile.TemporaryDirectory() as name:
        inbox = Path(name)
        inbox.chmod(0o755)  # for the ordinary user, where root runs the test
        touch(inbox, "a.jpg", "closed/b.jpg", "mixer/c.jpg")
        (inbox / "closed").chmod(0)

        def check() -> None:
            listing = look(inbox)
            assert [seen.path.name for seen in listing.files] == ["a.jpg", "c.jpg"]
            assert listing.refused[Path("closed")].startswith("may not be looked into")

        as_an_ordinary_user(check)
        (inbox / "closed").chmod(0o755)


def nest(folder: Path, names: list[str]) -> None:
    """Make folders one in the other, however long the path becomes."""
    here = os.open(folder, os.O_RDONLY)
    for name in names:
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("b.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def test_folders_nested_too_deep_and_paths_too_long_are_refused(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg", "mixer/b.jpg")
    room = 4090 - len(os.fsencode(tmp_path)) - len("/b.jpg")
    try:
        nest(tmp_path, ["deep", *(str(number) for number in range(994))])
        nest(tmp_path, ["longest" * 30] * 22)
        nest(tmp_path, ["almost" * 33] * (room // 199) + ["e" * (room % 199 - 1 or 1)])
        listing = look(tmp_path)
    finally:  # pytest's own tidying goes down by recursion
        subprocess.run(["rm", "-r", *tmp_path.iterdir()], check=True)
    assert [seen.path.as_posix() for seen in listing.files] == ["a.jpg", "mixer/b.jpg"]
    reasons = {path.parts[0]: why.split(";")[0] for path, why in listing.refused.items()}
    assert reasons == {
        "deep": "is nested too deep",
        "longest" * 30: "cannot be looked into: File name too long",
        "almost" * 33: "has too long a path",
    }


def test_a_folder_on_another_disk_is_refused(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg")
    with small_disk(tmp_path / "mounted", 1) as disk:
        touch(disk, "b.jpg")
        listing = look(tmp_path)
    assert [seen.path.name for seen in listing.files] == ["a.jpg"]
    assert "another disk" in listing.refused[Path("mounted")]


def test_what_is_too_large_is_not_moved_to_another_disk(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    touch(inbox, "small.jpg", "large.jpg")
    os.truncate(inbox / "large.jpg", 5000)
    with small_disk(tmp_path / "out", 1) as disk:
        apart, together = (Lookout(Folders(inbox, filed), 4000).look() for filed in (disk, inbox))
    assert (len(apart.files), list(apart.refused)) == (1, [Path("large.jpg")])
    assert len(together.files) == 2


def test_of_what_has_settled_only_the_names_are_looked_at(tmp_path: Path) -> None:
    names = [f"{number:05}.jpg" for number in range(20_000)]
    for name in names:
        (tmp_path / name).touch()
    lookout = Lookout(Folders(tmp_path, tmp_path))
    begun = time.process_time()
    for seen in lookout.look().files:
        lookout.settled(seen.path)
    first = time.process_time() - begun
    touch(tmp_path, "new.jpg")
    (tmp_path / names[7]).unlink()
    begun = time.process_time()
    listing = lookout.look()
    assert time.process_time() - begun < first / 5
    assert [seen.path.name for seen in listing.files] == ["new.jpg"]
    assert listing.gone == {Path(names[7])}
    lookout.forget(Path(names[8]))
    assert [seen.path.name for seen in lookout.look().files] == [names[8], "new.jpg"]


def test_what_is_in_a_folder_that_was_removed_is_gone(tmp_path: Path) -> None:
    touch(tmp_path, "mixer/a.jpg")
    lookout = Lookout(Folders(tmp_path, tmp_path))
    for seen in lookout.look().files:
        lookout.settled(seen.path)
    shutil.rmtree(tmp_path / "mixer")
    assert lookout.look().gone == {Path("mixer/a.jpg")}
