"""Any order of dealings here, ticks there, lost answers and pushes: no task and no tick doubled or lost."""

import tempfile
from contextlib import suppress
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

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.dav.errors import UnreachableError
from cardscan.dav.patience import Patience
from cardscan.errors import BookError
from tests.support.books import BERTA, CARLO, Clock, put
from tests.support.servers import (
    Between,
    Fault,
    Radicale,
    answer_lost,
    etag_withheld,
    passed,
    request_lost,
)
from tests.support.tasks import MIXER, change_there, pushed, tasks_there, through

_FAULTS = st.lists(
    st.sampled_from((answer_lost, request_lost, etag_withheld, passed)), min_size=1, max_size=3
)
_PEOPLE = st.integers(0, 1)
_DAYS = st.integers(1, 28).map("2026-12-{:02}".format)


class Pushing(RuleBasedStateMachine):
    """One book of two people, one task list, and a connection that fails as it is told."""

    server: Radicale

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.book = Book.open(Path(self.folder.name), clock=self.clock)
        self.between = Between(self.server.url).__enter__()
        self.there = self.server.task_list()
        self.far = through(self.between, self.server, self.there, Patience(attempts=1))
        self.changed = True

    @initialize()
    def begin(self) -> None:
        self.people = [
            put(self.book, contact, f"{row}.jpg", MIXER) for row, contact in enumerate((BERTA, CARLO))
        ]
        self.book.tag(self.people[0], "advocate")

    def teardown(self) -> None:
        self.between.__exit__()
        self.book.close()
        self.folder.cleanup()

    @rule(person=_PEOPLE, day=_DAYS)
    def promise(self, person: int, day: str) -> None:
        self.book.daily.dealings.promise(self.people[person], day, "a promise")
        self.changed = True

    @rule(person=_PEOPLE, what=st.sampled_from(("call", "drop", "snooze", "undo")), day=_DAYS)
    def act_here(self, person: int, what: str, day: str) -> None:
        self.clock.tick()
        dealings, uid = self.book.daily.dealings, self.people[person]
        if what == "call":
            dealings.log(uid, Deed("called", next_due=day), done=True)
        with suppress(BookError):  # nothing is open, or nothing to be taken back
            if what == "undo":
                dealings.undo(uid)
            elif what == "drop":
                dealings.drop(uid)
            elif what == "snooze":
                dealings.snooze(uid, day)
        self.changed = True

    @rule(what=st.sampled_from(("tick", "cancel", "move", "remark")), which=st.integers(0, 5), day=_DAYS)
    def act_there(self, what: str, which: int, day: str) -> None:
        """Another program changes a task that is open there."""
        tasks = tasks_there(self.there)
        for uid in sorted(tasks, key=self.since)[which : which + 1]:
            if tasks[uid]["STATUS"] != "NEEDS-ACTION":
                continue
            change = {
                "tick": {"STATUS": "COMPLETED"},
                "cancel": {"STATUS": "CANCELLED"},
                "move": {"DUE": day.replace("-", "")},
                "remark": {"COMMENT": f"on {day}"},
            }[what]
            change_there(self.there, uid, **change)
            self.changed = True

    def since(self, uid: str) -> tuple[int, ...]:
        """Return what tells an older follow-up from a newer one, the same in every run; () for one gone."""
        return tuple(task.number for _, task in self.book.daily.plan.task(uid))

    @precondition(lambda self: self.changed)
    @rule(faults=_FAULTS)
    def push_on_a_bad_line(self, faults: list[Fault]) -> None:
        self.between.faults = [(method, fault) for fault in faults for method in ("PUT", "DELETE", "GET")]
        try:
            pushed(self.book, self.far)
        except UnreachableError:
            pass
        finally:
            self.between.faults = []
        self.nothing_is_doubled()

    @precondition(lambda self: self.changed)
    @rule()
    def push_until_quiet(self) -> None:
        """Settle what both changed with our side; then both are at one, and a further push writes nothing."""
        first = pushed(self.book, self.far)
        conflicts = {uid: "ours" for uid, outcome in first.items() if outcome.verdict == "conflict"}
        assert not [item for item in first.values() if item.verdict in ("failed", "gone")]
        pushed(self.book, self.far, settled=conflicts)
        self.nothing_is_doubled()
        before = self.there.etags()
        assert {item.verdict for item in pushed(self.book, self.far).values()} <= {"unchanged"}
        assert self.there.etags() == before
        self.changed = False
        tasks = tasks_there(self.there)
        for uid in self.people:
            for task in self.book.daily.dealings.open(uid):
                assert tasks[task.uid]["DUE"] == task.due.replace("-", "")
        for uid, task_there in tasks.items():
            [(_, task)] = self.book.daily.plan.task(uid)
            assert (task_there["STATUS"] == "NEEDS-ACTION") == (task.done == "")

    def nothing_is_doubled(self) -> None:
        """No task is there twice, as `tasks_there` sees to; no tick was written down twice."""
        tasks = tasks_there(self.there)
        ticked = [
            entry
            for uid in self.people
            for entry in self.book.daily.dealings.entries(uid, 1000)
            if entry.kind == "wrote"
        ]
        assert len(ticked) <= sum(task["STATUS"] == "COMPLETED" for task in tasks.values())


def test_no_order_of_events_doubles_a_task_or_a_tick(server: Radicale) -> None:
    Pushing.server = server
    run_state_machine_as_test(
        Pushing,
        settings=settings(
            max_examples=8,
            stateful_step_count=14,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),  # to shrink would take the server minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
