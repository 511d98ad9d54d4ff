"""First decisions: the models' opinion of every clause, system mention, time and cause word of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.cues.cues import Cue
from classifier.decisions.cause_features import cause_row
from classifier.decisions.features import Context, clause_row, name_row, system_row
from classifier.decisions.linear import LinearModel
from classifier.decisions.time_features import time_row
from classifier.reading import Clause, Reading
from classifier.systems.candidates import Candidate
from classifier.systems.naming import Owners, Variant, variants
from storage.records import Timex


@dataclass(frozen=True, slots=True)
class JudgedSystem:
    """A system mention, the number of its clause, and P(it was hit)."""

    clause: int
    candidate: Candidate
    hit: float


@dataclass(frozen=True, slots=True)
class JudgedTime:
    """A time, the number of its clause, and P(role) for `start`, `end`, `span`, `other` or `duration`, `other`."""

    clause: int
    time: Timex
    roles: Mapping[str, float]

    def p(self, role: str) -> float:
        """P(role); an interval that may be the whole outage counts as its start and its end."""
        own = self.roles.get(role, 0.0)
        return own + self.roles.get("span", 0.0) if role in {"start", "end"} else own


@dataclass(frozen=True, slots=True)
class JudgedCause:
    """A cause word, the number of its clause, and P(it names the cause of an outage)."""

    clause: int
    cue: Cue
    names: float

    @property
    def cause(self) -> str:
        """The cause that the word stands for."""
        return self.cue.cause or UNKNOWN


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with an opinion on every candidate. `asserted[n]` is P(clause n says that an outage happened)."""

    reading: Reading
    context: Context
    asserted: tuple[float, ...]
    systems: tuple[JudgedSystem, ...]
    times: tuple[JudgedTime, ...]
    causes: tuple[JudgedCause, ...]


UNKNOWN = "unknown"  # the cause that nobody tells
NAMED = 0.12  # P of a hit from which a mention's name is thought over


def judge(reading: Reading, models: Mapping[str, LinearModel]) -> Judged:
    """Apply the models `clause`, `system`, `name`, `time`, `duration` and `cause` to every candidate of an article."""
    context = Context.of(reading)
    asserted = tuple(models["clause"].probability(clause_row(context, n)) for n in range(len(reading.clauses)))
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
            times.append(JudgedTime(n, time, model.probabilities(time_row(context, clause, time, around))))
    causes = causes_of(context, sentence, models["cause"])
    named = tuple(_named(context, systems, models["name"]))
    return Judged(reading, context, asserted, named, tuple(times), tuple(causes))


def causes_of(context: Context, around: Mapping[int, float], model: LinearModel) -> Iterator[JudgedCause]:
    """Every cause word with the model's opinion; `around`: the strongest assertion of each sentence."""
    for n, clause, cue in cause_cues(context.reading):
        row = cause_row(context, clause, cue, around[clause.sentence])
        yield JudgedCause(n, cue, model.probability(row))


def cause_cues(reading: Reading) -> Iterator[tuple[int, Clause, Cue]]:
    """The words that may name a cause, each with its clause and that clause's number."""
    for n, clause in enumerate(reading.clauses):
        for cue in clause.cues:
            if cue.cause and cue.cause != UNKNOWN:
                yield n, clause, cue


def _named(context: Context, systems: Sequence[JudgedSystem], model: LinearModel) -> Iterator[JudgedSystem]:
    """The mentions, each that was likely hit by the likeliest of its names."""
    owners = owners_of(context.reading)
    for system in systems:
        if system.hit < NAMED:
            yield system
            continue
        choices = names_of(context, system.candidate, context.reading.clauses[system.clause], owners)
        best = max(choices, key=lambda choice: model.probability(choice[1]))[0] if len(choices) > 1 else choices[0][0]
        yield replace(system, candidate=_called(system.candidate, best))


def _called(candidate: Candidate, name: Variant) -> Candidate:
    owner = name.owner
    if owner is None:
        return replace(candidate, name=name.name)
    return replace(candidate, name=name.name, operator=owner.operator, sector=owner.sector or candidate.sector)


def owners_of(reading: Reading) -> Owners:
    """Everybody in the article who may own a service."""
    found = [candidate for clause in reading.clauses for candidate in clause.systems]
    return Owners.of(found, reading.sentences[0].end if reading.sentences else 0)


def names_of(
    context: Context, candidate: Candidate, clause: Clause, owners: Owners
) -> list[tuple[Variant, dict[str, float]]]:
    """The names that a candidate could have, each with its features."""
    found = variants(candidate, owners, context.reading.sentences[clause.sentence])
    return [(variant, name_row(context, candidate, variant, owners)) for variant in found]
