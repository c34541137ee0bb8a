"""What is done with people: written down, follow-ups ended by it and planned after it, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.daybook import FIRST, KEEP, PROMISE
from cardscan.book.dealings import follow_ups, log, standing, wants
from cardscan.book.file.columns import storable
from cardscan.book.tables import contacts
from cardscan.days import is_day, local_day, moved
from cardscan.errors import BookError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.daybook import LogEntry, LogKind, Standing, Task
    from cardscan.book.file.access import Access


@dataclass(frozen=True, slots=True)
class Deed:
    """One dealing, as it is to be written down."""

    kind: LogKind
    what: str = ""
    """One word more, such as "introduction"."""
    text: str = ""
    day: str = ""
    """ISO 8601; "" for today."""
    next_due: str = ""
    """When the next step is due, or "" for none."""
    next_text: str = ""
    """What it is."""


class Dealings:
    """The part of the book that knows what was done with people."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def today(self) -> str:
        """Return the day by the book's clock, on the user's own calendar."""
        return local_day(self._access.moment())

    def log(self, uid: str, deed: Deed, *, done: bool = False) -> tuple[Task, ...]:
        """Write down what was done; return the contact's next follow-up, or ().

        Any dealing of mine ends the first follow-up and the one to keep in touch. With `done`, the promises
        that are due end, too, or where nothing is due, the next one.
        Raises UsageError for a day to come.
        """
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            self._write(db, number, deed, at, done=done)
            return tuple(follow_ups.open_of(db, number)[:1])

    def log_all(self, uids: list[str], deed: Deed) -> None:
        """Write the same down for several people, all or none."""
        with self._access.writing() as (db, at):
            for uid in uids:
                self._write(db, contacts.find(db, uid)[0], deed, at, done=False)

    def tick_off(self, task: str, day: str) -> None:
        """Write down that a follow-up, by its uid, was seen to on that day, or today for "" and days to come.

        Nobody has said how: it counts as *wrote*. What has ended, or is gone, stays so, here and below.
        """
        with self._access.writing() as (db, at):
            for number, found in _still_open(db, task):
                today = local_day(at)
                text = f"ticked off{f': {found.text}' if found.text else ''}"
                deed = Deed("wrote", text=text, day=min(day or today, today))
                self._write(db, number, deed, at, done=False, ticked=found.number)

    def move_one(self, task: str, due: str) -> None:
        """Move a follow-up, by its uid, to a day, which may have come."""
        with self._access.writing() as (db, at):
            follow_ups.put_off(db, [found.number for _, found in _still_open(db, task)], due, at)

    def drop_one(self, task: str) -> None:
        """Let go a follow-up, by its uid; to keep in touch, another one takes its place an interval later."""
        with self._access.writing() as (db, at):
            for number, found in _still_open(db, task):
                follow_ups.end(db, [found.number], "dropped", at)
                made = follow_ups.keep_in_touch(db, number, at)
                every, _ = follow_ups.interval(db, number)
                follow_ups.put_off(db, made, moved(local_day(at), every), at)

    def _write(
        self, db: sqlite3.Connection, number: int, deed: Deed, at: str, *, done: bool, ticked: int = 0
    ) -> None:
        today = local_day(at)
        day = deed.day or today
        if not is_day(day) or day > today:
            raise UsageError(f"{day}: what is written down was done today or before", "name another day")
        ended = _ended_by(db, number, deed.kind, day, today, done=done)
        ended += [ticked] if ticked and ticked not in ended else []
        follow_ups.end(db, ended, "done", at)
        entry = log.add(db, number, day, deed.kind, deed.what, deed.text, at)
        made = []
        if deed.next_due:
            made.append(follow_ups.add(db, number, PROMISE, deed.next_due, deed.next_text, at))
        if deed.kind == "got":
            thanks = f"thank for {deed.what or deed.text or 'their help'}"
            made.append(follow_ups.add(db, number, PROMISE, moved(today, 1), thanks, at))
        standing.refresh(db, number)
        made += follow_ups.keep_in_touch(db, number, at)
        log.note_doings(db, entry, ended, made)

    def promise(self, uid: str, due: str, text: str = "") -> None:
        """Note what is to be done about the contact, and on which day (ISO 8601)."""
        if not is_day(due):
            raise UsageError(f"{due!r}: no day", "such as 2026-12-01")
        with self._access.writing() as (db, at):
            follow_ups.add(db, contacts.find(db, uid)[0], PROMISE, due, text, at)

    def snooze(self, uid: str, due: str) -> None:
        """Move what is due of the contact's, or else the next, to that day; it is no longer overdue.

        Raises BookError where nothing is open, UsageError for a day that has come.
        """
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            if not is_day(due) or due <= local_day(at):
                raise UsageError(f"{due}: put off to a day to come", "such as tomorrow, 1w or 2026-12-01")
            follow_ups.put_off(db, _in_hand(db, number, local_day(at)), due, at)

    def drop(self, uid: str) -> None:
        """Let go what is due of the contact's, or else the next; keeping in touch waits for its interval."""
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            self._drop(db, number, _in_hand(db, number, local_day(at)), at)

    def drop_pile(self, *, event: str = "", before: str = "") -> int:
        """Let go promises and first follow-ups of those met at an event, or due before a day; count them."""
        with self._access.writing() as (db, at):
            rows = db.execute(
                "SELECT follow_up.id FROM follow_up JOIN standing USING (contact_id)"
                " WHERE done = '' AND kind <> :keep AND (:before = '' OR due < :before)"
                " AND (:event = '' OR contact_id IN (SELECT contact_id FROM contact_event"
                " JOIN event ON event.id = event_id WHERE event.name = :event))",
                {"keep": KEEP, "before": before, "event": storable(event)},
            ).fetchall()
            follow_ups.end(db, [task for (task,) in rows], "dropped", at)
        return len(rows)

    def undo(self, uid: str) -> str:
        """Take back the last thing done: a log entry, a putting off, a letting go; return which, in a word.

        Raises BookError where there is none.
        """
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            last = log.last_of(db, number)
            since = db.execute("SELECT at FROM log WHERE id = ?", (last[0][0],)).fetchone()[0] if last else ""
            if follow_ups.take_back(db, number, at, since):
                follow_ups.keep_in_touch(db, number, at)
                return "put back"
            for entry, did in last:
                ended, made = log.doings(did)
                log.take_out(db, entry)
                follow_ups.remove(db, made)
                follow_ups.reopen(db, ended, at)
                standing.refresh(db, number)
                follow_ups.keep_in_touch(db, number, at)
                return "taken back"
        raise BookError("there is nothing to take back", "`cardscan show` lists what was done")

    def add_word(self, uid: str, text: str) -> None:
        """Write a remark to what was noted last for the contact, in the place of what was there."""
        with self._access.writing() as (db, _):
            for entry, _ in log.last_of(db, contacts.find(db, uid)[0]):
                db.execute("UPDATE log SET text = ? WHERE id = ?", (storable(text), entry))

    def entries(self, uid: str, limit: int = 50, before: int = 0) -> tuple[LogEntry, ...]:
        """Return what was done with the contact, the newest first.

        `before` is the number of the last one seen.
        """
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return tuple(log.of(db, number, limit, before))

    def open(self, uid: str) -> tuple[Task, ...]:
        """Return the contact's open follow-ups, the next first."""
        with self._access.reading() as db:
            return tuple(follow_ups.open_of(db, contacts.find(db, uid, deleted=True)[0]))

    def standing(self, uid: str) -> tuple[Standing, ...]:
        """Return how things stand with the contact; () for one that is deleted."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return tuple(standing.of(db, f"[{number}]").values())

    def want(self, uid: str) -> str:
        """Return what a good prospect for the contact is, or ""."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return wants.of(db, number)[0]

    def set_want(self, uid: str, text: str) -> None:
        """Note what a good prospect for the contact is; "" for nothing."""
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            wants.restore(db, number, (storable(text), at))

    def intervals(self) -> tuple[tuple[str, int], ...]:
        """Return the tags that say how often to keep in touch, and after how many days."""
        with self._access.reading() as db:
            return tuple(
                db.execute("SELECT name, every FROM tag WHERE every IS NOT NULL ORDER BY every, name")
            )

    def keep(self, tag: str, days: int) -> int:
        """Keep in touch with those of a tag every so many days, 0 for never; return how many they are."""
        with self._access.writing() as (db, at):
            db.execute("INSERT OR IGNORE INTO tag (name) VALUES (?)", (storable(tag),))
            db.execute("UPDATE tag SET every = ? WHERE name = ?", (days or None, storable(tag)))
            numbers = [
                number
                for (number,) in db.execute(
                    "SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id"
                    " JOIN standing USING (contact_id) WHERE name = ?",
                    (storable(tag),),
                )
            ]
            for number in numbers:
                follow_ups.keep_in_touch(db, number, at)
        return len(numbers)

    def _drop(self, db: sqlite3.Connection, number: int, tasks: list[int], at: str) -> None:
        every, _ = follow_ups.interval(db, number)
        kept = [task.number for task in follow_ups.open_of(db, number) if task.kind == KEEP]
        follow_ups.put_off(db, [task for task in tasks if task in kept], moved(local_day(at), every or 1), at)
        follow_ups.end(db, [task for task in tasks if task not in kept], "dropped", at)


