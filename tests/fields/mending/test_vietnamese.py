"""Vietnamese words read without their marks: restored where one word fits, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.mending.vietnamese import unlikeness, with_vietnamese

CARD = ["Địa chỉ: 12 Lê Lợi", "ĐT: +84 28 3822 0000"]
"""Lines that show a Vietnamese card with its marks."""


def restore(text: str) -> str:
    return with_vietnamese([text, *CARD])[0]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Đng Hu Vân, MBA", "Đặng Hữu Vân, MBA"),
        ("Trân Quang Duơng", "Trần Quang Dương"),
        ("TRÄN THANH MAI", "TRẦN THANH MAI"),
        ("DU'ONG HÛ'U CHI", "DƯƠNG HỮU CHI"),
        ("NGUYÊN DÛNG", "NGUYỄN DŨNG"),
        ("Đc Tùng Nguyn", "Đức Tùng Nguyễn"),
        ("Giám đc Tài chính", "Giám đốc Tài chính"),
        ("TÂP DOÀN LINDNER", "TẬP ĐOÀN LINDNER"),
        ("24/54 Hoàng Văn Th,", "24/54 Hoàng Văn Thụ,"),
        ("S 79, đưng Đin Biên Ph, phưng 4, qun 2", "Số 79, đường Điện Biên Phủ, phường 4, quận 2"),
        ("TP. H Chí Minh, Vit Nam", "TP. Hồ Chí Minh, Việt Nam"),
        ("TRAN CAO DÛNG", "TRẦN CAO DŨNG"),
        ("Hunh Th B Mai", "Huỳnh Thị B Mai"),
        ("Phưng Bn Nghé", "Phường Bến Nghé"),
        ("Trn Th Phưng", "Trần Thị Phượng"),
        ("Quan H Khách Hàng", "Quan Hệ Khách Hàng"),
    ],
)
def test_a_word_is_restored_where_only_one_fits(read: str, printed: str) -> None:
    assert restore(read) == printed


@pytest.mark.parametrize(
    "printed",
    [
        "Pham Van Hung", "Nguyen Hue Street, District 1", "Ho Chi Minh City, Viet Nam", "Lindner Co., Ltd.",
        "ĐT: +84 28 3822 0000", "Nhà máy", "an.tran@lindner.example", "Head Office", "Lê Thanh Hương",
        "CHUYÊN:",
    ],
)  # fmt: skip
def test_what_was_printed_so_is_left_alone(printed: str) -> None:
    assert restore(printed) == printed


@pytest.mark.parametrize("rows", [("Giám đc", "+49 30 901820"), ("Phm Van Hung", "+84 28 3822 0000")])
def test_only_a_vietnamese_card_that_prints_marks_is_restored(rows: tuple[str, ...]) -> None:
    assert with_vietnamese(rows) == list(rows)


def test_other_letters_are_no_reading_of_a_syllable() -> None:
    assert unlikeness("Chi", "phí") is None
    assert unlikeness("Trn", "trần") == unlikeness("Phm", "phạm")


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_lines_give_as_many(rows: list[str]) -> None:
    assert len(with_vietnamese([*rows, *CARD])) == len(rows) + len(CARD)
