import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardscan.book import Book, Imported
from cardscan.carddav.address_book import AddressBook
from cardscan.carddav.draft import card_name
from cardscan.carddav.push import push
from cardscan.dav.errors import ServerError, UnreachableError
from cardscan.dav.outcomes import Difference, PushOutcome, PushVerdict, Wishes
from cardscan.dav.patience import Patience
from cardscan.model import Contact, Email, Phone
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of
from tests.support.servers import (
    PASSWORD,
    USER,
    Between,
    Radicale,
    answer_lost,
    answers,
    etag_withheld,
    radicale,
    request_lost,
    silent,
)
from tests.support.strategies import contacts

_SYLLABLES = "ba ce di fo gu ka lem nir sot vuz".split()
_PRINTABLE = st.characters(exclude_categories=("Cc", "Cs"))


@pytest.fixture
def there(server: Radicale) -> AddressBook:
    return server.address_book()


def people(number: int) -> Iterator[Imported]:
    for row in range(number):
        yield Imported(f"uid-{row}", person(row))


def name(row: int) -> str:
    """A name that no other row's resembles."""
    return "".join(_SYLLABLES[int(digit)] for digit in str(row))


def person(row: int) -> Contact:
    return Contact(
        given_name=name(row).title(),
        family_name="Weber, Müller; 山田",
        organization="Tea & Söhne",
        phones=(Phone(f"+4930{123456 * (row + 1)}"), Phone(f"+49151{1234567 * (row + 1)}", type="cell")),
        emails=(Email(f"{name(row)}@{name(row)}.example"),),
        note="two\nlines",
    )


def verdicts(outcomes: Iterator[PushOutcome]) -> Counter[PushVerdict]:
    return Counter(outcome.verdict for outcome in outcomes)


def change_there(there: AddressBook, uid: str, old: str, new: str) -> None:
    card, etag = there.item(card_name(uid))
    assert old.encode() in card
    assert there.put(card_name(uid), card.replace(old.encode(), new.encode()), etag).status in (201, 204)


def uids_there(there: AddressBook) -> Counter[str]:
    return Counter(uid_of(lines_of(there.item(name)[0])) for name in there.etags())


def test_two_hundred_contacts_arrive_and_then_only_changes_do(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(200))
    assert verdicts(push(book, there, Wishes())) == {"new": 200}
    before = dict(there.etags())
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 200}
    assert there.etags() == before
    assert uids_there(there) == {f"uid-{row}": 1 for row in range(200)}
    for row in (10, 20, 30):
        book.correct(f"uid-{row}", replace(person(row), title="Head of Tea"))
    for row in (40, 50):
        change_there(there, f"uid-{row}", name(row).title(), "Renate")
    before = dict(there.etags())
    assert verdicts(push(book, there, Wishes())) == {"updated": 3, "taken": 2, "unchanged": 195}
    changed = {name for name, etag in there.etags().items() if etag != before[name]}
    assert changed == {"uid-10.vcf", "uid-20.vcf", "uid-30.vcf"}


def test_changes_of_both_sides_are_joined_and_only_the_same_field_is_a_conflict(
    book: Book, there: AddressBook
) -> None:
    book.import_contacts(people(20))
    verdicts(push(book, there, Wishes()))
    for row in (1, 2, 3, 4, 5):
        book.correct(f"uid-{row}", replace(person(row), title="Head of Tea"))
    change_there(there, "uid-3", "END:VCARD", "TITLE:Head of Cake\r\nEND:VCARD")
    change_there(there, "uid-4", name(4).title(), "Renate")
    change_there(there, "uid-5", f"{name(5)}@", "renate@")
    outcomes = {outcome.uid: outcome for outcome in push(book, there, Wishes())}
    told = {"updated": 2, "merged": 2, "conflict": 1, "unchanged": 15}
    assert verdicts(iter(outcomes.values())) == told
    assert outcomes["uid-3"].reason == "changed here and on the server"
    assert outcomes["uid-3"].differences == (Difference("title", ("Head of Tea",), ("Head of Cake",)),)
    assert outcomes["uid-3"].url == f"{there.url}uid-3.vcf"
    for row, changed in ((4, b"Renate"), (5, b"renate@")):
        card = there.item(card_name(f"uid-{row}"))[0]
        assert b"Head of Tea" in card and changed in card
    assert book.entry("uid-4").contact.given_name == "Renate"
    assert book.entry("uid-5").contact.emails == (Email("renate@ka.example"),)
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 19, "conflict": 1}


