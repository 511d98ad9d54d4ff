"""Times of the news: an ISO 8601 prefix in Korean local time <-> an instant in UTC with its grain.

A value keeps its grain, so that 24 November is a day and never a midnight, nor the 23rd as UTC would have it.
Asia/Seoul has been UTC+9 without summer time since 1988-10-09.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from storage.records import Grain

SEOUL = ZoneInfo("Asia/Seoul")
_GRAINS: dict[int, tuple[Grain, str]] = {
    4: ("year", "%Y"),
    7: ("month", "%Y-%m"),
    10: ("day", "%Y-%m-%d"),
    13: ("hour", "%Y-%m-%dT%H"),
    16: ("minute", "%Y-%m-%dT%H:%M"),
}
_FORMATS = dict(_GRAINS.values())
_EARLIEST = "1000"  # below, `strftime` drops leading zeros


class LocalTime(NamedTuple):
    """A time value as the database keeps it: instant (aware, UTC), grain, and what a person reads."""

    instant: datetime
    grain: Grain
    local_date: str
    local_time: str


def split_prefix(value: str) -> LocalTime:
    """`2023-11-24T13:57` -> its parts; `local_time` is "" above the hour. Raises `ValueError` for anything else."""
    grain, form = _GRAINS.get(len(value), (None, ""))
    if grain is None or not (value.isascii() and value[:4] >= _EARLIEST):
        raise ValueError(f"not an ISO 8601 prefix: {value!r}")
    try:
        moment = datetime.strptime(value, form).replace(tzinfo=SEOUL)
    except ValueError:
        raise ValueError(f"not an ISO 8601 prefix: {value!r}") from None
    return LocalTime(moment.astimezone(UTC), grain, value[:10], value[11:])


def join_prefix(instant: datetime, grain: Grain) -> str:
    """Inverse of `split_prefix`. Raises `ValueError` for a grain that no prefix has."""
    if grain not in _FORMATS:
        raise ValueError(f"no ISO 8601 prefix has the grain {grain!r}")
    return instant.astimezone(SEOUL).strftime(_FORMATS[grain])
