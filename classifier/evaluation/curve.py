"""Would more annotation help? The same cross-validation with a part of the training incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.evaluation.crossval import Material, cross_validate
from classifier.learning.figures import Score, total

STEPS = (("1/4", 0.25), ("1/2", 0.5), ("3/4", 0.75), ("all", 1.0))


@dataclass(frozen=True, slots=True)
class Point:
    """The figures with one part of the training incidents."""

    name: str
    scores: dict[str, Score]


def learning_curve(material: Material) -> Iterator[Point]:
    """Figures with 1/4, 1/2, 3/4 and all of the training incidents, then with articles of our own added to all."""
    for name, share in STEPS:
        yield _point(name, material, share, own=False)
    if material.own:
        yield _point("all + own", material, 1.0, own=True)


def _point(name: str, material: Material, share: float, *, own: bool) -> Point:
    return Point(name, total(outcome.counts for outcome in cross_validate(material, share=share, own=own)))