def _still_open(db: sqlite3.Connection, task: str) -> list[tuple[int, Task]]:
    """Return the follow-up of this uid and its contact's row number; [] where it has ended or is gone."""
    return [(number, found) for number, found in follow_ups.by_uid(db, task) if not found.done]


def _in_hand(db: sqlite3.Connection, number: int, today: str) -> list[int]:
    """Return what is due of the contact's, else what comes next; raises BookError where nothing is open."""
    tasks = follow_ups.open_of(db, number)
    if not tasks:
        raise BookError("nothing is to be done here", "`cardscan done WHO … --next 2w` plans something")
    return [task.number for task in tasks if task.due <= today] or [tasks[0].number]


def _ended_by(
    db: sqlite3.Connection, number: int, kind: LogKind, day: str, today: str, *, done: bool
) -> list[int]:
    """Return the follow-ups that a dealing ends."""
    tasks = follow_ups.open_of(db, number)
    now = standing.of(db, f"[{number}]")[number]
    ended = []
    if kind != "got":
        ended += [task.number for task in tasks if task.kind == FIRST and day >= now.met]
        ended += [task.number for task in tasks if task.kind == KEEP and day >= now.touched]
    if done:
        promised = [task for task in tasks if task.kind == PROMISE]
        due = [task.number for task in promised if task.due <= today]
        ended += due or ([task.number for task in promised[:1]] if not ended else [])
    return ended
