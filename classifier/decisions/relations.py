"""What belongs together: features of a system with an onset, of two systems, and of an end, length or cause with an outage."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from classifier.decisions.features import Row, bucket
from classifier.decisions.judge import Judged
from classifier.decisions.scene import Entity, Onset, Place, Scene, closest, distance, nearest, step
from classifier.decisions.times import before, days_between, local_minute

EARLIER = frozenset({"earlier_year", "earlier_case"})
AGAIN = frozenset({"earlier_case", "after_days"})
LIKELY = 0.3  # P of a hit from which a system counts as a rival
_COORDINATED = re.compile(
    r"(?:\([^()\n]{1,20}\))?['’\"”]?\s?(?:와|과|이나|나|및|또는|,|·|ㆍ|/|은 물론|는 물론|에 이어|뿐 아니라|을 비롯한|를 비롯한|을 포함한|를 포함한|등)?\s?"
    r"(?:[가-힣A-Za-z0-9]{0,10}\s)?['‘\"“]?"
)


def entity_row(scene: Scene, entity: Entity) -> Row:
    """Was this system hit? Its mentions taken together, and how it stands to those that are surer."""
    hits = sorted((mention.hit for mention in entity.mentions), reverse=True)
    best = entity.best.candidate
    clause = scene.judged.reading.clauses[entity.best.clause]
    surer = [other for other in scene.entities if other is not entity and other.hit > entity.hit]
    kind = best.kind
    row: Row = {
        "bias": 1.0,
        "best": hits[0],
        "second": hits[1] if len(hits) > 1 else 0.0,
        "sum": min(3.0, sum(hits)),
        "mean": sum(hits) / len(hits),
        "asserted": max(scene.judged.asserted[place.clause] for place in entity.places),
        f"best={bucket(hits[0], 0.2, 0.35, 0.5, 0.65, 0.8)}": 1.0,
        f"named={bucket(len(hits), 1, 2, 4)}": 1.0,
        f"title={entity.in_title}": 1.0,
        f"lead={any(place.sentence == 1 for place in entity.places)}": 1.0,
        f"kind={kind}": 1.0,
        f"length={bucket(len(entity.key), 2, 4, 8, 14)}": 1.0,
        f"rank={min(len(surer), 4)}": 1.0,
        f"rank={min(len(surer), 4)} kind={kind}": 1.0,
        f"behind={bucket(max((o.hit for o in surer), default=0) - entity.hit, 0, 0.1, 0.3, 0.6)}": 1.0,
        f"entities={min(len(scene.entities), 5)}": 1.0,
    }
    row.update({f"clause {cue.kind}": 1.0 for cue in clause.cues})
    for other in scene.entities:
        if other is not entity:
            relation = _kinship(entity, other)
            surety = "surer" if other.hit > entity.hit else "weaker"
            row[f"{surety} {relation}"] = 1.0
            row[f"{surety} {relation} {kind}"] = 1.0
            if listed(scene.judged.reading.text, entity, other):
                row["peer"] = max(row.get("peer", 0.0), other.hit)
                row[f"listed with {surety}"] = 1.0
    return row


def _kinship(entity: Entity, other: Entity) -> str:
    """How two names stand to each other: one begins or ends the other, or one owner has both."""
    if other.key.startswith(entity.key):
        return "begins"
    if entity.key.startswith(other.key):
        return "extends"
    if other.key.endswith(entity.key) or entity.key.endswith(other.key):
        return "ends"
    return f"owner {_relation(entity.operator, other.operator)}"


def when_row(scene: Scene, onset: Onset) -> Row:
    """Did an outage begin then? Its expressions taken together, the clauses that hold them, and its rivals of that day."""
    judged = scene.judged
    chances = sorted((time.p("start") for time in onset.times), reverse=True)
    clauses = [judged.reading.clauses[n] for n in sorted({place.clause for place in onset.places})]
    asserted = max(judged.asserted[place.clause] for place in onset.places)
    near = [min(scene.closest(onset, entity)[0], 9.0) for entity in scene.entities if entity.hit >= LIKELY]
    same_day = [o for o in scene.onsets if o is not onset and o.value[:10] == onset.value[:10]]
    surer = sum(o.p > onset.p for o in same_day)
    earlier = sum(o.value < onset.value for o in same_day)
    cues = {cue.name for clause in clauses for cue in clause.cues}
    when = age(judged, onset.value)
    row: Row = {
        "bias": 1.0,
        "best": chances[0],
        "second": chances[1] if len(chances) > 1 else 0.0,
        f"best={bucket(chances[0], 0.2, 0.4, 0.6, 0.8)}": 1.0,
        "asserted": asserted,
        "best and asserted": chances[0] * asserted,
        f"times={min(len(chances), 3)}": 1.0,
        f"grain={len(onset.value)}": 1.0,
        f"age={when}": 1.0,
        f"grain={len(onset.value)} age={when}": 1.0,
        f"same day={min(len(same_day), 3)}": 1.0,
        f"surer={min(surer, 2)}": 1.0,
        f"surer={min(surer, 2)} again={bool(cues & AGAIN)}": 1.0,
        f"earlier={min(earlier, 2)} surer={min(surer, 1)}": 1.0,
        f"onsets={min(len(scene.onsets), 5)}": 1.0,
        f"name in {bucket(min(near, default=9.0), 0.45, 0.95, 1.5, 3)}": 1.0,
        f"title={any(place.sentence == 0 for place in onset.places)}": 1.0,
        f"lead={any(place.sentence == 1 for place in onset.places)}": 1.0,
        f"first={onset is scene.onsets[0]}": 1.0,
        f"past cues={bool(cues & EARLIER)}": 1.0,
        f"past cues={bool(cues & EARLIER)} age={when}": 1.0,
    }
    row.update({f"clause {cue.kind}": 1.0 for clause in clauses for cue in clause.cues})
    return row


def onset_row(scene: Scene, entity: Entity, onset: Onset) -> Row:
    """Is the outage that began then this system's? Distance, surety, rivals on both sides, focus."""
    gap, here, there = scene.closest(onset, entity)
    rivals = [scene.closest(onset, e)[0] for e in scene.entities if e is not entity and e.hit >= LIKELY]
    others = sum(o is not onset and scene.closest(o, entity)[0] < gap for o in scene.onsets)
    carried = _carried(here, entity, scene.entities)
    earlier = any(cue.name in EARLIER for cue in scene.judged.reading.clauses[here.clause].cues)
    when = age(scene.judged, onset.value)
    near = min(gap, 4.0)
    return {
        "gap": near,
        "hit": entity.hit,
        "hit less gap": entity.hit - 0.3 * near,
        "nearer than all": float(gap < min(rivals, default=9.0)),
        "in sentence": float(here.sentence == there.sentence),
        "in sentence, hit": entity.hit * (here.sentence == there.sentence),
        f"side={here.at < there.at} near={gap < 1}": 1.0,
        f"others={min(others, 2)}": 1.0,
        f"carried={carried} in sentence={here.sentence == there.sentence}": 1.0,
        f"title={entity.in_title} earlier={earlier}": 1.0,
        f"title={entity.in_title} recent={when in {'<=0.25', '<=1', '<=2'}}": 1.0,
        f"named={bucket(len(entity.places), 1, 2, 4)}": 1.0,
        f"source={entity.best.candidate.source}": 1.0,
        "between": float(_onset_between(scene.onsets, onset, here, there)),
    }


