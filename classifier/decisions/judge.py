"""First decisions: the models' opinion of every clause, system mention, time and cause word of one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.cues.cues import Cue
from classifier.decisions.features import Context, cause_row, clause_row, system_row, time_row
from classifier.decisions.linear import LinearModel
from classifier.reading import Reading
from classifier.systems.find import Candidate
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with an opinion on every candidate. `asserted[n]` is P(clause n says that an outage happened)."""

    reading: Reading
    context: Context
    asserted: tuple[float, ...]
    systems: tuple[JudgedSystem, ...]
    times: tuple[JudgedTime, ...]
    causes: tuple[JudgedCause, ...]


def judge(reading: Reading, models: Mapping[str, LinearModel]) -> Judged:
    """Apply the models `clause`, `system`, `time`, `duration` and `cause` to every candidate of an article."""
    context = Context.of(reading)
    asserted = tuple(models["clause"].probability(clause_row(reading, n)) for n in range(len(reading.clauses)))
    sentence: dict[int, float] = {}
    for clause, value in zip(reading.clauses, asserted, strict=True):
        sentence[clause.sentence] = max(value, sentence.get(clause.sentence, 0.0))
    systems: list[JudgedSystem] = []
    times: list[JudgedTime] = []
    causes: list[JudgedCause] = []
    for n, clause in enumerate(reading.clauses):
        here, around = asserted[n], sentence[clause.sentence]
        for candidate in clause.systems:
            row = system_row(context, clause, candidate, here, around)
            systems.append(JudgedSystem(n, candidate, models["system"].probability(row)))
        for time in clause.times:
            model = models["duration" if time.type == "duration" else "time"]
            times.append(JudgedTime(n, time, model.probabilities(time_row(context, clause, time, around))))
        for cue in clause.cues:
            if cue.cause and cue.cause != "unknown":
                row = cause_row(context, clause, cue, around)
                causes.append(JudgedCause(n, cue, models["cause"].probability(row)))
    return Judged(reading, context, asserted, tuple(systems), tuple(times), tuple(causes))
