"""Which outages of an article are one and the same, told twice: each that is likely the same as a surer one joins it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from classifier.decisions.features import Row, bucket
from classifier.decisions.fields import fields_of
from classifier.decisions.linear import LinearModel
from classifier.decisions.relations import AGAIN, EARLIER, Outage
from classifier.decisions.scene import Onset, closest
from classifier.decisions.times import minutes_between
from classifier.decisions.wholes import Story, days_apart, names_apart

SAME = 0.3  # P from which two outages are taken for one


def same_row(story: Story, one: int, other: int, beliefs: Sequence[float]) -> Row:
    """Is `other` the outage `one`, which is surer? Their names, onsets, ends, causes, and what the text says in between."""
    names, days = names_apart(story, other, one), days_apart(story, other, one)
    ours, theirs = story.outages[one], story.outages[other]
    cues = {cue.name for clause in story.clauses(other) for cue in clause.cues}
    operators = _operators(ours, theirs)
    gap = closest(ours.places, theirs.places)[0]
    new = sum(entity.key not in ours.keys for entity in theirs.entities)
    row: Row = {
        "bias": 1.0,
        "belief": beliefs[one],
        "other belief": beliefs[other],
        f"other belief={bucket(beliefs[other], 0.2, 0.35, 0.5, 0.7)}": 1.0,
        f"names={names}": 1.0,
        f"days={days}": 1.0,
        f"names={names} days={days}": 1.0,
        f"operators={operators}": 1.0,
        f"operators={operators} days={days}": 1.0,
        f"apart={bucket(gap, 0.45, 0.99, 1.5, 3)}": 1.0,
        f"new={min(new, 2)} of {min(len(theirs.entities), 3)}": 1.0,
        f"again={bool(cues & AGAIN)}": 1.0,
        f"earlier={bool(cues & EARLIER)}": 1.0,
        f"again={bool(cues & AGAIN)} days={days}": 1.0,
        f"outages={min(len(story.outages), 4)}": 1.0,
    }
    row.update(_values_row(story, one, other))
    if ours.onset is not None and theirs.onset is not None:
        row.update(_onsets_row(story, one, ours.onset, theirs.onset, names))
    return row


def _operators(ours: Outage, theirs: Outage) -> str:
    first, second = ours.operators, theirs.operators
    if not first or not second:
        return "unknown"
    return "same" if first & second else "other"


def _values_row(story: Story, one: int, other: int) -> Row:
    """How ends, lengths and causes agree."""
    ours, theirs = story.fields[one], story.fields[other]
    pairs = (
        ("end", ours.end and ours.end.value, theirs.end and theirs.end.value),
        ("length", ours.length and ours.length.minutes, theirs.length and theirs.length.minutes),
        ("cause", ours.cause and ours.cause.cause, theirs.cause and theirs.cause.cause),
        ("end words", ours.end and ours.end.evidence, theirs.end and theirs.end.evidence),
        ("length words", ours.length and ours.length.evidence, theirs.length and theirs.length.evidence),
        ("cause words", ours.cause and ours.cause.evidence, theirs.cause and theirs.cause.evidence),
    )
    return {f"{name}={_agreement(a, b)}": 1.0 for name, a, b in pairs}


def _agreement(a: object, b: object) -> str:
    if not a or not b:
        return "one" if a or b else "none"
    return "same" if a == b else "other"


def _onsets_row(story: Story, one: int, ours: Onset, theirs: Onset, names: str) -> Row:
    """How far apart two outages began, and whether the one began while the other went on."""
    grains = f"{len(ours.value)}-{len(theirs.value)}"
    row: Row = {f"grains={grains}": 1.0, "surer onset": ours.p - theirs.p, "other onset": theirs.p}
    if min(len(ours.value), len(theirs.value)) >= 10:
        after = bucket(minutes_between(ours.value, theirs.value), -1440, -180, -60, -1, 0, 10, 30, 60, 180, 1440)
        row[f"after={after}"] = row[f"after={after} {names}"] = 1.0
    end = story.fields[one].end
    if end is not None and len(theirs.value) >= 13:
        within = ours.value <= theirs.value <= end.value
        row[f"within={within}"] = row[f"within={within} {names}"] = 1.0
    clauses = {place.clause for place in theirs.places}
    row.update({f"onset {cue.kind}": 1.0 for n in clauses for cue in story.scene.judged.reading.clauses[n].cues})
    return row


def surest_first(beliefs: Sequence[float]) -> list[int]:
    """The numbers of the outages from the surest down."""
    return sorted(range(len(beliefs)), key=lambda n: (-beliefs[n], n))


def likely_same(story: Story, beliefs: Sequence[float], model: LinearModel) -> dict[int, int]:
    """For each outage that is likely the same as a surer one: which."""
    ranked = surest_first(beliefs)
    joined: dict[int, int] = {}
    for place, other in enumerate(ranked):
        surer = [one for one in ranked[:place] if one not in joined and not was_over(story, one, other)]
        chances = {one: model.probability(same_row(story, one, other, beliefs)) for one in surer}
        best = max(chances, key=lambda one: chances[one], default=None)
        if best is not None and chances[best] >= SAME:
            joined[other] = best
    return joined


def was_over(story: Story, one: int, other: int) -> bool:
    """Whether the text tells that one of two outages had ended when the other began, both to the hour, and no common end."""
    first, second = sorted((one, other), key=lambda n: story.outages[n].start)
    end, later, began = story.fields[first].end, story.fields[second].end, story.outages[second].start
    if end is None or end.evidence is None or min(len(end.value), len(began)) < 13:
        return False
    common = later is not None and later.value == end.value
    return not common and story.outages[first].start <= end.value < began


def folded(story: Story, beliefs: Sequence[float], models: Mapping[str, LinearModel]) -> tuple[Story, list[float]]:
    """The story with each outage told once. One that began at the same time gives its systems to the surer one."""
    joined = likely_same(story, beliefs, models["same"])
    if not joined:
        return story, list(beliefs)
    told = [n for n in range(len(beliefs)) if n not in joined]
    outages = [_with_systems(story.outages[n], [story.outages[m] for m in joined if joined[m] == n]) for n in told]
    fields = [fields_of(story.scene, outages, outage, models) for outage in outages]
    return Story(story.scene, tuple(outages), tuple(fields)), [beliefs[n] for n in told]


def _with_systems(outage: Outage, others: Sequence[Outage]) -> Outage:
    """The outage with the systems of those that began when it did."""
    shared = [other for other in others if other.onset is outage.onset]
    more = [entity for other in shared for entity in other.entities if entity.key not in outage.keys]
    if not more:
        return outage
    places = sorted({*outage.places, *(p for other in shared for p in other.places)}, key=lambda place: place.at)
    return replace(outage, entities=[*outage.entities, *{e.key: e for e in more}.values()], places=places)
