"""Two contacts that may be one: merged, or kept apart."""

from dataclasses import replace

import pytest

from cardscan.book import Book, Event, Imported, Note
from cardscan.book.daybook import PROMISE
from cardscan.errors import UsageError
from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact, Email, Phone
from tests.support.books import BERTA, CARLO, found, put


def test_merging_gives_one_contact_all_that_both_had(book: Book) -> None:
    berta, carlo = put(book, BERTA, "b.jpg", Event("Fair")), put(book, CARLO, "c.jpg", Event("Dinner"))
    book.tag(carlo, "vip")
    book.note(carlo, "likes tea")
    book.daily.dealings.promise(carlo, "2026-12-01", "call")
    both = replace(BERTA, phones=CARLO.phones)
    book.duplicates.merge(berta, carlo, both)
    [entry] = book.entries()
    assert (entry.uid, entry.contact, entry.tags) == (berta, both, ("vip",))
    assert entry.events == (Event("Dinner"), Event("Fair"))
    assert entry.notes == (Note("2026-11-22T09:30:00Z", "likes tea"),)
    tasks = book.daily.dealings.open(berta)
    assert [(task.due, task.text) for task in tasks if task.kind == PROMISE] == [("2026-12-01", "call")]
    assert len(book.cards(berta)) == 2
    assert (found(book, "carlo"), found(book, "06 12345678 tea vip")) == ([], ["Berta"])
    assert book.history(berta)[-1].before == BERTA
    assert (book.history(carlo)[-1].kind, book.history(carlo)[-1].remark) == ("merged", f"into {berta}")


OLD = Contact(
    given_name="Ida", family_name="Nagel", organization="Oak Bank", title="Teller",
    phones=(Phone("+493023125120"),), emails=(Email("ida@oak.example"),), note="likes tea",
)  # fmt: skip
NEW = replace(
    OLD, organization="Elm Trust", title="Head", emails=(Email("i.nagel@elm.example"),),
    phones=(Phone("+493023125130"),), note="sings",
)  # fmt: skip
PROPERTIES = """BEGIN:VCARD
VERSION:3.0
UID:{0}
N:Nagel;Ida;;;
FN:Ida Nagel
BDAY:{1}
item1.URL:https://{0}.example/boat
item1.X-ABLabel:Sailing boat
X-CUSTOM:{0}
END:VCARD
"""


def test_two_that_are_the_same_lose_no_value_of_either(book: Book) -> None:
    for uid, contact, born in (("oak", OLD, "1980-05-06"), ("elm", NEW, "1980-06-05")):
        book.import_contacts([Imported(uid, contact, vcard=PROPERTIES.format(uid, born))])
    book.duplicates.merge("oak", "elm")
    [entry] = book.entries()
    one = entry.contact
    assert (entry.uid, one.organization, one.title) == ("oak", "Elm Trust", "Head")
    assert {phone.value for phone in one.phones} == {"+493023125120", "+493023125130"}
    assert {email.value for email in one.emails} == {"ida@oak.example", "i.nagel@elm.example"}
    assert one.note.splitlines() == [
        "sings", "likes tea", "Title: Teller", "Company: Oak Bank", "Birthday: 1980-06-05",
    ]  # fmt: skip
    text = vcard(book.scan(entry), ExportOptions()).decode().replace("\r\n ", "")
    for uid in ("oak", "elm"):
        assert f"https://{uid}.example/boat" in text and f"X-CUSTOM:{uid}" in text
    assert text.count("X-ABLabel:Sailing boat") == 2 and "BDAY:1980-05-06" in text
    book.reviews.undo("oak")
    assert [entry.contact for entry in book.entries()] in ([OLD, NEW], [NEW, OLD])


def test_a_contact_cannot_be_merged_with_itself(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    with pytest.raises(UsageError):
        book.duplicates.merge(uid, uid)
