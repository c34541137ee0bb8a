"""Places where nothing lies yet, and folders that are folders."""

from pathlib import Path

from cardscan.inbox.moving.free_places import free_folder, free_place, note_of


def test_a_place_is_free_only_if_its_note_is_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.error.txt").write_text("of an earlier a.jpg")
    assert free_place(tmp_path / "a.jpg", noted=True).name == "a (2).jpg"
    assert free_place(tmp_path / "a.jpg").name == "a.jpg"


def test_the_longest_names_are_shortened_where_something_is_added(tmp_path: Path) -> None:
    longest = tmp_path / f"{'ä' * 125}.jpg"
    longest.write_bytes(b"picture")
    for place in (free_place(longest), note_of(longest)):
        place.write_bytes(b"fits")
    assert free_place(longest).name.endswith("ä (3).jpg")


def test_folders_that_are_files_or_links_get_a_number(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"file")
    (tmp_path / "a (2)").symlink_to(tmp_path)
    assert free_folder(tmp_path / "a" / "b", tmp_path) == tmp_path / "a (3)" / "b"
    assert free_folder(tmp_path / "c", tmp_path) == tmp_path / "c"
