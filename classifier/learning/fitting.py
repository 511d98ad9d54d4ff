"""Fitting: the samples of a decision as one table, models fitted to any of its rows, and the mean of several models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from classifier.decisions.linear import Features, LinearModel, ModelError

FEWEST = 4  # examples that a decision needs at the very least
SEEN = 2  # samples that must have a feature: of one it could only be memorised
SLIGHT = 0.02  # a weight that no decision hangs on: without them a model has half the features, and decides alike
DECIMALS = 3  # of a weight

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """Samples of one decision: a row of `matrix` (sparse) and of `answers` and `weights` for each, a column for each of `names`."""

    names: NDArray[Any]
    matrix: Any
    answers: NDArray[Any]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, samples: Sequence[Features], answers: Sequence[str], weights: Sequence[float] | None = None) -> Table:
        """Lay out samples once, for all models that are fitted to some of them."""
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform(samples)
        matrix.eliminate_zeros()
        heavy = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=float)
        return cls(vectorizer.get_feature_names_out(), matrix, np.asarray(answers), heavy)

    def fit(self, *, strength: float = 1.0, chosen: Mask | None = None) -> LinearModel:
        """Fit scikit-learn's LogisticRegression to the `chosen` rows (all by default) and keep its numbers.

        `strength` is C, the inverse of L2 regularisation. One thread sums, for in another order the solver ends at other
        weights: the same corpus gives the same model on any number of cores. Raises `ModelError` where there is too
        little to learn.
        """
        rows = np.ones(len(self.answers), dtype=bool) if chosen is None else chosen
        answers = self.answers[rows]
        kinds = len(set(answers))
        if kinds < 2 or len(answers) < FEWEST:
            raise ModelError(f"too few examples to learn from: {len(answers)}, of {kinds} kinds")
        matrix = self.matrix[rows]
        seen = matrix.getnnz(axis=0) >= SEEN
        model = LogisticRegression(C=strength, max_iter=2000)
        with threadpool_limits(limits=1):
            model.fit(matrix[:, seen], answers, sample_weight=self.weights[rows])
        return _rounded(model.classes_.tolist(), self.names[seen].tolist(), model.coef_.T, model.intercept_)

    def answered_most(self, chosen: Mask | None = None) -> str:
        """The answer that the chosen rows give most; that of all where none is chosen."""
        some = chosen is not None and chosen.any()
        kinds, counts = np.unique(self.answers[chosen] if some else self.answers, return_counts=True)
        return str(kinds[counts.argmax()])


def mean_of(models: Sequence[LinearModel]) -> LinearModel:
    """The model whose weights are the mean of theirs. The first where they know different answers, as those of a small corpus may."""
    first = models[0]
    if any(model.classes != first.classes for model in models):
        return first
    nothing = (0.0,) * len(first.intercepts)
    names = sorted(set().union(*(model.weights for model in models)))
    weights = np.mean([[model.weights.get(name, nothing) for name in names] for model in models], axis=0)
    return _rounded(first.classes, names, weights, np.mean([model.intercepts for model in models], axis=0))


def _rounded(
    classes: Sequence[str], names: Sequence[str], weights: NDArray[np.float64], intercepts: NDArray[np.float64]
) -> LinearModel:
    """A model of plain numbers, without slight ones; `weights` has a row for each name."""
    told = weights.round(DECIMALS).reshape(len(names), -1)
    kept = abs(told).max(axis=1, initial=0.0) >= SLIGHT
    rows = {name: tuple(row) for name, row, keep in zip(names, told.tolist(), kept, strict=True) if keep}
    return LinearModel(tuple(map(str, classes)), rows, tuple(intercepts.round(DECIMALS).tolist()))
