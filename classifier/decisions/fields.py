"""From an outage to its fields: the end, the stated or computed length, the cause, and partial recoveries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from classifier.decisions.causes import cause_choices
from classifier.decisions.field_features import (
    end_row,
    end_value,
    ends_offered,
    length_row,
    lengths_offered,
    minutes_of,
)
from classifier.decisions.judge import Judged, JudgedCause, JudgedTime
from classifier.decisions.linear import LinearModel
from classifier.decisions.relations import Outage
from classifier.decisions.scene import Scene, start_value
from classifier.decisions.times import later, minutes_between, to_come
from storage.records import Cause, Evidence, Milestone, Qualifier

TAKEN = {"end": 0.4, "duration": 0.45}  # P of the pair from which a candidate is taken
RIVALS = 0.1  # how much less likely than the likeliest an end may be and still count, being later
AGAIN = 0.5  # how likely, of the likeliest, another clause must be to tell an outage's cause again
STILL = "째"  # ends a length that goes on: 두 시간째
REACH = 2  # sentences around an outage's own in which its partial recoveries are told
Models = Mapping[str, LinearModel]


@dataclass(frozen=True, slots=True)
class Told:
    """A value with the words that say it and how sure the model is; `made_by` names the rule or model.

    `again`: other words of the article that say the same, the surest first; so in the classes below.
    """

    value: str
    evidence: Evidence | None
    p: float
    made_by: str
    vague: bool = False
    again: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """A duration in minutes with its qualifier; `evidence` is None where it was computed. `days`: it is told in days."""

    minutes: float
    qualifier: Qualifier
    evidence: Evidence | None
    p: float
    days: bool = False
    again: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedCause:
    """A cause with the words that say it."""

    cause: Cause
    evidence: Evidence
    p: float
    word: str
    again: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """What one outage's fields are, and where that is told."""

    start: Told | None
    end: Told | None
    length: Length | None
    cause: NamedCause | None


def fields_of(scene: Scene, outages: Sequence[Outage], outage: Outage, models: Models) -> Fields:
    """All fields of one outage, each by the candidate that most likely belongs to it."""
    start = told_start(outage)
    end = _end(scene, outages, outage, models["outage end"], start)
    length = _length(scene, outages, outage, models["outage duration"], start, end)
    return Fields(
        start,
        end or end_from_length(start, length, scene.judged.reading.published_at),
        length,
        _cause(scene, outages, outage, models["outage cause"]),
    )


def told_start(outage: Outage) -> Told | None:
    """When an outage began, by the surest of its onset's expressions that says it."""
    onset = outage.onset
    if onset is None:
        return None
    values = [start_value(time) for time in onset.times]
    said = outage.start if outage.start in values else onset.value
    saying = [time for time, value in zip(onset.times, values, strict=True) if value == said]
    best = max(saying, key=lambda t: t.p("start"))
    rule = f"model:time/start+{best.time.rule}"
    again = _again((t.p("start"), t.time.evidence) for t in saying if t is not best)
    return Told(outage.start, best.time.evidence, onset.p, rule, best.time.modifier is not None, again)


def _end(
    scene: Scene, outages: Sequence[Outage], outage: Outage, model: LinearModel, start: Told | None
) -> Told | None:
    offers = [
        (model.probability(end_row(scene, outages, outage, time, place)), time)
        for time, place in ends_offered(scene.judged, start.value if start else "")
        if outage.back in ("", end_value(time))
    ]
    surest = max((p for p, _ in offers), default=0.0)
    least = (
        min(TAKEN["end"], surest) if outage.back else TAKEN["end"]
    )  # an end that parts outages is one, however unsure
    if not offers or surest < least:
        return None
    taken = [offer for offer in offers if offer[0] >= max(least, surest - RIVALS)]
    p, best = max(taken, key=lambda offer: (end_value(offer[1]), offer[0]))  # what came back first was not all of it
    value = end_value(best)
    again = _again((chance, t.time.evidence) for chance, t in taken if t is not best and end_value(t) == value)
    return Told(value, best.time.evidence, p, f"model:time/end+{best.time.rule}", best.time.modifier is not None, again)


def _length(scene: Scene, outages: Sequence[Outage], outage: Outage, model: LinearModel,
            start: Told | None, end: Told | None) -> Length | None:  # fmt: skip
    """The stated duration, else the one between two ends that are both known to the hour or minute."""
    computed = computed_minutes(start, end)
    offers = [
        (model.probability(length_row(scene, outages, outage, time, place)), time)
        for time, place in lengths_offered(scene.judged)
    ]
    p, best = max(offers, key=lambda offer: offer[0], default=(0.0, None))
    if best is not None and p >= TAKEN["duration"]:
        minutes = _minutes(best)
        taken = ((chance, t) for chance, t in offers if chance >= TAKEN["duration"] and t is not best)
        again = _again((chance, t.time.evidence) for chance, t in taken if _minutes(t) == minutes)
        return Length(minutes, qualifier(best), best.time.evidence, p, best.time.grain in {"day", "week"}, again)
    if computed and start and end:
        return Length(computed, "about" if start.vague or end.vague else "exact", None, min(start.p, end.p))
    return None


