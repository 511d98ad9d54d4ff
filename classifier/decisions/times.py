"""Arithmetic on local time values, which are ISO 8601 prefixes: as fine as told."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from storage.localtime import SEOUL

_FORMATS = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d", 13: "%Y-%m-%dT%H", 16: "%Y-%m-%dT%H:%M"}
_FIRST = "0000-01-01T00:00"  # what a value leaves open is its first moment


@lru_cache(maxsize=4096)
def moment(value: str) -> datetime:
    """A local time value as a naive moment: the first one that it may mean."""
    if len(value) not in _FORMATS:
        raise ValueError(f"no local time: {value!r}")
    return datetime.fromisoformat(value + _FIRST[len(value) :])


@lru_cache(maxsize=64)
def local_minute(at: datetime) -> str:
    """An aware moment as a local value, to the minute."""
    return at.astimezone(SEOUL).strftime(_FORMATS[16])


def first_point(value: str) -> str:
    """The first end of a time's value, to the minute at most."""
    return value.split("/")[0][:16]


def to_come(value: str, at: datetime) -> bool:
    """Whether a point in time lies behind an aware moment, as far as it is told."""
    return before(local_minute(at), value)


def minutes_between(start: str, end: str) -> float:
    """Minutes from one value to another."""
    return (moment(end) - moment(start)).total_seconds() / 60


def days_between(start: str, end: str) -> float:
    """Days from one value to another."""
    return minutes_between(start, end) / 1440


def later(value: str, minutes: float) -> str:
    """`value` and so many minutes, to the minute; to the hour where both are, to the day where `value` is."""
    moved = (moment(value) + timedelta(minutes=minutes)).strftime(_FORMATS[16])
    if len(value) == 10:
        return moved[:10]
    return moved[:13] if len(value) == 13 and moved.endswith(":00") else moved


def before(value: str, floor: str) -> bool:
    """Whether `value` is before `floor`, as far as both are told."""
    width = min(len(value), len(floor))
    return value[:width] < floor[:width]
