"""Two sides of a card: which files belong together, and what one contact keeps of both."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cardscan.contact_fields import LISTS, SOLE_FIRST, with_values
from cardscan.errors import ExitCode
from cardscan.likeness import alike
from cardscan.many.batch import scan_many, scan_sides
from cardscan.model import (
    Address,
    CardScan,
    Contact,
    Email,
    Line,
    Lines,
    Phone,
    Picture,
    Quad,
    Social,
    Source,
    Url,
)
from cardscan.settings import Settings
from cardscan.sides import joined, joined_pages, merged, pair_sides
from tests import SAMPLES
from tests.support.commands import Result, cardscan
from tests.support.strategies import contacts

QUAD: Quad = ((10.0, 20.0), (200.0, 20.0), (200.0, 60.0), (10.0, 60.0))

Draw = Callable[..., Picture]


def keys_of(contact: Contact) -> list[str]:
    keys = [field.key for field in SOLE_FIRST if field.of(contact)]
    return keys + [f"{field.key}[{index}]" for field in LISTS for index in range(len(field.of(contact)))]


def value_of(contact: Contact, key: str) -> object:
    name, _, index = key.rstrip("]").partition("[")
    value = getattr(contact, name)
    return value[int(index)] if index else value


def text_of(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "formatted", "") or str(value)


def seen(contact: Contact, path: str = "card.jpg", page: int = 1, doubted: Sequence[str] = ()) -> CardScan:
    """A scan in which each field stands in a line of its own, then each line of the note."""
    keys = keys_of(contact)
    texts = [text_of(value_of(contact, key)) for key in keys]
    texts += [line for line in contact.note.split("\n") if line]
    return CardScan(
        Source(path, "0" * 64, page, 1, QUAD),
        contact,
        confidence={key: 0.6 if key in doubted else 0.95 for key in keys},
        evidence={key: (index,) for index, key in enumerate(keys)},
        needs_review=tuple(doubted),
        reading=Lines(tuple(Line(text, QUAD, 0.9) for text in texts), "rapid", 1000.0, 600.0),
        elapsed={"find": 0.5, "read": 0.25},
    )


ANNA = Contact(
    given_name="Anna",
    family_name="Weber",
    title="Managing Director",
    organization="Weber Ltd",
    phones=(Phone("+493012345678"),),
    emails=(Email("anna@weber.example"),),
)


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["w_front.jpg", "w_back.jpg"], [("w_front.jpg", "w_back.jpg")]),
        (["w_back.jpg", "w_front.jpg"], [("w_front.jpg", "w_back.jpg")]),
        (["w-FRONT.JPG", "W-back.png"], [("w-FRONT.JPG", "W-back.png")]),
        (["w_a.jpg", "w_b.heic"], [("w_a.jpg", "w_b.heic")]),
        (["w-a.jpg", "w-b.jpg"], [("w-a.jpg", "w-b.jpg")]),
        (["w_1.jpg", "w_2.jpg"], [("w_1.jpg", "w_2.jpg")]),
        (["w-2.jpg", "x.jpg", "w-1.jpg"], [("w-1.jpg", "w-2.jpg"), ("x.jpg",)]),
        (["w_vorne.jpg", "w_hinten.jpg"], [("w_vorne.jpg", "w_hinten.jpg")]),
        (["w Vorderseite.jpg", "w Ru\u0308ckseite.jpg"], [("w Vorderseite.jpg", "w Ru\u0308ckseite.jpg")]),
        (["w-recto.tif", "w-verso.tif"], [("w-recto.tif", "w-verso.tif")]),
        (["w_anverso.jpg", "w_reverso.jpg"], [("w_anverso.jpg", "w_reverso.jpg")]),
        (["名刺_表.jpg", "名刺_裏.jpg"], [("名刺_表.jpg", "名刺_裏.jpg")]),
        (["weber/front.jpg", "weber/back.jpg"], [("weber/front.jpg", "weber/back.jpg")]),
        (["./w_a.jpg", "w_b.jpg"], [("./w_a.jpg", "w_b.jpg")]),
    ],
)
def test_two_sides_are_known_by_their_names(names: list[str], groups: list[tuple[str, ...]]) -> None:
    assert list(pair_sides(names)) == groups


@pytest.mark.parametrize(
    "names",
    [
        ["w_front.jpg"],
        ["w_front.jpg", "x_back.jpg"],
        ["w_front.jpg", "w-back.jpg"],
        ["in/w_front.jpg", "out/w_back.jpg"],
        ["w_front.jpg", "w_front.png", "w_back.jpg"],
        ["w_front.jpg", "w_b.jpg"],
        ["w_a.jpg", "w_2.jpg"],
        [f"IMG_{number}.jpg" for number in range(1, 10)],
        ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"],
        ["IMG_1.jpg", "IMG_2.jpg", "IMG_17.jpg"],
        ["IMG_01.jpg", "IMG_02.jpg"],
        ["IMG_11.jpg", "IMG_12.jpg"],
        ["card.jpg", "card_1.jpg", "card_2.jpg"],
        ["w_a.jpg", "w_b.jpg", "w_c.jpg"],
        ["1.jpg", "2.jpg"],
        ["horsefront.jpg", "horseback.jpg"],
        ["-"],
    ],
)
def test_series_and_strangers_stay_apart(names: list[str]) -> None:
    assert list(pair_sides(names)) == [(name,) for name in names]


def test_paths_are_paired_as_names_are() -> None:
    front, back = Path("in/w_front.jpg"), Path("in/w_back.jpg")
    assert pair_sides([back, front]) == ((front, back),)


FILE_NAMES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "in/", "IMG", "in/w"]),
    st.sampled_from(["", "_", "-", " "]),
    st.sampled_from(["", "a", "b", "c", "1", "2", "3", "01", "front", "BACK", "verso", "rückseite"]),
    st.sampled_from(["", ".jpg", ".PNG"]),
)


@given(st.lists(FILE_NAMES))
def test_every_path_comes_back_exactly_once(names: list[str]) -> None:
    groups = pair_sides(names)
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert {len(group) for group in groups} <= {1, 2}


@given(st.sets(FILE_NAMES), st.randoms())
def test_pairs_do_not_depend_on_the_order(names: set[str], random: object) -> None:
    shuffled = sorted(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(pair_sides(shuffled)) == set(pair_sides(sorted(names)))


def test_the_back_fills_what_the_front_lacks() -> None:
    back = Contact(
        department="Sales",
        urls=(Url("https://weber.example"),),
        addresses=(Address(formatted="Hauptstr. 1, 10115 Berlin"),),
        social=(Social("linkedin", "annaweber"),),
        note="Since 1950",
    )
    one = merged(seen(ANNA, "front.jpg"), seen(back, "back.jpg"))
    assert one.contact == replace(
        ANNA,
        department=back.department,
        urls=back.urls,
        addresses=back.addresses,
        social=back.social,
        note=back.note,
    )
    assert one.source.path == "front.jpg"
    assert one.needs_review == ()
    assert one.elapsed == {"find": 1.0, "read": 0.5}


def test_what_both_sides_say_is_given_once_and_fully() -> None:
    front = Contact(
        given_name="Anna",
        family_name="Weber",
        organization="WEBER",
        phones=(Phone("+493012345678", "030 12345678"),),
        emails=(Email("Anna@Weber.example"),),
        urls=(Url("https://www.weber.example"),),
        addresses=(Address(formatted="Hauptstr. 1, 10115 Berlin"),),
    )
    fuller = Address(formatted="Hauptstraße 1, 10115 Berlin, Germany", country="Germany", country_code="DE")
    back = Contact(
        prefix="Dr.",
        given_name="Anna",
        family_name="Weber",
        organization="Weber GmbH",
        phones=(Phone("+493012345678", "+49 30 12345678", "cell"),),
        emails=(Email("anna@weber.example"),),
        urls=(Url("http://weber.example/"),),
        addresses=(fuller,),
    )
    one = merged(seen(front), seen(back))
    assert one.contact.full_name == "Dr. Anna Weber"
    assert one.contact.organization == "Weber GmbH"
    assert [phone.type for phone in one.contact.phones] == ["cell"]
    assert [email.value for email in one.contact.emails] == ["Anna@Weber.example"]
    assert [url.value for url in one.contact.urls] == ["https://www.weber.example"]
    assert one.contact.addresses == (fuller,)
    assert one.contact.note == ""
    assert one.needs_review == ()
    assert one.unread == ()


def test_offices_that_look_alike_stay_apart() -> None:
    streets = ("Rua A, 10, Recife", "Rua B, 10, Recife", "Rua A, 11, Recife")
    front, *back = (Address(formatted=street) for street in streets)
    one = merged(seen(Contact(addresses=(front,))), seen(Contact(addresses=tuple(back))))
    assert one.contact.addresses == (front, *back)


def test_what_the_sides_contradict_each_other_in_is_flagged_and_noted() -> None:
    back = Contact(given_name="Bernd", family_name="Koch", organization="Acme Inc", title="Engineer")
    one = merged(seen(ANNA), seen(back))
    assert (one.contact.full_name, one.contact.organization) == ("Anna Weber", "Weber Ltd")
    assert set(one.needs_review) == {"full_name", "organization"}
    assert all(one.confidence[key] <= 0.5 for key in one.needs_review)
    assert sorted(one.contact.note.split("\n")) == ["Acme Inc", "Bernd Koch", "Engineer"]


def test_a_doubtful_back_is_no_witness_against_the_front() -> None:
    one = merged(seen(ANNA), seen(Contact(organization="Machine Building"), doubted=["organization"]))
    assert one.contact == replace(ANNA, note="Machine Building")
    assert one.needs_review == ()


@pytest.mark.parametrize("latin_first", [True, False])
def test_a_side_in_another_script_gives_the_native_name_and_no_conflict(latin_first: bool) -> None:
    native = Contact(
        given_name="太郎",
        family_name="山田",
        family_first=True,
        title="営業部長",
        organization="株式会社ヤマダ",
        emails=(Email("taro@yamada.example"),),
    )
    latin = Contact(
        given_name="Taro",
        family_name="Yamada",
        title="Sales Manager",
        organization="Yamada Co., Ltd.",
        emails=(Email("taro@yamada.example"),),
    )
    sides = (seen(latin), seen(native)) if latin_first else (seen(native), seen(latin))
    one = merged(*sides)
    assert one.contact.full_name == "Taro Yamada"
    assert not one.contact.family_first
    assert one.contact.native_name == "山田 太郎"
    assert one.contact.organization == "Yamada Co., Ltd."
    assert one.contact.title == "Sales Manager"
    assert set(one.contact.note.split("\n")) == {"株式会社ヤマダ", "営業部長"}
    assert one.needs_review == ()


def test_a_shop_in_two_scripts_has_a_native_name() -> None:
    one = merged(seen(Contact(organization="กาแฟดี")), seen(Contact(organization="Good Coffee")))
    assert (one.contact.organization, one.contact.native_name) == ("Good Coffee", "กาแฟดี")
    assert one.contact.note == ""


def test_a_field_stays_doubtful_until_the_other_side_confirms_it() -> None:
    doubted = ("full_name", "emails[0]")
    back = Contact(given_name="Anna", family_name="Weber", emails=(Email("info@weber.example"),))
    one = merged(seen(ANNA, doubted=doubted), seen(back, doubted=("emails[0]",)))
    assert one.needs_review == ("emails[0]", "emails[1]")
    assert one.confidence["full_name"] == 0.95


def test_a_blank_back_changes_nothing() -> None:
    front = seen(ANNA)
    assert merged(front, seen(Contact())) == front


def test_a_front_with_only_a_logo_takes_all_from_the_back() -> None:
    one = merged(seen(Contact(organization="Weber"), "front.jpg"), seen(ANNA, "back.jpg"))
    assert one.contact == ANNA
    assert one.source.path == "front.jpg"


@given(contacts(), contacts())
def test_no_value_and_no_line_of_either_side_is_lost(front: Contact, back: Contact) -> None:
    one = merged(seen(front), seen(back))
    for side in (front, back):
        for field in LISTS:
            kept = field.of(one.contact)
            assert all(any(alike(value, other) for other in kept) for value in field.of(side))
        for line in filter(None, side.note.split("\n")):
            assert line in one.contact.note.split("\n")
    note = "".join(one.contact.note.casefold().split())
    unread = ["".join(line.casefold().split()) for line in one.unread]
    assert all(line in note for line in unread if any(map(str.isalnum, line)))


@given(contacts(), contacts())
def test_every_key_points_at_a_field_and_at_lines_that_say_so(front: Contact, back: Contact) -> None:
    one = merged(seen(front), seen(back))
    assert list(one.confidence) == list(one.evidence) == keys_of(one.contact)
    assert set(one.needs_review) <= set(one.confidence)
    for key, lines in one.evidence.items():
        texts = [one.reading.lines[index].text for index in lines]
        assert text_of(value_of(one.contact, key)) in texts


@given(contacts())
def test_two_equal_sides_make_the_one_card(contact: Contact) -> None:
    side = with_values(contact, [(field, field.of(contact)[:1]) for field in LISTS])
    assert merged(seen(side), seen(side)).needs_review == ()


def test_the_backs_lines_lie_below_the_fronts() -> None:
    front, back = seen(ANNA), seen(Contact(note="Since 1950"))
    one = merged(front, back)
    assert one.reading.lines[: len(front.reading.lines)] == front.reading.lines
    assert one.reading.lines[-1].quad == tuple((x, y + 600.0) for x, y in QUAD)
    assert (one.reading.width, one.reading.height) == (1000.0, 1200.0)


BERND = Contact(
    given_name="Bernd",
    family_name="Koch",
    organization="Weber Ltd",
    phones=(Phone("+493012345678"),),
    emails=(Email("bernd@weber.example"),),
)


@pytest.mark.parametrize(
    "other",
    [
        BERND,
        replace(BERND, emails=(), phones=(Phone("+49305550100"),)),
        Contact(given_name="次郎", family_name="佐藤", phones=(Phone("+81312345678"),),
                emails=(Email("jiro@sato.example"),)),
    ],
)  # fmt: skip
def test_two_people_are_kept_apart_and_it_is_said(other: Contact) -> None:
    cards = seen(ANNA, "w_front.jpg"), seen(other, "w_back.jpg")
    result, [remark] = joined(cards[:1], cards[1:])
    assert result == cards
    assert "w_front.jpg" in remark
    assert "w_back.jpg" in remark


@pytest.mark.parametrize(
    ("other", "doubted"),
    [
        (BERND, ("full_name",)),
        (replace(BERND, emails=ANNA.emails), ()),
        (replace(BERND, emails=(), phones=()), ()),
        (replace(BERND, given_name="Ana", family_name="Weber"), ()),
        (replace(BERND, given_name="安娜", family_name="韦伯"), ()),
    ],
)
def test_what_is_not_plainly_two_people_is_one_card(other: Contact, doubted: tuple[str, ...]) -> None:
    [one], remarks = joined([seen(ANNA)], [seen(other, doubted=doubted)])
    assert one.contact.full_name == "Anna Weber"
    assert remarks == ()


def test_a_side_without_a_card_leaves_the_other() -> None:
    assert joined([seen(ANNA)], []) == joined([], [seen(ANNA)]) == ((seen(ANNA),), ())


def test_several_cards_in_a_picture_are_no_sides() -> None:
    several = seen(ANNA), seen(BERND)
    result, [remark] = joined(several, [seen(Contact(note="Since 1950"))])
    assert len(result) == 3
    assert "card.jpg" in remark


def test_pages_are_paired_by_their_numbers_and_the_person_is_the_front() -> None:
    logo, office = Contact(organization="Weber Ltd"), Contact(note="Since 1950")
    scans = [
        seen(logo, page=1),
        seen(ANNA, page=2),
        seen(ANNA, page=3),
        seen(office, page=6),
    ]
    cards, remarks = joined_pages(scans)
    assert [one.source.page for one in cards] == [2, 3, 6]
    assert cards[0].contact.full_name == "Anna Weber"
    assert remarks == ()


def saved(picture: Picture, path: Path) -> Path:
    Image.fromarray(picture.pixels[:, :, ::-1]).save(path)
    return path


FRONT = ("Anna Weber", "Managing Director", "anna@weber.example", "+49 30 12345678")
BACK = ("Weber Maschinenbau GmbH", "www.weber.example", "Fax: +49 30 12345679")


def test_front_and_back_are_read_into_one_contact(
    draw_card: Draw, tmp_path: Path, settings: Settings
) -> None:
    names = [
        saved(draw_card(*BACK), tmp_path / "w_back.png"),
        saved(draw_card(*FRONT), tmp_path / "w_front.png"),
    ]
    [outcome] = scan_many(pair_sides(map(str, names)), settings)
    [one] = outcome.scans
    assert (outcome.source, outcome.back) == (str(names[1]), str(names[0]))
    assert one.source.path == str(names[1])
    assert one.contact.full_name == "Anna Weber"
    assert one.contact.emails == (Email("anna@weber.example"),)
    assert {phone.value for phone in one.contact.phones} == {"+493012345678", "+493012345679"}
    assert [url.value for url in one.contact.urls] == ["https://www.weber.example"]
    for key in ("emails[0]", "urls[0]"):
        [line] = one.evidence[key]
        assert str(value_of(one.contact, key)).count("weber.example") == 1
        assert "weber.example" in one.reading.lines[line].text


def test_pages_of_a_tiff_are_two_sides(draw_card: Draw, tmp_path: Path, settings: Settings) -> None:
    pages = [Image.fromarray(draw_card(*text).pixels[:, :, ::-1]) for text in (BACK, FRONT)]
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:])
    outcome = scan_sides((stream.getvalue(),), settings)
    [one] = outcome.scans
    assert one.source.page == 2
    assert one.contact.full_name == "Anna Weber"
    assert len(one.contact.phones) == 2


def test_if_one_side_cannot_be_read_the_other_still_is(
    draw_card: Draw, tmp_path: Path, settings: Settings
) -> None:
    front = saved(draw_card(*FRONT), tmp_path / "w_front.png")
    outcome = scan_sides((str(front), str(tmp_path / "w_back.png")), settings)
    assert [one.contact.full_name for one in outcome.scans] == ["Anna Weber"]
    assert len(outcome.errors) == 1
    assert "w_back.png" in str(outcome.errors[0])


def scanned(*arguments: str | Path) -> Result:
    return cardscan("scan", "--sides", "--format", "jsonl", *arguments)


def test_two_people_on_the_pages_of_a_pdf_stay_two_contacts() -> None:
    result = scanned(SAMPLES / "two-pages.pdf")
    truth = json.loads((SAMPLES / "two-pages.json").read_text(encoding="utf-8"))["cards"]
    contacts = [json.loads(line)["contact"] for line in result.stdout.splitlines()]
    emails = [[email["value"] for email in contact["emails"]] for contact in contacts]
    assert emails == [card["emails"] for card in truth]
    assert result.returncode == 0
    assert "two-pages.pdf, pages 1 and 2: cards of two people" in result.stderr


def test_the_command_reports_a_side_that_fails_and_writes_the_rest(draw_card: Draw, tmp_path: Path) -> None:
    saved(draw_card(*FRONT), tmp_path / "w-a.png")
    (tmp_path / "w-b.png").write_bytes(b"")
    saved(draw_card("Since 1950"), tmp_path / "x_1.png")
    saved(draw_card(*FRONT), tmp_path / "x_2.png")
    result = scanned(tmp_path)
    paths = [Path(json.loads(line)["source"]["path"]).name for line in result.stdout.splitlines()]
    assert paths == ["w-a.png", "x_1.png"]
    assert result.returncode == ExitCode.SOME_FAILED
    assert "w-b.png" in result.stderr
    assert "2 cards from 4 files" in result.stderr


def test_two_sides_without_a_card_are_said_of_both(draw_card: Draw, tmp_path: Path) -> None:
    for name in ("w_front.png", "w_back.png"):
        saved(draw_card(), tmp_path / name)
    result = scanned(tmp_path)
    assert result.returncode == ExitCode.NO_CARD
    assert "w_front.png: no card found" in result.stderr
    assert "w_back.png: no card found" in result.stderr


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("Sørensen Byg", "Sorensen Byg"),
        ("Łódź Meble", "Lodz Meble"),
        ("Đặng Tea", "Dang Tea"),
        ("Æro", "Aero"),
    ],
)
def test_letters_that_have_no_accent_to_take_off_are_no_conflict(front: str, back: str) -> None:
    assert alike(front, back)