def _carried(here: Place, entity: Entity, entities: Sequence[Entity]) -> str:
    """Whether the system is what the text spoke of last before `here`, its own sentence left out."""
    last = max(
        (p.sentence for e in entities if e.hit >= LIKELY for p in e.places if p.sentence < here.sentence), default=-1
    )
    if last < 0:
        return "nothing before"
    return "yes" if any(p.sentence == last for p in entity.places) else "no"


def _onset_between(onsets: Sequence[Onset], onset: Onset, here: Place, there: Place) -> bool:
    low, high = sorted((here.at, there.at))
    return any(low < p.at < high for o in onsets if o is not onset for p in o.places)


def age(judged: Judged, value: str) -> str:
    """How long before publication a time is, as a class; `future` for one that was still to come."""
    published = local_minute(judged.reading.published_at)
    if before(published, value):
        return "future"
    return bucket(days_between(value, published), 0.25, 1, 2, 7, 31, 370)


def together_row(scene: Scene, one: Entity, other: Entity, onset: Onset | None) -> Row:
    """Did `other` fail together with `one`, whose outage began at `onset`? Lists, clauses, owners, and its own surety."""
    gap, here, there = closest(one.places, other.places)
    text = scene.judged.reading.text
    in_list = listed(text, one, other)
    owners = _relation(one.operator, other.operator)
    apart = bucket(gap, 0.4, 0.99, 1.5, 3)
    kin, own_ends = _kinship(other, one), _own_ends(scene, one, other)
    row: Row = {
        "bias": 1.0,
        f"listed={in_list}": 1.0,
        f"owners={owners}": 1.0,
        f"listed={in_list} owners={owners}": 1.0,
        "gap": min(gap, 4.0),
        f"apart={apart}": 1.0,
        f"apart={apart} owners={owners}": 1.0,
        f"onset={onset is not None}": 1.0,
        f"sources={'+'.join(sorted((one.best.candidate.source, other.best.candidate.source)))}": 1.0,
        f"titles={one.in_title + other.in_title}": 1.0,
        f"begins={one.key.startswith(other.key) or other.key.startswith(one.key)}": 1.0,
        f"same sentences={_sentences(one) & _sentences(other) != set()}": 1.0,
        f"often apart={bool(_sentences(one) - _sentences(other)) and bool(_sentences(other) - _sentences(one))}": 1.0,
        f"entities={min(len(scene.entities), 4)}": 1.0,
        "hit": other.hit,
        f"hit={bucket(other.hit, 0.2, 0.4, 0.6, 0.8)}": 1.0,
        f"surer={other.hit > one.hit}": 1.0,
        f"kin={kin}": 1.0,
        f"kin={kin} source={other.best.candidate.source}": 1.0,
        f"listed={in_list} hit": other.hit,
        f"ends={own_ends}": 1.0,
        f"ends={own_ends} listed={in_list}": 1.0,
    }
    if onset is not None:
        near, when, where = scene.closest(onset, other)
        row["from onset"] = min(near, 4.0)
        row[f"step={step(when, where)}"] = 1.0
        row[f"step={step(when, where)} listed={in_list}"] = 1.0
        row[f"own onset={any(o is not onset and scene.closest(o, other)[0] < near for o in scene.onsets)}"] = 1.0
    between = text[min(here.at, there.at) : max(here.at, there.at)]
    if len(between) < 120:
        row.update({f"word={word}": 1.0 for word in _LINKS.findall(between)})
    return row


