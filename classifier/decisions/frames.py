"""Which clauses speak of the same outage: clauses are gathered into frames, one frame an outage.

Clauses are taken in reading order, the headline last because it repeats the body. Each joins the frame that the `link`
model finds likeliest, or opens a new one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from classifier.decisions.features import Row, bucket
from classifier.decisions.judge import Judged, JudgedSystem, JudgedTime
from classifier.decisions.linear import LinearModel
from classifier.systems.names import system_key

HIT = 0.22  # P above which a system mention counts as hit
TOLD = 0.3  # P above which a time counts as start or end
HINTED = 0.1  # P above which a time is taken where nothing better is told
OPENS = 0.4  # P of assertion above which a clause may open a frame
LINKED = 0.5  # P above which a clause joins a frame


@dataclass(slots=True)
class Part:
    """What one clause holds of an outage."""

    clause: int
    sentence: int
    asserted: float
    systems: list[JudgedSystem]
    times: list[JudgedTime]
    earlier: bool
    again: bool

    @property
    def keys(self) -> set[str]:
        """Keys of the systems that were likely hit."""
        return {system_key(s.candidate.name) for s in self.systems if s.hit >= HIT}

    @property
    def operators(self) -> set[str]:
        """Operators of the systems that were likely hit."""
        return {s.candidate.operator for s in self.systems if s.hit >= HIT and s.candidate.operator}

    @property
    def starts(self) -> list[str]:
        """Values of the likely starts."""
        return [t.time.value.split("/")[0] for t in self.times if t.p("start") >= TOLD]

    @property
    def days(self) -> list[str]:
        """The likely starts; in a clause that surely tells of an outage, else the likeliest one that is hinted."""
        points = [(t.p("start"), t.time.value.split("/")[0]) for t in self.times if t.time.type != "duration"]
        if self.starts or self.asserted < OPENS:
            return self.starts
        return [value for p, value in sorted(points)[-1:] if p >= HINTED]

    @property
    def opens(self) -> bool:
        """Whether the clause can tell of an outage by itself."""
        return self.asserted >= OPENS and bool(self.keys or self.starts)


@dataclass(slots=True)
class Frame:
    """One outage as the clauses that tell of it."""

    parts: list[Part] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """Keys of all systems likely hit."""
        return set().union(*(part.keys for part in self.parts))

    @property
    def operators(self) -> set[str]:
        """Operators of all systems likely hit."""
        return set().union(*(part.operators for part in self.parts))

    @property
    def days(self) -> list[str]:
        """Values of all starts, likely or hinted."""
        return [value for part in self.parts for value in part.days]

    @property
    def starts(self) -> list[str]:
        """Values of all likely starts."""
        return [value for part in self.parts for value in part.starts]


def parts_of(judged: Judged, floor: float = 0.3) -> list[Part]:
    """Clauses that hold anything of an outage, in reading order, the headline's last.

    `floor`: P of assertion from which a clause counts by itself.
    """
    parts: list[Part] = []
    for n, clause in enumerate(judged.reading.clauses):
        systems = [s for s in judged.systems if s.clause == n]
        times = [t for t in judged.times if t.clause == n]
        told = any(t.p("start") >= TOLD or t.p("end") >= TOLD or t.p("duration") >= TOLD for t in times)
        cause = any(c.clause == n and c.names >= HIT for c in judged.causes)
        if judged.asserted[n] >= floor or told or cause or any(s.hit >= HIT for s in systems):
            earlier = any(cue.name in {"earlier_year", "earlier_case"} for cue in clause.cues)
            again = any(cue.name in {"earlier_case", "after_days"} for cue in clause.cues)
            whole = Part(n, clause.sentence, judged.asserted[n], systems, times, earlier, again)
            parts += _split_by_starts(whole)
    return sorted(parts, key=lambda part: (part.sentence == 0, part.clause))


def _split_by_starts(part: Part) -> list[Part]:
    """One part per start where a clause tells of several (9일 …, 10일 …), each with what stands behind its time."""
    cuts: list[JudgedTime] = []
    for told in part.times:
        value = told.time.value.split("/")[0]
        if told.p("start") >= TOLD and not any(_compatible(value, other.time.value.split("/")[0]) for other in cuts):
            cuts.append(told)
    if len(cuts) < 2:
        return [part]
    edges = [0, *(cut.time.evidence.start for cut in cuts[1:]), 1 << 60]
    pieces = []
    for low, high in itertools.pairwise(edges):
        systems = [s for s in part.systems if low <= s.candidate.start < high]
        times = [t for t in part.times if low <= t.time.evidence.start < high]
        pieces.append(replace(part, systems=systems or part.systems, times=times))
    return pieces


def _compatible(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def link_row(part: Part, frame: Frame, frames: list[Frame]) -> Row:
    """Does this clause speak of that outage? Names, days, distance, words such as 지난해 or 또."""
    last = frame.parts[-1]
    distance = min(abs(part.sentence - other.sentence) for other in frame.parts)
    names = _names_relation(part, frame)
    days = _days_relation(part.starts, frame.starts)
    row: Row = {
        "bias": 1.0,
        f"names={names}": 1.0,
        f"days={days}": 1.0,
        f"names={names} days={days}": 1.0,
        f"distance={bucket(distance, 0, 1, 2, 4)}": 1.0,
        f"names={names} distance={bucket(distance, 0, 1, 3)}": 1.0,
        f"days={days} distance={bucket(distance, 0, 1, 3)}": 1.0,
        f"only frame={len(frames) == 1}": 1.0,
        f"latest={frame is _latest(frames)}": 1.0,
        f"latest={frame is _latest(frames)} names={names}": 1.0,
        f"first={frame is frames[0]}": 1.0,
        f"earlier={part.earlier} {_said_earlier(last)}": 1.0,
        f"earlier={part.earlier} first={frame is frames[0]}": 1.0,
        f"again={part.again}": 1.0,
        f"again={part.again} before={last.again}": 1.0,
        f"names={names} before={last.again}": 1.0,
        f"days={days} before={last.again}": 1.0,
        f"title={part.sentence == 0} first={frame is frames[0]}": 1.0,
        f"title={part.sentence == 0} names={names}": 1.0,
        "asserted": part.asserted,
        f"operator={_shares(part.operators, frame.operators)}": 1.0,
        f"days={days} opens={part.opens}": 1.0,
        f"names={names} opens={part.opens}": 1.0,
    }
    return row


def _latest(frames: list[Frame]) -> Frame:
    return max(frames, key=lambda frame: frame.parts[-1].clause if frame.parts[-1].sentence else -1)


def _said_earlier(part: Part) -> bool:
    return part.earlier


def _shares(ours: set[str], theirs: set[str]) -> str:
    return "none" if not ours or not theirs else "same" if ours & theirs else "other"


def _names_relation(part: Part, frame: Frame) -> str:
    ours, theirs = part.keys, frame.keys
    if not ours:
        return "no name"
    if not theirs:
        return "first name"
    if ours & theirs:
        return "same" if ours <= theirs else "some"
    near = any(a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
    return "alike" if near else "other"


def _days_relation(ours: Iterable[str], theirs: Iterable[str]) -> str:
    ours, theirs = list(ours), list(theirs)
    if not ours:
        return "no time"
    if not theirs:
        return "first time"
    if set(ours) & set(theirs):
        return "same"
    if any(_compatible(a, b) for a in ours for b in theirs):
        return "fits"
    return "same day" if {a[:10] for a in ours} & {b[:10] for b in theirs} else "other"


def gather(judged: Judged, link: LinearModel) -> list[Frame]:
    """Frames of an article in the order in which they open."""
    frames: list[Frame] = []
    for part in parts_of(judged):
        scores = [
            (link.probability(link_row(part, frame, frames)), -n)
            for n, frame in enumerate(frames)
            if _days_relation(part.days, frame.days) != "other"  # another day is another outage
        ]
        best = max(scores, default=(0.0, 0))
        if best[0] >= LINKED:
            frames[-best[1]].parts.append(part)
        elif part.opens:
            frames.append(Frame([part]))
        elif best[0] >= 0.25:
            frames[-best[1]].parts.append(part)
    return _folded(frames)


def _folded(frames: list[Frame]) -> list[Frame]:
    """What names the same system and no other time is the same outage, however far apart the article tells it."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: not f.starts):  # those that know their time come first
        home = next((other for other in kept if _same_outage(frame, other)), None)
        if home is None:
            kept.append(frame)
        else:
            home.parts += frame.parts
    return sorted(kept, key=frames.index)


def _same_outage(frame: Frame, other: Frame) -> bool:
    if not frame.keys & other.keys:
        return False
    mine, theirs = frame.starts, other.starts
    return not mine or not theirs or any(_compatible(a, b) for a in mine for b in theirs)
