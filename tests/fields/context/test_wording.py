"""What a text shows by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.context.wording import text_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Anna Weber", {"case:title", "words:2", "script:latin", "digits:none"}),
        ("Anna WEBER", {"case:name-FAMILY"}),
        ("WEBER TEA", {"case:upper"}),
        ("we open doors", {"case:lower", "starts:lower"}),
        ("Head of Sales and", {"ends:unfinished", "word:titles", "case:title-small"}),
        ("and Marketing", {"starts:function"}),
        ("Head of Sales,", {"ends:comma", "ends:open", "has:,"}),
        ("12 Elm Row", {"starts:digit", "number:house", "digits:few", "word:streets"}),
        ("80331 München", {"number:postal", "word:towns", "digits:many"}),
        ("Weber GmbH", {"word:legal_forms", "last:legal_forms"}),
        ("Dr. Anna Weber", {"word:name_prefixes", "first:name_prefixes", "pattern:P(W)N"}),
        ("N.V. Rao", {"initial"}),
        ("株式会社", {"script:native", "tail:社", "word:legal_forms"}),
        ("Weber 株式会社", {"script:mixed"}),
        ("1234", {"script:none", "case:none", "digits:many", "ends:digit"}),
    ],
)
def test_form_and_words_are_marked(text: str, marks: set[str]) -> None:
    assert marks - text_marks(text) == set()


def test_initials_in_front_are_no_legal_form() -> None:
    assert "word:legal_forms" not in text_marks("N.V. Rao")
    assert "word:legal_forms" in text_marks("Rao N.V.")


@given(st.text(min_size=1, max_size=60).filter(lambda text: any(map(str.isalnum, text))))
def test_any_text_has_one_case_one_script_and_one_count(text: str) -> None:
    marks = text_marks(text)
    for kind in ("case:", "script:", "digits:", "words:", "length:"):
        assert len([mark for mark in marks if mark.startswith(kind)]) == 1
