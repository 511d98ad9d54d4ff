"""First decisions: the models' opinion of every clause, system mention and time of one article, and of the causes that it may tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from typing import Any, TypeVar

from classifier.decisions.cause_features import cause_row, cause_words
from classifier.decisions.features import Context, clause_row, system_row, told_row
from classifier.decisions.linear import LinearModel
from classifier.decisions.name_features import name_row
from classifier.decisions.time_features import time_row
from classifier.reading import Clause, Reading
from classifier.systems.candidates import Candidate
from classifier.systems.naming import Owners, Variant, variants
from classifier.text.sentences import Span
from storage.records import Timex

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JudgedSystem:
    """A system mention, the number of its clause, and P(it was hit)."""

    clause: int
    candidate: Candidate
    hit: float


@dataclass(frozen=True, slots=True)
class JudgedTime:
    """A time, the number of its clause, and P(role) for `start`, `end`, `span`, `other` or `duration`, `other`.

    `observed`: the time of an observation (오전 10시 현재), of which an outage may share the day and no more.
    """

    clause: int
    time: Timex
    roles: Mapping[str, float]
    observed: bool = False

    def p(self, role: str) -> float:
        """P(role); an interval that may be the whole outage counts as its start and its end."""
        own = self.roles.get(role, 0.0)
        return own + self.roles.get("span", 0.0) if role in {"start", "end"} else own


@dataclass(frozen=True, slots=True)
class JudgedCause:
    """A cause that a clause may tell: the clause's number, P(it does), and where: by the cue of this name, or in plain words."""

    clause: int
    cause: str
    names: float
    word: str
    span: Span


@dataclass(frozen=True)
class Judged:
    """A reading with an opinion on every candidate. `asserted[n]` is P(clause n says that an outage happened)."""

    reading: Reading
    context: Context
    asserted: tuple[float, ...]
    systems: tuple[JudgedSystem, ...]
    times: tuple[JudgedTime, ...]
    causes: tuple[JudgedCause, ...]

    @cached_property
    def ends(self) -> tuple[JudgedTime, ...]:
        """Times that by themselves may be an outage's end, in order: of too many the likeliest, here and below."""
        offered = [t for t in self.times if t.time.type != "duration" and t.time.value and t.p("end") >= OFFERED]
        return likeliest(offered, lambda t: t.p("end"), MOST_OFFERED)

    @cached_property
    def lengths(self) -> tuple[JudgedTime, ...]:
        """Countable durations that by themselves may be an outage's."""
        offered = [t for t in self.times if t.time.type == "duration" and t.time.seconds and t.p("duration") >= OFFERED]
        return likeliest(offered, lambda t: t.p("duration"), MOST_OFFERED)

    @property
    def said(self) -> float:
        """How surely some clause says that an outage hit a system that it names."""
        return max((self.asserted[system.clause] * system.hit for system in self.systems), default=0.0)


OFFERED = 0.08  # P of its own from which an end or a length is considered for an outage
MOST_OFFERED = 24  # ends, lengths and causes of one article; no article that we know has more than 6, 5 and 12
OBSERVED = "observed"  # the cue of an observation
UNKNOWN = "unknown"  # the cause that nobody tells
PLAIN = "-"  # in place of a cue's name, where plain words tell a cause
NAMES = 0.1  # P that a clause tells a cause, from which it is considered
NAMED = 0.18  # P of a hit from which a mention's name is thought over, and its system considered


def asserted_of(context: Context, models: Mapping[str, LinearModel]) -> tuple[float, ...]:
    """For every clause P(it says that an outage happened), by the model `clause`."""
    return tuple(models["clause"].probability(clause_row(context, n)) for n in range(len(context.reading.clauses)))


