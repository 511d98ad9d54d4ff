"""Features of whole outages and whole articles: what happened at all and relevance are decided on these, and what status and role share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from classifier.decisions.features import Row, bucket, comes, told_row
from classifier.decisions.fields import Fields, Told, fields_of
from classifier.decisions.judge import Judged
from classifier.decisions.linear import LinearModel
from classifier.decisions.listing import told_here
from classifier.decisions.organisations import Organisation, Party, known_of, organisations_of, parties_of
from classifier.decisions.outages import anchors_of, outages_of
from classifier.decisions.relations import EARLIER, Outage, age
from classifier.decisions.scene import Place, Scene, compatible
from classifier.reading import Clause
from classifier.systems.naming import operators_called

HIT = 0.3  # P from which a mention counts as hit
_MODAL = (
    "planned", "drill", "feared", "denied", "other_sense", "unhurt", "aftermath", "notice", "digital", "outage", "recovery",
    "partial", "ongoing",
)  # fmt: skip
_UNREAL = ("other_sense", "planned", "drill", "feared", "denied", "unhurt", "aftermath", "recovery")


OTHER_DAY = "other day"  # the class of onsets that are days apart
LEAD = 2  # the last sentence of the lead; the headline is 0
TELLS = 0.5  # P that a clause says that an outage happened, from which its words count for the article
WORD = 0.3  # of such a word, against the features that say what it means


@dataclass(frozen=True)
class Story:
    """An article as outages with their fields: what the last decisions look at."""

    scene: Scene
    outages: tuple[Outage, ...]
    fields: tuple[Fields, ...]

    @classmethod
    def of(cls, scene: Scene, models: Mapping[str, LinearModel]) -> Story:
        """Form the outages and fill in their fields."""
        outages = outages_of(scene, anchors_of(scene, models["onset"]), models["together"])
        return cls(scene, tuple(outages), tuple(fields_of(scene, outages, outage, models) for outage in outages))

    @cached_property
    def ahead(self) -> tuple[int, ...]:
        """The clauses with an outage word and a time that was still to come."""
        reading = self.scene.judged.reading
        return tuple(n for n, c in enumerate(reading.clauses) if c.has("outage") and comes(reading, c))

    @cached_property
    def known(self) -> tuple[Organisation, ...]:
        """The organisations among the article's candidates for systems."""
        return tuple(known_of(self.scene.judged.reading))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everybody whom the article names who may run a service, with what it says of them."""
        judged = self.scene.judged
        return tuple(parties_of(judged, organisations_of(judged.reading)))

    @cached_property
    def listed(self) -> frozenset[str]:
        """The operators that the gazetteer knows, of what the article names."""
        return frozenset(c.operator for c in self.scene.judged.reading.systems if c.operator and c.in_gazetteer)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What the article calls each operator that it names."""
        return operators_called(self.scene.judged.reading.systems)

    @cached_property
    def strengths(self) -> tuple[float, ...]:
        """For each outage how surely something happened to one of its systems, by the models of mentions and clauses."""
        return tuple(self._strength(outage) for outage in self.outages)

    def _strength(self, outage: Outage) -> float:
        hit = max(entity.hit for entity in outage.entities)
        return hit * max(self.scene.judged.asserted[place.clause] for place in touched(outage))

    @cached_property
    def named(self) -> tuple[frozenset[str], ...]:
        """For each outage its systems by their keys, without those that another one is told of nearer."""
        told = (told_here(self.scene, self.outages, outage, outage.entities) for outage in self.outages)
        return tuple(frozenset(entity.key for entity in entities) for entities in told)

    @cached_property
    def wholes(self) -> tuple[Row, ...]:
        """For each outage its `whole_row`, which status and role share: not to be changed."""
        return tuple(whole_row(self, n) for n in range(len(self.outages)))

    def clauses(self, n: int) -> Iterator[Clause]:
        """The clauses that an outage touches, each once, in order."""
        for number in sorted({place.clause for place in touched(self.outages[n])}):
            yield self.scene.judged.reading.clauses[number]


def of_another(story: Story, n: int, at: int) -> bool:
    """Whether what stands at a character is told with an outage of another day: with its onset and nothing of outage `n`, in one sentence or right
    behind.
    """
    here = story.scene.judged.context.sentence_at(at)
    for sentence in (here, here - 1) if here > 1 else (here,):
        if any(place.sentence == sentence for place in touched(story.outages[n])):
            return False
        began = [m for m, o in enumerate(story.outages) if any(place.sentence == sentence for place in o.starts)]
        if began:
            return any(days_apart(story, n, m) == OTHER_DAY for m in began)
    return False


def touched(outage: Outage) -> tuple[Place, ...]:
    """Every place of an outage: its systems' and its onset's."""
    return (*outage.places, *outage.starts)


def days_before(story: Story, start: Told | None) -> str:
    """How long before publication the outage began, as a class."""
    return "untold" if start is None else age(story.scene.judged, start.value)


