from cardscan.book.care.imports.tables.columns import columns_of
from cardscan.book.care.imports.tables.entries import Entry, entry_of
from cardscan.model import Event, Phone, Social


def entry(table: dict[str, str], region: str = "") -> Entry:
    return entry_of(columns_of(list(table)), list(table.values()), region)


def test_a_name_in_one_column_or_in_halves() -> None:
    assert entry({"Name": "Dr. Anna Weber"}).contact.family_name == "Weber"
    half = entry({"Name": "Weber", "Vorname": "Anna"}).contact
    assert (half.given_name, half.family_name) == ("Anna", "Weber")
    assert entry({"Name": "Acme Widgets Inc."}).contact.organization == "Acme Widgets Inc."
    shown = entry(
        {"First Name": "Anna", "Last Name": "Weber", "Display Name": "Prof. Anna Weber, MBA"}
    ).contact
    assert (shown.prefix, shown.suffix) == ("Prof.", "MBA")


def test_what_has_no_field_is_in_the_note_behind_its_heading() -> None:
    found = entry(
        {
            "Name": "Anna Weber",
            "Birthday": "in May",
            "Tel": "ask Eva",
            "Mail": "none",
            "Sensitivity": "Normal",
        }
    )
    assert found.contact.note.splitlines() == ["Birthday: in May", "Tel: ask Eva", "Mail: none"]
    more = entry_of(columns_of(["Name"]), ["Anna Weber", "extra"], "")
    assert more.contact.note == "Column 2: extra"


def test_several_values_of_a_cell_and_the_country_of_the_row() -> None:
    found = entry(
        {
            "First Name": "A",
            "Phone 1 - Label": "* Mobile",
            "Phone 1 - Value": "0151 12345678 ::: +49 30 23125120",
            "Address 1 - Country": "Germany",
            "Labels": "tea ::: * myContacts ::: cardscan 2026-11-22",
        }
    )
    assert [(phone.value, phone.type) for phone in found.contact.phones] == [
        ("+4915112345678", "cell"),
        ("+493023125120", "cell"),
    ]
    assert found.tags == ("tea",)


def test_what_cardscan_wrote_into_full_notes_is_taken_out_of_them() -> None:
    notes = (
        "slogan\nPhone: +49 30 23125120\nskype: anna.w\nattention: nobody\nMet at Chamber mixer, 2026-11-20"
    )
    found = entry(
        {"First Name": "Anna", "Last Name": "Weber", "E-mail Address": "a@b.example", "Notes": notes}
    )
    assert found.contact.note == "slogan\nattention: nobody"
    assert found.contact.phones == (Phone("+493023125120", "+49 30 23125120"),)
    assert found.contact.social == (Social("skype", "anna.w"),)
    assert found.events == (Event("Chamber mixer", "2026-11-20"),)


def test_apostrophes_of_our_own_table_go_again_and_of_no_other() -> None:
    ours = entry({"Name": "'=SUM(A1)", "Company": "x; '@y", "Own notes": "'-1"})
    assert (ours.contact.full_name, ours.contact.organization, ours.notes) == ("=SUM(A1)", "x; @y", ("-1",))
    assert entry({"Company": "'=x", "Tel": ""}).contact.organization == "'=x"
