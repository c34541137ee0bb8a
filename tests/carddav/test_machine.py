"""Any order of changes here, changes there, lost answers and pushes: nothing doubled, nothing lost."""

import itertools
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cardscan.book import Book, Imported
from cardscan.carddav.address_book import AddressBook
from cardscan.carddav.push import push
from cardscan.dav.errors import UnreachableError
from cardscan.dav.outcomes import PushOutcome, Wishes
from cardscan.dav.patience import Patience
from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of
from tests.support.servers import (
    Between,
    Radicale,
    answer_lost,
    etag_withheld,
    passed,
    request_lost,
)

_UIDS = st.sampled_from(("a", "B", "c/d"))
_FAULTS = st.lists(
    st.sampled_from((answer_lost, request_lost, etag_withheld, passed)), min_size=1, max_size=3
)


class Pushing(RuleBasedStateMachine):
    """One book, one address book, and a connection that fails as it is told."""

    server: Radicale

    def __init__(self) -> None:
        super().__init__()
        server = self.server
        self.folder = tempfile.TemporaryDirectory()
        self.book = Book.open(Path(self.folder.name))
        self.between = Between(server.url).__enter__()
        self.there = server.address_book()
        client = server.client(self.between.url, Patience(attempts=1))
        self.far = AddressBook(client, self.there.url.replace(server.url, self.between.url))
        self.alive: set[str] = set()
        self.edits = itertools.count(1)
        self.roles: dict[str, set[bytes]] = defaultdict(set)
        self.settling: set[str] = set()
        self.changed = True

    @initialize()
    def begin(self) -> None:
        for uid in "a", "B":
            self.change_here(uid)
        self.push_twice()

    def teardown(self) -> None:
        self.between.__exit__()
        self.book.close()
        self.folder.cleanup()

    @rule(uid=_UIDS)
    def change_here(self, uid: str) -> None:
        self.changed = True
        contact = Contact(given_name="Anna", family_name=uid, title=f"Here {next(self.edits)}")
        if uid in self.alive:
            self.book.correct(uid, contact)
        elif self.book.import_contacts([Imported(uid, contact)]):
            self.book.undelete(uid)
            self.book.correct(uid, contact)
            self.alive.add(uid)

    @precondition(lambda self: self.alive)
    @rule(uid=_UIDS)
    def delete_here(self, uid: str) -> None:
        if uid in self.alive:
            self.book.delete(uid)
            self.alive.discard(uid)
            self.changed = True

    @rule(uid=_UIDS)
    def change_there(self, uid: str) -> None:
        for name, card, etag in self.cards():
            if uid_of(lines_of(card)) == uid:
                role = f"X-ROLE:There {next(self.edits)}\r\n".encode()
                text = card.replace(b"END:VCARD", role + b"END:VCARD")
                assert self.there.put(name, text, etag).status in (201, 204)
                self.roles[uid].add(role)
                self.changed = True

    @precondition(lambda self: self.changed)
    @rule(faults=_FAULTS)
    def push_on_a_bad_line(self, faults: list[object]) -> None:
        self.between.faults = [(method, fault) for fault in faults for method in ("PUT", "DELETE", "GET")]  # type: ignore[misc]
        unknown = self.unknown()
        try:
            self.judge(tuple(push(self.book, self.far, Wishes())), unknown)
        except UnreachableError:
            self.unharmed()
        finally:
            self.between.faults = []

    @precondition(lambda self: self.changed)
    @rule()
    def push_twice(self) -> None:
        self.changed = False
        unknown = self.unknown()
        first = tuple(push(self.book, self.far, Wishes()))
        self.judge(first, unknown)
        before = self.cards()
        again = tuple(push(self.book, self.far, Wishes()))
        quiet = {item.uid: item.verdict for item in first if item.verdict == "conflict"}
        told = {item.uid: item.verdict for item in again if item.verdict != "unchanged"}
        assert told == quiet and self.cards() == before

    @precondition(lambda self: self.settling)
    @rule(uid=_UIDS, ours=st.booleans())
    def settle(self, uid: str, ours: bool) -> None:
        if uid not in self.settling:
            return
        settled = {uid: "ours" if ours else "theirs"}
        outcomes = tuple(push(self.book, self.far, Wishes(settled=settled)))  # type: ignore[arg-type]
        assert uid not in {item.uid for item in outcomes if item.verdict in ("conflict", "failed")}
        self.settling.discard(uid)
        if ours:
            del self.roles[uid]
        else:
            self.alive.add(uid)
        self.unharmed()

    def judge(self, outcomes: tuple[PushOutcome, ...], unknown: set[str]) -> None:
        self.unharmed()
        self.settling = {item.uid for item in outcomes if item.verdict == "conflict"}
        assert unknown <= self.settling and not self.settling & self.alive
        assert not [item for item in outcomes if item.verdict in ("failed", "gone")]
        kept = self.by_uid()
        assert set(kept) == self.alive | self.settling
        for uid in self.alive:
            assert f"TITLE:{self.book.entry(uid).contact.title}\r\n".encode() in kept[uid]
            assert all(role in kept[uid] and role in self.exported(uid) for role in self.roles[uid])

    def unknown(self) -> set[str]:
        """Who was deleted here without what was added there meanwhile."""
        return {
            uid
            for uid, card in self.by_uid().items()
            if uid not in self.alive
            and not {role for role in self.roles[uid] if role in card} <= self.known(uid)
        }

    def unharmed(self) -> None:
        assert all(
            number == 1 for number in Counter(uid_of(lines_of(card)) for _, card, _ in self.cards()).values()
        )
        there = self.by_uid()
        for uid, roles in self.roles.items():
            assert roles <= self.known(uid) | {role for role in roles if role in there.get(uid, b"")}

    def known(self, uid: str) -> set[bytes]:
        """What the book knows of what was added there."""
        return {role for role in self.roles[uid] if role in self.exported(uid)}

    def exported(self, uid: str) -> bytes:
        return vcard(self.book.scan(self.book.entry(uid)), ExportOptions())

    def by_uid(self) -> dict[str, bytes]:
        return {uid_of(lines_of(card)): card for _, card, _ in self.cards()}

    def cards(self) -> list[tuple[str, bytes, str]]:
        return [(name, *self.there.item(name)) for name in sorted(self.there.etags())]


def test_no_order_of_events_doubles_or_overwrites_a_contact(server: Radicale) -> None:
    Pushing.server = server
    run_state_machine_as_test(
        Pushing,
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),  # to shrink would take the server minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
