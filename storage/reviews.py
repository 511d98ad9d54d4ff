"""What people said of events, and how it outranks the machine. Pure; `storage.events` applies it at every merge."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, get_args

from storage.localtime import split_prefix
from storage.records import Cause, MergedEvent, OutageMention, Qualifier, Status

Action = Literal["confirm", "reject", "correct", "split", "merge"]
CORRECTABLE = (
    "systems", "operator", "started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause",
)  # fmt: skip
_HOUR = len("2023-11-24T13")
_CHOICES = {"status": get_args(Status), "cause": get_args(Cause), "duration_qualifier": get_args(Qualifier)}


@dataclass(frozen=True, slots=True)
class Review:
    """One thing that a person said of an event; `value` as in statements, None for "nobody knows"."""

    event_id: str
    action: Action
    made_at: datetime
    property: str = ""
    value: str | None = None
    reviewer: str = ""
    note: str = ""
    id: int | None = None


@dataclass(slots=True)
class Verdict:
    """What all reviews of one event come to: the last word on whether it was one, and on each property."""

    judged: str = ""
    corrections: dict[str, str | None] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """`confirmed`, `rejected`, `corrected`, or ""."""
        return self.judged or ("corrected" if self.corrections else "")


def verdict(reviews: Iterable[Review]) -> Verdict:
    """The verdict of reviews in the order in which they were made."""
    found = Verdict()
    for one in reviews:
        if one.action == "correct":
            found.corrections[one.property] = one.value
        elif one.action in {"confirm", "reject"}:
            found.judged = f"{one.action}ed"
    return found


def check_correction(name: str, value: str | None) -> str | None:
    """The value as it is kept. Raises `ValueError` for a property or a value that the annotation guide does not know."""
    if name not in CORRECTABLE:
        raise ValueError(f"no such property: {name!r}; there are {', '.join(CORRECTABLE)}")
    if value is None:
        if name == "systems":
            raise ValueError("an outage names at least one system")
        return "unknown" if name in {"status", "cause"} else None
    if name == "systems":
        return json.dumps(_systems(value), ensure_ascii=False)
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError(f"{name} is none of {', '.join(_CHOICES[name])}: {value!r}")
    if name in {"started_at", "ended_at"}:
        split_prefix(value)
    if name == "duration_minutes" and not 0 <= float(value) < float("inf"):
        raise ValueError(f"no outage lasts {value} minutes")
    return value


def _systems(value: str) -> list[str]:
    """Names as a JSON list, or separated by commas."""
    listed: Any = json.loads(value) if value.lstrip().startswith("[") else value.split(",")
    names = [name.strip() for name in listed if isinstance(name, str) and name.strip()]
    if not names:
        raise ValueError("an outage names at least one system")
    return names


def overrule(event: MergedEvent, corrections: dict[str, str | None]) -> MergedEvent:
    """The event with a person's values, and with those that follow from them.

    An end that was corrected makes it restored, a status that says it goes on leaves no end; a length that was not
    corrected itself is computed again where an end was, from times that name the hour.
    """
    if not corrections:
        return event
    values: dict[str, Any] = {name: _typed(name, value) for name, value in corrections.items()}
    if values.get("ended_at") and "status" not in values:
        values["status"] = "restored"
    if values.get("status") in {"ongoing", "partial"} and "ended_at" not in values:
        values["ended_at"] = None
    if "duration_minutes" in values:
        values.setdefault("duration_qualifier", None if values["duration_minutes"] is None else "exact")
    elif any(name in values and values[name] != getattr(event, name) for name in ("started_at", "ended_at")):
        minutes = _length(values.get("started_at", event.started_at), values.get("ended_at", event.ended_at))
        values |= {"duration_minutes": minutes, "duration_qualifier": None if minutes is None else "about"}
    return replace(event, **values)


def overrule_mention(mention: OutageMention, corrections: dict[str, str | None]) -> OutageMention:
    """One article's mention with a person's values: what it should have been read as."""
    return replace(mention, **{name: _typed(name, value) for name, value in corrections.items()})


def _typed(name: str, value: str | None) -> Any:
    if value is None:
        return None
    if name == "systems":
        return tuple(json.loads(value))
    return float(value) if name == "duration_minutes" else value


def _length(start: str | None, end: str | None) -> float | None:
    if not start or not end or min(len(start), len(end)) < _HOUR:
        return None
    return max(0.0, (split_prefix(end).instant - split_prefix(start).instant).total_seconds() / 60)
