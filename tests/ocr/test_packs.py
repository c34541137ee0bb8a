"""Tesseract's packs: which read a script, and what to install where none does."""

import pytest

from cardscan.ocr.packs import PACKS, has_letters_of, languages_for, what_to_install
from cardscan.ocr.scripts import KNOWN, WEIGHTS
from cardscan.small_net import small_net


def test_every_script_that_is_told_apart_has_a_pack() -> None:
    assert set(PACKS) == set(small_net(WEIGHTS).labels) - {KNOWN}


def test_the_languages_that_the_user_named_go_first_if_they_are_of_the_script() -> None:
    installed = ["bul", "deu", "eng", "rus", "ukr"]
    assert languages_for("Cyrillic", installed, "deu+bul") == "bul+rus"
    assert languages_for("Cyrillic", installed, "srp") == "rus+ukr"


def test_a_pack_of_the_whole_script_stands_in_for_its_languages() -> None:
    assert languages_for("Cyrillic", ["eng", "script/Cyrillic"]) == "script/Cyrillic"
    assert languages_for("Cyrillic", ["bel", "script/Cyrillic"]) == "bel"
    assert languages_for("Georgian", ["eng", "rus"]) == ""


def test_what_is_missing_is_to_be_installed_and_the_program_too(monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = what_to_install(["Sinhala", "Hangul"])
    assert told.endswith("sudo apt install tesseract-ocr-sin")
    monkeypatch.setenv("PATH", "/nowhere")
    told, other = what_to_install(["Sinhala", "Hangul"])
    assert told.endswith("sudo apt install tesseract-ocr tesseract-ocr-sin")
    assert other.endswith("sudo apt install tesseract-ocr tesseract-ocr-kor")
    assert what_to_install([]) == []


@pytest.mark.parametrize(
    ("script", "text"),
    [("Hangul", "김민준"), ("Cyrillic", "Їжак"), ("Arabic", "خالد"), ("Hebrew", "יעל"), ("Thai", "มาลี"),
     ("Devanagari", "अमित"), ("Georgian", "ნინო"), ("Armenian", "Արամ")],
)  # fmt: skip
def test_letters_are_known_by_their_script(script: str, text: str) -> None:
    assert [name for name in PACKS if has_letters_of(name, text)] == [script]
    assert not has_letters_of(script, "Anna Weber 名刺 Ελένη 12")
