from dataclasses import replace

from cardscan.export.formats.table import table
from cardscan.model import CardScan, Contact, Event, Record
from tests.support.exports import exported
from tests.support.fictional import ANNA, COMPANY, scan


def written(*scans: CardScan) -> str:
    return exported("text", *scans).decode()


def test_a_whole_card_with_its_unsure_fields_marked() -> None:
    assert written(scan(ANNA, needs_review=("title", "phones[1]", "addresses[0]"))) == (
        """\
Dr. Anna Maria Weber, MBA  (in/anna.jpg, page 1, card 1)
  Native name  安娜
? Title        Head of Sales, Europe
  Department   Sales
  Company      Müller & Söhne GmbH; Co.
  Phone        +49 30 12345678
? Mobile       +49 1511 2345678
  Fax          +49 30 12345679
  Phone        +49 30 12345670 ext. 12
  E-mail       anna@weber.example
  E-mail       sales@weber.example
  Website      https://weber.example
? Address      Lindenweg 12, 10115 Berlin, Germany
  Address      1 Example Road, Springfield
  Linkedin     @anna-weber
  Skype        anna.w
  Note         Wir öffnen Türen
               seit 1901

? = not sure: compare it with the card
"""
    )


def test_without_a_mark_there_is_no_legend_and_blocks_are_apart() -> None:
    text = written(scan(COMPANY, 1), scan(COMPANY, 2))
    assert "?" not in text
    assert text.count("\n\n") == 1


def test_a_field_to_look_for_that_was_not_found_is_named() -> None:
    assert "? Name         (not found)\n" in table(scan(COMPANY, needs_review=("full_name",)))


def test_a_card_of_which_nothing_was_read_says_so() -> None:
    assert table(scan(Contact())) == ("(no name)  (in/anna.jpg, page 1, card 1)\n  (nothing could be read)\n")


def test_a_file_name_cannot_command_the_terminal() -> None:
    card = scan(COMPANY)
    text = written(replace(card, source=replace(card.source, path="in/\x1b[2J\udcfc.jpg")))
    assert "(in/<U+001B>[2J<U+DCFC>.jpg, page 1" in text.splitlines()[0]


def test_what_the_book_knows_stands_below_the_card() -> None:
    known = Record("u-1", "", ("vip", "tea"), (Event("Mixer", "2026-11-20"),), ("likes tea\nand cake",))
    lines = written(replace(scan(COMPANY), record=known)).splitlines()
    assert lines[-4:] == [
        "  Tags         vip, tea",
        "  Met          2026-11-20 Mixer",
        "  Own note     likes tea",
        "               and cake",
    ]


def test_the_name_is_the_heading_and_stands_below_only_where_it_is_doubtful() -> None:
    doubted = table(scan(ANNA, needs_review=("full_name",)))
    assert "? Name         Dr. Anna Maria Weber, MBA\n" in doubted
    assert table(scan(COMPANY)).splitlines()[:2] == [
        "Ōsaka Tea Example K.K.  (in/anna.jpg, page 1, card 1)", "  Phone        +81 6-1234-5678"
    ]  # fmt: skip


def test_a_contact_of_the_book_is_headed_by_its_number_too() -> None:
    known = replace(scan(COMPANY), record=Record("u-1", number=417))
    assert table(known).startswith("Ōsaka Tea Example K.K.  (417; in/anna.jpg")


def test_how_sure_each_field_is_stands_behind_it_on_request() -> None:
    sure = replace(scan(ANNA), confidence={"title": 0.823})
    assert "  Title        Head of Sales, Europe  (82%)\n" in table(sure, confidence=True)
    assert "%" not in table(sure)
