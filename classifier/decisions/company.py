"""Whose names stand around a place: whether a sentence tells of an outage's own systems or of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.decisions.judge import Judged, JudgedSystem
from classifier.decisions.relations import LIKELY, Outage
from classifier.systems.names import system_key


@dataclass(frozen=True, slots=True)
class Company:
    """The systems that a sentence names, seen from an outage that hit those of `keys`, which `operators` run."""

    judged: Judged
    named: Sequence[JudgedSystem]
    keys: frozenset[str]
    operators: frozenset[str]

    def beside(self) -> str:
        """Whether the sentence names the outage's own systems, and others that were hit."""
        own = any(self._is_own(system) for system in self.named)
        others = any(system.hit >= LIKELY and not self._is_own(system) for system in self.named)
        return f"own={own} others={others}"

    def subject(self, at: int) -> str:
        """Whose is the last name of the sentence before a character: `own`, `operator`, `other operator`, `other` or `none`."""
        return self._whose(self.named, at)

    def last_hit(self, at: int) -> str:
        """The same of the whole text, for names that were likely hit."""
        return self._whose([system for system in self.judged.systems if system.hit >= LIKELY], at)

    def _whose(self, systems: Sequence[JudgedSystem], at: int) -> str:
        before = (system for system in systems if system.candidate.start < at)
        last = max(before, key=lambda system: system.candidate.start, default=None)
        if last is None:
            return "none"
        if self._is_own(last):
            return "own"
        if last.candidate.operator and self.operators:
            return "operator" if last.candidate.operator in self.operators else "other operator"
        return "other"

    def _is_own(self, system: JudgedSystem) -> bool:
        key = system_key(system.candidate.name)
        return any(key == own or own.endswith(key) or own.startswith(key) or key.endswith(own) for own in self.keys)


def company_of(judged: Judged, outage: Outage, sentence: int) -> Company:
    """Who stands beside whom in a sentence of the article, seen from an outage."""
    clauses = judged.reading.clauses
    named = [system for system in judged.systems if clauses[system.clause].sentence == sentence]
    return Company(judged, named, outage.keys, outage.operators)
