"""Whatever is done to contacts, their keys, their words and their counts stay true."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from cardscan.book import Book, Event, Imported
from cardscan.book.file.columns import contact_from_text
from cardscan.book.knowing import matching
from cardscan.book.tables.search_words import text_of
from cardscan.errors import BookError
from cardscan.model import Contact, Email, Phone
from tests.support.books import card, original

_PEOPLE = st.builds(
    Contact,
    given_name=st.sampled_from(("Anna", "Ánna", "Berta")),
    family_name=st.sampled_from(("Weber", "Li")),
    organization=st.sampled_from(("", "Blue Tea", "Blue Tea GmbH", "Red Tea")),
    phones=st.sampled_from(((), (Phone("+493012345678"),), (Phone("+493012345679"),))),
    emails=st.sampled_from(((), (Email("a@tea.example"),), (Email("b@tea.example"),))),
)


class Handling(RuleBasedStateMachine):
    """Cards arrive, people correct, delete, merge and label; in any order."""

    uids = Bundle("uids")

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.book = Book.open(self.folder)
        self.files = 0

    def teardown(self) -> None:
        self.book.close()
        self.place.cleanup()

    @rule(target=uids, contact=_PEOPLE, event=st.sampled_from((Event(), Event("Fair"))))
    def a_card_arrives(self, contact: Contact, event: Event) -> str:
        self.files += 1
        file = f"{self.files}.jpg"
        [receipt] = self.book.receive([original(file)], [card(contact, file)], event)
        assert self.book.cards(receipt.uid)[-1].uid == receipt.card
        assert not self.book.entry(receipt.uid).deleted
        return receipt.uid

    @rule(target=uids, contact=_PEOPLE, number=st.integers(1, 3))
    def a_contact_is_imported(self, contact: Contact, number: int) -> str:
        self.book.import_contacts([Imported(f"imported-{number}", contact)])
        return f"imported-{number}"

    @rule(uid=uids, contact=_PEOPLE)
    def it_is_corrected(self, uid: str, contact: Contact) -> None:
        if self._there(uid):
            self.book.correct(uid, contact)
            assert self.book.entry(uid).contact == contact
            assert self.book.history(uid)[-1].after == contact

    @rule(uid=uids)
    def it_is_deleted_or_comes_back(self, uid: str) -> None:
        if self._there(uid):
            self.book.delete(uid)
        elif self._known(uid):
            self.book.undelete(uid)

    @rule(uid=uids, other=uids)
    def two_are_merged(self, uid: str, other: str) -> None:
        if uid != other and self._there(uid) and self._there(other):
            cards = len(self.book.cards(uid)) + len(self.book.cards(other))
            self.book.duplicates.merge(uid, other)
            assert len(self.book.cards(uid)) == cards

    @rule(uid=uids, name=st.sampled_from(("vip", "speaker")))
    def it_is_tagged(self, uid: str, name: str) -> None:
        if self._there(uid):
            self.book.tag(uid, name)
            assert uid in [entry.uid for entry in self.book.search(name)]

    @invariant()
    def keys_and_words_are_those_of_the_contacts_that_are_there(self) -> None:
        with closing(sqlite3.connect(self.folder / "book.sqlite")) as db:
            rows = db.execute("SELECT id, data FROM contact WHERE deleted = ''").fetchall()
            keys = set(db.execute("SELECT contact_id, key FROM match_key"))
            texts = {row[0]: row[1:] for row in db.execute(
                "SELECT rowid, name, organization, title, reach, address FROM contact_text")}  # fmt: skip
            waiting = {
                row for pair in db.execute("SELECT contact_id, other_id FROM suspicion") for row in pair
            }
        contacts = {number: contact_from_text(text) for number, text in rows}
        assert keys == {(number, key) for number in contacts for key in matching.keys(contacts[number])}
        assert texts == {number: text_of(contact)[:5] for number, contact in contacts.items()}
        assert waiting <= set(contacts)
        assert self.book.count() == len(contacts) == len(list(self.book.entries()))

    @invariant()
    def every_card_that_arrived_is_kept(self) -> None:
        with closing(sqlite3.connect(self.folder / "book.sqlite")) as db:
            assert db.execute("SELECT count(*) FROM card").fetchone() == (self.files,)

    def _known(self, uid: str) -> bool:
        try:
            return bool(self.book.entry(uid))
        except BookError:
            return False

    def _there(self, uid: str) -> bool:
        return self._known(uid) and not self.book.entry(uid).deleted


TestHandling = Handling.TestCase
TestHandling.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_the_history_tells_what_each_change_made_of_what(tmp_path: Path) -> None:
    first = Contact(given_name="Anna")
    with Book.open(tmp_path) as book:
        book.import_contacts([Imported("u1", first)])
        for title in ("A", "B", "C"):
            book.correct("u1", replace(first, title=title))
            book.tag("u1", title)
        changes = book.history("u1")
    assert [(change.before.title, change.after.title) for change in changes] == [
        ("", ""), ("", "A"), ("A", "B"), ("B", "C"),
    ]  # fmt: skip
