from dataclasses import replace

from cardscan.book.care.taking import taken
from cardscan.model import Contact, Email, Phone
from cardscan.vcards.lines import lines_of
from tests.support.vcard_texts import card

BEFORE = ["TITLE:Cook", "TEL;TYPE=WORK:030 23125120", "EMAIL:a@b.example", "NOTE:n"]


def changed(contact: Contact, *lines: str, name: str = "Berta") -> Contact:
    return taken(contact, lines_of(card(BEFORE)), lines_of(card(list(lines), name=name)), "DE")


KNOWN = Contact(
    given_name="Berta", family_name="Keller", native_name="ベルタ", title="Head cook", note="n",
    phones=(Phone("+493023125120", "Tel. 030/23125120", "work"), Phone("+493023125121")),
    emails=(Email("a@b.example"),),
)  # fmt: skip


def test_only_what_changed_is_taken() -> None:
    assert changed(KNOWN, *BEFORE) == KNOWN
    assert changed(KNOWN, *BEFORE[1:]) == replace(KNOWN, title="")
    assert changed(KNOWN, *BEFORE, name="Britta") == replace(KNOWN, given_name="Britta")


def test_values_that_went_go_and_those_that_came_come() -> None:
    new = changed(KNOWN, "TITLE:Cook", "TEL;TYPE=HOME:030 23125120", "EMAIL:c@d.example", "NOTE:m")
    assert [(phone.value, phone.type) for phone in new.phones] == [
        ("+493023125120", "home"), ("+493023125121", "work"),
    ]  # fmt: skip
    assert (new.emails, new.note, new.title) == ((Email("c@d.example"),), "m", "Head cook")
