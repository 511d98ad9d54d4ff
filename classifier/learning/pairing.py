"""Which extracted event is which annotated one: by name, time only breaks ties (docs/annotation.md).

So a wrong day is a wrong day and not a missing event.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from classifier.learning.keys import scored_key

Event = Mapping[str, Any]
Key = Callable[[str], str]
Places = tuple[int | None, ...]  # for each annotated event the place of its extracted one
SAME_SERVICE = 0.7  # likeness from which two names are one service, its owner left out
MOST_TRIED = 9  # events on both sides together up to which every pairing is tried


def alike(a: str, b: str) -> float:
    """1 the same; 0.7 the same with its owner left out; 0.5 one begins the other, or most syllable pairs shared; else 0."""
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.endswith(short):
        return SAME_SERVICE
    if len(short) >= 2 and long.startswith(short):
        return 0.5
    ours, theirs = (Counter(itertools.pairwise(text)) for text in (a, b))
    common, total = sum((ours & theirs).values()), sum((ours + theirs).values())
    return 0.5 if len(short) >= 4 and 2 * common / max(1, total) >= 0.6 else 0.0


def names_in_common(gold: set[str], made: set[str]) -> int:
    """How many annotated names have an extracted one of their own that is the same service."""
    left = set(made)
    for name in sorted(gold):
        best = max(sorted(left), key=lambda other: alike(name, other), default=None)
        if best is not None and alike(name, best) >= SAME_SERVICE:
            left.discard(best)
    return len(made) - len(left)


def keys(event: Event, key: Key = scored_key) -> set[str]:
    """Keys of an event's systems."""
    return {key(name) for name in event.get("systems") or []}


def affinity(gold: Event, made: Event) -> float:
    """How well two events agree, 0 where no name is alike; times and role only break ties."""
    best = max((alike(a, b) for a in keys(gold) for b in keys(made)), default=0.0)
    if not best:
        return 0.0
    score = 1.0 + best
    score += 0.8 * (_day(gold) == _day(made)) + 0.3 * (gold.get("started_at") == made.get("started_at"))
    score += 0.2 * (gold.get("role") == made.get("role"))
    score += 0.1 * (gold.get("duration_minutes") == made.get("duration_minutes"))
    return score + 0.05 * (gold.get("ended_at") == made.get("ended_at"))


def _day(event: Event) -> str | None:
    start = event.get("started_at")
    return start[:10] if start and len(start) >= 10 else None


def places(gold: Sequence[Event], made: Sequence[Event]) -> list[tuple[int, int]]:
    """The one-to-one pairing with the greatest sum of affinities, as places in both lists; greedy for many events."""
    if not gold or not made:
        return []
    weights = [[affinity(a, b) for b in made] for a in gold]
    best = _greedy(weights)
    if len(gold) + len(made) <= MOST_TRIED:
        greedy = best
        best = max(_ways(len(gold), range(len(made))), key=lambda way: (_sum(weights, way), way == greedy))
    return [(i, j) for i, j in enumerate(best) if j is not None and weights[i][j] > 0]


def pair(gold: Sequence[Event], made: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Annotated events with their extracted ones."""
    return [(gold[i], made[j]) for i, j in places(gold, made)]


def _sum(weights: Sequence[Sequence[float]], way: Places) -> float:
    return sum(weights[i][j] for i, j in enumerate(way) if j is not None)


def _ways(rows: int, free: Sequence[int]) -> Iterator[Places]:
    """Every assignment of rows to different places, or to none."""
    if not rows:
        yield ()
        return
    for place in (*free, None):
        for rest in _ways(rows - 1, [other for other in free if other != place]):
            yield (place, *rest)


def _greedy(weights: Sequence[Sequence[float]]) -> Places:
    """Greatest affinity first; of equal ones the earlier annotated, then the earlier extracted event."""
    ranked = sorted(((w, -i, -j) for i, row in enumerate(weights) for j, w in enumerate(row) if w > 0), reverse=True)
    way: list[int | None] = [None] * len(weights)
    for _, i, j in ranked:
        if way[-i] is None and -j not in way:
            way[-i] = -j
    return tuple(way)
