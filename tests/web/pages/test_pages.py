from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from cardscan.book import Book, Imported
from cardscan.model import Contact, Phone
from tests.support.books import card, original
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card, fields_of, post, send, shown_card

OTHER = Contact(
    given_name="Cleo", family_name="Other", organization="Other Ltd", phones=(Phone("+442079460123"),)
)


def follow(client: TestClient, address: str) -> str:
    """Return where the redirects lead."""
    while (answer := client.get(address)).status_code == 303:
        address = answer.headers["location"]
    return address


def uid_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["uid"][0]


def test_an_empty_book_says_how_to_fill_it(client: TestClient) -> None:
    assert "cardscan watch" in client.get("/").text
    assert follow(client, "/next") == "/"


def test_the_queue_shows_doubtful_cards_first_with_how_many_there_are(client: TestClient, book: Book) -> None:
    add_card(book, BEN)
    add_card(book, ANNA, "title", "phones[0]")
    page = client.get("/").text
    assert "2 cards to review" in page
    assert "1 with a doubt" in page
    assert "2 to check" in page
    assert page.index("Anna Maria Weber") < page.index("Ben Sales")


def test_saving_goes_on_to_the_next_card_and_counts(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact, "title") for contact in (ANNA, BEN, OTHER)]
    first = follow(client, "/next")
    assert uid_in(first) == uids[0]
    assert "1 of 3" in client.get(first).text
    second = follow(client, send(client, first, "save", title="Chief of Sales"))
    assert uid_in(second) == uids[1]
    assert "2 of 3" in client.get(second).text
    assert book.entry(uids[0]).contact == replace(ANNA, title="Chief of Sales")
    assert book.entry(uids[0]).needs_review == ()


