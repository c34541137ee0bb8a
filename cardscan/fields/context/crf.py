"""A linear-chain conditional random field at work: the likeliest labels, and how likely they are.

Lafferty, McCallum and Pereira (2001). Training is scripts/learn/train.py's; here only
the weights are read and used, so that no training library is needed to scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """The weights: a chain's score is the sum over its positions' features and its transitions."""

    labels: tuple[str, ...]
    state: Mapping[str, Matrix]
    """By feature: its weight for each label, shape (labels,)."""
    transition: Matrix
    """From row to column, shape (labels, labels)."""

    def potentials(self, chain: Sequence[Iterable[str]]) -> Matrix:
        """Return each position's score for each label, shape (positions, labels)."""
        scores = np.zeros((len(chain), len(self.labels)))
        for row, features in zip(scores, chain, strict=True):
            for feature in features:
                weights = self.state.get(feature)
                if weights is not None:
                    row += weights
        return scores


@dataclass(frozen=True, eq=False)
class Lattice:
    """All labellings of one chain at once."""

    model: Model
    scores: Matrix
    """Shape (positions, labels); at least one position."""

    def best(self) -> tuple[str, ...]:
        """Return the likeliest labelling (Viterbi)."""
        reached = self.scores[0]
        back = []
        for row in self.scores[1:]:
            ways = reached[:, None] + self.model.transition
            back.append(ways.argmax(axis=0))
            reached = ways.max(axis=0) + row
        path = [int(reached.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return tuple(self.model.labels[label] for label in reversed(path))

    @cached_property
    def _forward(self) -> Matrix:
        alpha = self.scores.copy()
        for t in range(1, len(alpha)):
            alpha[t] += _log_sum(alpha[t - 1][:, None] + self.model.transition, axis=0)
        return alpha

    @cached_property
    def _backward(self) -> Matrix:
        beta = np.zeros_like(self.scores)
        for t in range(len(beta) - 2, -1, -1):
            beta[t] = _log_sum(self.model.transition + (self.scores[t + 1] + beta[t + 1])[None, :], axis=1)
        return beta

    @cached_property
    def log_partition(self) -> float:
        """The logarithm of the sum over all labellings."""
        return float(_log_sum(self._forward[-1], axis=0))

    @cached_property
    def marginals(self) -> Matrix:
        """The probability of each label at each position, shape (positions, labels)."""
        return np.exp(self._forward + self._backward - self.log_partition)

    def probability(self, start: int, labels: Sequence[str]) -> float:
        """Return the probability that the positions from `start` on bear these labels."""
        ids = [self.model.labels.index(label) for label in labels]
        score = self._forward[start, ids[0]]
        for offset, (before, here) in enumerate(pairwise(ids), start=1):
            score += self.model.transition[before, here] + self.scores[start + offset, here]
        score += self._backward[start + len(ids) - 1, ids[-1]]
        return float(np.exp(score - self.log_partition))


def read_model(text: str) -> Model:
    """Return the model whose weights the text holds.

    A line is "state", feature, label, weight or "transition", label, label, weight,
    parted by tabs; lines that begin with # are notes, other words in front are skipped.
    """
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    states = [(feature, label, float(weight)) for kind, feature, label, weight in rows if kind == "state"]
    steps = [(label, after, float(weight)) for kind, label, after, weight in rows if kind == "transition"]
    labels = sorted({label for _, label, _ in states} | {label for step in steps for label in step[:2]})
    index = {label: number for number, label in enumerate(labels)}
    state: dict[str, Matrix] = {}
    for feature, label, weight in states:
        state.setdefault(feature, np.zeros(len(labels)))[index[label]] = weight
    transition = np.zeros((len(labels), len(labels)))
    for label, after, weight in steps:
        transition[index[label], index[after]] = weight
    return Model(tuple(labels), state, transition)


def _log_sum(scores: Matrix, axis: int) -> Matrix:
    """Return log(sum(exp(scores))) along the axis without overflow."""
    top = scores.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(scores - top).sum(axis=axis)) + top.squeeze(axis), np.float64)
