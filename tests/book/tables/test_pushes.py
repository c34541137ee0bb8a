import pytest

from cardscan.book import Book, Imported
from cardscan.book.tables.pushes import Pushed
from tests.support.fictional import ANNA, COMPANY

HERE, THERE = "https://cloud.example/a/", "https://cloud.example/b/"
SENT = Pushed("a", "a.vcf", '"1"', 3, "FN:A", "")


@pytest.fixture(autouse=True)
def two_contacts(book: Book) -> None:
    book.import_contacts([Imported("a", ANNA), Imported("b", COMPANY)])


def test_what_was_sent_is_known_before_and_after_its_answer(book: Book) -> None:
    pushes = book.pushes(HERE)
    pushes.begin("a", "a.vcf", "FN:A", anew=True)
    assert pushes.of(["a", "b"]) == {"a": Pushed("a", "a.vcf", "", 0, "", "FN:A")}
    pushes.agree(SENT)
    assert pushes.of(["a", "b"]) == {"a": SENT}
    pushes.begin("a", "a.vcf", "other", anew=False)
    assert pushes.of(["a"]) == {"a": Pushed("a", "a.vcf", '"1"', 3, "FN:A", "other")}
    pushes.begin("a", "a.vcf", "other", anew=True)
    assert pushes.of(["a"])["a"].agreed == ""


def test_each_address_book_is_remembered_by_itself(book: Book) -> None:
    book.pushes(HERE).agree(SENT)
    assert book.pushes(THERE).of(["a"]) == {}
    book.pushes(HERE).forget("a")
    assert book.pushes(HERE).of(["a"]) == {}


def test_contacts_deleted_or_merged_here_are_told(book: Book) -> None:
    book.pushes(HERE).agree(SENT)
    assert book.pushes(HERE).deleted() == {}
    book.duplicates.merge("b", "a")
    assert book.pushes(HERE).deleted() == {"a": SENT}


def test_nothing_is_remembered_of_contacts_that_are_not_in_the_book(book: Book) -> None:
    book.pushes(HERE).begin("nobody", "x.vcf", "FN:A", anew=True)
    book.pushes(HERE).agree(Pushed("nobody", "x.vcf", '"1"', 1, "FN:A", ""))
    assert book.pushes(HERE).of(["nobody"]) == {}
