"""All proofs of a card's blocks."""

import pytest

from cardscan.fields.context.proofs.gathered import Proof, gathered_proofs
from cardscan.fields.layout.blocks import Block
from cardscan.model import Span


def test_every_kind_of_proof_is_among_them() -> None:
    card = [
        Block(Span(at, 0, len(text)), text, None, (0.0, 40.0 * at, 300.0, 40.0 * at + 20), 1.0)
        for at, text in enumerate(
            (
                "Anna Weber",
                "Weber GmbH",
                "Overseas Team",
                "Institute of Physics",
                "地址:南京路12号",
                "老街火锅店",
            )
        )
    ]
    proofs = {(proof.label, proof.position, proof.weight > 0) for proof in gathered_proofs(card, ())}
    assert proofs >= {
        ("B:name", 0, True), ("B:name", 1, False), ("B:department", 2, True), ("I:title", 2, False),
        ("I:title", 3, False), ("B:address", 4, True), ("B:organization", 5, True),
    }  # fmt: skip


def test_a_card_of_plain_lines_has_none() -> None:
    line = Block(Span(0, 0, 7), "Painter", None, (0.0, 0.0, 100.0, 20.0), 1.0)
    assert list[Proof](gathered_proofs([line], ())) == []


def test_a_town_with_its_code_goes_on_with_an_address_or_begins_one() -> None:
    texts = ("13260 CASSIS", "Springfield, IL 62704", "Extension: 5200", "12 Rue du Port, 13260 Cassis")
    card = [
        Block(Span(at, 0, len(text)), text, None, (0.0, 40.0 * at, 300.0, 40.0 * at + 20), 1.0)
        for at, text in enumerate(texts)
    ]
    placed = [proof.position for proof in gathered_proofs(card, ()) if proof.label == "I:address"]
    assert placed == [0, 1]


def test_what_is_no_field_is_disproved() -> None:
    texts = ("CRM 12345", "Floor Manager", "Ein Unternehmen der Velten Gruppe")
    blocks = [
        Block(Span(at, 0, len(text)), text, None, (0.0, 30.0 * at, 300.0, 30.0 * at + 20), 1.0)
        for at, text in enumerate(texts)
    ]
    told = [proof for proof in gathered_proofs(blocks, ()) if proof.weight < 0]
    for label, position in (("I:address", 0), ("B:address", 1), ("B:organization", 2)):
        assert any(proof.label == label and proof.position == position for proof in told)


def test_a_town_beside_a_name_is_no_company() -> None:
    texts = ("Keller Brandt", "Chicago")
    blocks = [
        Block(
            Span(0, 20 * at, 20 * at + len(text)),
            text,
            None,
            (300.0 * at, 0.0, 300.0 * at + 200, 20.0),
            1.0,
            parted=bool(at),
        )
        for at, text in enumerate(texts)
    ]
    assert any(
        p.label == "B:organization" and p.position == 1 and p.weight < 0 for p in gathered_proofs(blocks, ())
    )


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Leiter Versuchslabor", True),
        ("Director of Curious Affairs", True),
        ("Consultant (Paediatrics)", True),
        ("Executive Search", False),
        ("Architect Brandt GmbH", False),
        ("Director, Room 12", False),
    ],
)
def test_what_begins_with_a_title_below_a_name_is_one(below: str, title: bool) -> None:
    texts = ("Anna Weber", below)
    card = [
        Block(Span(at, 0, len(text)), text, None, (0.0, 40.0 * at, 300.0, 40.0 * at + 20), 1.0)
        for at, text in enumerate(texts)
    ]
    told = [proof for proof in gathered_proofs(card, ()) if proof.label == "B:title" and proof.position == 1]
    assert any(proof.weight > 0 for proof in told) is title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Procurement & Traceability Manager", True),
        ("Sales Incharge (GCC & Africa)", True),
        ("Guest Relations & Reservation Manager", True),
        ("Falk & Daughters Ltd Manager", False),
        ("Jack Falk 总经理/ General Manager", False),
        ("Falk Managers", False),
    ],
)
def test_what_ends_in_who_does_it_is_a_title(text: str, title: bool) -> None:
    card = [
        Block(Span(at, 0, len(line)), line, None, (0.0, 40.0 * at, 300.0, 40.0 * at + 20), 1.0)
        for at, line in enumerate(("Xqz Falkwerk", text))
    ]
    assert (Proof("B:title", 1, 2.5) in set(gathered_proofs(card, []))) is title


@pytest.mark.parametrize("text", ["PERUNDING FALK SDN. BHD. (123456-K)", "MUNICIPALITY OF SAN FALCO"])
def test_a_firm_s_long_form_and_an_institution_speak_against_a_name(text: str) -> None:
    line = Block(Span(0, 0, len(text)), text, None, (0.0, 0.0, 300.0, 20.0), 1.0)
    assert any(proof.label == "B:name" and proof.weight < 0 for proof in gathered_proofs([line], ()))


@pytest.mark.parametrize("between", [(), ("LL.B., LL.M.",)])
def test_a_title_right_below_somebody_or_their_degrees_is_one(between: tuple[str, ...]) -> None:
    card = [
        Block(Span(at, 0, len(line)), line, None, (0.0, 40.0 * at, 300.0, 40.0 * at + 20), 1.0)
        for at, line in enumerate(("Anna Weber", *between, "Partner", "Partner"))
    ]
    proofs = set(gathered_proofs(card, []))
    assert Proof("B:title", 1 + len(between), 4.0) in proofs
    assert Proof("B:title", 2 + len(between), 4.0) not in proofs


@pytest.mark.parametrize(
    ("text", "several"), [("SOLICITORS", True), ("Abogados y Notaries", True), ("Solicitor", False)]
)
def test_what_several_people_of_a_firm_are_is_nobody_s_title(text: str, several: bool) -> None:
    line = Block(Span(0, 0, len(text)), text, None, (0.0, 0.0, 300.0, 20.0), 1.0)
    assert (Proof("B:title", 0, -4.0) in set(gathered_proofs([line], ()))) is several
