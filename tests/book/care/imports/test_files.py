from pathlib import Path

import pytest

from cardscan.book.care.imports.files import LONGEST_LINE, lines_in

TEXT = "BEGIN:VCARD\r\nFN:Jörg 王\r\nEND:VCARD\r\n"


def read(path: Path, data: bytes, encoding: str = "") -> list[bytes]:
    path.write_bytes(data)
    ticks: list[int] = []
    lines = list(lines_in(path, ticks.append, encoding))
    assert sum(ticks) == len(data)
    return lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_8_and_utf_16_are_seen_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    assert b"".join(read(tmp_path / "x", TEXT.encode(encoding))) == TEXT.encode()


def test_another_character_set_is_read_where_it_is_named(tmp_path: Path) -> None:
    assert read(tmp_path / "x", "FN:山田".encode("cp932"), "cp932") == ["FN:山田".encode()]


def test_lines_end_as_they_like_and_marks_within_a_file_go(tmp_path: Path) -> None:
    data = b"a\rb\nc\r\n\xef\xbb\xbfd"
    assert read(tmp_path / "x", data) == [b"a\r", b"b\n", b"c\r\n", b"d"]


def test_an_end_that_two_pieces_share_is_one(tmp_path: Path) -> None:
    lines = read(tmp_path / "x", b"x" * 262_142 + b"\r\r\ny\r\n")
    assert lines[1:] == [b"\r\n", b"y\r\n"] and lines[0].endswith(b"x\r")


def test_a_line_of_any_length_comes_in_pieces(tmp_path: Path) -> None:
    lines = read(tmp_path / "x", b"x" * 5_000_000)
    assert sum(map(len, lines)) == 5_000_000 and max(map(len, lines)) < LONGEST_LINE + 300_000