def test_a_change_there_alone_comes_into_the_book(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(2))
    verdicts(push(book, there, Wishes()))
    change_there(there, "uid-1", name(1).title(), "Renate")
    before = there.item("uid-1.vcf")
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1, "taken": 1}
    assert there.item("uid-1.vcf") == before
    assert book.entry("uid-1").contact == replace(person(1), given_name="Renate")
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 2}
    book.reviews.undo("uid-1")
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1, "updated": 1}
    assert b"Renate" not in there.item("uid-1.vcf")[0]


def test_a_card_that_was_only_written_anew_there_is_no_conflict(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(2))
    verdicts(push(book, there, Wishes()))
    change_there(there, "uid-1", "REV:", "X-EMPTY:\r\nREV:1999")
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 2}
    book.correct("uid-1", replace(person(1), title="Head"))
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1, "updated": 1}


@pytest.mark.parametrize(("side", "verdict"), [("ours", "updated"), ("theirs", "taken")])
def test_a_conflict_is_settled_as_wished(
    book: Book, there: AddressBook, side: str, verdict: PushVerdict
) -> None:
    book.import_contacts(people(1))
    verdicts(push(book, there, Wishes()))
    book.correct("uid-0", replace(person(0), given_name="Berta"))
    change_there(there, "uid-0", name(0).title(), "Renate")
    settled = Wishes(settled={"uid-0": "ours" if side == "ours" else "theirs"})
    assert verdicts(push(book, there, settled)) == {verdict: 1}
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1}
    kept = book.entry("uid-0").contact.given_name
    assert kept == ("Berta" if side == "ours" else "Renate")
    assert kept.encode() in there.item(card_name("uid-0"))[0]


def test_what_is_deleted_here_is_deleted_there_unless_it_was_changed(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(3))
    verdicts(push(book, there, Wishes()))
    change_there(there, "uid-1", name(1).title(), "Renate")
    book.delete("uid-0")
    book.delete("uid-1")
    outcomes = {outcome.uid: outcome for outcome in push(book, there, Wishes())}
    assert {uid: item.verdict for uid, item in outcomes.items()} == {
        "uid-0": "deleted",
        "uid-1": "conflict",
        "uid-2": "unchanged",
    }
    assert outcomes["uid-1"].reason == "deleted here, changed on the server"
    assert set(there.etags()) == {"uid-1.vcf", "uid-2.vcf"}
    assert verdicts(push(book, there, Wishes(settled={"uid-1": "ours"}))) == {"deleted": 1, "unchanged": 1}
    book.undelete("uid-0")
    assert verdicts(push(book, there, Wishes())) == {"new": 1, "unchanged": 1}


def test_what_was_deleted_there_is_not_sent_again_without_asking(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(2))
    verdicts(push(book, there, Wishes()))
    assert there.delete("uid-0.vcf", there.etags()["uid-0.vcf"]).status == 200
    assert verdicts(push(book, there, Wishes())) == {"gone": 1, "unchanged": 1}
    book.correct("uid-0", replace(person(0), title="Head"))
    assert verdicts(push(book, there, Wishes())) == {"gone": 1, "unchanged": 1}
    assert verdicts(push(book, there, Wishes(settled={"uid-0": "ours"}))) == {"new": 1, "unchanged": 1}
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 2}


def test_a_dry_run_tells_the_same_and_changes_neither_side(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(4))
    assert verdicts(push(book, there, Wishes(dry_run=True))) == {"new": 4}
    assert there.etags() == {}
    verdicts(push(book, there, Wishes()))
    book.correct("uid-0", replace(person(0), title="Head"))
    book.delete("uid-1")
    change_there(there, "uid-2", name(2).title(), "Renate")
    before = dict(there.etags())
    told = {"updated": 1, "deleted": 1, "taken": 1, "unchanged": 1}
    assert verdicts(push(book, there, Wishes(dry_run=True))) == told
    assert there.etags() == before
    assert verdicts(push(book, there, Wishes())) == told


def test_only_contacts_of_the_tag_are_sent(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(3))
    book.tag("uid-1", "tea")
    assert verdicts(push(book, there, Wishes(tag="tea"))) == {"new": 1}


def test_a_book_that_lost_its_memory_finds_its_cards_again(
    book: Book, there: AddressBook, tmp_path: Path
) -> None:
    book.import_contacts(people(3))
    verdicts(push(book, there, Wishes()))
    with Book.open(tmp_path / "other") as other:
        other.import_contacts(people(3))
        other.correct("uid-2", replace(person(2), title="Head"))
        outcomes = tuple(push(other, there, Wishes()))
        assert verdicts(iter(outcomes)) == {"unchanged": 2, "updated": 1}
        assert len(there.etags()) == 3
        change_there(there, "uid-2", "Head", "Hand")
        other.pushes(there.url).forget("uid-2")
        outcomes = tuple(push(other, there, Wishes()))
        assert verdicts(iter(outcomes)) == {"unchanged": 2, "conflict": 1}
        assert outcomes[-1].reason == "on the server already, and not the same"


