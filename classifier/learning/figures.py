"""Figures of extraction against annotation, end to end: a value of a missed event is missed, of an invented one false.

Events are paired by name, time only breaks ties (docs/annotation.md); every figure keeps its counts, so that it can be
printed with its denominators and summed over folds.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from classifier.systems.names import system_key

FIELDS = ("started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause", "operator", "role")
WHOLE = ("started_at", "ended_at", "duration_minutes", "status", "cause")
Event = Mapping[str, Any]


class Score(NamedTuple):
    """Counts of one figure: right ones, made ones, true ones."""

    hit: int
    made: int
    true: int

    @property
    def precision(self) -> float:
        """Share of what was made that is right (1 where nothing was made and nothing is true)."""
        return self.hit / self.made if self.made else float(not self.true)

    @property
    def recall(self) -> float:
        """Share of what is true that was found."""
        return self.hit / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Figures:
    """Counts of every figure; add articles one by one."""

    hit: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Mapping[str, Any], label: str, events: Sequence[Event], text: str) -> None:
        """Count one article: its annotation, and what was extracted of it (events as JSON forms)."""
        self._count(
            "relevance", gold["relevance"] == label == "report", label == "report", gold["relevance"] == "report"
        )
        pairs = pair(gold["events"], events)
        self._count("event", len(pairs), len(events), len(gold["events"]))
        self._names(gold["events"], events, pairs)
        for name in FIELDS:
            right = sum(agree(name, a, b) and told(a.get(name)) for a, b in pairs)
            self._count(name, right, _told(events, name), _told(gold["events"], name))
        whole = [(a, b) for a, b in pairs if all(agree(name, a, b) for name in WHOLE)]
        self._count("whole_event", len(whole), len(events), len(gold["events"]))
        mains = sum(a["role"] == b.get("role") == "main" for a, b in whole)
        self._count("whole_main_event", mains, _mains(events), _mains(gold["events"]))
        spans = [span for event in events for spans in (event.get("evidence") or {}).values() for span in spans]
        valid = sum(text[span["start"] : span["end"]] == span["quote"] != "" for span in spans)
        self._count("evidence_valid", valid, len(spans), len(spans))

    def _names(self, gold: Sequence[Event], made: Sequence[Event], pairs: Sequence[tuple[Event, Event]]) -> None:
        exact = sum(len(keys(a) & keys(b)) for a, b in pairs)
        near = sum(_near(keys(a), keys(b)) for a, b in pairs)
        totals = (sum(len(keys(event)) for event in made), sum(len(keys(event)) for event in gold))
        self._count("system", near, *totals)
        self._count("system_exact", exact, *totals)

    def _count(self, name: str, hit: int, made: int, true: int) -> None:
        self.hit[name] += int(hit)
        self.made[name] += int(made)
        self.true[name] += int(true)

    def scores(self) -> dict[str, Score]:
        """Every figure by name, in the order in which they were first counted."""
        return {name: Score(self.hit[name], self.made[name], self.true[name]) for name in self.made}


def keys(event: Event) -> set[str]:
    """Keys of an event's systems."""
    return {system_key(name) for name in event.get("systems") or []}


def alike(a: str, b: str) -> float:
    """1 the same; 0.7 the same with its owner left out; 0.5 one begins the other, or most syllable pairs shared; else 0."""
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.endswith(short):
        return 0.7
    if len(short) >= 2 and long.startswith(short):
        return 0.5
    ours, theirs = (Counter(itertools.pairwise(text)) for text in (a, b))
    common, total = sum((ours & theirs).values()), sum((ours + theirs).values())
    return 0.5 if len(short) >= 4 and 2 * common / max(1, total) >= 0.6 else 0.0


def _near(gold: set[str], made: set[str]) -> int:
    left, hits = set(made), 0
    for name in sorted(gold):
        best = max(sorted(left), key=lambda other: alike(name, other), default=None)
        if best is not None and alike(name, best) >= 0.7:
            left.discard(best)
            hits += 1
    return hits


def affinity(gold: Event, made: Event) -> float:
    """How well two events agree, 0 where no name is alike; times and role only break ties."""
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


def pair(gold: Sequence[Event], made: Sequence[Event]) -> list[tuple[Event, Event]]:
    """The one-to-one pairing with the greatest sum of affinities (SciPy's assignment solver)."""
    if not gold or not made:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    weights = np.array([[affinity(a, b) for b in made] for a in gold])
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(gold[i], made[j]) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def agree(name: str, gold: Event, made: Event) -> bool:
    """Whether a field's values agree: durations within 5 %, operators by their key, everything else to the letter."""
    a, b = gold.get(name), made.get(name)
    if name == "duration_minutes" and a is not None and b is not None:
        return bool(abs(a - b) <= max(1, 0.05 * a))
    if name == "operator" and a and b:
        ours, theirs = system_key(a), system_key(b)
        return ours == theirs or (min(len(ours), len(theirs)) >= 2 and (ours in theirs or theirs in ours))
    return bool(a == b)


def told(value: object) -> bool:
    """Whether a value says anything."""
    return value is not None and value != "unknown"


def _told(events: Iterable[Event], name: str) -> int:
    return sum(told(event.get(name)) for event in events)


def _mains(events: Iterable[Event]) -> int:
    return sum(event.get("role") == "main" for event in events)
