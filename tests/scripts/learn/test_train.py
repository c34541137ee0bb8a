"""Training: labels that say the truth, and the same weights from the same seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers
import pytest

from cardscan.fields.context.crf import Lattice, read_model
from cardscan.fields.context.features import chain_of
from scripts.cards.fiction import fictional_card
from scripts.environment import ROOT
from scripts.learn.simulate import simulate_reading
from scripts.learn.train import Example, examples, made_with, train, true_labels
from scripts.learn.variety.changes import restyled, varied
from scripts.learn.variety.companies import brand_only, institution, worded
from scripts.learn.variety.numbers import local_numbers, specimen_numbers
from scripts.learn.variety.people import initials, shop
from scripts.learn.variety.surroundings import surrounded
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.cards.printed import FictionalCard


@pytest.fixture(scope="module")
def cards() -> list[Example]:
    return list(examples(45, 3))


def test_the_same_seed_gives_the_same_weights(cards: list[Example]) -> None:
    assert train(cards[:12], 1) == train(cards[:12], 1)


def test_a_small_model_is_the_same_to_the_byte_when_it_is_made_again(tmp_path: Path) -> None:
    made = []
    for number in (1, 2):  # Python orders sets by another chance each time
        file = tmp_path / f"{number}.txt"
        command = [
            *(sys.executable, "-m", "scripts.learn.train", "--cards", "45", "--seed", "7"),
            *("--processes", str(number), "-o", str(file)),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": str(number)}
        subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
        made.append(file.read_bytes())
    assert made[0] == made[1]
    assert made_with().encode() in made[0]


def test_what_was_trained_labels_its_own_cards(cards: list[Example]) -> None:
    weights = train(cards, 1)
    model = read_model("\n".join(weights))
    right = total = 0
    for card in cards:
        lattice = Lattice(model, model.potentials(chain_of(card.blocks, card.witnesses)))
        right += sum(a == b for a, b in zip(lattice.best(), card.labels, strict=True))
        total += len(card.labels)
    assert right / total > 0.9


def test_each_block_has_one_label_and_known_ones_keep_their_kind(cards: list[Example]) -> None:
    for card in cards:
        labels = list(true_labels(card.blocks, card.reading))
        assert len(labels) == len(card.blocks)
        pairs = zip(card.blocks, labels, strict=True)
        assert all(label == block.kind for block, label in pairs if block.kind is not None)


@pytest.mark.parametrize("locale", ["en_IN", "de_DE", "fr_MA", "ja_JP", "pt_BR", "en_US"])
def test_a_varied_card_still_prints_its_truth(locale: str) -> None:
    for seed in range(25):
        rng = random.Random(seed)
        card = varied(fictional_card(rng, locale), rng)
        printed = " ".join(entry.text for block in card.blocks for entry in block.lines)
        words = [*card.contact.title.split(), *card.contact.department.split()]
        mails = [mail.value for mail in card.contact.emails]
        assert [word for word in words if word not in printed] == []
        joined = "".join(printed.split()).casefold()
        assert [mail for mail in mails if mail.casefold() not in joined] == []


def test_a_restyled_reading_says_the_same() -> None:
    rng = random.Random(5)
    reading = simulate_reading(lay_out(fictional_card(rng, "it_IT"), rng), rng)
    other = restyled(reading, rng)
    assert [line.text for line in other.lines.lines] == [line.text for line in reading.lines.lines]
    assert other.contact == reading.contact


def test_the_surroundings_of_a_card_are_no_fields_of_it() -> None:
    rng = random.Random(7)
    reading = simulate_reading(lay_out(fictional_card(rng, "fr_FR"), rng), rng)
    seen = [surrounded(reading, "fr_FR", rng) for _ in range(200)]
    more = [other for other in seen if other != reading]
    assert more
    for other in more:
        added = len(other.lines.lines) - len(reading.lines.lines)
        kinds = [span.kind for spans in other.spans for span in spans]
        before = [span.kind for spans in reading.spans for span in spans]
        assert added > 0
        assert kinds.count("note") == before.count("note") + added
        assert other.contact == reading.contact


@pytest.mark.parametrize("change", [initials, institution, worded, brand_only, shop])
def test_what_a_change_says_is_printed(
    change: Callable[[FictionalCard, random.Random], FictionalCard],
) -> None:
    for seed in range(20):
        rng = random.Random(seed)
        card = change(fictional_card(rng, "en_IN", plain=True), rng)
        printed = " ".join(entry.text for block in card.blocks for entry in block.lines)
        for value in (card.contact.full_name, card.contact.organization):
            assert [word for word in value.split() if word not in printed] == []


@pytest.mark.parametrize("change", [local_numbers, specimen_numbers])
def test_changed_numbers_are_printed_as_their_truth_says(
    change: Callable[[FictionalCard, random.Random], FictionalCard],
) -> None:
    changed = 0
    for seed in range(30):
        rng = random.Random(seed)
        card = fictional_card(rng, ("en_US", "pt_BR", "de_DE")[seed % 3], plain=True)
        other = change(card, rng)
        printed = " ".join(entry.text for block in other.blocks for entry in block.lines)
        assert all(phone.value in printed for phone in other.contact.phones if other != card)
        changed += other != card
    assert changed > 10


def test_no_country_gives_out_a_specimen_number() -> None:
    rng = random.Random(2)
    pairs = [
        (card, specimen_numbers(card, rng)) for card in (fictional_card(rng, "en_GB") for _ in range(20))
    ]
    numbers = [phone.value for card, other in pairs if other != card for phone in other.contact.phones]
    valid = [number for number in numbers if phonenumbers.is_valid_number(phonenumbers.parse(number, "GB"))]
    assert len(numbers) > 10
    assert not valid
