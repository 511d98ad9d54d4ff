"""Training samples: feature rows with their answers, for each of the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from classifier.decisions.cause_features import cause_row
from classifier.decisions.causes import cause_choices
from classifier.decisions.features import Context, clause_row, system_row
from classifier.decisions.field_features import end_row, ends_offered, length_row, lengths_offered
from classifier.decisions.fields import told_start
from classifier.decisions.judge import names_of, owners_of
from classifier.decisions.linear import Features
from classifier.decisions.listing import named_systems
from classifier.decisions.operators import is_listed, operator_choices
from classifier.decisions.relations import Outage, entity_row, onset_row, together_row, when_row
from classifier.decisions.role_features import role_row
from classifier.decisions.same import same_row, surest_first
from classifier.decisions.scene import Entity, Onset, Scene
from classifier.decisions.status_features import status_row
from classifier.decisions.time_features import time_row
from classifier.decisions.wholes import Story, article_row, confidence_row, event_row
from classifier.extract import kept, tells
from classifier.learning.keys import scored_key
from classifier.learning.labels import (
    Marked,
    begins,
    cause_label,
    clause_label,
    ends,
    hits,
    is_called,
    lasts,
    likeness,
    mark,
    stands_for,
    system_label,
    time_label,
    told_cause,
)
from classifier.learning.matching import pair
from classifier.reading import Clause, Reading
from classifier.systems.candidates import Candidate
from classifier.systems.naming import Variant

YES_NO = {True: "yes", False: "no"}


class Sample(NamedTuple):
    """One question to a decision with its answer; `weight` is less where one question makes many samples."""

    decision: str
    features: Features
    answer: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """One annotated article, read and counted, with its events laid over the text.

    `otherwise`: places of mentions that stand for systems of events though they could not be called as annotated, with
    the numbers of the events.
    """

    article: Mapping[str, Any]
    context: Context
    marked: tuple[Marked, ...]
    otherwise: Mapping[tuple[int, int], frozenset[int]]

    @classmethod
    def of(cls, article: Mapping[str, Any], context: Context) -> Lesson:
        """Lay the annotation over a reading of the article."""
        marked = tuple(mark(context.reading.text, article["events"]))
        return cls(article, context, marked, _called_otherwise(context, marked))

    def is_hit(self, number: int, entity: Entity) -> bool:
        """Whether a system is one of an event's: by its name, or by a mention that is quoted for it."""
        return hits(self.marked[number].event, entity.name) or self.is_quoted(number, entity)

    def is_quoted(self, number: int, entity: Entity) -> bool:
        """Whether a mention of a system is quoted for an event whose names it could not have."""
        places = ((m.candidate.start, m.candidate.end) for m in entity.mentions)
        return any(number in self.otherwise.get(place, ()) for place in places)

    @property
    def reading(self) -> Reading:
        """The article as candidates."""
        return self.context.reading


@dataclass(slots=True)
class Held:
    """What models that never saw the article's incident made of it so far."""

    asserted: Sequence[float] = ()
    scene: Scene | None = None
    anchors: list[Entity | None] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    story: Story | None = None
    beliefs: list[float] = field(default_factory=list)


def _called_otherwise(context: Context, marked: Sequence[Marked]) -> dict[tuple[int, int], frozenset[int]]:
    """The last mention of each quotation of a system, where none in it could be called as annotated; operators are asked elsewhere."""
    reading = context.reading
    owners = owners_of(reading)
    found: dict[tuple[int, int], frozenset[int]] = {}
    for number, m in enumerate(marked):
        gold = {scored_key(name) for name in m.event["systems"]}
        for start, end in m.places.get("system", ()):
            inside = [(c, s) for c in reading.clauses for s in c.systems if s.start < end and start < s.end]
            names = (v.name for clause, system in inside for v, _ in names_of(context, system, clause, owners))
            systems = [system for _, system in inside if system.source != "operator"]
            if systems and not any(scored_key(name) in gold for name in names):
                last = max(systems, key=lambda s: (s.end, -s.start))
                place = last.start, last.end
                found[place] = found.get(place, frozenset()) | {number}
    return found


def clause_samples(lesson: Lesson) -> Iterator[Sample]:
    """Does a clause say that an outage happened?"""
    for n, clause in enumerate(lesson.reading.clauses):
        label = clause_label(lesson.article, lesson.marked, clause)
        if label is not None:
            yield Sample("clause", clause_row(lesson.context, n), YES_NO[label])


