"""Who and when: the likely systems and onsets of an article, gathered from their mentions, with where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from operator import itemgetter

from classifier.decisions.judge import NAMED, Judged, JudgedSystem, JudgedTime, likeliest
from classifier.decisions.times import first_point
from classifier.systems.names import is_common, system_key

ONSET = 0.12  # P of a time from which it is considered as a start
SURE = 0.3  # P of a time that may make a start finer
NONE_REPORTED = "none_reported"  # the cue that says so
MOST_MENTIONS = 60  # of one system, the surest by its own name; no article that we know has more than 17


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its sentence, its clause, its first character."""

    sentence: int
    clause: int
    at: int


@dataclass(frozen=True)
class Entity:
    """One system with its mentions in order; `hit` is the surest mention's P."""

    key: str
    name: str
    mentions: tuple[JudgedSystem, ...]
    places: tuple[Place, ...]
    hit: float

    @cached_property
    def best(self) -> JudgedSystem:
        """The mention that was most surely hit."""
        return max(self.mentions, key=lambda mention: mention.hit)

    @cached_property
    def operator(self) -> str | None:
        """Who runs it, as far as any mention knows."""
        return next((m.candidate.operator for m in self.mentions if m.candidate.operator), None)

    @property
    def is_operator(self) -> bool:
        """Whether it is called by the name of who runs it alone."""
        return self.best.candidate.source == "operator"

    @property
    def in_title(self) -> bool:
        """Whether the headline names it."""
        return self.places[0].sentence == 0


@dataclass(frozen=True, slots=True)
class Onset:
    """One time at which an outage may have begun: `value` is the finest form told, `times` all expressions that fit it."""

    value: str
    times: tuple[JudgedTime, ...]
    places: tuple[Place, ...]
    p: float


@dataclass(frozen=True)
class Scene:
    """The candidates for whole outages of one article."""

    judged: Judged
    entities: tuple[Entity, ...]
    onsets: tuple[Onset, ...]

    @classmethod
    def of(cls, judged: Judged) -> Scene:
        """Gather mentions by name and times by value."""
        return cls(judged, tuple(_entities(judged)), tuple(_onsets(judged)))

    def closest(self, onset: Onset, entity: Entity) -> tuple[float, Place, Place]:
        """Where an onset and a system of the scene are told closest to each other, with the distance."""
        return self._closest[id(onset), id(entity)]

    @cached_property
    def _closest(self) -> dict[tuple[int, int], tuple[float, Place, Place]]:
        """Every pair once: the row of one asks for all others too."""
        pairs = product(self.onsets, self.entities)
        return {(id(onset), id(entity)): closest(onset.places, entity.places) for onset, entity in pairs}


def place_of(judged: Judged, clause: int, at: int) -> Place:
    """The place of a character in a clause."""
    return Place(judged.reading.clauses[clause].sentence, clause, at)


def _entities(judged: Judged) -> list[Entity]:
    groups: dict[str, list[JudgedSystem]] = {}
    for mention in judged.systems:
        if mention.hit >= NAMED:
            groups.setdefault(system_key(mention.candidate.name), []).append(mention)
    for key in sorted(groups, key=len):
        home = _home(key, groups)
        if home is not None:
            groups[home] += groups.pop(key)
    return [_entity(judged, key, mentions) for key, mentions in groups.items()]


def _home(key: str, groups: dict[str, list[JudgedSystem]]) -> str | None:
    """The longer name that this one is short for: 인터넷 beside KT 인터넷, where no other has a claim to it."""
    longer = [other for other in groups if other != key and other.endswith(key)]
    if len(longer) == 1 and (is_common(key) or len(key) >= 3):
        return longer[0]
    return None


def _entity(judged: Judged, key: str, mentions: Sequence[JudgedSystem]) -> Entity:
    told = sorted(mentions, key=lambda m: m.candidate.start)
    ordered = likeliest(told, lambda m: (system_key(m.candidate.name) == key, m.hit), MOST_MENTIONS)
    best = max(
        (m for m in ordered if system_key(m.candidate.name) == key), key=lambda m: (m.hit, len(m.candidate.name))
    )
    places = tuple(place_of(judged, m.clause, m.candidate.start) for m in ordered)
    return Entity(key, best.candidate.name, ordered, places, max(m.hit for m in ordered))


