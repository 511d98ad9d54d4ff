"""Does `confidence` mean what it says? Of the events held at 0.8, four in five should be right.

Bins of equally many events (Naeini and others, 2015); the band of perfect calibration by consistency resampling (Bröcker
and Smith, Weather and Forecasting 22, 2007), with incidents as the unit that is drawn: events come right with just the
probability that was told, each by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.bootstrap import SEED, Interval, Numbers, by_incident, draws
from classifier.evaluation.crossval import Outcome
from classifier.learning.pairing import places

BINS = 10
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence: its mean, the share that is right, and where that share would lie were it calibrated."""

    events: int
    confidence: float
    right: float
    band: Interval

    @property
    def within(self) -> bool:
        """Whether the observed share is one that perfect calibration gives, 19 times in 20."""
        return self.band.low <= self.right <= self.band.high


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins from the least sure to the surest; the expected calibration error, and what chance alone would make of it."""

    bins: tuple[Bin, ...]
    error: float
    interval: Interval
    by_chance: float  # the error that a perfectly calibrated confidence stays under, 19 times in 20


@dataclass(frozen=True, slots=True)
class Forecasts:
    """One place an extracted event: its confidence, 1 where it is paired with an annotated one, and its incident."""

    confidence: Numbers
    right: Numbers
    incident: Places
    incidents: int


def forecasts(outcomes: Sequence[Outcome]) -> Forecasts:
    """The events of all articles, by rising confidence."""
    groups = by_incident(outcomes)
    rows = [
        (event["confidence"], float(right), n)
        for n, group in enumerate(groups.values())
        for outcome in group
        for event, right in zip(outcome.events, _right(outcome), strict=True)
    ]
    rows.sort(key=lambda row: row[0])
    confidence, right, incident = ([row[k] for row in rows] for k in range(3))
    return Forecasts(np.array(confidence, float), np.array(right, float), np.array(incident, np.intp), len(groups))


def _right(outcome: Outcome) -> list[bool]:
    paired = {j for _, j in places(outcome.row["events"], outcome.events)}
    return [j in paired for j in range(len(outcome.events))]


def reliability(outcomes: Sequence[Outcome]) -> Reliability:
    """The reliability of `confidence` over cross-validated events."""
    told = forecasts(outcomes)
    bins = [part for part in np.array_split(np.arange(len(told.confidence)), BINS) if len(part)]
    if not bins:
        return Reliability((), 0.0, Interval(0.0, 0.0), 0.0)
    rng = np.random.default_rng(SEED)
    drawn = draws(told.incidents, rng)[:, told.incident]
    ideal = rng.binomial(drawn.astype(np.intp), told.confidence).astype(float)  # every copy comes right by itself
    once = np.ones((1, len(told.right)))
    return Reliability(
        tuple(_bin(told, part, drawn, ideal) for part in bins),
        float(_error(told, once, once * told.right, bins)[0]),
        Interval.of(_error(told, drawn, drawn * told.right, bins)),
        float(np.percentile(_error(told, drawn, ideal, bins), 95)),
    )


def _bin(told: Forecasts, part: Places, drawn: Numbers, ideal: Numbers) -> Bin:
    events = drawn[:, part].sum(axis=1)
    shares = ideal[:, part].sum(axis=1)[events > 0] / events[events > 0]
    return Bin(len(part), float(told.confidence[part].mean()), float(told.right[part].mean()), Interval.of(shares))


def _error(told: Forecasts, drawn: Numbers, right: Numbers, bins: Sequence[Places]) -> Numbers:
    """Expected calibration error in each resample: |share right - mean confidence|, weighted by the events of a bin."""
    misses = right - drawn * told.confidence
    parts = [np.abs(misses[:, part].sum(axis=1)) for part in bins]
    return np.asarray(np.sum(parts, axis=0) / np.maximum(drawn.sum(axis=1), 1))
