from cardscan.book.care.imports.contact import contact_of
from cardscan.book.care.imports.numbers import country_of, label_type, phone_in
from cardscan.vcards.lines import lines_of


def test_most_numbers_with_a_country_speak_for_those_without() -> None:
    assert (
        country_of([b"TEL:+49 30 23125120\n", b"TEL:0049 30 23125121\n", b"TEL:+44 20 7946 0018\n"]) == "DE"
    )
    assert country_of([b"+49 30 23125120, +44 20 7946 0018"]) == ""
    assert country_of(["+49 30 23125120"]) == ""


def test_a_cards_own_address_and_numbers_come_first() -> None:
    card = "TEL:020 7946 0018\nADR:;;1 Road;London;;;United Kingdom"
    assert contact_of(lines_of(card), region="DE").phones[0].value == "+442079460018"
    card = "TEL:020 7946 0018\nTEL:+44 20 7946 0019"
    assert contact_of(lines_of(card), region="DE").phones[0].value == "+442079460018"
    assert contact_of(lines_of("TEL:030 23125120"), region="DE").phones[0].value == "+493023125120"


def test_types_are_words_or_labels_in_any_language() -> None:
    assert [
        phone_in("+49 30 23125120", words, "")[0].type for words in ({"CELL"}, {"HOME", "FAX"}, {"VOICE"})
    ] == [
        "cell",
        "fax",
        "other",
    ]
    card = "item1.TEL:+49 30 23125120\nitem1.X-ABLabel:Telefax\n"
    card += "item2.TEL:+493023125121\nitem2.X-ABLabel:_$!<Home>!$_"
    assert [phone.type for phone in contact_of(lines_of(card)).phones] == ["fax", "home"]
    assert label_type("") == ""