def test_a_card_that_is_there_under_another_name_is_not_doubled(book: Book, there: AddressBook) -> None:
    book.import_contacts(people(1))
    verdicts(push(book, there, Wishes()))
    card, etag = there.item("uid-0.vcf")
    there.delete("uid-0.vcf", etag)
    there.put("imported.vcf", card)
    book.pushes(there.url).forget("uid-0")
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1}
    assert set(there.etags()) == {"imported.vcf"}
    book.correct("uid-0", replace(person(0), title="Head"))
    assert verdicts(push(book, there, Wishes())) == {"updated": 1}
    assert set(there.etags()) == {"imported.vcf"}


def test_a_strangers_card_that_has_the_name_is_left_alone(book: Book, there: AddressBook) -> None:
    stranger = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:other\r\nFN:Other\r\nN:Other;;;;\r\nEND:VCARD\r\n"
    assert there.put("uid-0.vcf", stranger).status == 201
    book.import_contacts(people(1))
    assert verdicts(push(book, there, Wishes())) == {"new": 1}
    assert uids_there(there) == {"other": 1, "uid-0": 1}
    assert verdicts(push(book, there, Wishes())) == {"unchanged": 1}


def test_uids_may_hold_any_characters(book: Book, there: AddressBook) -> None:
    odd = "a/b ../x ÄÖ山 a,b;c\\n <x>&'\" %2F A a ?q#f :@ .. .".split()
    uids = [*odd, "x" * 200, "two words"]
    book.import_contacts(Imported(uid, person(row)) for row, uid in enumerate(uids))
    assert verdicts(push(book, there, Wishes())) == {"new": len(uids)}
    assert uids_there(there) == dict.fromkeys(uids, 1)
    assert verdicts(push(book, there, Wishes())) == {"unchanged": len(uids)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contact=contacts(), uid=st.text(_PRINTABLE, min_size=1, max_size=80))
def test_any_contact_comes_back_as_it_was_sent(
    server: Radicale, tmp_path_factory: pytest.TempPathFactory, contact: Contact, uid: str
) -> None:
    there = server.address_book()
    with Book.open(tmp_path_factory.mktemp("any")) as book:
        book.import_contacts([Imported(uid, contact)])
        assert verdicts(push(book, there, Wishes())) == {"new": 1}
        book.pushes(there.url).forget(uid)
        assert verdicts(push(book, there, Wishes())) == {"unchanged": 1}


def test_a_server_killed_half_way_and_started_again_gets_all_once(book: Book, tmp_path: Path) -> None:
    (tmp_path / "radicale").mkdir()
    with radicale(tmp_path / "radicale") as server:
        name = server.address_book().url
        patience = Patience(sleep=lambda seconds: server.start())
        there = AddressBook(server.client(patience=patience), name)
        book.import_contacts(people(60))
        found: list[PushOutcome] = []
        for outcome in push(book, there, Wishes()):
            found.append(outcome)
            if len(found) in (10, 30):
                server.kill()
        assert verdicts(iter(found)) == {"new": 60}
        assert uids_there(there) == {f"uid-{row}": 1 for row in range(60)}
        assert verdicts(push(book, there, Wishes())) == {"unchanged": 60}


def test_a_server_that_stays_away_ends_the_push_and_the_next_one_goes_on(book: Book, tmp_path: Path) -> None:
    (tmp_path / "radicale").mkdir()
    with radicale(tmp_path / "radicale") as server:
        name = server.address_book().url
        waits: list[float] = []
        there = AddressBook(server.client(patience=Patience(sleep=waits.append)), name)
        book.import_contacts(people(30))
        outcomes = push(book, there, Wishes())
        assert [next(outcomes).verdict for _ in range(10)] == ["new"] * 10
        server.kill()
        with pytest.raises(UnreachableError, match="cannot be reached"):
            next(outcomes)
        assert len(waits) == 6
        assert all(0.25 * 2**turn <= wait <= 0.5 * 2**turn for turn, wait in enumerate(waits))
        server.start()
        assert verdicts(push(book, there, Wishes())) == {"unchanged": 10, "new": 20}
        assert uids_there(there) == {f"uid-{row}": 1 for row in range(30)}


def test_a_push_killed_half_way_is_finished_by_the_next(tmp_path: Path, there: AddressBook) -> None:
    with Book.open(tmp_path / "book") as book:
        book.import_contacts(people(100))
    command = [sys.executable, "-m", "cardscan", "push", there.url, "--user", USER]
    environ = {**os.environ, "CARDSCAN_PASSWORD": PASSWORD, "CARDSCAN_BOOK": str(tmp_path / "book")}
    for wanted in (15, 40):
        process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        while len(there.etags()) < wanted:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Book.open(tmp_path / "book") as book:
        found = verdicts(push(book, there, Wishes()))
    assert set(found) == {"unchanged", "new"} and found.total() == 100
    assert uids_there(there) == {f"uid-{row}": 1 for row in range(100)}