_LINKS = re.compile(
    r"쓰는|이용하는|사용하는|때문|여파|탓|영향|연동|연계|고객사|이어|앞서|반면|한편|뿐 아니라|물론|포함|비롯|등|입주|위탁|제휴|원인"
)


def _relation(a: str | None, b: str | None) -> str:
    return "unknown" if not a or not b else "same" if a == b else "other"


def _sentences(entity: Entity) -> set[int]:
    return {place.sentence for place in entity.places}


def listed(text: str, one: Entity, other: Entity) -> bool:
    """Whether two systems stand in one list somewhere."""
    for a in one.mentions:
        for b in other.mentions:
            first, second = a.candidate, b.candidate
            if second.start < first.start:
                first, second = second, first
            if first.end <= second.start <= first.end + 30 and _COORDINATED.fullmatch(text, first.end, second.start):
                return True
    return False


def _own_ends(scene: Scene, one: Entity, other: Entity) -> str:
    """Whether each system stands in a clause with an end of its own."""
    ends = {
        name: {t.time.value for t in scene.judged.times if t.p("end") >= LIKELY and t.clause in clauses}
        for name, clauses in (("one", {p.clause for p in one.places}), ("other", {p.clause for p in other.places}))
    }
    if not ends["one"] or not ends["other"]:
        return "none" if not ends["one"] and not ends["other"] else "of one"
    return "same" if ends["one"] & ends["other"] else "different"


