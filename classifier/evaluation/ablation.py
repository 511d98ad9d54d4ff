"""What is each decision worth? The figures with that one made blind, all others as they are.

A blind model says of every candidate what it says on average, so that its features count nothing; one that ranks then
takes the first. Later models are not taught anew: what is told is the worth of the decision in the extractor as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from classifier.decisions.linear import Features, LinearModel
from classifier.evaluation.crossval import Material, Outcome, extracted, taught
from classifier.learning.figures import Score, total

FULL = "(all)"


@dataclass(frozen=True, slots=True)
class Observed(LinearModel):
    """A model that remembers the sum of what it said."""

    said: list[float] = field(default_factory=list)

    def probabilities(self, features: Features) -> dict[str, float]:
        """As the model says; remembered by class."""
        told = LinearModel.probabilities(self, features)
        self._remember([told[name] for name in self.classes])
        return told

    def probability(self, features: Features) -> float:
        """As the model says; remembered."""
        told = LinearModel.probability(self, features)
        self._remember([1 - told, told])
        return told

    def _remember(self, told: list[float]) -> None:
        self.said[:] = [a + b for a, b in zip(self.said or [0.0] * len(told), told, strict=True)]

    def blind(self) -> LinearModel:
        """A model without features that always says what this one said on average."""
        shares = [max(value, 1e-9) / max(sum(self.said), 1e-9) for value in self.said] or [1.0] * len(self.classes)
        logs = [math.log(share) for share in shares]
        return LinearModel(self.classes, {}, (logs[1] - logs[0],) if len(self.intercepts) == 1 else tuple(logs))


def ablation(material: Material) -> Iterator[tuple[str, Mapping[str, Score]]]:
    """Figures of the whole extractor (`FULL`), then of it without each decision, in the order of their names."""
    outcomes: dict[str, list[Outcome]] = {}
    for rows, models in taught(material):
        observed = {name: Observed(m.classes, m.weights, m.intercepts) for name, m in models.items()}
        outcomes.setdefault(FULL, []).extend(extracted(rows, observed))
        for name in sorted(models):
            outcomes.setdefault(name, []).extend(extracted(rows, {**models, name: observed[name].blind()}))
    for name, found in outcomes.items():
        yield name, total(outcome.counts for outcome in found)
