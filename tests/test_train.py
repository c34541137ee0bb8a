"""Training: labels that say the truth, and the same weights from the same seed."""

from __future__ import annotations

import random

import pytest

from cardscan.fields.crf import Lattice, read_model
from cardscan.fields.features import chain_of
from scripts.fiction import fictional_card
from scripts.layout import lay_out
from scripts.simulate import simulate_reading
from scripts.train import Example, examples, train, true_labels
from scripts.variety import restyled, varied


@pytest.fixture(scope="module")
def cards() -> list[Example]:
    return list(examples(45, 3))


def test_the_same_seed_gives_the_same_weights(cards: list[Example]) -> None:
    assert train(cards[:12], 1) == train(cards[:12], 1)


def test_what_was_trained_labels_its_own_cards(cards: list[Example]) -> None:
    weights = train(cards, 1)
    model = read_model("\n".join(weights))
    right = total = 0
    for card in cards:
        lattice = Lattice(model, model.potentials(chain_of(card.blocks, card.found)))
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