def candidate_samples(lesson: Lesson, asserted: Sequence[float]) -> Iterator[Sample]:
    """System mentions and their names, times, durations, and the causes that clauses tell."""
    context = lesson.context
    around = sentence_opinions(lesson.reading, asserted)
    owners = owners_of(lesson.reading)
    unnamed = _unnamed(lesson, [s.name for s in lesson.reading.systems if s.source != "operator"])
    for n, clause in enumerate(lesson.reading.clauses):
        for system in clause.systems:
            choices = names_of(context, system, clause, owners)
            found = [variant for variant, _ in choices]
            hit = (system.start, system.end) in lesson.otherwise or system_label(
                lesson.marked, clause, system.name, [variant.name for variant in found]
            )
            if hit is False and system.source == "operator":
                hit = any(m.touches(*clause.span) and stands_for(m.event, system.name) for m in unnamed)
            if hit is not None:
                yield Sample(
                    "system", system_row(context, clause, system, asserted[n], around[clause.sentence]), YES_NO[hit]
                )
            right = right_names(found, lesson.marked, clause, system) if hit is not False else set()
            if right and len(choices) > 1:
                yield from _preferences(
                    "name",
                    [row for v, row in choices if v.name in right],
                    [row for v, row in choices if v.name not in right],
                )
        for time in clause.times:
            role = time_label(lesson.marked, time)
            if role is not None:
                row = time_row(context, clause, time, around[clause.sentence])
                yield Sample("duration" if time.type == "duration" else "time", row, role)
    yield from cause_samples(lesson)


def _unnamed(lesson: Lesson, names: Sequence[str]) -> list[Marked]:
    """The events none of whose systems has one of these names."""
    return [m for m in lesson.marked if not any(hits(m.event, name) for name in names)]


def cause_samples(lesson: Lesson) -> Iterator[Sample]:
    """Clauses of an article that tells of outages: which cause does each tell, if any?"""
    for n, clause in enumerate(lesson.reading.clauses if lesson.marked else ()):
        cause = cause_label(lesson.marked, clause)
        if cause is not None:
            yield Sample("cause", cause_row(lesson.context, n), cause)


def _preferences(decision: str, better: Sequence[Features], worse: Sequence[Features]) -> Iterator[Sample]:
    """Pairs of choices as differences, so that the model learns to rank the choices of one question."""
    weight = 1 / max(1, len(better) * len(worse))
    for good, bad in product(better, worse):
        apart = {name: good.get(name, 0.0) - bad.get(name, 0.0) for name in (*good, *bad)}
        told = {name: value for name, value in apart.items() if value}
        yield Sample(decision, told, "yes", weight)
        yield Sample(decision, {name: -value for name, value in told.items()}, "no", weight)


def right_names(found: Sequence[Variant], marked: Sequence[Marked], clause: Clause, system: Candidate) -> set[str]:
    """The names that an event has: one that this mention is quoted for, else one told in this clause, else any of the article.

    Of several those whose owner the phrase itself names, and the service itself only where the phrase names nothing finer.
    """
    quoted = [m for m in marked if m.touches(system.start, system.end, "system")]
    told = [m for m in marked if m.touches(*clause.span)]
    for events in (quoted, told, marked):
        gold = {scored_key(name) for m in events for name in m.event["systems"]}
        right = [variant for variant in found if scored_key(variant.name) in gold]
        if right:
            own = [v for v in right if "own" in v.how]
            finer = [v for v in own or right if v.owner is None or scored_key(v.name) != scored_key(v.owner.name)]
            return {variant.name for variant in finer or own or right}
    return set()


def sentence_opinions(reading: Reading, opinions: Sequence[float]) -> dict[int, float]:
    """The strongest assertion of each sentence."""
    around: dict[int, float] = {}
    for clause, opinion in zip(reading.clauses, opinions, strict=True):
        around[clause.sentence] = max(opinion, around.get(clause.sentence, 0.0))
    return around


def entity_samples(lesson: Lesson, scene: Scene) -> Iterator[Sample]:
    """Was a system hit at all, by everything that the article says of it?"""
    unnamed = _unnamed(lesson, [e.name for e in scene.entities if not e.is_operator])
    for entity in scene.entities:
        right = any(lesson.is_hit(number, entity) for number in range(len(lesson.marked)))
        if entity.is_operator:
            right = right or any(stands_for(m.event, entity.name) for m in unnamed)
        yield Sample("entity", entity_row(scene, entity), YES_NO[right])


def when_samples(lesson: Lesson, scene: Scene) -> Iterator[Sample]:
    """Did any outage begin at an onset?"""
    for onset in scene.onsets:
        yield Sample("when", when_row(scene, onset), YES_NO[bool(_begun(lesson, scene, onset))])


def onset_samples(lesson: Lesson, scene: Scene) -> Iterator[Sample]:
    """Of an onset at which an outage did begin: which system's was it? Of several that it may be, the most alike."""
    for onset in scene.onsets:
        numbers = _begun(lesson, scene, onset)
        if not numbers:
            continue
        rows = [onset_row(scene, entity, onset) for entity in scene.entities]
        alike = [max(_likeness(lesson, number, entity) for number in numbers) for entity in scene.entities]
        best = max(alike, default=0.0)
        right = [row for row, how in zip(rows, alike, strict=True) if 0 < how == best]
        yield from _preferences("onset", right, [row for row in rows if row not in right])


