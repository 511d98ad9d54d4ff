"""Which frame found which annotated event, for training: by names first, as the figures pair them."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.learning.pairing import Event, alike, keys


def pair(gold: Sequence[Event], made: Sequence[Event]) -> list[tuple[Event, Event]]:
    """The one-to-one pairing with the greatest sum of affinities (SciPy's assignment solver)."""
    if not gold or not made:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    weights = np.array([[_affinity(a, b) for b in made] for a in gold])
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(gold[i], made[j]) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def _affinity(gold: Event, made: Event) -> float:
    """Names first; a frame has no role, length or end yet, but the annotation may lack them too."""
    best = max((alike(a, b) for a in keys(gold) for b in keys(made)), default=0.0)
    if not best:
        return 0.0
    ties = (
        (0.8, (gold.get("started_at") or "")[:10] == (made.get("started_at") or "")[:10]),
        (0.3, gold.get("started_at") == made.get("started_at")),
        (0.2, gold.get("role") == made.get("role")),
        (0.1, gold.get("duration_minutes") == made.get("duration_minutes")),
        (0.05, gold.get("ended_at") == made.get("ended_at")),
    )
    return 1 + best + sum(weight for weight, same in ties if same)
