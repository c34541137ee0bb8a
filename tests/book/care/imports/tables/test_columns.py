import pytest

from cardscan.book.care.imports.tables.columns import Column, columns_of, is_known
from cardscan.export.formats.google_csv import TEMPLATE
from cardscan.export.formats.outlook_csv import CLASSIC_COLUMNS, WEB_COLUMNS
from cardscan.export.formats.spreadsheet import COLUMNS
from cardscan.export.formats.thunderbird_csv import COLUMNS as THUNDERBIRD

OLD_GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Initials,Nickname,"
    "Birthday,"
    "Notes,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,Organization 1 - Department,Website 1 - Type,Website 1 - Value"
).split(",")


def told(*headings: str) -> list[tuple[str, str]]:
    return [(column.kind, column.part) for column in columns_of(headings)]


@pytest.mark.parametrize(
    "headings", [TEMPLATE, OLD_GOOGLE, WEB_COLUMNS, CLASSIC_COLUMNS, THUNDERBIRD, COLUMNS]
)
def test_nothing_is_guessed_of_programs_that_are_known(headings: tuple[str, ...]) -> None:
    columns = columns_of(headings)
    assert is_known(columns)
    assert [column.heading for column in columns if column.guessed] == []
    kinds = {column.kind for column in columns}
    assert kinds >= {"text", "phone", "email", "url", "address", "note"}


def test_title_is_a_prefix_beside_a_job_title_only() -> None:
    assert told("Title", "Job Title") == [("text", "prefix"), ("text", "title")]
    assert told("Title", "Name") == [("text", "title"), ("text", "full_name")]


@pytest.mark.parametrize(
    "headings",
    [
        "氏名 会社名 部署名 役職 電話番号 携帯番号 ファックス メールアドレス ホームページ 郵便番号 住所"
        " グループ メモ",
        "姓名 公司名称 部门 职务 电话 手机号 传真 电子邮箱 网址 邮政编码 地址 标签 备注",
        "姓名 公司名稱 部門 職稱 電話 行動電話 傳真 電子郵件 網址 郵遞區號 地址 標籤 備註",
        "성명 회사명 부서 직위 전화번호 휴대전화 팩스 이메일 홈페이지 우편번호 주소 그룹 메모",
        "Nome Empresa Departamento Cargo Telefone Telemóvel Fax E-mail Site CEP Endereço"
        " Etiquetas Observações",
        "Adı_Soyadı Şirket Bölüm Unvan Telefon Cep_Telefonu Faks E-posta Web_Sitesi Posta_Kodu"
        " Adres Etiket Notlar",
        "Họ_và_tên Công_ty Phòng_ban Chức_vụ Điện_thoại Di_động Fax Thư_điện_tử Trang_web Mã_bưu_điện"
        " Địa_chỉ Nhãn Ghi_chú",
    ],
)
def test_headings_in_other_letters_say_the_same(headings: str) -> None:
    columns = columns_of([heading.replace("_", " ") for heading in headings.split()])
    assert [(column.kind, column.part) for column in columns] == [
        ("text", "full_name"), ("text", "organization"), ("text", "department"), ("text", "title"),
        ("phone", ""), ("phone", "cell"), ("phone", "fax"), ("email", ""), ("url", ""),
        ("address", "code"), ("address", "street"), ("tags", ""), ("note", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "kind", "part"),
    [
        ("E-Mail-Adresse", "email", ""),
        ("Telefon geschäftlich", "phone", "work"),
        ("Handy", "phone", "cell"),
        ("telefon_privat", "phone", "home"),
        ("Télécopie", "phone", "fax"),
        ("Prénom", "text", "given_name"),
        ("Nachname", "text", "family_name"),
        ("Firma", "text", "organization"),
        ("PLZ", "address", "code"),
        ("Straße geschäftlich", "address", "street"),
        ("LinkedIn", "social", "linkedin"),
        ("会社名", "text", "organization"),
        ("電話番号", "phone", ""),
        ("Bemerkungen", "note", ""),
        ("Lieblingstee", "other", ""),
        ("Birthday", "birthday", ""),
        ("Anniversaire de mariage", "other", ""),
        ("Do not call", "other", ""),
    ],
)
def test_other_tables_are_known_by_the_words_of_their_headings(heading: str, kind: str, part: str) -> None:
    [column] = columns_of([heading])
    assert (column.kind, column.part) == (kind, part)


def test_a_second_column_of_one_field_goes_to_the_note() -> None:
    assert columns_of(["Name", "Full name"])[1] == Column("Full name")


def test_a_letter_is_no_table() -> None:
    assert not is_known(columns_of(["Dear Sir or Madam"]))
    assert not is_known(columns_of(["Dear Sir", " please write a note"]))
