"""Records <-> JSON: the forms that the command line prints and reads (docs/annotation.md). Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from storage.records import Evidence, Milestone, OutageMention

Form = dict[str, Any]


def evidence_to_list(spans: Iterable[Evidence]) -> list[Form]:
    """Spans as `{start, end, quote}`."""
    return [asdict(span) for span in spans]


def mention_to_dict(mention: OutageMention) -> Form:
    """One event of one article, as `meoktong extract` prints it."""
    return {
        "systems": list(mention.systems),
        "operator": mention.operator,
        "role": mention.role,
        "started_at": mention.started_at,
        "ended_at": mention.ended_at,
        "duration_minutes": mention.duration_minutes,
        "duration_qualifier": mention.duration_qualifier,
        "status": mention.status,
        "cause": mention.cause,
        "evidence": {name: evidence_to_list(spans) for name, spans in mention.evidence.items()},
        "basis": dict(mention.basis),
        "milestones": [milestone_to_dict(milestone) for milestone in mention.milestones],
        "made_by": dict(mention.made_by),
        "confidence": mention.confidence,
    }


def milestone_to_dict(milestone: Milestone) -> Form:
    """A partial recovery, its evidence as a list with one span."""
    row = asdict(milestone)
    return {**row, "evidence": evidence_to_list([milestone.evidence])}


def mention_from_dict(row: Mapping[str, Any]) -> OutageMention:
    """Inverse of `mention_to_dict`; keys that are missing take their defaults.

    Raises `KeyError`, `TypeError` or `ValueError` for a form that is none.
    """
    evidence = {name: found for name, spans in dict(row.get("evidence", {})).items() if (found := _spans(spans))}
    milestones = tuple(milestone for one in row.get("milestones", ()) if (milestone := _milestone(one)))
    plain = {name: value for name, value in row.items() if name in _PLAIN}
    return OutageMention(systems=tuple(row["systems"]), evidence=evidence, milestones=milestones, **plain)


_PLAIN = frozenset(
    [
        "operator",
        "role",
        "started_at",
        "ended_at",
        "duration_minutes",
        "duration_qualifier",
        "status",
        "cause",
        "basis",
        "made_by",
        "confidence",
    ]
)


def _spans(spans: object) -> tuple[Evidence, ...]:
    """Spans of a program's output; the bare quotes of an annotated corpus have no offsets, so they are left out."""
    listed = [spans] if isinstance(spans, dict) else spans if isinstance(spans, list) else []
    return tuple(Evidence(int(span["start"]), int(span["end"]), str(span["quote"])) for span in listed)


def _milestone(row: Mapping[str, Any]) -> Milestone | None:
    """None where its evidence has no offsets."""
    spans = _spans(row["evidence"])
    return Milestone(row["at"], row["what"], spans[0], row.get("restored"), row.get("total")) if spans else None