def event_row(story: Story, n: int) -> Row:
    """Did it happen, and is it told as an outage of its own? Strength, times, modality, and how it differs from stronger ones."""
    outage, fields, judged = story.outages[n], story.fields[n], story.scene.judged
    asserted = sorted((judged.asserted[c] for c in {p.clause for p in touched(outage)}), reverse=True)
    clauses = list(story.clauses(n))
    hit = max(entity.hit for entity in outage.entities)
    row: Row = {
        "bias": 1.0,
        "asserted": asserted[0],
        "second": asserted[1] if len(asserted) > 1 else 0.0,
        "hit": hit,
        "both": asserted[0] * hit,
        "pair": outage.p,
        "pair and hit": outage.p * hit,
        "start": outage.onset.p if outage.onset else 0.0,
        f"grain={len(outage.onset.value) if outage.onset else 0}": 1.0,
        f"age={days_before(story, fields.start)}": 1.0,
        "duration": fields.length.p if fields.length and fields.length.evidence else 0.0,
        "end": fields.end.p if fields.end and fields.end.evidence else 0.0,
        "cause": fields.cause.p if fields.cause else 0.0,
        f"touched={bucket(len(asserted), 1, 2, 4)}": 1.0,
        f"systems={min(len(outage.entities), 3)}": 1.0,
        "in title": float(any(p.sentence == 0 for p in touched(outage))),
        "in lead": float(any(p.sentence == 1 for p in touched(outage))),
        "earlier": float(any(cue.name in EARLIER for clause in clauses for cue in clause.cues)),
        f"outages={min(len(story.outages), 4)}": 1.0,
        f"order={min(n, 3)}": 1.0,
        "best clause": max(judged.asserted, default=0.0),
        f"source={max(outage.entities, key=lambda e: e.hit).best.candidate.source}": 1.0,
    }
    row.update(_shares(clauses, _MODAL))
    row.update(_beside(story, n))
    return row


def _shares(clauses: Sequence[Clause], kinds: Sequence[str]) -> Row:
    """In how many of these clauses a cue of each kind stands."""
    counts = Counter(chain.from_iterable({cue.kind for cue in clause.cues} for clause in clauses))
    return {f"share of {kind}": counts[kind] / max(1, len(clauses)) for kind in kinds}


def confidence_row(belief: float) -> Row:
    """P(it happened) as a logit: what is told beside others of an article is surer than the model of all candidates says."""
    bounded = min(0.999, max(0.001, belief))
    return {"logit": math.log(bounded / (1 - bounded))}


def _beside(story: Story, n: int) -> Row:
    """How an outage differs from those that are surer."""
    strengths = story.strengths
    surer = [m for m in range(len(strengths)) if m != n and (strengths[m], -m) > (strengths[n], -n)]
    pairs = [(names_apart(story, n, m), days_apart(story, n, m)) for m in surer]
    row: Row = {f"surer={min(len(surer), 3)}": 1.0, **_rivals(story, n)}
    row.update({f"beside {name} {day}": 1.0 for name, day in pairs})
    row.update({f"beside {part}": 1.0 for pair in pairs for part in pair})
    return row


def _rivals(story: Story, n: int) -> Row:
    """How the onset stands to those of the same system: on one day there is mostly but one."""
    onset = story.outages[n].onset
    same = [m for m in range(len(story.outages)) if m != n and names_apart(story, n, m) != "other name"]
    if onset is None:
        return {"untold beside told": float(any(story.outages[m].onset for m in same))}
    others = [o for m in same if (o := story.outages[m].onset) is not None and o is not onset]
    of_day = [o for o in others if o.value[:10] == onset.value[:10]]
    return {
        "margin of day": onset.p - max((o.p for o in of_day), default=0.0),
        "margin": onset.p - max((o.p for o in others), default=0.0),
        f"first of day={all(onset.value <= o.value for o in of_day)} alone={not of_day}": 1.0,
        "shares onset": float(any(story.outages[m].onset is onset for m in same)),
    }


