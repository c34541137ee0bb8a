"""Several contacts at once: tagged, exported, merged, deleted, and all of it undone."""

from httpx import Response
from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.fictional import ANNA, BEN
from tests.support.leafing import CLEO
from tests.support.reviewing import add_card, fields_of, post, token


def press(client: TestClient, do: str, *uids: str, address: str = "/contacts", tag: str = "") -> Response:
    fields = [("csrf", token(client)), *(("of", uid) for uid in uids), ("tag", tag), ("do", do)]
    return post(client, address, fields)


def undo(client: TestClient, answer: Response) -> Response:
    """Press Undo on the page that the answer leads to."""
    page = client.get(answer.headers["location"]).text
    form = page.partition('<form class="saved"')[2].partition("</form>")[0]
    fields = fields_of(f'<form id="contact"{form}</form>')
    return post(
        client, "/contacts", [*fields, ("do", form.partition('name="do" value="')[2].partition('"')[0])]
    )


def test_a_tag_goes_on_several_and_off_those_that_did_not_have_it(client: TestClient, book: Book) -> None:
    anna, ben, cleo = (add_card(book, contact) for contact in (ANNA, BEN, CLEO))
    book.tag(anna, "lead")
    answer = press(client, "tag", anna, ben, address="/contacts?q=e&state=unchecked", tag=" lead ")
    assert [book.entry(uid).tags for uid in (anna, ben, cleo)] == [("lead",), ("lead",), ()]
    assert answer.headers["location"].startswith("/contacts?q=e&state=unchecked")
    assert "Tagged 1 contact “lead”" in client.get(answer.headers["location"]).text
    assert undo(client, answer).status_code == 303
    assert [book.entry(uid).tags for uid in (anna, ben)] == [("lead",), ()]


def test_several_are_deleted_and_come_back(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact) for contact in (ANNA, BEN, CLEO)]
    answer = press(client, "delete", *uids[:2])
    assert book.count() == 1
    assert "Deleted 2 contacts" in client.get(answer.headers["location"]).text
    undo(client, answer)
    assert book.count() == 3
    assert book.entry(uids[0]).contact == ANNA


def test_the_chosen_are_merged_pair_by_pair(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact) for contact in (ANNA, BEN, CLEO)]
    where = press(client, "merge", *uids).headers["location"]
    for _ in range(2):
        page = client.get(where).text
        where = post(client, where, [*fields_of(page), ("do", "merge")]).headers["location"]
    assert book.count() == 1
    assert {email.value for email in book.entry(uids[0]).contact.emails} > {"ben@sales.example"}
    assert "Merged into one contact" in client.get(where).text


def test_the_chosen_are_exported(client: TestClient, book: Book) -> None:
    add_card(book, ANNA)
    ben = add_card(book, BEN)
    page = client.get(press(client, "export", ben).headers["location"]).text
    assert "Those that you chose: 1 " in page
    sent = client.get("/contacts/export", params={"of": ben, "which": "chosen", "format": "jsonl"}).text
    assert "ben@sales.example" in sent
    assert "anna@weber.example" not in sent
    assert client.get("/contacts/export?which=all&format=jsonl").text.count("\n") == 2


def test_nothing_is_done_to_nobody(client: TestClient, book: Book) -> None:
    anna = add_card(book, ANNA)
    for do, uids in (("delete", []), ("tag", [anna]), ("merge", [anna]), ("nonsense", [])):
        assert press(client, do, *uids).status_code == 400
    assert press(client, "delete", "nobody").status_code == 404
    assert book.count() == 1
