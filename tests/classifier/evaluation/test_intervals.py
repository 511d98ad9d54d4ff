"""Intervals, reliability and its picture: made-up outcomes whose answer is known."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from classifier.evaluation import tables
from classifier.evaluation.bootstrap import RESAMPLES, draws, f1, f1_intervals
from classifier.evaluation.crossval import Outcome
from classifier.evaluation.picture import BAD, draw
from classifier.evaluation.reliability import reliability
from classifier.learning.figures import Score
from tests.classifier.evaluation.corpora import article, event, outcome

COUNTS = [(0, 0, 0), (0, 0, 3), (0, 3, 0), (1, 2, 3), (3, 3, 3), (0, 2, 2)]
RIGHT, WRONG = event("정부24"), event("유튜브")


@pytest.mark.parametrize("counts", COUNTS)
def test_f1_of_arrays_is_that_of_scores(counts: tuple[int, int, int]) -> None:
    hit, made, true = (np.array([count], float) for count in counts)
    assert f1(hit, made, true)[0] == pytest.approx(Score(*counts).f1)


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    outcomes = found([0.5] * 60, right=0.7)
    band = f1_intervals(outcomes)["event"]
    assert band.low < Score(42, 60, 60).f1 < band.high
    assert band == f1_intervals(outcomes)["event"]
    assert band.high - band.low == pytest.approx(2 * 1.96 * (0.7 * 0.3 / 60) ** 0.5, rel=0.15)


def test_articles_of_one_incident_are_drawn_together() -> None:
    """Ten articles of each incident, all right or all wrong, say no more than one."""
    alone = found([0.5] * 20, right=0.5)
    often = [outcome(dict(one.row), *one.events) for one in alone for _ in range(10)]
    assert f1_intervals(often)["event"] == pytest.approx(f1_intervals(alone)["event"])


def test_every_resample_draws_as_many_incidents_as_there_are() -> None:
    drawn = draws(7, np.random.default_rng(1))
    assert drawn.shape == (RESAMPLES, 7)
    assert set(drawn.sum(axis=1)) == {7}


def test_a_calibrated_confidence_lies_within_its_bands() -> None:
    chance = np.random.default_rng(5)
    sure = [round(float(p), 3) for p in chance.uniform(0.05, 0.95, 600)]
    outcomes = [one(n, p, chance.random() < p) for n, p in enumerate(sure)]
    told = reliability(outcomes)
    assert [bin_.events for bin_ in told.bins] == [60] * 10
    assert sum(bin_.within for bin_ in told.bins) >= 9
    assert told.error < told.by_chance
    assert told.interval.low < told.interval.high


def test_bands_are_as_wide_as_chance() -> None:
    """At 0.5, 100 events a bin: 1.96 standard deviations are 0.098."""
    (first, *_) = reliability(found([0.5] * 1000, right=0.5)).bins
    assert first.band == pytest.approx((0.402, 0.598), abs=0.02)


def test_an_overconfident_one_is_told_and_drawn_red() -> None:
    told = reliability(found([0.9] * 200, right=0.5))
    assert told.error == pytest.approx(0.4, abs=0.01)
    assert told.error > told.by_chance
    assert tables.reliability(told).count("  !") == sum(not one_.within for one_ in told.bins) > 0
    picture = draw(told)
    assert picture.count(BAD) == tables.reliability(told).count("  !")
    assert len(ET.fromstring(picture).findall("{*}circle")) == 10  # noqa: S314


def test_no_event_at_all_is_no_error() -> None:
    told = reliability([outcome(article())])
    assert (told.bins, told.error) == ((), 0.0)
    ET.fromstring(draw(told))  # noqa: S314


def found(confidences: list[float], right: float) -> list[Outcome]:
    """One incident an event; the first of every ten are right, as many as `right` says."""
    return [one(n, p, n % 10 < 10 * right) for n, p in enumerate(confidences)]


def one(number: int, confidence: float, right: bool) -> Outcome:
    return outcome(article(RIGHT, number=number), (RIGHT if right else WRONG) | {"confidence": confidence})
