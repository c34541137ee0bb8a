"""`cardscan give`, `want`, `keep`."""

from pathlib import Path

from cardscan.book import Book, Event
from cardscan.errors import ExitCode
from tests.support.books import put
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily, person


def test_who_wants_what_a_new_card_is_comes_first_and_another_where_asked(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    assert said("give", "--book", tmp_path) == ""
    said("want", "anna", "a property manager", "--book", tmp_path)
    assert said("want", "1", "--book", tmp_path) == "a property manager\n"
    with Book.open(tmp_path) as book:
        put(book, person("Dan", title="Property Manager"), "d.jpg", Event("Mixer", day(-1)))
        book.tag(book.numbered(2)[0].uid, "advocate")
    assert said("give", "--book", tmp_path).startswith(
        '1  Anna Test looks for "a property manager". Dan Test'
    )
    assert said("give", "--another", "--book", tmp_path).startswith("2  Bo Test")
    result = run("give", "--another", "--book", tmp_path)
    assert (result.stdout.startswith("2  Bo Test"), "nobody else today" in result.stderr) == (True, True)
    assert said("want", "1", "", "--book", tmp_path) == ""
    assert said("want", "1", "--book", tmp_path) == "\n"


def test_how_often_by_tag(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    said("keep", "friend", "3m", "--book", tmp_path)
    said("keep", "client", "never", "--book", tmp_path)
    assert said("keep", "--book", tmp_path) == "advocate\tevery 30 days\nfriend\tevery 90 days\n"
    for words in (("keep", "friend"), ("keep", "friend", "often")):
        assert run(*words, "--book", tmp_path).returncode == ExitCode.USAGE
