"""Cards that others wrote: nothing of them is lost, doubled or called a conflict that is none."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from cardscan.book import Book, Imported
from cardscan.book.care.imports import read_contacts
from cardscan.carddav.address_book import AddressBook
from cardscan.carddav.comparing import same
from cardscan.carddav.push import push
from cardscan.dav.outcomes import Difference, PushOutcome, Wishes
from cardscan.dav.patience import Patience
from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact, Email, Phone
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import Said, facts_together, uid_of
from cardscan.vcards.merging import merged
from tests.support.servers import Between, DavServer, Fault, answers
from tests.support.vcard_texts import any_lines, card, edited

_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
BRITTA = """BEGIN:VCARD
VERSION:3.0
UID:aaaa-1111
N:Keller;Britta;;;
FN:Britta Keller
TEL;TYPE=WORK:+49 30 23125 120
EMAIL:britta@keller.example
END:VCARD
"""
ADDED = f"""BDAY:1980-05-06
NICKNAME:Britti
PHOTO;ENCODING=b;TYPE=PNG:{_PIXEL}
CATEGORIES:Friends,VIP
X-PHONE-APP;X-PARAM=1:kept
item1.TEL;TYPE=CELL:+49 170 1234567
item1.X-ABLabel:Sailing boat
"""
AT_HOME = """BEGIN:VCARD
VERSION:3.0
UID:nx-{0}-home
ADR;TYPE=HOME:;;Hauptstr. {0};Berlin;;10115;Deutschland
BDAY:198001{0}
CATEGORIES:Freunde
EMAIL;TYPE=INTERNET,HOME,PREF:sven{0}@server.example
FN:Sven Server{0}
N:Server{0};Sven;;;
TEL;TYPE="HOME,VOICE":030 23125 1{0}
END:VCARD
"""


@pytest.fixture
def there(each_server: DavServer) -> AddressBook:
    return each_server.address_book()


def imported(book: Book, folder: Path, text: str, region: str = "") -> None:
    file = folder / "book.vcf"
    file.write_text(text, encoding="utf-8")
    book.import_contacts(item for item in read_contacts(file, region=region) if isinstance(item, Imported))


def verdicts(book: Book, there: AddressBook, **wishes: object) -> Counter[str]:
    return Counter(outcome.verdict for outcome in outcomes(book, there, **wishes))


def outcomes(book: Book, there: AddressBook, **wishes: object) -> tuple[PushOutcome, ...]:
    return tuple(push(book, there, Wishes(**wishes)))  # type: ignore[arg-type]


def lines_there(there: AddressBook, name: str) -> list[str]:
    return [line.text for line in lines_of(there.item(name)[0])]


def exported(book: Book, uid: str) -> str:
    return vcard(book.scan(book.entry(uid)), ExportOptions()).decode().replace("\r\n ", "")


def change_there(there: AddressBook, name: str, **changes: str) -> None:
    """Put lines in the place of those that begin so; a new one where none does."""
    card, etag = there.item(name)
    text = card.decode().replace("\r\n ", "")
    for begin, line in changes.items():
        text, count = re.subn(rf"(?m)^{begin}\b.*\r\n", f"{line}\r\n" if line else "", text)
        text = text if count else text.replace("END:VCARD", f"{line}\r\nEND:VCARD")
    assert there.put(name, text.encode(), etag).status in (200, 201, 204)


def test_what_a_phone_added_survives_the_next_correction_here(
    book: Book, there: AddressBook, tmp_path: Path
) -> None:
    imported(book, tmp_path, BRITTA)
    assert verdicts(book, there) == {"new": 1}
    [name] = there.etags()
    card, etag = there.item(name)
    there.put(name, card.replace(b"END:VCARD", ADDED.replace("\n", "\r\n").encode() + b"END:VCARD"), etag)
    assert verdicts(book, there, settled={"aaaa-1111": "theirs"}) == {"taken": 1}
    book.correct("aaaa-1111", replace(book.entry("aaaa-1111").contact, title="Captain"))
    assert verdicts(book, there) == {"updated": 1}
    now = lines_of(there.item(name)[0])
    whole = BRITTA.replace("END:VCARD", f"{ADDED}TITLE:Captain\nEND:VCARD")
    assert same(now, lines_of(whole))
    assert verdicts(book, there) == {"unchanged": 1}
    for line in ADDED.splitlines():
        assert f"\r\n{line}\r\n".lower() in exported(book, "aaaa-1111").lower()
    assert book.entry("aaaa-1111").contact.nickname == "Britti"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_side_is_taken_only_where_both_changed_the_same(
    book: Book, there: AddressBook, tmp_path: Path, side: str
) -> None:
    imported(book, tmp_path, AT_HOME.format(12))
    verdicts(book, there)
    [name] = there.etags()
    uid = "nx-12-home"
    change_there(there, name, TITLE="TITLE:Cook", NOTE="NOTE:likes tea", BDAY="BDAY:19800202")
    book.correct(uid, replace(book.entry(uid).contact, title="Chef", emails=(Email("s@server.example"),)))
    [outcome] = outcomes(book, there)
    assert outcome.verdict == "conflict" and Difference("title", ("Chef",), ("Cook",)) in outcome.differences
    assert verdicts(book, there, settled={uid: side}) == {"merged": 1}
    facts = "\n".join(lines_there(there, name))
    assert ("TITLE:Chef" if side == "ours" else "TITLE:Cook") in facts
    assert "NOTE:likes tea" in facts and "BDAY:19800202" in facts and "CATEGORIES:Freunde" in facts
    assert re.search(r"EMAIL;TYPE=.*HOME.*:s@server.example", facts)
    assert re.search(r"ADR;TYPE=HOME", facts) and "sven12@" not in facts
    assert verdicts(book, there) == {"unchanged": 1}
    assert book.entry(uid).contact.note == "likes tea"


@pytest.mark.parametrize("region", ["", "DE"])
def test_ones_own_address_book_imported_and_pushed_is_there_already(
    book: Book, there: AddressBook, tmp_path: Path, region: str
) -> None:
    cards = [AT_HOME.format(number) for number in range(11, 23)]
    for number, text in enumerate(cards):
        assert there.put(f"{number:x}-stored.vcf", text.replace("\n", "\r\n").encode()).status == 201
    before = dict(there.etags())
    imported(book, tmp_path, "".join(cards), region)
    assert verdicts(book, there) == {"unchanged": 12}
    assert there.etags() == before
    book.correct("nx-15-home", replace(book.entry("nx-15-home").contact, title="Head"))
    assert verdicts(book, there) == {"unchanged": 11, "updated": 1}
    assert there.etags().keys() == before.keys()
    [changed] = (name for name, etag in there.etags().items() if before[name] != etag)
    assert same(lines_of(there.item(changed)[0]), lines_of(cards[4].replace("END", "TITLE:Head\nEND")))


def test_a_scanned_contact_that_was_imported_too_is_not_doubled(
    book: Book, there: AddressBook, tmp_path: Path
) -> None:
    scanned = Contact(
        given_name="Britta",
        family_name="Keller",
        title="Captain",
        emails=(Email("britta@keller.example"),),
        phones=(Phone("+493023125120"),),
    )
    book.import_contacts([Imported("scanned", scanned)])
    there.put("x.vcf", BRITTA.replace("\n", "\r\n").encode())
    imported(book, tmp_path, BRITTA)
    assert book.count() == 1 and verdicts(book, there) == {"updated": 1}
    assert list(there.etags()) == ["x.vcf"] and "TITLE:Captain" in lines_there(there, "x.vcf")


def test_words_that_mean_the_same_are_no_change(book: Book, there: AddressBook, tmp_path: Path) -> None:
    imported(book, tmp_path, BRITTA, "DE")
    verdicts(book, there)
    [name] = there.etags()
    change_there(
        there, name,
        TEL="item1.tel;type=VOICE;type=work;type=pref:+49 (0)30 23125-120\r\nitem1.X-ABLabel:_$!<Work>!$_",
        EMAIL="EMAIL;type=INTERNET:Britta@Keller.example",
    )  # fmt: skip
    assert verdicts(book, there) == {"unchanged": 1}
    book.correct("aaaa-1111", replace(book.entry("aaaa-1111").contact, phones=(Phone("+493023125121"),)))
    assert verdicts(book, there) == {"updated": 1}
    [number] = (line for line in lines_there(there, name) if ":+493023125121" in line)
    assert number.lower().startswith("item1.tel;type=") and "pref" in number.lower()


def test_a_value_deleted_here_goes_there_and_one_added_there_stays(
    book: Book, there: AddressBook, tmp_path: Path
) -> None:
    imported(book, tmp_path, BRITTA.replace("EMAIL:", "EMAIL:b2@keller.example\nEMAIL:"))
    verdicts(book, there)
    [name] = there.etags()
    change_there(there, name, X_="EMAIL;TYPE=HOME:b3@keller.example")
    book.correct("aaaa-1111", replace(book.entry("aaaa-1111").contact, emails=(Email("b2@keller.example"),)))
    assert verdicts(book, there) == {"merged": 1}
    emails = [line.partition(":")[2] for line in lines_there(there, name) if line.startswith("EMAIL")]
    assert sorted(emails) == ["b2@keller.example", "b3@keller.example"]
    assert {email.value for email in book.entry("aaaa-1111").contact.emails} == set(emails)


def test_changes_there_reach_another_server_too(
    book: Book, each_server: DavServer, there: AddressBook, tmp_path: Path
) -> None:
    imported(book, tmp_path, BRITTA)
    verdicts(book, there)
    other = each_server.address_book()
    verdicts(book, other)
    [name] = there.etags()
    change_there(there, name, BDAY="BDAY:1980-05-06")
    assert verdicts(book, there) == {"taken": 1} and verdicts(book, other) == {"updated": 1}
    assert "BDAY:1980-05-06" in lines_there(other, next(iter(other.etags())))


@pytest.mark.parametrize("fault", [answers(200), answers(201, ETag='"1"')])
def test_a_success_without_a_card_behind_it_is_none(
    book: Book, each_server: DavServer, there: AddressBook, tmp_path: Path, fault: Fault
) -> None:
    imported(book, tmp_path, BRITTA)
    with Between(each_server.url) as between:
        client = each_server.client(between.url, Patience(attempts=1))
        far = AddressBook(client, there.url.replace(each_server.url, between.url))
        for _ in range(2):
            between.faults = [("PUT", fault)]
            [outcome] = outcomes(book, far)
            assert (outcome.verdict, outcome.reason) == (
                "failed", "the server says that it took the card, and does not have it"
            )  # fmt: skip
        assert verdicts(book, far) == {"new": 1}
    assert [uid_of(lines_of(there.item(name)[0])) for name in there.etags()] == ["aaaa-1111"]


def test_a_book_of_an_older_cardscan_learns_what_was_lost_in_it(
    book: Book, there: AddressBook, tmp_path: Path
) -> None:
    imported(book, tmp_path, BRITTA)
    verdicts(book, there)
    [name] = there.etags()
    change_there(there, name, BDAY="BDAY:1980-05-06")
    pushes = book.pushes(there.url)
    known = pushes.of(["aaaa-1111"])["aaaa-1111"]
    pushes.agree(replace(known, etag=there.etags()[name], agreed=""))  # what the migration makes of it
    assert verdicts(book, there) == {"taken": 1}
    assert "BDAY:1980-05-06" in exported(book, "aaaa-1111")


def meanings(*cards: Iterable[str]) -> list[set[Said]]:
    return [{fact.said for fact in facts} for facts in facts_together(*map(lines_of, map("\n".join, cards)))]


@pytest.mark.parametrize("seed", range(6))
def test_every_value_of_either_side_is_there_or_in_a_conflict_that_is_shown(
    book: Book, there: AddressBook, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    lines = any_lines(chance)
    imported(book, tmp_path, card(lines))
    assert (verdicts(book, there), verdicts(book, there)) == ({"new": 1}, {"unchanged": 1})
    [name] = there.etags()
    uid = next(book.entries()).uid
    contact = book.entry(uid).contact
    book.correct(uid, replace(contact, title="Chef", emails=(Email("new@keller.example"),)))
    theirs = card(edited(chance, lines), uid=uid)
    assert there.put(name, theirs.encode(), there.etags()[name]).status in (200, 201, 204)
    base, ours, put = card(lines).splitlines(), exported(book, uid).splitlines(), lines_there(there, name)
    [outcome] = outcomes(book, there)
    assert outcome.verdict in ("merged", "updated", "conflict")
    shown = {value for item in outcome.differences for value in (*item.here, *item.there)}
    old, here, other, now = meanings(base, ours, put, lines_there(there, name))
    if outcome.verdict == "conflict":
        before, changed, foreign = (lines_of("\n".join(lines)) for lines in (base, ours, put))
        clash = merged(before, changed, foreign).conflicts
        apart = {said for said in here ^ other if said[0] in clash}
        assert now == other and len(shown) >= len(apart) > 0
        assert set(verdicts(book, there, settled={uid: "theirs"})) == {"merged"}
        [_, here, other, now] = meanings(base, ours, put, lines_there(there, name))
        assert {said for said in (here - old) | (other - old) if said[0] not in clash} <= now
    else:
        assert (here - old) | (other - old) <= now
    assert verdicts(book, there) == {"unchanged": 1}
    mine, kept = meanings(exported(book, uid).splitlines(), lines_there(there, name))
    assert mine == kept
