"""Address books as their programs write them; every person and number is made up."""

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from string import ascii_letters
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.book import Book, Imported
from cardscan.book.care.imports import Remark, contact_of, read_contacts
from cardscan.book.knowing.matching import judge
from cardscan.errors import BadInputError
from cardscan.export.formats.vcard import vcard
from cardscan.export.values import links
from cardscan.model import Address, Contact, Email, Phone, Social, Url
from cardscan.vcards.lines import lines_of, unescaped
from cardscan.vcards.meaning import facts_of
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan
from tests.support.strategies import contacts
from tests.support.vcard_texts import any_lines, card

OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nX-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\n"
    "N;LANGUAGE=de;CHARSET=Windows-1252:Müller;Jörg;;Dr.\r\nFN;CHARSET=Windows-1252:Dr. Jörg Müller\r\n"
    "ORG;CHARSET=Windows-1252:Köhler Möbel GmbH;Einkauf\r\nTITLE:Leiter\r\n"
    "NOTE;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Gr=F6=DFe=0D=0A=\r\nzwei Zeilen\r\n"
    "TEL;WORK;VOICE:+49 (30) 1234567\r\nTEL;CELL;VOICE:+49 (151) 12345678\r\n"
    "TEL;WORK;FAX:+49 (30) 1234568\r\n"
    "ADR;WORK;PREF;CHARSET=Windows-1252:;;Hauptstraße 5;Köln;;50667;Deutschland\r\n"
    "LABEL;WORK;PREF;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Hauptstra=DFe 5=0D=0A=\r\n"
    "50667 K=F6ln\r\n"
    "URL;WORK:http://www.koehler.example\r\nEMAIL;PREF;INTERNET:joerg@koehler.example\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n"
    " /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8U\r\n"
    " HRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/\r\n\r\nREV:20260301T101500Z\r\nEND:VCARD\r\n"
).encode("cp1252")

GOOGLE = (
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Maria Weber\nN:Weber;Anna;Maria;;\n"
    b"EMAIL;TYPE=INTERNET;TYPE=WORK:anna@weber.example\n"
    b"TEL;TYPE=CELL:0151 12345678\nTEL;TYPE=VOICE:+4930123499\n"
    b"item1.TEL:+49 30 1234567\nitem1.X-ABLabel:Zentrale\nORG:Weber Tee\nTITLE:CEO\n"
    b"item2.URL:https\\://www.linkedin.com/in/anna-weber\nitem2.X-ABLabel:PROFILE\n"
    b"PHOTO:https://photos.example/anna\nCATEGORIES:myContacts,starred\nEND:VCARD\n"
)

APPLE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//macOS 15.1//EN\r\nN:山田;太郎;;;\r\nFN:山田 太郎\r\n"
    "ORG:例示株式会社;営業部\r\nEMAIL;type=INTERNET;type=WORK;type=pref:taro@reiji.example\r\n"
    "item1.TEL;type=pref:+81 3-1234-5678\r\nitem1.X-ABLabel:_$!<Main>!$_\r\n"
    "TEL;type=IPHONE;type=CELL:+81 90-1234-5678\r\n"
    "item2.ADR;type=WORK;type=pref:;;丸の内1-1-1;千代田区;東京都;100-0005;日本\r\nitem2.X-ABADR:jp\r\n"
    "X-SOCIALPROFILE;type=twitter;x-user=taro:https://twitter.com/taro\r\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60 + "\r\n " + "B" * 74 + "\r\n"
    "UID:11112222-3333-4444-5555-666677778888\r\nX-ABUID:1:ABPerson\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Ōsaka Tea Example\r\nORG:Ōsaka Tea Example;\r\n"
    "item1.EMAIL;type=INTERNET:info@osaka-tea.example\r\nX-ABShowAs:COMPANY\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Friends\r\nN:Friends;;;;\r\nX-ADDRESSBOOKSERVER-KIND:group\r\n"
    "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:11112222-3333-4444-5555-666677778888\r\nEND:VCARD\r\n"
).encode()

THUNDERBIRD = (
    "BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL;PREF=1:ana@cafe.example\r\nFN:Ana Lúcia Braga\r\n"
    "N:Braga;Ana Lúcia;;Dra.;\r\n"
    'TEL;TYPE="cell,voice";VALUE=URI:tel:+55-11-96123-4567\r\nTEL;TYPE=work;VALUE=TEXT:+55 11 2345-6789\r\n'
    "ORG:Café Exemplo Ltda.;Vendas\r\nADR;TYPE=work:;;Rua das Flores\\, 10;São Paulo;SP;01310-000;Brasil\r\n"
    "NOTE:Prefers e-mail\\; speaks English.\\nMet in\r\n  Recife.\r\nBDAY;VALUE=DATE:19700101\r\n"
    "UID:urn:uuid:aaaabbbb-cccc-dddd-eeee-ffff00001111\r\nEND:VCARD\r\n"
).encode()


