"""Training samples: feature rows with their answers, for each of the decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from classifier.decisions.features import Context, cause_row, clause_row, system_row, time_row
from classifier.decisions.fields import pick_end
from classifier.decisions.frames import Frame, link_row, parts_of
from classifier.decisions.judge import Judged
from classifier.decisions.linear import Features
from classifier.decisions.wholes import article_row, event_row, frame_row, role_row
from classifier.extract import Outline
from classifier.learning.figures import pair
from classifier.learning.labels import (
    Marked,
    cause_label,
    clause_label,
    events_of,
    same_name,
    system_label,
    time_label,
)
from classifier.reading import Reading
from classifier.systems.names import system_key

YES_NO = {True: "yes", False: "no"}


@dataclass(slots=True)
class Samples:
    """Rows and labels of one decision."""

    rows: list[Features] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def add(self, row: Features, label: str) -> None:
        """Append one sample."""
        self.rows.append(row)
        self.labels.append(label)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One annotated article, read, with its events laid over the text."""

    article: Mapping[str, Any]
    reading: Reading
    marked: tuple[Marked, ...]


def clause_samples(lessons: Sequence[Lesson]) -> Samples:
    """Does a clause say that an outage happened?"""
    samples = Samples()
    for lesson in lessons:
        for n, clause in enumerate(lesson.reading.clauses):
            label = clause_label(lesson.article, lesson.marked, clause)
            if label is not None:
                samples.add(clause_row(lesson.reading, n), YES_NO[label])
    return samples


def candidate_samples(lessons: Sequence[Lesson], asserted: Sequence[Sequence[float]]) -> dict[str, Samples]:
    """System mentions, times, durations and cause words. `asserted`: the clause model's held-out opinion, per article."""
    samples = {name: Samples() for name in ("system", "time", "duration", "cause")}
    for lesson, opinions in zip(lessons, asserted, strict=True):
        context = Context.of(lesson.reading)
        around = sentence_opinions(lesson.reading, opinions)
        for n, clause in enumerate(lesson.reading.clauses):
            for system in clause.systems:
                row = system_row(context, clause, system, opinions[n], around[clause.sentence])
                samples["system"].add(row, YES_NO[system_label(lesson.marked, system)])
            for time in clause.times:
                role = time_label(lesson.marked, time)
                if role is not None:
                    row = time_row(context, clause, time, around[clause.sentence])
                    samples["duration" if time.type == "duration" else "time"].add(row, role)
            for cue in clause.cues:
                named = cause_label(lesson.marked, cue) if cue.cause and cue.cause != "unknown" else None
                if named is not None:
                    samples["cause"].add(cause_row(context, clause, cue, around[clause.sentence]), YES_NO[named])
    return samples


def sentence_opinions(reading: Reading, opinions: Sequence[float]) -> dict[int, float]:
    """The strongest assertion of each sentence."""
    around: dict[int, float] = {}
    for clause, opinion in zip(reading.clauses, opinions, strict=True):
        around[clause.sentence] = max(opinion, around.get(clause.sentence, 0.0))
    return around


def link_samples(lessons: Sequence[Lesson], judged: Sequence[Judged]) -> Samples:
    """Does a clause speak of that frame's outage? Frames are built as the annotation would have it."""
    samples = Samples()
    for lesson, opinion in zip(lessons, judged, strict=True):
        frames: list[tuple[Frame, set[int]]] = []
        parts = parts_of(opinion)
        pieces = Counter(part.clause for part in parts)
        for part in parts:
            clause = lesson.reading.clauses[part.clause]
            told = [judged_time.time for judged_time in part.times]
            events = events_of(lesson.marked, clause, told, alone=pieces[part.clause] == 1)
            known = [frame for frame, _ in frames]
            for frame, theirs in frames:
                samples.add(link_row(part, frame, known), YES_NO[bool(events & theirs)])
            if not events:
                continue
            home = next(((frame, theirs) for frame, theirs in frames if events & theirs), None)
            if home is None:
                frames.append((Frame([part]), set(events)))
            else:
                home[0].parts.append(part)
    return samples


def whole_samples(lessons: Sequence[Lesson], outlines: Sequence[Outline]) -> dict[str, Samples]:
    """Status and role of frames that match an annotated event; relevance of every article."""
    samples = {name: Samples() for name in ("event", "status", "role", "relevance")}
    for lesson, outline in zip(lessons, outlines, strict=True):
        judged = outline.judged
        samples["relevance"].add(article_row(judged, outline.frames, outline.starts), lesson.article["relevance"])
        matched = matches(lesson, outline)
        for n, frame in enumerate(outline.frames):
            event = matched.get(n)
            start = outline.starts[n]
            samples["event"].add(
                event_row(judged, outline.frames, frame, outline.systems[n], start), YES_NO[event is not None]
            )
            if event is not None:
                whole = (judged, outline.frames, frame, start, pick_end(frame, judged, start))
                samples["status"].add(frame_row(*whole), event["status"])
                samples["role"].add(role_row(*whole), event["role"])
    return samples


def matches(lesson: Lesson, outline: Outline) -> dict[int, Mapping[str, Any]]:
    """Which frame found which annotated event, as the figures pair them: by names, then times."""
    forms = [
        {"systems": [s.candidate.name for s in systems], "started_at": start.value if start else None, "n": n}
        for n, (systems, start) in enumerate(zip(outline.systems, outline.starts, strict=True))
    ]
    return {made["n"]: gold for gold, made in pair(lesson.article["events"], forms)}