def computed_minutes(start: Told | None, end: Told | None) -> float | None:
    """Minutes between two ends that are both known to the hour or minute, None where they are not or make no sense."""
    if start is None or end is None or min(len(start.value), len(end.value)) < 13:
        return None
    minutes = minutes_between(start.value, end.value)
    return minutes if minutes > 0 else None


def _minutes(told: JudgedTime) -> float:
    minutes = minutes_of(told)
    return round(minutes) if minutes >= 1 else round(minutes, 2)


def qualifier(told: JudgedTime) -> Qualifier:
    """The annotation's qualifier of a stated duration."""
    modifier = told.time.modifier
    if modifier in {"about", "over", "under"}:
        return modifier
    return "about" if told.time.grain in {"day", "week", "month", "year"} else "exact"


def end_from_length(start: Told | None, length: Length | None, published_at: datetime) -> Told | None:
    """docs/annotation.md: start plus a stated duration that is exact or about and has ended, both by the clock or by days.

    None where that would be after publication: a length that is told before it is over is none yet, or counted from elsewhere.
    """
    if start is None or length is None or length.evidence is None or length.qualifier not in {"exact", "about"}:
        return None
    if len(start.value) < (10 if length.days else 13) or length.evidence.quote.endswith(STILL):
        return None
    value = later(start.value, length.minutes)
    if to_come(value, published_at):
        return None
    return Told(value, None, min(start.p, length.p), "rule:start_plus_duration")


def _cause(scene: Scene, outages: Sequence[Outage], outage: Outage, model: LinearModel) -> NamedCause | None:
    """The likeliest cause that a clause may tell, or none where the article more likely leaves it open. Fire beats the power loss that it caused."""
    choices = [(model.probability(row), cause) for cause, row in cause_choices(scene, outages, outage)]
    surest, best = max(choices, key=lambda choice: choice[0])
    if best is None:
        return None
    alike = ((p, c) for p, c in choices if c and c is not best and c.cause == best.cause and p >= AGAIN * surest)
    again = _again((p, _cause_words(scene.judged, c)) for p, c in alike)
    return NamedCause(best.cause, _cause_words(scene.judged, best), best.names, best.word, again)  # type: ignore[arg-type]


def _again(found: Iterable[tuple[float, Evidence]]) -> tuple[Evidence, ...]:
    """Words that say again what others say, the surest first."""
    return tuple(words for _, words in sorted(found, key=lambda one: -one[0]))


def _cause_words(judged: Judged, cause: JudgedCause) -> Evidence:
    """The words that tell a cause with those that complete them, at most to their clause's end."""
    text = judged.reading.text
    clause = judged.reading.clauses[cause.clause].span
    start, end = cause.span
    while start > clause.start and not text[start - 1].isspace():
        start -= 1
    stop = text.find(" ", end)
    second = text.find(" ", stop + 1) if stop >= 0 else -1
    end = min(clause.end, second if second >= 0 else clause.end, start + 100)
    return quote(text, start, max(end, cause.span.end))


def quote(text: str, start: int, end: int) -> Evidence:
    """The span as evidence, without white space or list marks around it."""
    while start < end and text[start] in " \n\t,.":
        start += 1
    while end > start and text[end - 1] in " \n\t,.":
        end -= 1
    return Evidence(start, end, text[start:end])


def milestones(scene: Scene, outage: Outage, start: Told | None, end: Told | None) -> tuple[Milestone, ...]:
    """Partial recoveries: times between start and end, told near the outage's sentences by clauses about recovery."""
    clauses = scene.judged.reading.clauses
    told_in = {place.sentence for place in (*outage.places, *outage.starts)}
    sentences = {number + step for number in told_in for step in range(-REACH, REACH + 1)}
    found: list[Milestone] = []
    for told in scene.judged.times:
        clause = clauses[told.clause]
        value = end_value(told)
        if told.time.type == "duration" or len(value) < 13 or clause.sentence not in sentences:
            continue
        between = start is not None and value > start.value and (end is None or value < end.value)
        if between and clause.has("partial", "recovery"):
            words = scene.judged.reading.text[told.time.evidence.end : clause.span.end].strip(" ,.\n")
            found.append(Milestone(value, words[:80], told.time.evidence))
    return tuple(sorted(_distinct(found), key=lambda m: (m.at, m.evidence.start)))


def _distinct(found: Iterable[Milestone]) -> Sequence[Milestone]:
    return list({milestone.at: milestone for milestone in reversed(list(found))}.values())