def read(folder: Path, data: bytes, region: str = "") -> list[Imported | BadInputError]:
    file = folder / "contacts.vcf"
    file.write_bytes(data)
    return [item for item in read_contacts(file, region=region) if not isinstance(item, Remark)]


def sound(folder: Path, data: bytes, region: str = "") -> list[Contact]:
    return [item.contact for item in read(folder, data, region) if isinstance(item, Imported)]


def test_a_card_of_classic_outlook(tmp_path: Path) -> None:
    [joerg] = sound(tmp_path, OUTLOOK)
    assert (joerg.full_name, joerg.organization, joerg.department) == (
        "Dr. Jörg Müller", "Köhler Möbel GmbH", "Einkauf",
    )  # fmt: skip
    assert [(phone.value, phone.type) for phone in joerg.phones] == [
        ("+49301234567", "work"), ("+4915112345678", "cell"), ("+49301234568", "fax"),
    ]  # fmt: skip
    assert joerg.note == "Größe\nzwei Zeilen"
    assert joerg.addresses[0].street == "Hauptstraße 5"
    assert joerg.addresses[0].locality == "Köln"
    assert joerg.emails == (Email("joerg@koehler.example"),)


def test_a_card_of_google_contacts(tmp_path: Path) -> None:
    [anna] = sound(tmp_path, GOOGLE, region="DE")
    assert (anna.given_name, anna.additional_name, anna.family_name) == ("Anna", "Maria", "Weber")
    assert [(phone.value, phone.type) for phone in anna.phones] == [
        ("+4915112345678", "cell"), ("+4930123499", "other"), ("+49301234567", "work"),
    ]  # fmt: skip
    assert anna.social == (Social("linkedin", "https://www.linkedin.com/in/anna-weber"),)
    assert anna.urls == ()


def test_a_book_of_apple_contacts_with_a_company_and_a_group(tmp_path: Path) -> None:
    taro, tea = read(tmp_path, APPLE)
    assert isinstance(taro, Imported)
    assert isinstance(tea, Imported)
    assert taro.uid == "11112222-3333-4444-5555-666677778888"
    assert (taro.contact.full_name, taro.contact.organization) == ("山田 太郎", "例示株式会社")
    assert [(phone.value, phone.type) for phone in taro.contact.phones] == [
        ("+81312345678", "work"), ("+819012345678", "cell"),
    ]  # fmt: skip
    assert taro.contact.addresses[0].region == "東京都"
    assert taro.contact.social == (Social("x", "https://twitter.com/taro"),)
    assert tea.contact == Contact(organization="Ōsaka Tea Example", emails=(Email("info@osaka-tea.example"),))


def test_a_group_is_told_of_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "groups.vcf"
    members = "MEMBER:urn:uuid:a-1\nMEMBER:urn:uuid:b-2"
    file.write_bytes(APPLE + f"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Tea\n{members}\nEND:VCARD\n".encode())
    told = [item.text for item in read_contacts(file) if isinstance(item, Remark)]
    begins = [number for number, line in enumerate(file.read_bytes().splitlines(), 1) if b"BEGIN" in line][2:]
    assert [text.partition(" is not")[0] for text in told] == [
        f"{file}, line {begins[0]}: the group 'Friends' of 1 contacts",
        f"{file}, line {begins[1]}: the group 'Tea' of 2 contacts",
    ]


