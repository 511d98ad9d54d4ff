"""Features of whole outages and whole articles: status, role and relevance are decided on these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from classifier.decisions.features import Row, bucket
from classifier.decisions.fields import Told, moment
from classifier.decisions.frames import HIT, Frame
from classifier.decisions.judge import Judged, JudgedSystem

WORD_WEIGHT = 8.0  # of all words together, against features that are at most 1


def days_before(judged: Judged, start: Told | None) -> str:
    """How long before publication the outage began, as a class."""
    if start is None:
        return "untold"
    published = judged.reading.published_at.replace(tzinfo=None)
    days = (published - moment(start.value)).total_seconds() / 86400
    return bucket(days, 0.25, 1, 2, 7, 31, 370)


def frame_row(judged: Judged, frames: Sequence[Frame], frame: Frame, start: Told | None, end: Told | None) -> Row:
    """Is it over? Is it what the article is about? Cues inside the frame and in the article, age, place."""
    reading = judged.reading
    numbers = {part.clause for part in frame.parts}
    first = min((part.sentence for part in frame.parts), default=0)
    row: Row = {
        "bias": 1.0,
        f"age={days_before(judged, start)}": 1.0,
        f"end={end is not None}": 1.0,
        f"start={start is not None}": 1.0,
        f"grain={len(start.value) if start else 0}": 1.0,
        f"first sentence={bucket(first, 0, 1, 2, 4)}": 1.0,
        "in title": float(any(part.sentence == 0 for part in frame.parts)),
        "in lead": float(any(part.sentence == 1 for part in frame.parts)),
        f"order={min(frames.index(frame), 3)}": 1.0,
        f"frames={min(len(frames), 4)}": 1.0,
        f"parts={bucket(len(frame.parts), 1, 2, 4, 8)}": 1.0,
        "share": len(frame.parts) / max(1, sum(len(other.parts) for other in frames)),
        "named in title": float(bool(frame.keys & judged.context.in_title)),
        "stated": float(any(t.p("duration") >= 0.5 for part in frame.parts for t in part.times)),
    }
    for n in numbers:
        clause = reading.clauses[n]
        for cue in clause.cues:
            if cue.kind != "digital":
                row[f"cue={cue.name}"] = 1.0
                row[f"kind={cue.kind}"] = 1.0
    for clause in reading.clauses:
        for cue in clause.cues:
            if cue.kind in {"recovery", "partial", "ongoing", "aftermath", "denied"}:
                row[f"article kind={cue.kind}"] = 1.0
                row[f"article cue={cue.name}"] = 1.0
                if clause.sentence == 0:
                    row[f"title kind={cue.kind}"] = 1.0
    age = days_before(judged, start)
    row.update(
        {
            f"age={age} {name}": 1.0
            for name in list(row)
            if name.startswith(("kind=rec", "kind=ong", "end=", "article kind=on"))
        }
    )
    row.update({f"age={age} in title": row["in title"], f"age={age} title name": row["named in title"]})
    return row


def role_row(judged: Judged, frames: Sequence[Frame], frame: Frame, start: Told | None, end: Told | None) -> Row:
    """Is it what the article is about? The frame alone, and whether the article's first outage is of the same day."""
    own = frame_row(judged, frames, frame, start, end)
    row = {name: value for name, value in own.items() if "article " not in name and not name.startswith("title kind")}
    lead = {value[:10] for value in frames[0].starts}
    mine = {value[:10] for value in frame.starts}
    relation = "untold" if not mine or not lead else "same" if mine & lead else "other"
    place = "first" if frame is frames[0] else relation
    row[f"day={place}"] = 1.0
    row[f"day={place} in title={bool(row['in title'] or row['named in title'])}"] = 1.0
    return row


def event_row(
    judged: Judged, frames: Sequence[Frame], frame: Frame, systems: Sequence[JudgedSystem], start: Told | None
) -> Row:
    """Did it happen, and is it told as an outage of its own? Strength, times, modality, and how it differs from stronger ones."""
    asserted = sorted((part.asserted for part in frame.parts), reverse=True)
    hit = max((system.hit for system in systems), default=0.0)
    clauses = [judged.reading.clauses[part.clause] for part in frame.parts]
    row: Row = {
        "bias": 1.0,
        "asserted": asserted[0],
        "second": asserted[1] if len(asserted) > 1 else 0.0,
        "hit": hit,
        "both": asserted[0] * hit,
        "start": start.p if start else 0.0,
        f"grain={len(start.value) if start else 0}": 1.0,
        f"age={days_before(judged, start)}": 1.0,
        "duration": max((t.p("duration") for part in frame.parts for t in part.times), default=0.0),
        "end": max((t.p("end") for part in frame.parts for t in part.times), default=0.0),
        f"parts={bucket(len(frame.parts), 1, 2, 4)}": 1.0,
        f"systems={min(len(systems), 3)}": 1.0,
        "in title": float(any(part.sentence == 0 for part in frame.parts)),
        "in lead": float(any(part.sentence == 1 for part in frame.parts)),
        "earlier": float(any(part.earlier for part in frame.parts)),
        f"frames={min(len(frames), 4)}": 1.0,
        f"order={min(frames.index(frame), 3)}": 1.0,
        "best sentence": max(judged.asserted, default=0.0),
        f"source={max(systems, key=lambda s: s.hit).candidate.source if systems else '-'}": 1.0,
    }
    for kind in (
        "planned",
        "drill",
        "feared",
        "denied",
        "other_sense",
        "unhurt",
        "aftermath",
        "notice",
        "digital",
        "outage",
    ):
        row[f"share of {kind}"] = sum(clause.has(kind) for clause in clauses) / len(clauses)
    stronger = [other for other in frames if other is not frame and _strength(other) > _strength(frame)]
    names = [_relation_of_names(frame.keys, other.keys) for other in stronger]
    days = [_relation_of_days(frame.starts, other.starts) for other in stronger]
    row[f"stronger={min(len(stronger), 3)}"] = 1.0
    row.update({f"beside {name} {day}": 1.0 for name, day in zip(names, days, strict=True)})
    row.update({f"beside {name}": 1.0 for name in names} | {f"beside {day}": 1.0 for day in days})
    return row


