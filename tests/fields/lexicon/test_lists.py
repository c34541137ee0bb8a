"""The word lists' form: keys, entries, and where they come from."""

import re
from importlib.resources import files

import pytest

from cardscan.fields.lexicon.lists import groups, listed, printed


def test_a_misspelt_list_is_no_empty_list() -> None:
    for read in (groups, printed, listed):
        with pytest.raises(LookupError, match="titels"):
            read("titels")


def test_every_vocabulary_says_where_it_comes_from() -> None:
    folder = files("cardscan.fields.lexicon") / "vocabulary"
    notes = {
        file.name: " ".join(row for row in file.read_text(encoding="utf-8").splitlines() if row[0] == "#")
        for part in ("by_hand", "generated")
        for file in (folder / part).iterdir()
    }
    assert len(notes) > 20
    silent = [name for name, note in notes.items() if not re.search(r"licence|CC BY", note)]
    assert silent == []


def test_generated_lines_come_first_and_are_folded_already() -> None:
    lines = groups("titles") + groups("towns")
    for kind in ("towns", "given_names"):
        folded = [group.folded for group in groups(kind)]
        assert folded == sorted(folded, reverse=True)
        assert {True, False} <= set(folded)
    assert all(group.entries for group in lines)


def test_a_key_that_comes_again_adds_to_its_entries() -> None:
    keys = [group.key for group in groups("titles")]
    assert len(printed("titles")) == len(set(keys))
    together = [entry for entries in printed("titles").values() for entry in entries]
    assert set(together) == listed("titles")


def test_what_a_note_says_is_no_entry() -> None:
    assert not [key for key in printed("phone_labels") if key.startswith("#")]
    assert "fax" in printed("phone_labels")