def test_a_card_of_thunderbird(tmp_path: Path) -> None:
    [ana] = read(tmp_path, THUNDERBIRD)
    assert isinstance(ana, Imported)
    assert ana.uid == "aaaabbbb-cccc-dddd-eeee-ffff00001111"
    assert (ana.contact.prefix, ana.contact.given_name, ana.contact.family_name) == (
        "Dra.", "Ana Lúcia", "Braga",
    )  # fmt: skip
    assert [(phone.value, phone.type) for phone in ana.contact.phones] == [
        ("+5511961234567", "cell"), ("+551123456789", "work"),
    ]  # fmt: skip
    assert ana.contact.addresses[0].street == "Rua das Flores, 10"
    assert ana.contact.note == "Prefers e-mail; speaks English.\nMet in Recife."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_seen(tmp_path: Path, encoding: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Jörg;;;\r\nFN:Jörg Müller\r\nEND:VCARD\r\n"
    [joerg] = sound(tmp_path, text.encode(encoding))
    assert joerg.full_name == "Jörg Müller"


def test_a_broken_card_is_told_with_its_number_and_the_others_come(tmp_path: Path) -> None:
    data = GOOGLE + b"BEGIN:VCARD\nN:Cut;Off\n" + APPLE + b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    items = read(tmp_path, data)
    assert [type(item) for item in items] == [Imported, BadInputError, Imported, Imported, BadInputError]
    assert [str(item).rpartition(", ")[2] for item in items if isinstance(item, BadInputError)] == [
        "line 17: card 2 does not end", "line 52: card 6 says nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"Dear Sir or Madam\n", b"\x00" * 5000, b"\xff\xfe\x00"])
def test_a_file_without_contacts_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInputError, match="no contacts"):
        read(tmp_path, data)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        list(read_contacts(tmp_path / "missing.vcf"))


def test_a_picture_of_any_size_is_passed_over(tmp_path: Path) -> None:
    photo = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"A" * 5_000_000 + b"\r\nLOGO:" + b"\r\n B" * 400_000 + b"\r\n"
    [anna] = sound(tmp_path, GOOGLE.replace(b"ORG:", photo + b"ORG:"))
    assert anna.organization == "Weber Tee"


def test_a_card_of_any_size_is_refused_and_the_next_one_comes(tmp_path: Path) -> None:
    endless = b"BEGIN:VCARD\nNOTE:" + b"x" * 3_000_000 + b"\nEND:VCARD\n"
    first, second = read(tmp_path, endless + GOOGLE)
    assert "too large" in str(first)
    assert isinstance(second, Imported)


def test_a_card_without_uid_gets_one_of_what_it_says(tmp_path: Path) -> None:
    [first], [again], [other] = (
        read(tmp_path, data)
        for data in (GOOGLE, GOOGLE.replace(b"\n", b"\r\n"), GOOGLE.replace(b"CEO", b"CTO"))
    )
    assert isinstance(first, Imported)
    assert isinstance(again, Imported)
    assert isinstance(other, Imported)
    assert first.uid == again.uid != other.uid


CASES = {
    "a fold within a letter": (
        b"FN:\xc3\r\n \x85sa Sj\xc3\xb6n\r\nN:Sj\xc3\xb6n;\xc3\x85sa\r\n",
        ["Åsa Sjön"],
    ),
    "one stray octet": (
        "N:Çelik;Gülşen\r\nFN:Gülşen Çelik\r\n".encode() + b"NOTE:caf\xe9\r\n",
        ["Gülşen Çelik"],
    ),
    "quoted-printable without a character set": (
        b"N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=C3=B6rg\r\n",
        ["Jörg Müller"],
    ),
    "a fold behind a soft break": (
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4A=C3=\r\n =B6rg;=41\r\n",
        ["A Jörg"],
    ),
    "a blank behind a soft break": (b"FN;QUOTED-PRINTABLE:Anna=\r\n Weber\r\n", ["Anna Weber"]),
    "a mark in mid-file": (
        b"FN:Anna Weber\r\nEND:VCARD\r\n\xef\xbb\xbfBEGIN:VCARD\r\nFN:Ben Sales\r\n",
        ["Anna Weber", "Ben Sales"],
    ),
    "an end and a beginning in one line": (
        b"FN:Eva Eins\r\nEND:VCARDBEGIN:VCARD\r\nFN:Zoe Zwei\r\n",
        ["Eva Eins", "Zoe Zwei"],
    ),
    "an agent": (
        b"FN:Petr Novak\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Jana Dvorak\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Al\r\n"
        b"END:VCARD\r\nEND:VCARD\r\nTITLE:Head\r\n",
        ["Petr Novak"],
    ),
    "bare words of 2.1": (
        b"fn;quoted-printable:D=C3=BCmmy GmbH\r\nn;quoted-printable:D=C3=BCmmy;Max\r\n",
        ["Max Dümmy"],
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("ends", [b"\r\n", b"\r", b"\n"])
def test_cards_are_read_line_by_line(tmp_path: Path, case: str, ends: bytes) -> None:
    lines, names = CASES[case]
    data = b"BEGIN:VCARD\r\n" + lines + b"END:VCARD\r\n"
    assert [contact.full_name for contact in sound(tmp_path, data.replace(b"\r\n", ends))] == names


def test_an_agent_is_a_value_of_its_card_and_what_follows_is_the_cards(tmp_path: Path) -> None:
    lines, _ = CASES["an agent"]
    [petr] = read(tmp_path, b"BEGIN:VCARD\r\n" + lines + b"END:VCARD\r\n")
    assert isinstance(petr, Imported)
    assert petr.contact.title == "Head"
    [agent] = [line for line in lines_of(petr.vcard) if line.name == "AGENT"]
    assert unescaped(agent.value).startswith("BEGIN:VCARD\nFN:Jana Dvorak\nAGENT:\nBEGIN:VCARD\nFN:Al\n")


def test_what_cannot_be_kept_is_said_with_its_line(tmp_path: Path) -> None:
    photo = b"PHOTO;ENCODING=b:" + b"A" * 4_000_000 + b"\n"
    phones = b"".join(b"TEL:+49 30 23%05d\n" % number for number in range(300))
    file = tmp_path / "x.vcf"
    file.write_bytes(b"\nBEGIN:VCARD\nFN:Anna Weber\n" + photo + phones + b"lost words\n" + b"END:VCARD\n")
    said = [item.text for item in read_contacts(file) if isinstance(item, Remark)]
    assert said == [
        f"{file}, line 4: a picture or other data of more than 3 MB left out",
        f"{file}, line 305: left out, since it is no property: 'lost words'",
        f"{file}, line 2: card 1: phones: only the first 100 are taken; its vCard keeps them",
    ]


@given(st.integers(0, 10**9), st.sampled_from(("3.0", "4.0")))
@settings(max_examples=20, deadline=None)
def test_any_card_imported_and_exported_keeps_every_property(
    tmp_path_factory: pytest.TempPathFactory, seed: int, version: Literal["3.0", "4.0"]
) -> None:
    folder = tmp_path_factory.mktemp("book")
    text = card(any_lines(Random(seed)))
    (folder / "x.vcf").write_text(text, encoding="utf-8", newline="")
    with Book.open(folder / "book") as book:
        book.import_contacts(item for item in read_contacts(folder / "x.vcf") if isinstance(item, Imported))
        [entry] = book.entries()
        exported = vcard(book.scan(entry), replace(OPTIONS, version=version))
    before, after = (Counter(fact.said for fact in facts_of(lines_of(data))) for data in (text, exported))
    assert before - after == Counter()


@pytest.mark.parametrize("lines", [
    "NOTE;ENCODING=QUOTED-PRINTABLE:" + "a=C3=BC=\r\n" * 30_000, "IMPP:skype:a@\r\n" * 4000,
    "TEL:+49 30 @\r\n" * 2000, "NOTE:" + "x\\n" * 50_000,
])  # fmt: skip
def test_time_grows_in_proportion_to_a_card(tmp_path: Path, lines: str) -> None:
    numbered = "".join(part + str(number) for number, part in enumerate(lines.split("@")))
    file = tmp_path / "x.vcf"
    file.write_text(f"BEGIN:VCARD\r\nFN:Anna Weber\r\n{numbered}\r\nEND:VCARD\r\n", newline="")
    begin = time.process_time()
    with Book.open(tmp_path / "book") as book:
        for _ in range(2):
            book.import_contacts(item for item in read_contacts(file) if isinstance(item, Imported))
        assert book.count() == 1
    assert time.process_time() - begin < 15


def names() -> st.SearchStrategy[str]:
    return st.text(ascii_letters + "éßłø", min_size=2, max_size=12)


def texts() -> st.SearchStrategy[str]:
    return st.lists(st.text(ascii_letters + 'éß;\\:="&東京あ', min_size=1, max_size=9), max_size=4).map(
        ", ".join
    )


def people() -> st.SearchStrategy[Contact]:
    """A person as a card may show one, with the characters that vCards use for themselves."""
    phone = st.builds(
        Phone,
        st.sampled_from(("+493012345678", "+551123456789", "+81312345678", "+21671123456")),
        type=st.sampled_from(("work", "cell", "fax", "home", "pager", "other")),
        extension=st.sampled_from(("", "12")),
    )
    address = st.builds(Address, texts(), names(), names(), st.sampled_from(("10115", "SW1A 1AA")), names())
    email = (
        names()
        .map(lambda name: Email(f"{name}@weber.example".lower()))
        .filter(lambda item: item.value.isascii())
    )
    url = st.builds(
        "https://{}.example/{}a".format, st.text("abc", min_size=1), st.text("abc?=&-_", max_size=9)
    )
    social = st.sampled_from(
        (Social("linkedin", "https://www.linkedin.com/in/anna"), Social("skype", "anna.w"))
    )
    return st.builds(
        Contact,
        prefix=st.sampled_from(("", "Dr.", "Prof. Dr.")),
        given_name=names(),
        additional_name=st.just("") | names(),
        family_name=names(),
        suffix=st.sampled_from(("", "MBA", "Jr.")),
        nickname=st.sampled_from(("", "Ollie", "Mo, Molly", "Al; the Moor")),
        pronouns=st.sampled_from(("", "she/her", "any, all")),
        native_name=st.sampled_from(("", "山田 太郎", "Иван Петров")),
        title=texts(),
        department=texts(),
        organization=texts(),
        phones=st.lists(phone, max_size=3, unique_by=lambda item: item.value).map(tuple),
        emails=st.lists(email, max_size=2, unique=True).map(tuple),
        urls=st.lists(url.map(Url), max_size=2, unique=True).map(tuple),
        addresses=st.lists(address, max_size=2, unique=True).map(tuple),
        social=st.lists(social, max_size=2, unique=True).map(tuple),
        note=st.lists(texts().filter(bool), max_size=3).map("\n".join),
    )


def bare(contact: Contact) -> tuple[object, ...]:
    """What a vCard holds of a contact: not how a number and an address were printed."""
    return (
        contact.full_name, contact.given_name, contact.family_name, contact.native_name, contact.title,
        contact.nickname, contact.pronouns,
        contact.department, contact.organization, contact.emails, contact.note, set(links(contact)),
        [(phone.value, phone.type, phone.extension) for phone in contact.phones],
        [(a.street, a.locality, a.region, a.postal_code, a.country) for a in contact.addresses],
        set(contact.social),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "native", "nickname"),
    [
        ("FN:Taro Moor\nNICKNAME:Mo,太郎,Molly", "太郎", "Mo, Molly"),
        ("FN:Taro Moor\nNICKNAME:太郎\nNICKNAME:Mo", "太郎", "Mo"),
        ("FN:山田太郎\nN:山田;太郎;;;\nNICKNAME:太ちゃん", "", "太ちゃん"),
        ('FN:Robert "Bob" Moor', "", "Bob"),
    ],
)
def test_nicknames_in_another_script_than_the_name_are_native_names(
    lines: str, native: str, nickname: str
) -> None:
    contact = contact_of(lines_of(f"BEGIN:VCARD\n{lines}\nEND:VCARD"))
    assert (contact.native_name, contact.nickname) == (native, nickname)


def test_pronouns_are_a_property_or_a_line_of_the_note() -> None:
    for said in ("PRONOUNS;LANGUAGE=en:she/her\nNOTE:likes tea", "NOTE:likes tea\\nPronouns: she/her"):
        contact = contact_of(lines_of(f"BEGIN:VCARD\nFN:Alex Moor\n{said}\nEND:VCARD"))
        assert (contact.pronouns, contact.note) == ("she/her", "likes tea")


@given(people(), st.sampled_from(("3.0", "4.0")))
@settings(max_examples=60, deadline=None)
def test_what_cardscan_exports_comes_back(contact: Contact, version: Literal["3.0", "4.0"]) -> None:
    back = contact_of(lines_of(vcard(scan(contact), replace(OPTIONS, version=version))))
    assert bare(back) == bare(contact)
    if contact.emails or contact.phones:
        assert judge(back, [("u-1", contact)]).verdict == "again"


@given(st.lists(contacts(), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_any_book_exported_and_imported_twice_changes_nothing_the_second_time(
    tmp_path_factory: pytest.TempPathFactory, known: list[Contact]
) -> None:
    folder = tmp_path_factory.mktemp("book")
    file = folder / "export.vcf"
    with Book.open(folder / "book") as book:
        book.import_contacts(Imported(f"u-{number}", contact) for number, contact in enumerate(known))
        file.write_bytes(b"".join(vcard(entry.scan, OPTIONS) for entry in book.entries()))
        book.import_contacts(item for item in read_contacts(file) if isinstance(item, Imported))
        before = list(book.entries())
        book.import_contacts(item for item in read_contacts(file) if isinstance(item, Imported))
        assert list(book.entries()) == before


def test_an_old_export_undoes_neither_a_correction_nor_a_decision(tmp_path: Path) -> None:
    other = replace(ANNA, title="Director", organization="Example Holding")
    items = [Imported("u-1", ANNA), Imported("u-2", replace(COMPANY, note="x")), Imported("u-3", other)]
    with Book.open(tmp_path) as book:
        assert book.import_contacts(items) == {"new": 2, "renewed": 1}
        book.correct("u-1", replace(ANNA, title="Head of Purchase", emails=()))
        book.duplicates.merge("u-1", "u-2")
        before = list(book.entries())
        assert book.import_contacts(items) == {"again": 3}
        assert list(book.entries()) == before