def start_value(time: JudgedTime) -> str:
    """The first end of a time's value; the day of an observation."""
    value = first_point(time.time.value)
    return value[:10] if time.observed else value


def compatible(a: str, b: str) -> bool:
    """Whether one value is the other said more finely: 2023-11-24 and 2023-11-24T13."""
    return a.startswith(b) or b.startswith(a)


def _onsets(judged: Judged) -> list[Onset]:
    times = [
        t
        for t in judged.times
        if t.time.type != "duration" and start_value(t) and t.p("start") >= ONSET and not _is_denied(judged, t)
    ]
    clusters: list[list[JudgedTime]] = []
    for time in sorted(times, key=lambda t: -t.p("start")):
        home = next((cluster for cluster in clusters if _fits(judged, time, cluster)), None)
        if home is None:
            clusters.append([time])
        else:
            home.append(time)
    found = [_onset(judged, cluster) for cluster in clusters]
    return sorted(found, key=lambda onset: onset.places[0].at)


def _is_denied(judged: Judged, time: JudgedTime) -> bool:
    """Whether nobody reported an outage from then on: 9시부터 지연 신고는 없었다."""
    behind = time.time.evidence.end
    return any(cue.name == NONE_REPORTED and cue.start >= behind for cue in judged.reading.clauses[time.clause].cues)


def _fits(judged: Judged, time: JudgedTime, cluster: Sequence[JudgedTime]) -> bool:
    """A day fits any hour of it; a mere month or year only what is told in that sentence or the next."""
    value = start_value(time)
    if not all(compatible(value, start_value(other)) for other in cluster):
        return False
    shortest = min(len(value), *(len(start_value(other)) for other in cluster))
    if shortest > 7 or value == start_value(cluster[0]):
        return True
    sentence = judged.reading.clauses[time.clause].sentence
    return any(abs(judged.reading.clauses[other.clause].sentence - sentence) <= 1 for other in cluster)


def _onset(judged: Judged, cluster: Sequence[JudgedTime]) -> Onset:
    best = max(cluster, key=lambda t: t.p("start"))
    finer = [t for t in cluster if t.p("start") >= SURE and len(start_value(t)) > len(start_value(best))]
    chosen = max(finer, key=lambda t: t.p("start")) if finer else best
    ordered = sorted(cluster, key=lambda t: t.time.evidence.start)
    places = tuple(place_of(judged, t.clause, t.time.evidence.start) for t in ordered)
    return Onset(start_value(chosen), tuple(ordered), places, best.p("start"))


def step(a: Place, b: Place) -> str:
    """How `b` stands to `a`, as a class: in its clause or sentence, before or behind, or so many sentences off."""
    side = "<" if b.at < a.at else ">"
    if a.clause == b.clause:
        return f"clause{side}"
    if a.sentence == b.sentence:
        return f"sentence{side}"
    apart = b.sentence - a.sentence
    return "title" if b.sentence == 0 else f"{max(-4, min(4, apart)):+d}"


def distance(a: Place, b: Place) -> float:
    """How far apart two places are, in sentences; inside one sentence a fraction by clauses and characters."""
    if a.sentence == b.sentence:
        return 0.5 * (a.clause != b.clause) + min(0.4, abs(a.at - b.at) / 400)
    if b.sentence == 0 or a.sentence == 0:
        return 2.5  # the headline stands apart from the body
    apart = b.sentence - a.sentence
    return abs(apart) + (0.3 if apart > 0 else 0.0)


def nearest(a: Place, places: Sequence[Place]) -> tuple[float, Place | None]:
    """The nearest of `places` to `a`, with its distance (infinite where there is none)."""
    scored = [(distance(a, place), place.at, n) for n, place in enumerate(places)]
    if not scored:
        return float("inf"), None
    gap, _, n = min(scored)
    return gap, places[n]


def closest(these: Sequence[Place], those: Sequence[Place]) -> tuple[float, Place, Place]:
    """The closest pair of two sets of places, with its distance."""
    pairs = [(*nearest(a, those), a) for a in these]
    gap, there, here = min(pairs, key=itemgetter(0))
    return gap, here, there or here
