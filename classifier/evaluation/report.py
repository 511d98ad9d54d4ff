"""Everything that one cross-validation says, measured once: for the tables, for `--json`, for the baseline and the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from classifier.evaluation.bootstrap import RESAMPLES, SEED, Interval, f1_intervals
from classifier.evaluation.crossval import OUTER_FOLDS, Material, Outcome, cross_validate
from classifier.evaluation.differences import commonest
from classifier.evaluation.reliability import Reliability, reliability
from classifier.learning.corpus import digest
from classifier.learning.figures import Score, total


@dataclass(frozen=True, slots=True)
class About:
    """What was measured, and what helped to teach: figures of different ones cannot be compared."""

    articles: int
    incidents: int
    own_articles: int
    corpus_sha256: str
    folds: int = OUTER_FOLDS


@dataclass(frozen=True, slots=True)
class Report:
    """Figures with their intervals, the commonest differences, and the reliability of `confidence`."""

    about: About
    outcomes: tuple[Outcome, ...]
    scores: Mapping[str, Score]
    intervals: Mapping[str, Interval]
    differences: tuple[tuple[str, int], ...]
    reliability: Reliability

    def to_json(self) -> dict[str, Any]:
        """All of it but the articles, as JSON types."""
        return {
            **asdict(self.about),
            "resamples": RESAMPLES,
            "seed": SEED,
            "figures": {name: _figure(score, self.intervals[name]) for name, score in self.scores.items()},
            "differences": [{"kind": kind, "count": count} for kind, count in self.differences],
            "reliability": _reliability(self.reliability),
        }


def evaluate(material: Material) -> Report:
    """Cross-validate and measure."""
    rows = material.rows
    about = About(len(rows), material.incidents(), len(material.own), digest(rows))
    return report(about, tuple(cross_validate(material)))


def report(about: About, outcomes: tuple[Outcome, ...]) -> Report:
    """Measure outcomes that are there."""
    scores = total(outcome.counts for outcome in outcomes)
    return Report(
        about, outcomes, scores, f1_intervals(outcomes), tuple(commonest(outcomes)), reliability(outcomes)
    )  # fmt: skip


def _figure(score: Score, interval: Interval) -> dict[str, Any]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "f1_interval": list(interval),
        "right": score.hit,
        "made": score.made,
        "true": score.true,
    }


def _reliability(found: Reliability) -> dict[str, Any]:
    bins = [{**asdict(one), "band": list(one.band), "within": one.within} for one in found.bins]
    return {
        "bins": bins,
        "expected_calibration_error": found.error,
        "interval": list(found.interval),
        "by_chance": found.by_chance,
    }
