"""What goes wrong most often: every difference between an annotation and an extraction, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from classifier.evaluation.crossval import Outcome
from classifier.learning.figures import WHOLE, agree
from classifier.learning.pairing import Event, affinity, keys, names_in_common, places

TIMES = {"started_at": "start", "ended_at": "end"}
DAY = len("2023-11-24")


def commonest(outcomes: Iterable[Outcome], most: int = 10) -> list[tuple[str, int]]:
    """The commonest kinds of difference with their counts; of equally common ones, by name."""
    counts = Counter(kind for outcome in outcomes for kind in differences_of(outcome))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def differences_of(outcome: Outcome) -> list[str]:
    """Every difference of one article."""
    return list(differences(outcome.row, outcome.extraction.relevance.label, outcome.events))


def differences(gold: Mapping[str, Any], label: str, made: Sequence[Event]) -> Iterator[str]:
    """Every difference between one annotation and an extraction, as its kind: `start: other day`, `cause: fire -> power`."""
    if gold["relevance"] != label:
        yield f"article: {gold['relevance']} -> {label}"
    true = gold["events"]
    pairs = places(true, made)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (_missed(event, label, made) for i, event in enumerate(true) if i not in found)
    yield from (_invented(event, true) for j, event in enumerate(made) if j not in used)
    for i, j in pairs:
        yield from _fields(true[i], made[j])


def is_wrong(outcome: Outcome) -> bool:
    """Whether an event of the article is missed, invented, or not whole."""
    true, made = outcome.row["events"], outcome.events
    pairs = places(true, made)
    whole = all(agree(name, true[i], made[j]) for i, j in pairs for name in WHOLE)
    return not (len(pairs) == len(true) == len(made) and whole)


def _missed(event: Event, label: str, made: Sequence[Event]) -> str:
    if label == "none":
        return "missed event: article called none"
    merged = any(affinity(event, other) for other in made)
    return f"missed event: {'merged into another' if merged else 'no system alike'}"


def _invented(event: Event, true: Sequence[Event]) -> str:
    if not true:
        return "invented event: article not about outages"
    double = any(affinity(other, event) for other in true)
    return f"invented event: {'duplicate of another event' if double else 'other'}"


def _fields(gold: Event, made: Event) -> Iterator[str]:
    yield from _systems(keys(gold), keys(made))
    for name, short in TIMES.items():
        yield from _time(short, gold.get(name), made.get(name))
    yield from _value("duration", "duration_minutes", gold, made)
    if gold.get("duration_minutes") and made.get("duration_minutes"):
        yield from _choice("duration_qualifier", "duration qualifier", gold, made)
    yield from _choice("status", "status", gold, made)
    yield from _choice("cause", "cause", gold, made)
    yield from _value("operator", "operator", gold, made)
    yield from _choice("role", "role", gold, made)


def _systems(gold: set[str], made: set[str]) -> Iterator[str]:
    common = names_in_common(gold, made)
    yield from ["system: missing"] * (len(gold) - common)
    yield from ["system: invented"] * (len(made) - common)


def _time(name: str, gold: str | None, made: str | None) -> Iterator[str]:
    if gold == made:
        return
    if made is None or gold is None:
        yield f"{name}: {'missing' if made is None else 'invented'}"
    elif gold.startswith(made) or made.startswith(gold):
        yield f"{name}: {'coarser' if len(made) < len(gold) else 'finer'}"
    else:
        yield f"{name}: {'other clock time' if gold[:DAY] == made[:DAY] else 'other day'}"


def _value(short: str, name: str, gold: Event, made: Event) -> Iterator[str]:
    if agree(name, gold, made):
        return
    a, b = gold.get(name), made.get(name)
    yield f"{short}: {'missing' if b is None else 'invented' if a is None else 'other'}"


def _choice(name: str, short: str, gold: Event, made: Event) -> Iterator[str]:
    a, b = gold.get(name), made.get(name)
    if a != b:
        yield f"{short}: {a} -> {b}"
