"""What the book knows of a contact beside its card."""

from pathlib import Path

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import Standing
from cardscan.cli.people.known import Known, known
from tests.support.daily import day, fill_daily


def test_all_of_it_is_there_the_shortest_interval_counts(tmp_path: Path) -> None:
    anna, bo, _ = fill_daily(tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        for tag in ("client", "advocate", "vip"):
            book.tag(anna, tag)
        book.daily.dealings.set_want(anna, "old roofs")
        book.daily.dealings.log(anna, Deed("gave", "introduction"))
        about = known(book, book.entry(anna))
        assert (about.tag, about.days, about.want) == ("advocate", 30, "old roofs")
        assert [task.due for task in about.tasks] == [day(30)]
        assert [(entry.kind, entry.event) for entry in about.entries] == [("gave", ""), ("met", "Mixer")]
        assert about.standing == Standing(day(-4), "Mixer", day(0), 1, 0)
        [picture] = about.pictures
        assert Path(picture).read_bytes() == b"picture of card 1 in Anna.jpg"
        book.delete(bo)
        gone = known(book, book.entry(bo))
        assert (gone.standing, gone.tag, len(gone.tasks)) == (Standing(), "", 1)
        assert isinstance(gone, Known)
