from cardscan.book.care.imports.contact import contact_of, with_nicknames
from cardscan.model import Contact
from cardscan.vcards.lines import lines_of


def test_the_first_value_that_says_anything_counts() -> None:
    contact = contact_of(lines_of("ORG:\nORG:Acme;Sales\nTITLE:\nTITLE:CEO\nFN:Eva Eins\nFN:Eva E."))
    assert (contact.organization, contact.department, contact.title, contact.full_name) == (
        "Acme",
        "Sales",
        "CEO",
        "Eva Eins",
    )


def test_pictures_and_what_is_no_property_say_nothing() -> None:
    assert contact_of(lines_of("PHOTO;ENCODING=b:QUJD\nno property\n")) == Contact()


def test_a_name_in_another_script_is_the_native_name() -> None:
    known = with_nicknames(Contact(given_name="Taro"), ["Mo", "太郎", "Molly"])
    assert (known.native_name, known.nickname) == ("太郎", "Mo, Molly")