def names_apart(story: Story, n: int, m: int) -> str:
    """How the names of two outages stand to each other, as a class."""
    ours, theirs = story.named[n], story.named[m]
    if ours & theirs:
        return "same name"
    near = any(a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
    return "alike name" if near else "other name"


def days_apart(story: Story, n: int, m: int) -> str:
    """How the onset of an outage stands to that of another, as a class."""
    ours, theirs = story.outages[n].onset, story.outages[m].onset
    if ours is None or theirs is None:
        return "no time" if ours is None else "their time untold"
    if ours is theirs:
        return "same time"
    if compatible(ours.value, theirs.value):
        return "fitting time"
    return "same day" if ours.value[:10] == theirs.value[:10] else OTHER_DAY


def whole_row(story: Story, n: int) -> Row:
    """What status and role share: place, age, end, cues of the clauses that tell of the outage."""
    outage, fields = story.outages[n], story.fields[n]
    places = touched(outage)
    first = min(place.sentence for place in places)
    when = days_before(story, fields.start)
    row: Row = {
        "bias": 1.0,
        f"age={when}": 1.0,
        f"end={fields.end is not None}": 1.0,
        f"start={fields.start is not None}": 1.0,
        f"grain={len(fields.start.value) if fields.start else 0}": 1.0,
        f"first sentence={bucket(first, 0, 1, 2, 4)}": 1.0,
        "in title": float(any(place.sentence == 0 for place in places)),
        "in lead": float(any(place.sentence == 1 for place in places)),
        f"order={min(n, 3)}": 1.0,
        f"outages={min(len(story.outages), 4)}": 1.0,
        f"touched={bucket(len({place.clause for place in places}), 1, 2, 4, 8)}": 1.0,
        "named in title": float(any(entity.in_title for entity in outage.entities)),
        "stated": float(bool(fields.length and fields.length.evidence)),
    }
    for clause in story.clauses(n):
        for cue in clause.cues:
            if cue.kind != "digital":
                row[f"cue={cue.name}"] = 1.0
                row[f"kind={cue.kind}"] = 1.0
    row.update({f"age={when} {name}": 1.0 for name in list(row) if name.startswith(("kind=rec", "kind=ong", "end="))})
    row.update({f"age={when} in title": row["in title"], f"age={when} title name": row["named in title"]})
    return row


def article_row(story: Story, beliefs: Sequence[float]) -> Row:
    """Is the article about an outage? What was extracted counts: assertions, systems hit, their places and cues, and the words that tell it.

    `beliefs`: P(it happened) of each outage of the story.
    """
    judged = story.scene.judged
    reading = judged.reading
    title = [n for n, clause in enumerate(reading.clauses) if clause.sentence == 0]
    lead = [n for n, clause in enumerate(reading.clauses) if 1 <= clause.sentence <= LEAD]
    hits = [s for s in judged.systems if s.hit >= HIT]
    asserted = sorted(judged.asserted, reverse=True)
    starts = [fields.start for fields in story.fields if fields.start]
    youngest = max(starts, key=lambda start: start.value, default=None)
    surest = max(range(len(beliefs)), key=lambda n: beliefs[n], default=None)
    row: Row = {
        "bias": 1.0,
        "belief": max(beliefs, default=0.0),
        "beliefs": min(3.0, sum(beliefs)),
        "strongest": asserted[0] if asserted else 0.0,
        "second": asserted[1] if len(asserted) > 1 else 0.0,
        "third": asserted[2] if len(asserted) > 2 else 0.0,
        "title": max((judged.asserted[n] for n in title), default=0.0),
        "lead": max((judged.asserted[n] for n in lead), default=0.0),
        "share": sum(judged.asserted) / max(1, len(judged.asserted)),
        "said": judged.said,
        "best hit": max((s.hit for s in judged.systems), default=0.0),
        "title hit": max((s.hit for s in judged.systems if s.clause in title), default=0.0),
        "lead hit": max((s.hit for s in judged.systems if s.clause in lead), default=0.0),
        f"outages={min(len(story.outages), 3)}": 1.0,
        f"hits={bucket(len(hits), 0, 1, 3, 7)}": 1.0,
        "start": max((start.p for start in starts), default=0.0),
        "duration": max((t.p("duration") for t in judged.times if t.time.type == "duration"), default=0.0),
        "cause": max((c.names for c in judged.causes), default=0.0),
        f"age={days_before(story, youngest)}": 1.0,
    }
    row.update({f"title {cue.kind}": 1.0 for n in title for cue in reading.clauses[n].cues})
    row.update({f"lead {cue.kind}": 1.0 for n in lead for cue in reading.clauses[n].cues})
    row.update(_shares(reading.clauses, _UNREAL))
    if surest is not None:
        when = days_before(story, story.fields[surest].start)
        row[f"surest age={when}"] = beliefs[surest]
        row["surest in title"] = beliefs[surest] * any(p.sentence == 0 for p in touched(story.outages[surest]))
        row["surest in lead"] = beliefs[surest] * any(p.sentence == 1 for p in touched(story.outages[surest]))
    row["title to come"] = float(any(n in title for n in story.ahead))
    row["lead to come"] = float(any(n in lead for n in story.ahead))
    row["title and lead"] = row["title"] * row["lead"]
    row["title and hit"] = row["title"] * row["best hit"]
    row["title and belief"] = row["title"] * row["belief"]
    return row | _telling_row(judged)


def _telling_row(judged: Judged) -> Row:
    """The words of the headline, and of every clause that likely says that an outage happened; of no other."""
    row: Row = {}
    for clause, asserted in zip(judged.reading.clauses, judged.asserted, strict=True):
        if clause.sentence == 0 or asserted >= TELLS:
            place = "title" if clause.sentence == 0 else "body"
            row.update(told_row(judged.context.words_in(clause), WORD, f"{place} says="))
    return row
