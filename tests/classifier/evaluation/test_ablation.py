"""What a decision is worth: a blind model says what the seeing one says on average."""

from __future__ import annotations

import pytest

from classifier.decisions.linear import LinearModel
from classifier.evaluation import tables
from classifier.evaluation.ablation import Observed
from classifier.learning.figures import Score

TWO = LinearModel(("no", "yes"), {"a": (2.0,)}, (0.0,))
THREE = LinearModel(("x", "y", "z"), {"a": (2.0, 0.0, -2.0)}, (0.0, 0.0, 0.0))


def observed(model: LinearModel) -> Observed:
    return Observed(model.classes, model.weights, model.intercepts)


def test_what_is_observed_is_what_the_model_says() -> None:
    assert observed(TWO).probability({"a": 1.0}) == TWO.probability({"a": 1.0})
    assert observed(THREE).probabilities({"a": 1.0}) == THREE.probabilities({"a": 1.0})


@pytest.mark.parametrize("model", [TWO, THREE])
def test_a_blind_model_always_says_the_average(model: LinearModel) -> None:
    watching = observed(model)
    told = [watching.probabilities({"a": value}) for value in (3.0, 1.0, -1.0)]
    blind = watching.blind()
    for value in (5.0, -5.0):
        for name, share in blind.probabilities({"a": value}).items():
            assert share == pytest.approx(sum(row[name] for row in told) / len(told))


def test_a_model_that_was_never_asked_says_all_alike() -> None:
    assert observed(THREE).blind().probabilities({"a": 1.0}) == pytest.approx({"x": 1 / 3, "y": 1 / 3, "z": 1 / 3})


def test_the_table_tells_what_is_lost() -> None:
    full = {name: Score(8, 10, 10) for name in tables.WORTH}
    less = full | {"event": Score(4, 10, 10)}
    lines = tables.ablation([("(all)", full), ("onset", less)]).splitlines()
    assert lines[1].split()[1:3] == ["0.800", "0.800"]
    assert lines[2].split()[:3] == ["onset", "+0.000", "-0.400"]
