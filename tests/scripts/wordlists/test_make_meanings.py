"""Which words are like those of a list: learnt from the lists, for words that none has."""

import numpy as np

from cardscan.fields.lexicon.words import words
from scripts.wordlists.make_meanings import LEAST, likely


def test_a_word_is_like_the_list_whose_words_lie_round_it() -> None:
    rng = np.random.default_rng(1)
    places = {kind: rng.normal(size=24) for kind in (*LEAST, "slogans", "other")}
    vectors = {}
    for kind in (*LEAST, "slogans"):
        single = sorted(word for word in words(kind) if word.isalpha() and word.isascii() and len(word) > 3)
        vectors.update({word: places[kind] + 0.1 * rng.normal(size=24) for word in single[:60]})
    vectors.update({f"qx{number}": places["other"] + 0.1 * rng.normal(size=24) for number in range(80)})
    vectors["zzzmaster"] = places["titles"]
    vectors["zzzstrasse"] = places["streets"]
    found = likely({word: place.astype(np.float32) for word, place in vectors.items()}, seed=1)
    assert "zzzmaster" in found["titles"]
    assert "zzzstrasse" in found["streets"]
    assert not any(word.startswith("qx") for kind in found.values() for word in kind)