@dataclass
class Outage:
    """One outage in the making: its systems, its onset if told, how sure the pairs are.

    `by_day`: the onset is another's that is told nearest, so that no more than its day is known of this one. `back`: its end, where that
    is what parts it from others that began with it.
    """

    entities: list[Entity]
    onset: Onset | None
    p: float
    places: list[Place] = field(default_factory=list)
    by_day: bool = False
    back: str = ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its systems, by their keys."""
        return frozenset(entity.key for entity in self.entities)

    @cached_property
    def operators(self) -> frozenset[str]:
        """Who runs its systems, as far as it is known."""
        return frozenset(entity.operator for entity in self.entities if entity.operator)

    @property
    def start(self) -> str:
        """When it began, as far as that is told; empty where it is not."""
        value = self.onset.value if self.onset else ""
        return value[:10] if self.by_day else value

    @property
    def starts(self) -> tuple[Place, ...]:
        """Where its onset is told."""
        return self.onset.places if self.onset else ()


def attach_row(outages: Sequence[Outage], outage: Outage, here: Place, p: float) -> Row:
    """Does a time, length or cause that stands `here` belong to this outage? Its places, and those of its rivals."""
    by_name, place = nearest(here, outage.places)
    by_time, start = nearest(here, outage.starts)
    name = step(here, place) if place else "-"
    time = step(here, start) if start else "-"
    gap = min(by_name, by_time)
    rivals = [_gap(here, o) for o in outages if o is not outage]
    rank = min(2, sum(other < gap for other in rivals))
    focus = _in_focus(outages, outage, here)
    near = min(gap, 4.0)
    row: Row = {
        "bias": 1.0,
        "p": p,
        "gap": near,
        "by name": min(by_name, 4.0),
        "by time": min(by_time, 4.0),
        "p less gap": p - 0.2 * near,
        "nearer": float(gap < min(rivals, default=9.0)),
        f"p={bucket(p, 0.1, 0.25, 0.5, 0.75)}": 1.0,
        f"name={name}": 1.0,
        f"time={time}": 1.0,
        f"rank={rank}": 1.0,
        f"tie={any(other == gap for other in rivals)}": 1.0,
        f"rank={rank} gap={bucket(gap, 0.45, 0.95, 1.5, 3)}": 1.0,
        f"focus={focus}": 1.0,
        f"focus={focus} rank={rank}": 1.0,
        f"outages={min(len(outages), 3)}": 1.0,
        f"outages={min(len(outages), 3)} rank={rank}": 1.0,
        f"order={min(outages.index(outage), 2)}": 1.0,
        f"order={min(outages.index(outage), 2)} rank={rank}": 1.0,
        f"here title={here.sentence == 0}": 1.0,
    }
    row.update({f"{key} p": p for key in (f"rank={rank}", f"focus={focus}", f"time={time}")})
    return row


def _gap(here: Place, outage: Outage) -> float:
    """How far an outage is told from `here`."""
    return min((distance(here, place) for place in (*outage.places, *outage.starts)), default=math.inf)


def _in_focus(outages: Sequence[Outage], outage: Outage, here: Place) -> str:
    """Whether the outage is the one that the text touched last before `here`."""
    last = [max((q.at for q in (*o.places, *o.starts) if q.at < here.at and q.sentence), default=-1) for o in outages]
    mine = last[outages.index(outage)]
    if mine < 0:
        return "untouched"
    return "yes" if mine == max(last) else "no"


def near(a: Place, b: Place) -> bool:
    """Whether two places are in one sentence."""
    return distance(a, b) < 1