def _strength(frame: Frame) -> float:
    return max(part.asserted for part in frame.parts) * max(
        (s.hit for p in frame.parts for s in p.systems), default=0.0
    )


def _relation_of_names(ours: set[str], theirs: set[str]) -> str:
    if not ours or not theirs:
        return "no name"
    if ours & theirs:
        return "same name"
    near = any(a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
    return "alike name" if near else "other name"


def _relation_of_days(ours: Sequence[str], theirs: Sequence[str]) -> str:
    if not ours or not theirs:
        return "no time" if not ours else "their time untold"
    if set(ours) & set(theirs):
        return "same time"
    if any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs):
        return "fitting time"
    return "same day" if {a[:10] for a in ours} & {b[:10] for b in theirs} else "other day"


def article_row(judged: Judged, frames: Sequence[Frame], starts: Sequence[Told | None]) -> Row:
    """Is the article about an outage? Only what was extracted counts: assertions, systems hit, their places and cues."""
    reading = judged.reading
    title = [n for n, clause in enumerate(reading.clauses) if clause.sentence == 0]
    lead = [n for n, clause in enumerate(reading.clauses) if clause.sentence in {1, 2}]
    hits = [s for s in judged.systems if s.hit >= HIT]
    asserted = sorted(judged.asserted, reverse=True)
    row: Row = {
        "bias": 1.0,
        "strongest": asserted[0] if asserted else 0.0,
        "second": asserted[1] if len(asserted) > 1 else 0.0,
        "third": asserted[2] if len(asserted) > 2 else 0.0,
        "title": max((judged.asserted[n] for n in title), default=0.0),
        "lead": max((judged.asserted[n] for n in lead), default=0.0),
        "share": sum(judged.asserted) / max(1, len(judged.asserted)),
        "best hit": max((s.hit for s in judged.systems), default=0.0),
        "title hit": max((s.hit for s in judged.systems if s.clause in title), default=0.0),
        "lead hit": max((s.hit for s in judged.systems if s.clause in lead), default=0.0),
        f"frames={min(len(frames), 3)}": 1.0,
        f"hits={bucket(len(hits), 0, 1, 3, 7)}": 1.0,
        "start": max((start.p for start in starts if start), default=0.0),
        "duration": max((t.p("duration") for t in judged.times if t.time.type == "duration"), default=0.0),
        "cause": max((c.names for c in judged.causes), default=0.0),
        f"age={_youngest(judged, starts)}": 1.0,
        f"length={bucket(len(reading.clauses), 6, 12, 25, 50)}": 1.0,
    }
    row.update({f"title {cue.kind}": 1.0 for n in title for cue in reading.clauses[n].cues})
    row.update({f"lead {cue.kind}": 1.0 for n in lead for cue in reading.clauses[n].cues})
    for kind in ("other_sense", "planned", "drill", "feared", "denied", "unhurt", "aftermath", "recovery"):
        row[f"share of {kind}"] = sum(clause.has(kind) for clause in reading.clauses) / max(1, len(reading.clauses))
    row.update(word_row(judged))
    row["title and lead"] = row["title"] * row["lead"]
    row["title and hit"] = row["title"] * row["best hit"]
    return row


_CONTENT = ("NNG", "NNP", "VV", "VA", "XR", "SL")


def word_row(judged: Judged) -> Row:
    """The article's content words, weighed so that a long article counts no more than a short one."""
    words = {
        token.surface for token in judged.reading.tokens if token.tag.startswith(_CONTENT) and len(token.surface) > 1
    }
    weight = WORD_WEIGHT / max(1.0, len(words)) ** 0.5
    return {f"word={word}": weight for word in words}


def _youngest(judged: Judged, starts: Sequence[Told | None]) -> str:
    told = [start for start in starts if start is not None]
    if not told:
        return "untold"
    latest: datetime = max(moment(start.value) for start in told)
    return days_before(judged, next(start for start in told if moment(start.value) == latest))