def judge(context: Context, asserted: Sequence[float], models: Mapping[str, LinearModel]) -> Judged:
    """Apply the models `system`, `name`, `time`, `duration` and `cause` to the clauses and candidates of an article.

    `asserted`: what `asserted_of` says of every clause.
    """
    reading = context.reading
    sentence: dict[int, float] = {}
    for clause, value in zip(reading.clauses, asserted, strict=True):
        sentence[clause.sentence] = max(value, sentence.get(clause.sentence, 0.0))
    systems: list[JudgedSystem] = []
    times: list[JudgedTime] = []
    for n, clause in enumerate(reading.clauses):
        here, around = asserted[n], sentence[clause.sentence]
        for candidate in clause.systems:
            row = system_row(context, clause, candidate, here, around)
            systems.append(JudgedSystem(n, candidate, models["system"].probability(row)))
        for time in clause.times:
            model = models["duration" if time.type == "duration" else "time"]
            roles = model.probabilities(time_row(context, clause, time, around))
            times.append(JudgedTime(n, time, roles, _is_observed(clause, time)))
    named = tuple(_named(context, systems, models["name"]))
    causes = likeliest(list(causes_of(context, models["cause"])), lambda cause: cause.names, MOST_OFFERED)
    return Judged(reading, context, tuple(asserted), named, tuple(times), causes)


def _is_observed(clause: Clause, time: Timex) -> bool:
    end = time.evidence.end
    return any(cue.name == OBSERVED and end <= cue.start <= end + 1 for cue in clause.cues)


def likeliest(offered: Sequence[T], p: Callable[[T], Any], most: int) -> tuple[T, ...]:
    """At most so many of what is offered, those with the greatest `p`, in their order."""
    ranked = nlargest(most, range(len(offered)), key=lambda n: (p(offered[n]), -n))
    return tuple(offered[n] for n in sorted(ranked))


def causes_of(context: Context, model: LinearModel) -> Iterator[JudgedCause]:
    """Every cause that a clause may tell; one may tell several, but none that it only rules out."""
    for n, clause in enumerate(context.reading.clauses):
        holding, ruled_out = cause_words(context, clause)
        words = {cue.cause: cue for cue in reversed(holding)}
        denied = {cue.cause for cue in ruled_out} - words.keys()
        for cause, p in model.probabilities(cause_row(context, n)).items():
            if p >= NAMES and cause not in {UNKNOWN, *denied}:
                cue = words.get(cause)
                span = Span(cue.start, cue.end) if cue else _telling(context, clause, cause, model)
                yield JudgedCause(n, cause, p, cue.name if cue else PLAIN, span)


def _telling(context: Context, clause: Clause, cause: str, model: LinearModel) -> Span:
    """The two neighbouring words of a clause that speak most for a cause."""
    inside = context.within(clause)
    tokens = context.reading.tokens[inside]
    words = pairwise(context.words[inside])
    pairs = [model.score(told_row((one, other, f"{one} {other}")), cause) for one, other in words]
    best = max(range(len(pairs)), key=lambda n: pairs[n], default=None)
    return clause.span if best is None else Span(tokens[best].start, tokens[best + 1].end)


def _named(context: Context, systems: Sequence[JudgedSystem], model: LinearModel) -> Iterator[JudgedSystem]:
    """The mentions, each that was likely hit by the likeliest of its names."""
    owners = owners_of(context.reading)
    for system in systems:
        if system.hit < NAMED:
            yield system
            continue
        choices = names_of(context, system.candidate, context.reading.clauses[system.clause], owners)
        best = max(choices, key=lambda choice: model.probability(choice[1]))[0] if len(choices) > 1 else choices[0][0]
        yield JudgedSystem(system.clause, _called(system.candidate, best), system.hit)


def _called(candidate: Candidate, name: Variant) -> Candidate:
    owner = name.owner
    if owner is None:
        return candidate if name.name == candidate.name else replace(candidate, name=name.name)
    return replace(candidate, name=name.name, operator=owner.operator, sector=owner.sector or candidate.sector)


def owners_of(reading: Reading) -> Owners:
    """Everybody in the article who may own a service."""
    return Owners.of(reading.systems, reading.sentences[0].end if reading.sentences else 0)


def names_of(
    context: Context, candidate: Candidate, clause: Clause, owners: Owners
) -> list[tuple[Variant, dict[str, float]]]:
    """The names that a candidate could have, each with its features."""
    found = variants(context.reading.text, candidate, owners, context.reading.sentences[clause.sentence])
    return [(variant, name_row(context, candidate, variant, owners)) for variant in found]
