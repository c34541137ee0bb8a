"""Whatever is done in whatever order: what is derived stays true, and no follow-up is lost or doubled."""

import sqlite3
import tempfile
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from cardscan.book import Book, Event
from cardscan.book.care.verifying import verify
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import KEEP, LOG_KINDS
from cardscan.days import moved
from cardscan.errors import BookError, UsageError
from cardscan.model import Contact, Email
from tests.support.books import Clock, card, original

NAMES = ("Mixer", "Breakfast", "Chamber")
DATES = ("", "2026-11-01", "2026-11-20", "2026-12-24")
TAGS = ("advocate", "client", "vip")


class Daily(RuleBasedStateMachine):
    """A book in daily use, with a clock that is moved on and set back."""

    people: Bundle[str] = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.clock = Clock()
        self.book = self.stack.enter_context(Book.open(self.folder, clock=self.clock))
        self.cards = 0
        self.seen: dict[int, str] = {}
        self.undone = False

    def teardown(self) -> None:
        self.stack.close()

    @initialize(target=people)
    def begin(self) -> str:
        return self.arrive("Mixer", "2026-11-20")

    @rule(target=people, name=st.sampled_from(NAMES), date=st.sampled_from(DATES))
    def receive(self, name: str, date: str) -> str:
        return self.arrive(name, date)

    def arrive(self, name: str, date: str) -> str:
        self.cards += 1
        contact = Contact(given_name=f"P{self.cards}", emails=(Email(f"p{self.cards}@p.example"),))
        file = f"{self.cards}.jpg"
        [receipt] = self.book.receive([original(file)], [card(contact, file)], Event(name, date))
        return receipt.uid

    @rule(uid=people, name=st.sampled_from(NAMES), date=st.sampled_from(DATES))
    def meet_again(self, uid: str, name: str, date: str) -> None:
        self.cards += 1
        contact = self.book.entry(uid).contact
        file = f"{self.cards}.jpg"
        self.book.receive([original(file)], [card(contact, file)], Event(name, date))

    @rule(hours=st.integers(-30, 24 * 20))
    def wait(self, hours: int) -> None:
        self.clock.tick(3600.0 * hours)

    @rule(uid=people, kind=st.sampled_from(LOG_KINDS), back=st.integers(-1, 40), done=st.booleans(),
          ahead=st.sampled_from((0, 1, 30)))  # fmt: skip
    def log(self, uid: str, kind: str, back: int, done: bool, ahead: int) -> None:
        self.clock.tick()
        today = self.book.daily.dealings.today()
        due = moved(today, ahead) if ahead else ""
        deed = Deed(kind, "", "text", moved(today, -back), due, "then")  # type: ignore[arg-type]
        try:
            self.book.daily.dealings.log(uid, deed, done=done)
        except UsageError:
            assert back < 0
        except BookError:
            assert self.book.entry(uid).deleted

    @rule(uid=people, days=st.integers(1, 40))
    def snooze(self, uid: str, days: int) -> None:
        self.clock.tick()
        due = moved(self.book.daily.dealings.today(), days)
        self.trying(uid, lambda: self.book.daily.dealings.snooze(uid, due))

    @rule(uid=people)
    def drop(self, uid: str) -> None:
        self.clock.tick()
        self.trying(uid, lambda: self.book.daily.dealings.drop(uid))

    @rule(uid=people)
    def undo(self, uid: str) -> None:
        self.clock.tick()
        self.undone = True
        self.trying(uid, lambda: self.book.daily.dealings.undo(uid))

    @rule(uid=people, tag=st.sampled_from(TAGS), on=st.booleans())
    def tag(self, uid: str, tag: str, on: bool) -> None:
        self.trying(uid, lambda: (self.book.tag if on else self.book.untag)(uid, tag))

    @rule(tag=st.sampled_from(TAGS), days=st.sampled_from((0, 7, 90)))
    def keep(self, tag: str, days: int) -> None:
        self.book.daily.dealings.keep(tag, days)

    @rule(uid=people, other=people)
    def merge(self, uid: str, other: str) -> None:
        if uid != other and not (self.book.entry(uid).deleted or self.book.entry(other).deleted):
            self.book.duplicates.merge(uid, other)

    @rule(uid=people)
    def unmerge(self, uid: str) -> None:
        if self.book.reviews.can_undo(uid):
            self.book.reviews.undo(uid)

    @rule(uid=people)
    def delete(self, uid: str) -> None:
        self.trying(uid, lambda: self.book.delete(uid))

    @rule(uid=people)
    def undelete(self, uid: str) -> None:
        entry = self.book.entry(uid)
        if entry.deleted and self.book.history(uid)[-1].kind == "deleted":
            self.book.undelete(uid)

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from((*NAMES, "Fair")), date=st.sampled_from(DATES))
    def rename(self, old: str, new: str, date: str) -> None:
        if any(date in ("", event.date) for event in self.book.daily.events.of(old)):
            self.book.daily.events.rename(old, new, date)

    @rule(uid=people, text=st.sampled_from(("", "p1 p2", "roofs")))
    def want(self, uid: str, text: str) -> None:
        self.trying(uid, lambda: self.book.daily.dealings.set_want(uid, text))

    @rule(uid=people)
    def pass_over(self, uid: str) -> None:
        self.trying(uid, lambda: self.book.daily.giving.pass_over(uid))
        assert uid not in {gift.entry.uid for gift in self.book.daily.giving.gift()}

    @rule()
    def give(self) -> None:
        for gift in self.book.daily.giving.gift():
            assert [again.entry.uid for again in self.book.daily.giving.gift()] == [gift.entry.uid]
            assert not any(entry.deleted for entry in (gift.entry, *gift.match))

    def trying(self, uid: str, act: object) -> None:
        """Do it; a contact that was deleted, or with which nothing was done, may refuse."""
        try:
            act()  # type: ignore[operator]
        except BookError as error:
            assert self.book.entry(uid).deleted or "nothing" in str(error)

    @invariant()
    def what_is_derived_is_as_made_anew(self) -> None:
        assert [finding.text for finding in verify(self.folder) if finding.damage] == []

    @invariant()
    def no_follow_up_is_lost_or_doubled(self) -> None:
        with closing(sqlite3.connect(self.folder / "book.sqlite")) as db:
            rows = db.execute("SELECT id, uid, contact_id, kind, done FROM follow_up").fetchall()
            there = {number for (number,) in db.execute("SELECT id FROM contact WHERE deleted = ''")}
        now = {number: uid for number, uid, *_ in rows}
        lost = {number for number, uid in self.seen.items() if now.get(number) != uid}
        assert not lost or self.undone
        self.seen, self.undone = now, False
        kept = Counter(holder for _, _, holder, kind, done in rows if kind == KEEP and not done)
        assert not kept or max(kept.values()) == 1
        agenda = self.book.daily.plan.agenda(everybody=True)
        assert {line.entry.number for line in agenda.people} <= there
        assert len(agenda.people) == agenda.waiting
        assert len(self.book.daily.plan.agenda().people) <= 5


TestDaily = Daily.TestCase
TestDaily.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