def test_a_skipped_card_comes_again_at_the_end(client: TestClient, book: Book) -> None:
    uids = [add_card(book, contact, "title") for contact in (ANNA, BEN)]
    page = client.get(follow(client, "/next")).text
    skip = page.partition('id="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = follow(client, skip)
    assert uid_in(second) == uids[1]
    assert uid_in(follow(client, send(client, second, "save"))) == uids[0]


def test_undo_brings_the_saved_card_back(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    add_card(book, BEN, "title")
    second = follow(client, send(client, f"/card?uid={uid}", "save", title="Wrong"))
    page = client.get(second).text
    assert "Saved Dr. Anna Maria Weber, MBA" in page
    csrf = dict(fields_of(page))["csrf"]
    answer = post(client, f"/card?uid={uid}", [("csrf", csrf), ("do", "undo")])
    assert answer.headers["location"] == f"/card?uid={uid}"
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review) == (ANNA, ("title",))


def test_name_and_company_are_swapped_and_the_card_still_waits(client: TestClient, book: Book) -> None:
    uid = add_card(book, replace(BEN, organization="Ada Grey"), "title")
    assert send(client, f"/card?uid={uid}", "swap") == f"/card?uid={uid}"
    entry = book.entry(uid)
    assert (entry.contact.full_name, entry.contact.organization) == ("Ada Grey", "Ben Sales")
    assert entry.needs_review == ("title",)


def test_rows_move_up_and_go_and_what_was_typed_is_kept(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "phones[1]")
    send(client, f"/card?uid={uid}", "up-phones-1", title="Chief")
    entry = book.entry(uid)
    assert entry.contact.phones[:2] == (ANNA.phones[1], ANNA.phones[0])
    assert (entry.contact.title, entry.needs_review) == ("Chief", ("phones[0]",))
    send(client, f"/card?uid={uid}", "remove-phones-0")
    entry = book.entry(uid)
    assert (entry.contact.phones[0], entry.needs_review) == (ANNA.phones[0], ())
    for nonsense in ("up-note-1", "remove-uid-0", "up-phones-99", "fly"):
        send(client, f"/card?uid={uid}", nonsense)
    assert book.entry(uid).contact == entry.contact


def test_a_deleted_card_leaves_the_queue_and_can_come_back(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    add_card(book, BEN, "title")
    after = follow(client, send(client, f"/card?uid={uid}", "delete"))
    assert book.entry(uid).deleted
    page = client.get(after).text
    assert "Deleted Dr. Anna" in page
    post(client, f"/card?uid={uid}", [("csrf", dict(fields_of(page))["csrf"]), ("do", "undo")])
    assert not book.entry(uid).deleted


def test_a_contact_changed_meanwhile_is_not_overwritten_unseen(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    fields = [
        (name, "Mine" if name == "title" else value)
        for name, value in fields_of(client.get(f"/card?uid={uid}").text)
    ]
    book.correct(uid, replace(ANNA, department="Theirs"))
    answer = post(client, f"/card?uid={uid}", [*fields, ("do", "save")])
    assert answer.status_code == 409
    assert dict(fields_of(answer.text))["title"] == "Mine"
    assert book.entry(uid).contact == replace(ANNA, department="Theirs")
    shown = fields_of(answer.text)
    assert post(client, f"/card?uid={uid}", [*shown, ("do", "save")]).status_code == 303
    assert book.entry(uid).contact.title == "Mine"


def test_filters_hold_from_card_to_card(client: TestClient, book: Book) -> None:
    add_card(book, ANNA, "title", event="Fair")
    uid = add_card(book, BEN, "title", event="Mixer & more")
    other = add_card(book, OTHER, "title", event="Mixer & more")
    page = client.get("/", params={"event": "Mixer & more"}).text
    assert "2 cards to review" in page
    assert "Anna" not in page
    first = follow(client, "/next?event=Mixer+%26+more")
    assert uid_in(first) == uid
    second = follow(client, send(client, first, "save"))
    assert uid_in(second) == other
    last = follow(client, send(client, second, "save"))
    assert urlsplit(last).path == "/"
    done = client.get(last).text
    assert "All done" in done
    assert "Saved Cleo Other" in done
    assert "1 card to review" in client.get("/").text


def test_fields_show_where_they_were_read_and_how_sure(client: TestClient, book: Book) -> None:
    uid = add_card(book, ANNA, "title")
    page = client.get(f"/card?uid={uid}").text
    assert page.count('<polygon class="line"') == 11
    title = page.partition('name="title"')[2].partition(">")[0]
    assert 'data-lines="1"' in title
    assert "autofocus" in title
    assert page.count("autofocus") == 1
    assert "Check · 62 %" in page
    assert page.count('class="clip"') == 1


def test_front_and_back_are_shown_together_each_with_its_lines(client: TestClient, book: Book) -> None:
    front = shown_card(ANNA, "sides.jpg", ("title",))
    [line] = shown_card(OTHER, "x.jpg").reading.lines[:1]
    lower = tuple((x, y + front.reading.height) for x, y in line.quad)
    reading = replace(
        front.reading, height=2 * front.reading.height,
        lines=(*front.reading.lines, replace(line, quad=lower)),  # type: ignore[arg-type]
    )  # fmt: skip
    both = replace(front, reading=reading, faces=(*front.faces, *shown_card(OTHER, "sides.jpg").faces))
    [receipt] = book.receive([original("sides.jpg")], [both])
    page = client.get(f"/card?uid={receipt.uid}").text
    figures = page.split("<figure")[1:]
    assert [figure.count('<polygon class="line"') for figure in figures] == [11, 1]
    assert [name in figure for figure, name in zip(figures, ("Front", "Back"), strict=True)] == [True, True]
    x, y = line.quad[0]
    assert f'points="{x:.1f},{y:.1f} ' in figures[1]


def test_a_contact_without_a_card_is_shown_and_saved(client: TestClient, book: Book) -> None:
    uid = "../strange uid?&"
    book.import_contacts([Imported(uid, ANNA)])
    page = client.get("/card", params={"uid": uid})
    assert "came from an address book" in page.text
    action = (
        page.text.partition('id="contact"')[2]
        .partition('action="')[2]
        .partition('"')[0]
        .replace("&amp;", "&")
    )
    send(client, action, "save", title="Owner")
    assert book.entry(uid).contact.title == "Owner"


def test_duplicates_are_merged_field_by_field(client: TestClient, book: Book) -> None:
    older = add_card(book, ANNA, file="a.jpg")
    newer = replace(
        ANNA,
        title="Director",
        department="Board",
        phones=(Phone("+493099999"),),
        emails=(),
        urls=(),
        social=(),
    )
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    assert receipt.verdict == "uncertain"
    assert "May be the same person" in client.get(f"/card?uid={older}").text
    page = client.get("/duplicates").text
    names = [name for name, _ in fields_of(page)]
    assert names.count("phones.0") == 1
    where = send(
        client, "/duplicates", "merge", leave_out=("phones.4", "emails.1"), department="older", title="newer"
    )
    assert where == f"/duplicates?merged={older}"
    contact = book.entry(older).contact
    assert (contact.title, contact.department, contact.full_name) == (
        "Director",
        ANNA.department,
        ANNA.full_name,
    )
    assert contact.phones == (*newer.phones, *ANNA.phones[:3])
    assert contact.emails == ANNA.emails[:1]
    assert len(book.cards(older)) == 2
    done = client.get(where).text
    assert "Merged" in done
    assert "No duplicates" in done


def test_contacts_kept_apart_stay_apart(client: TestClient, book: Book) -> None:
    older = add_card(book, ANNA, file="a.jpg")
    newer = replace(ANNA, title="Director", phones=(), emails=(), urls=(), social=())
    [receipt] = book.receive([original("b.jpg")], [card(newer, "b.jpg")])
    assert send(client, f"/duplicates?a={older}&b={receipt.uid}", "keep") == "/duplicates"
    assert list(book.duplicates.waiting()) == []
    assert book.count() == 2
    [again] = book.receive([original("c.jpg")], [card(newer, "c.jpg")])
    assert again.verdict == "again"
    assert list(book.duplicates.waiting()) == []


def test_skipping_a_pair_shows_the_next(client: TestClient, book: Book) -> None:
    for number in range(2):
        base = replace(
            ANNA,
            given_name=f"Anna{number}x",
            family_name=f"Weber{number}",
            emails=(),
            urls=(),
            social=(),
            phones=(),
        )
        add_card(book, base, file=f"a{number}.jpg")
        book.receive(
            [original(f"b{number}.jpg")],
            [card(replace(base, title="Director", addresses=()), f"b{number}.jpg")],
        )
    shown = []
    address = "/duplicates"
    for _ in range(3):
        page = client.get(address).text
        shown.append(dict(fields_of(page))["older"])
        address = page.partition('id="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert shown[0] != shown[1]
    assert shown[0] == shown[2]


def test_originals_are_shown_from_where_the_book_says_they_lie(
    client: TestClient, book: Book, tmp_path: Path
) -> None:
    import hashlib

    from PIL import Image

    file = tmp_path / "photo.png"
    Image.new("RGB", (3000, 1000), "white").save(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    scan = shown_card(ANNA, "x.jpg")
    source = replace(scan.source, sha256=digest, path=str(file))
    face = replace(scan.faces[0], source=source)
    from cardscan.book import Original

    [receipt] = book.receive([Original(digest, str(file))], [replace(scan, source=source, faces=(face,))])
    address = f"uid={receipt.uid}&card={receipt.card}&side=0"
    assert "photo.png" in client.get(f"/original?{address}").text
    picture = client.get(f"/original/picture?{address}")
    assert (picture.status_code, picture.content[:2]) == (200, b"\xff\xd8")
    assert client.get(f"/original?{address}1").status_code == 404
    file.write_bytes(b"other")
    assert client.get(f"/original/picture?{address}").status_code == 404
    file.unlink()
    assert client.get(f"/original/picture?{address}").status_code == 404