@pytest.fixture
def between(server: Radicale) -> Iterator[Between]:
    with Between(server.url) as running:
        yield running


def through(between: Between, server: Radicale, there: AddressBook, patience: Patience) -> AddressBook:
    return AddressBook(server.client(between.url, patience), there.url.replace(server.url, between.url))


def test_an_answer_that_was_lost_doubles_nothing_and_is_no_conflict(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    waits: list[float] = []
    far = through(between, server, there, Patience(sleep=waits.append))
    book.import_contacts(people(3))
    between.faults = [("PUT", answer_lost), ("PUT", request_lost), ("PUT", answer_lost)]
    assert verdicts(push(book, far, Wishes())) == {"new": 3}
    assert len(waits) == 3 and uids_there(there) == {f"uid-{row}": 1 for row in range(3)}
    book.correct("uid-1", replace(person(1), title="Head"))
    between.faults = [("PUT", answer_lost)]
    assert verdicts(push(book, far, Wishes())) == {"unchanged": 2, "updated": 1}
    book.delete("uid-2")
    between.faults = [("DELETE", answer_lost)]
    assert verdicts(push(book, far, Wishes())) == {"unchanged": 2, "deleted": 1}
    assert verdicts(push(book, far, Wishes())) == {"unchanged": 2}


def test_a_contact_changed_after_its_answer_was_lost_is_no_conflict(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    far = through(between, server, there, Patience(attempts=1))
    book.import_contacts(people(1))
    for title, verdict in (("", "new"), ("Head", "updated")):
        book.correct("uid-0", replace(person(0), title=title))
        between.faults = [("PUT", answer_lost)]
        with pytest.raises(UnreachableError):
            verdicts(push(book, far, Wishes()))
        book.correct("uid-0", replace(person(0), title=f"{title} of Tea"))
        between.faults = [("PUT", request_lost)]
        with pytest.raises(UnreachableError):
            verdicts(push(book, far, Wishes()))
        assert verdicts(push(book, far, Wishes())) == {"updated": 1}, verdict
    assert b"Head of Tea" in there.item("uid-0.vcf")[0]


def test_a_server_that_withholds_etags_is_asked_for_them(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    far = through(between, server, there, Patience())
    book.import_contacts(people(2))
    between.faults = [("PUT", etag_withheld)] * 2
    assert verdicts(push(book, far, Wishes())) == {"new": 2}
    requests = len(between.seen)
    assert verdicts(push(book, far, Wishes())) == {"unchanged": 2}
    assert len(between.seen) == requests + 1


def test_a_busy_server_is_given_the_time_it_asks_for(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    waits: list[float] = []
    far = through(between, server, there, Patience(sleep=waits.append, chance=lambda: 1.0))
    book.import_contacts(people(2))
    between.faults = [
        ("PROPFIND", answers(503, Retry_After="7")),
        ("PUT", answers(429, Retry_After="20")),
        ("PUT", answers(502)),
        ("PUT", answers(500)),
    ]
    assert verdicts(push(book, far, Wishes())) == {"new": 2}
    assert waits == [7.5, 20.5, 1.0, 2.0]


def test_a_slow_server_is_asked_again(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    waits: list[float] = []
    far = through(between, server, there, Patience(read=0.3, sleep=waits.append))
    book.import_contacts(people(1))
    between.faults = [("PUT", silent)]
    assert verdicts(push(book, far, Wishes())) == {"new": 1}
    assert len(waits) == 1


def test_a_contact_that_the_server_refuses_stops_no_other(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    far = through(between, server, there, Patience(attempts=1))
    book.import_contacts(people(5))
    between.faults = [("PUT", answers(413)), ("PUT", answers(500, b"oops"))]
    outcomes = tuple(push(book, far, Wishes()))
    assert verdicts(iter(outcomes)) == {"failed": 2, "new": 3}
    assert "413" in outcomes[0].reason and "(oops)" in outcomes[1].reason
    assert verdicts(push(book, far, Wishes())) == {"unchanged": 3, "new": 2}


def test_a_server_that_refuses_everything_is_left_alone(
    book: Book, server: Radicale, there: AddressBook, between: Between
) -> None:
    far = through(between, server, there, Patience())
    book.import_contacts(people(30))
    between.faults = [("PUT", answers(403))] * 30
    with pytest.raises(ServerError, match="refused 5 contacts"):
        verdicts(push(book, far, Wishes()))
    assert len(there.etags()) == 0
