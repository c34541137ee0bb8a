"""What is seen of a drop folder's work: rows that follow the files, and what can be done with them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardscan.cli.servers.drops import Looker
from cardscan.cli.watching import keep_watching
from cardscan.cli.workforce import Workforce
from cardscan.inbox import Board, Folders, Happening
from cardscan.inbox.board import MOST
from tests.support.drops import files_in, person, picture
from tests.support.settings import frugal_settings

ONE, TWO = picture(person(1)), picture(person(2))


@pytest.fixture
def board(tmp_path: Path) -> Board:
    (tmp_path / "in").mkdir()
    return Board(Folders.checked(tmp_path / "in", None, tmp_path / "book"))


def watched(board: Board, book: Path) -> None:
    """Have what lies in the folder read."""
    with ThreadPoolExecutor(1) as executor:
        readers = Workforce(executor, frugal_settings(), ahead=2)
        keep_watching(
            board.folders, book, readers, Looker(board), threading.Event(), settle=0.2, poll=0.05, once=True
        )


def states(board: Board) -> dict[str, str]:
    return {row.file: row.state for row in board.rows()}


def test_rows_follow_real_files_to_their_end(board: Board, tmp_path: Path) -> None:
    for name, data in {"one.png": ONE, "same.png": ONE, "bad.png": b"no picture at all"}.items():
        (board.folders.inbox / name).write_bytes(data)
        board.expect(name)
    assert states(board) == {"one.png": "waiting", "same.png": "waiting", "bad.png": "waiting"}
    watched(board, tmp_path / "book")
    assert states(board) == {"one.png": "done", "same.png": "duplicate", "bad.png": "failed"}
    rows = {row.file: row for row in board.rows()}
    assert rows["one.png"].cards == len(rows["one.png"].uids) == 1
    assert "is text, not a picture" in rows["bad.png"].text
    assert all(row.place.is_file() for row in rows.values())


def test_what_failed_is_recalled_tried_again_or_left_alone(board: Board, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (board.folders.inbox / name).write_bytes(f"no picture: {name}".encode())
    watched(board, tmp_path / "book")
    later = Board(board.folders)
    later.recall()
    assert {row.text for row in later.rows()} == {row.text for row in board.rows()}
    first, second = later.rows()
    later.try_again(first)
    later.let_lie(second)
    assert states(later) == {first.file: "waiting"}
    assert (later.folders.inbox / first.file).is_file()
    assert [name for name in files_in(later.folders.filed / "failed")] == [second.file]
    again = Board(board.folders)
    again.recall()
    assert again.rows() == ()


def test_try_again_overwrites_nothing(board: Board, tmp_path: Path) -> None:
    (board.folders.inbox / "a.png").write_bytes(b"no picture")
    watched(board, tmp_path / "book")
    (board.folders.inbox / "a.png").write_bytes(ONE)
    board.try_again(board.rows()[0])
    assert files_in(board.folders.inbox)["a.png"] == ONE
    assert files_in(board.folders.inbox)["a (2).png"] == b"no picture"


def test_a_row_is_gone_with_its_file(board: Board) -> None:
    (board.folders.inbox / "a.png").write_bytes(ONE)
    board.look([Path("a.png")], {}, 1, "")
    board.look([], {Path("a.png"): Path("elsewhere")}, 0, "")
    assert states(board) == {"a.png": "reading"}
    (board.folders.inbox / "a.png").unlink()
    board.look([], {}, 0, "")
    assert states(board) == {}


def test_a_row_says_what_it_waits_for(board: Board) -> None:
    board.expect("a.png")
    board.tell(Happening("a.png", "waiting", "the disk is full; trying again"))
    board.tell(Happening(".", "waiting", "the folder is gone"))
    [row] = board.rows()
    assert (row.state, row.text) == ("waiting", "the disk is full; trying again")


def test_the_oldest_of_very_many_are_forgotten(board: Board) -> None:
    for number in range(MOST + 5):
        board.tell(Happening(f"{number}.png", "done", "x", ("Anna",), ("u",), 0.1, f"/x/{number}.png"))
    assert len(board.rows()) == MOST
    assert board.rows()[-1].file == f"{MOST + 4}.png"
