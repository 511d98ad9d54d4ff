"""How sure are the figures? The bootstrap over incidents: articles of one incident are drawn together or not at all.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: the percentile interval, by clusters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.crossval import Outcome
from classifier.learning.figures import total

RESAMPLES = 1000
SEED = 20231117
BAND = (2.5, 97.5)  # per cent
Numbers = NDArray[np.float64]


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Numbers) -> Interval:
        """The middle 95 % of resampled values."""
        low, high = np.percentile(values, BAND)
        return cls(float(low), float(high))


def by_incident(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes of each incident, in order of first appearance."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.row["incident"], []).append(outcome)
    return groups


def draws(incidents: int, rng: np.random.Generator) -> Numbers:
    """How often each incident is drawn in each resample: `RESAMPLES` rows, one column an incident."""
    return rng.multinomial(incidents, np.full(incidents, 1 / incidents), size=RESAMPLES).astype(np.float64)


def f1_intervals(outcomes: Sequence[Outcome]) -> Mapping[str, Interval]:
    """The 95 % interval of every figure's F1."""
    groups = [total(outcome.counts for outcome in group) for group in by_incident(outcomes).values()]
    counts = np.array([[tuple(score) for score in group.values()] for group in groups], dtype=np.float64)
    drawn = np.tensordot(draws(len(groups), np.random.default_rng(SEED)), counts, axes=1)
    scores = f1(drawn[..., 0], drawn[..., 1], drawn[..., 2])
    return {name: Interval.of(scores[:, n]) for n, name in enumerate(groups[0])}


def f1(hit: Numbers, made: Numbers, true: Numbers) -> Numbers:
    """`Score.f1` for arrays of counts."""
    precision = _share(hit, made, (true == 0).astype(np.float64))
    recall = _share(hit, true, np.ones_like(true))
    return _share(2 * precision * recall, precision + recall, np.zeros_like(true))


def _share(part: Numbers, whole: Numbers, otherwise: Numbers) -> Numbers:
    divided: Any = np.divide(part, whole, out=otherwise.copy(), where=whole > 0)
    return np.asarray(divided, dtype=np.float64)