def _likeness(lesson: Lesson, number: int, entity: Entity) -> float:
    """How alike a system is to those of an event."""
    return likeness(lesson.marked[number].event, entity.name) or float(lesson.is_quoted(number, entity))


def _begun(lesson: Lesson, scene: Scene, onset: Onset) -> list[int]:
    """The annotated events that began at an onset."""
    others = [other.value for other in scene.onsets]
    return [number for number, m in enumerate(lesson.marked) if begins(m.event, onset.value, others)]


def together_samples(lesson: Lesson, scene: Scene, anchors: Sequence[Entity | None]) -> Iterator[Sample]:
    """Which systems failed together with the one that an onset is of?"""
    for onset, anchor in zip(scene.onsets, anchors, strict=True):
        numbers = [n for n in _begun(lesson, scene, onset) if anchor and _likeness(lesson, n, anchor)]
        if anchor is not None and numbers:
            for other in scene.entities:
                if other is not anchor:
                    right = any(lesson.is_hit(number, other) for number in numbers)
                    yield Sample("together", together_row(scene, anchor, other, onset), YES_NO[right])


def field_samples(lesson: Lesson, scene: Scene, outages: Sequence[Outage]) -> Iterator[Sample]:
    """Ends, lengths and causes of outages that match an annotated event."""
    matched = matches(lesson, outages)
    for n, outage in enumerate(outages):
        if n in matched:
            yield from _field_samples(lesson.marked[matched[n]], scene, outages, outage)


def _field_samples(m: Marked, scene: Scene, outages: Sequence[Outage], outage: Outage) -> Iterator[Sample]:
    start = told_start(outage)
    for time, place in ends_offered(scene.judged, start.value if start else ""):
        label = ends(m, time.time)
        if label is not None:
            yield Sample("outage end", end_row(scene, outages, outage, time, place), YES_NO[label])
    for time, place in lengths_offered(scene.judged):
        yield Sample("outage duration", length_row(scene, outages, outage, time, place), YES_NO[lasts(m, time.time)])
    choices = [(told_cause(m, cause), row) for cause, row in cause_choices(scene, outages, outage)]
    yield from _preferences(
        "outage cause", [row for right, row in choices if right], [row for right, row in choices if right is False]
    )


def event_samples(lesson: Lesson, story: Story) -> Iterator[Sample]:
    """Did an outage happen, and is it told as one of its own?"""
    matched = matches(lesson, story.outages)
    for n in range(len(story.outages)):
        yield Sample("event", event_row(story, n), YES_NO[n in matched])


def same_samples(lesson: Lesson, story: Story, beliefs: Sequence[float]) -> Iterator[Sample]:
    """Of two outages, the surer one of which is annotated: is the other that very one, told again?"""
    matched = matches(lesson, story.outages)
    ranked = surest_first(beliefs)
    for place, other in enumerate(ranked):
        nearest = matched[other] if other in matched else likeliest(lesson, story.outages[other])
        if nearest is None:
            continue
        for one in ranked[:place]:
            if one in matched:
                right = other not in matched and matched[one] == nearest
                yield Sample("same", same_row(story, one, other, beliefs), YES_NO[right])


def whole_samples(lesson: Lesson, story: Story, beliefs: Sequence[float]) -> Iterator[Sample]:
    """Status and role of outages that match an annotated event, the article's relevance, and how often what it would be said to tell is right."""
    matched = matches(lesson, story.outages)
    for n, number in matched.items():
        event = lesson.marked[number].event
        yield Sample("status", status_row(story, n), event["status"])
        yield Sample("role", role_row(story, n), event["role"])
        yield from _operator_samples(event["operator"], story, n)
    for n in kept(beliefs) if tells(story) else ():
        yield Sample("confidence", confidence_row(beliefs[n]), YES_NO[n in matched])
    yield Sample("relevance", article_row(story, beliefs), lesson.article["relevance"])


def _operator_samples(operator: str | None, story: Story, n: int) -> Iterator[Sample]:
    """Who runs the systems of an outage, none of which is listed? Everybody whom the article names is asked."""
    systems = named_systems(story.scene, story.outages, story.outages[n])
    if is_listed(story, systems):
        return
    for name, row in operator_choices(story.parties, story.outages[n], systems):
        yield Sample("operator", row, YES_NO[operator is not None and is_called(name, operator)])


def likeliest(lesson: Lesson, outage: Outage) -> int | None:
    """The annotated event that an outage would be paired with if it were the only one."""
    return matches(lesson, [outage]).get(0)


def matches(lesson: Lesson, outages: Sequence[Outage]) -> dict[int, int]:
    """Which outage found which annotated event, as the figures pair them: by names, then times."""
    forms = [
        {
            "systems": [e.name for e in outage.entities],
            "started_at": outage.onset.value if outage.onset else None,
            "n": n,
        }
        for n, outage in enumerate(outages)
    ]
    events = [{**m.event, "n": n} for n, m in enumerate(lesson.marked)]
    return {made["n"]: gold["n"] for gold, made in pair(events, forms)}
