"""The period of a digest from what a person typed: days in Korea, the last one included."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from meoktong.digest import Period
from meoktong.verbs.rows import RowError, moment
from storage.localtime import SEOUL

USUAL = timedelta(days=7)


def period(since: str, until: str, now: datetime) -> Period:
    """From `since` to `until`, ISO days or moments; a day given as `until` is included whole.

    Without `until` the period ends now, without `since` it begins a week before its end. Raises `RowError`.
    """
    end = end_of(until) if until else now
    begin = moment(since, "--since") if since else end - USUAL
    if begin >= end:
        raise RowError("--since is not before --until")
    return Period(begin, end)


def end_of(until: str) -> datetime:
    """The moment at which a period ends; a day is included whole. Raises `RowError`."""
    when = moment(until, "--until")
    if len(until.strip()) > len("2023-11-24"):
        return when
    return days(when.date(), when.date()).until


def days(first: date, last: date) -> Period:
    """Whole days in Korea, both included."""
    midnight = time(tzinfo=SEOUL)
    return Period(datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight))
