"""Figures of extraction against annotation, end to end: a value of a missed event is missed, of an invented one false.

The same figures as those of the corpus' scorer (a test holds one to the other). Every figure keeps its counts, so that
it can be printed with its denominators, summed over folds, and drawn again by incident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from classifier.learning import pairing
from classifier.learning.keys import same_operator
from classifier.learning.pairing import Event, keys, names_in_common

FIELDS = ("started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause", "operator", "role")
WHOLE = ("started_at", "ended_at", "duration_minutes", "status", "cause")
LONGEST_QUOTE = 160
ACCURACY = "_paired_accuracy"  # of a field, where the event was found
Pairs = Sequence[tuple[Event, Event]]


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


Scores = Mapping[str, Score]


def share(hit: int, total: int) -> Score:
    """A plain share as a score: its precision, recall and F1 are all the share."""
    return Score(hit, total, total)


def count(gold: Mapping[str, Any], label: str, events: Sequence[Event]) -> dict[str, Score]:
    """Every figure of one article, from its annotation and what was extracted of it (events as JSON forms)."""
    pairs = pairing.pair(gold["events"], events)
    true, made = gold["relevance"] == "report", label == "report"
    return {
        "relevance": Score(true and made, made, true),
        "relevance_three_way": share(gold["relevance"] == label, 1),
        "event": Score(len(pairs), len(events), len(gold["events"])),
        **_names(gold["events"], events, pairs),
        **{name: _field(name, gold["events"], events, pairs) for name in FIELDS},
        **_wholes(gold["events"], events, pairs),
        **{name + ACCURACY: share(sum(agree(name, a, b) for a, b in pairs), len(pairs)) for name in FIELDS},
        **_evidence(f"{gold['title']}\n{gold['body']}", events, pairs),
    }


def total(counts: Iterable[Scores]) -> dict[str, Score]:
    """Counts of many articles added up, figure by figure."""
    sums: dict[str, Score] = {}
    for one in counts:
        for name, score in one.items():
            old = sums.get(name, Score(0, 0, 0))
            sums[name] = Score(old.hit + score.hit, old.made + score.made, old.true + score.true)
    return sums


def _names(gold: Sequence[Event], made: Sequence[Event], pairs: Pairs) -> dict[str, Score]:
    totals = (sum(len(keys(event)) for event in made), sum(len(keys(event)) for event in gold))
    return {
        "system": Score(sum(names_in_common(keys(a), keys(b)) for a, b in pairs), *totals),
        "system_exact": Score(sum(len(keys(a) & keys(b)) for a, b in pairs), *totals),
    }


def _field(name: str, gold: Sequence[Event], made: Sequence[Event], pairs: Pairs) -> Score:
    right = sum(agree(name, a, b) and told(a.get(name)) for a, b in pairs)
    return Score(right, _told(made, name), _told(gold, name))


def _wholes(gold: Sequence[Event], made: Sequence[Event], pairs: Pairs) -> dict[str, Score]:
    whole = [(a, b) for a, b in pairs if all(agree(name, a, b) for name in WHOLE)]
    mains = sum(a["role"] == b.get("role") == "main" for a, b in whole)
    return {
        "whole_event": Score(len(whole), len(made), len(gold)),
        "whole_main_event": Score(mains, _mains(made), _mains(gold)),
    }


def _evidence(text: str, made: Sequence[Event], pairs: Pairs) -> dict[str, Score]:
    """Spans that are what they quote, and annotated quotes that a span of the same field touches."""
    spans = [span for event in made for name in event.get("evidence") or {} for span in spans_of(event, name)]
    wanted = [_touched(text, quote, spans_of(b, name)) for a, b in pairs for name, quote in a["evidence"].items()]
    return {
        "evidence_valid": share(sum(_valid(text, span) for span in spans), len(spans)),
        "evidence_hit": share(sum(wanted), len(wanted)),
    }


def spans_of(event: Event, name: str) -> list[Mapping[str, Any]]:
    """The spans of one field: a list of them, or one."""
    found = (event.get("evidence") or {}).get(name) or []
    return [found] if isinstance(found, dict) else [span for span in found if isinstance(span, dict)]


def _valid(text: str, span: Mapping[str, Any]) -> bool:
    quote = span.get("quote") or ""
    return 0 < len(quote) <= LONGEST_QUOTE and text[span.get("start", 0) : span.get("end", 0)] == quote


def _touched(text: str, quote: str, spans: Sequence[Mapping[str, Any]]) -> bool:
    return any(
        span.get("start", 0) < place + len(quote) and place < span.get("end", 0)
        for place in occurrences(text, quote)
        for span in spans
    )


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Where a quote begins, occurrences that overlap an earlier one left out."""
    return (found.start() for found in re.finditer(re.escape(quote), text))


def agree(name: str, gold: Event, made: Event) -> bool:
    """Whether a field's values agree: durations within 5 %, operators by their key, everything else to the letter."""
    a, b = gold.get(name), made.get(name)
    if name == "duration_minutes" and a is not None and b is not None:
        return bool(abs(a - b) <= max(1, 0.05 * a))
    if name == "operator" and a and b:
        return same_operator(a, b)
    return bool(a == b)


def told(value: object) -> bool:
    """Whether a value says anything."""
    return value is not None and value != "unknown"


def _told(events: Iterable[Event], name: str) -> int:
    return sum(told(event.get(name)) for event in events)


def _mains(events: Iterable[Event]) -> int:
    return sum(event.get("role") == "main" for event in events)
