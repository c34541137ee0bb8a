"""Units, branches and bodies, told by the word that says what they are."""

from cardscan.fields.context.proofs.units import parts
from cardscan.fields.layout.blocks import Block
from cardscan.model import Span


def blocks(*texts: str) -> list[Block]:
    return [
        Block(Span(at, 0, len(text)), text, None, (0.0, 30.0 * at, 200.0, 30.0 * at + 20), 1.0)
        for at, text in enumerate(texts)
    ]


def test_a_unit_begins_or_ends_in_its_word() -> None:
    card = blocks("Department of Earth Sciences", "Overseas Business Team", "KHOA CÔNG NGHỆ THÔNG TIN")
    assert parts(card, "unit") == [0, 1, 2]


def test_a_title_with_such_a_word_a_place_and_a_single_word_are_no_units() -> None:
    card = blocks(
        "Head of Department", "Team Manager", "Departamento de San Salvador", "Department", "Weber GmbH"
    )
    assert parts(card, "unit") == []


def test_branches_and_bodies_are_told_apart() -> None:
    card = blocks("Chi nhánh Bến Thành", "Oakham Branch", "Centre for Secure Systems", "Weber GmbH")
    assert parts(card, "branch") == [0, 1]
    assert parts(card, "body") == [2]


def test_schools_and_towns_are_institutions_and_their_heads_are_none() -> None:
    card = blocks("Mount Oakham Elementary School", "City of Fairhaven", "Head of School", "Oakham Team")
    assert parts(card, "institution") == [0, 1]


def test_a_unit_may_be_said_in_two_languages() -> None:
    assert parts(blocks("Département Finances / Afdeling Financiën"), "unit") == [0]
    assert parts(blocks("Physics / Chemistry"), "unit") == []


def test_public_bodies_and_shops_are_known_by_their_first_words_in_many_languages() -> None:
    bodies = blocks("Municipality of Falkhaven", "Mairie de Falkville", "Prefeitura Municipal de Falkal",
                    "Chez Mamie Solveig", "PT. SINAR FALKENA", "ООО «ФАЛЬКТРАНС»")  # fmt: skip
    assert parts(bodies, "institution") == [0, 1, 2, 3, 4, 5]
    assert parts(blocks("Chezza Falk", "Ptolemy Falk", "Governor of Falkhaven"), "institution") == []
