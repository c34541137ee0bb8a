"""Contacts named by their number or by words, in a real book."""

from dataclasses import replace

import pytest

from cardscan.book import Book
from cardscan.cli.people.who import in_short, people_named
from cardscan.errors import UsageError
from cardscan.model import Contact
from tests.support.books import BERTA, CARLO, put
from tests.support.fictional import ANNA, BEN, BILAL, COMPANY


def test_numbers_and_words_find_the_same_people(book: Book) -> None:
    uids = [put(book, contact, f"{number}.jpg") for number, contact in enumerate((ANNA, BILAL, BERTA))]
    numbers = [str(entry.number) for entry in people_named(book, ["anna weber", "haddad", "ALVAREZ"])]
    assert [entry.uid for entry in people_named(book, numbers)] == uids
    assert [entry.number for entry in book.search("bilal")] == [int(numbers[1])]


def test_each_is_found_once_however_often_named(book: Book) -> None:
    put(book, ANNA, "a.jpg")
    [anna] = people_named(book, ["anna", "1", " 1 "])
    assert anna.contact == ANNA


def test_words_of_several_people_find_nobody_and_name_them(
    book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    put(book, ANNA, "a.jpg")
    put(book, BEN, "b.jpg")
    with pytest.raises(UsageError, match="sales: 2 contacts have this") as caught:
        people_named(book, ["1", "sales"])
    assert "number" in caught.value.hint
    assert [line.split()[1] for line in capsys.readouterr().err.splitlines()] == ["2", "1"]


def test_ten_candidates_are_named_at_most(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        put(book, Contact(given_name=f"Dora{chr(97 + number)}", family_name="Klein"), f"{number}.jpg")
    with pytest.raises(UsageError, match="klein: more than 10"):
        people_named(book, ["klein"])
    assert len(capsys.readouterr().err.splitlines()) == 10


def test_the_whole_name_is_its_bearers_though_others_mention_it(book: Book) -> None:
    uid = put(book, CARLO, "c.jpg")
    book.note(put(book, BERTA, "b.jpg"), "knows Carlo Conti")
    [carlo] = people_named(book, ["carlo conti"])
    assert carlo.uid == uid


@pytest.mark.parametrize("name", ["nobody", "99", "9" * 30, "?!", ""])
def test_what_nobody_is_called_is_said(book: Book, name: str) -> None:
    put(book, ANNA, "a.jpg")
    with pytest.raises(UsageError, match="no contact has this"):
        people_named(book, [name])


def test_the_number_of_a_merged_one_leads_to_its_holder(book: Book) -> None:
    kept, gone = put(book, ANNA, "a.jpg"), put(book, BILAL, "b.jpg")
    [before] = people_named(book, ["2"])
    book.duplicates.merge(kept, gone, ANNA)
    [after] = people_named(book, ["2"])
    assert (before.uid, after.uid, after.number) == (gone, kept, 1)


def test_deleted_ones_are_found_by_number_where_that_is_asked_for(book: Book) -> None:
    book.delete(put(book, ANNA, "a.jpg"))
    with pytest.raises(UsageError, match=r"1: Dr\. Anna.* was deleted"):
        people_named(book, ["1"])
    [anna] = people_named(book, ["1"], deleted=True)
    assert anna.deleted


def test_in_short(book: Book) -> None:
    for number, contact in enumerate((replace(BEN, organization="Sales Ltd"), COMPANY, Contact())):
        put(book, contact, f"{number}.jpg")
    told = [in_short(entry) for entry in people_named(book, ["1", "2", "3"])]
    assert told == ["Ben Sales, Sales Ltd", "Ōsaka Tea Example K.K.", "(no name)"]
