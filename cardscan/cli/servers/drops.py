"""The drop folder read beside the pages: where it is, and a board that shows what is done in it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.cli.place import own_inbox
from cardscan.cli.report import complain, remark
from cardscan.cli.watching import Teller, keep_watching
from cardscan.errors import CardscanError, OutputError
from cardscan.inbox import Board, Folders
from cardscan.inbox.board import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardscan.inbox import Happening, Watch
    from cardscan.settings import Settings

_FILES = 16
"""Enough for two processes: pictures come by the dozen, and the pages need room, too."""
_SETTLED = 10.0
_SETTLED_OWN = 1.0
"""Seconds; into the folder of our own, files come whole."""
_POLL = 0.5


def inbox_folders(named: str, book: Path) -> Folders:
    """Return the drop folder: the one that is named, else one beside the book, made where it is missing."""
    inbox = Path(named) if named else own_inbox(book)
    if not named:
        try:
            private.make_folder(inbox)
        except OSError as error:
            raise OutputError(
                f"{inbox}: cannot be made: {error.strerror}", "name another folder with --inbox"
            ) from error
    return Folders.checked(inbox, None, book)


class Looker(Teller):
    """Tells on stderr and on a board."""

    def __init__(self, board: Board) -> None:
        super().__init__(as_json=False)
        self._board = board

    @contextmanager
    def live(self) -> Iterator[None]:
        """Show no line of how things stand: the page does."""
        yield

    def tell(self, happening: Happening) -> None:
        """Say what became of a file."""
        self._board.tell(happening)
        super().tell(happening)

    def show(self, watcher: Watch) -> None:
        """Bring the board up to date."""
        trouble = str(watcher.fault) if watcher.stuck_for else ""
        self._board.look(watcher.still_waiting(MOST), watcher.being_read, watcher.waiting, trouble)
        super().show(watcher)


@contextmanager
def reading_drops(board: Board, book: Path, settings: Callable[[], Settings], *, own: bool) -> Iterator[None]:
    """Have the board's folder watched beside what else is done; `own`: nobody but us writes there.

    `settings` are those in force when a file is read, in what a person may choose meanwhile.
    """
    from cardscan.cli.workforce import workforce

    stopped = threading.Event()
    folders = board.folders

    def chosen(readers: Settings) -> Settings:
        now = settings()
        return replace(readers, region=now.region, lang=now.lang)

    def watch() -> None:
        try:
            with workforce(settings(), _FILES, apart=True) as readers:
                settle = _SETTLED_OWN if own else _SETTLED
                keep_watching(
                    folders, book, readers, Looker(board), stopped, settle=settle, poll=_POLL, chosen=chosen
                )
        except CardscanError as error:
            board.trouble = f"{error}{f' ({error.hint})' if error.hint else ''}"
            complain(error)
            remark(f"{folders.inbox} is read no more; what is there stays there")

    board.recall()
    thread = threading.Thread(target=watch, name="drop folder")
    try:
        thread.start()
        yield
    finally:
        stopped.set()
        if thread.ident is not None:
            thread.join()
