"""What is written lasts: the system is asked for it, and a folder that cannot be asked is no error."""

from pathlib import Path

import pytest

from cardscan.lasting import make_content_last, make_names_last


def test_content_stays_what_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"picture")
    make_content_last(file)
    make_names_last(tmp_path)
    assert file.read_bytes() == b"picture"


def test_a_file_that_is_not_there_is_an_error_and_a_folder_is_not(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_content_last(tmp_path / "missing.jpg")
    make_names_last(tmp_path / "missing")
