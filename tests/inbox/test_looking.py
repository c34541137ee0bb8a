"""What is taken from the folder, what is passed over, and which event a file is of."""

import os
from pathlib import Path

import pytest

from cardscan.book import Event
from cardscan.errors import BadInputError, UsageError
from cardscan.inbox import Folders
from cardscan.inbox.looking import Contents, Lookout, event_named, event_of

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
