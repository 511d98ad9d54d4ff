"""Conditions on events, the same for what is believed now and for what was believed at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select

from storage.localtime import SEOUL, split_prefix
from storage.names import plain
from storage.records import OutageEvent
from storage.tables import EventNameRow, EventRow, EventStateRow, NameRow

Sort = Literal["started", "duration", "articles", "updated"]
EventTable = type[EventRow] | type[EventStateRow]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What events are asked for; an empty value asks for nothing. See `storage.queries.events`."""

    system: str | Collection[str] = ""
    operator: str | Collection[str] = ""
    among: Collection[str] | None = None
    cause: str = ""
    status: str = ""
    review: str = ""
    since: str = ""
    until: str = ""
    min_duration: float | None = None


def conditions(table: EventTable, wanted: Wanted, seen: Any) -> list[ColumnElement[bool]]:
    """Conditions on an event's own columns; `seen` is the column that tells since when it is known.

    What a person rejected is found only where it is asked for. Raises `ValueError` for a bad date.
    """
    found = _period(table, wanted.since, wanted.until, seen)
    pairs = ((table.cause, wanted.cause), (table.status, wanted.status), (table.review, wanted.review))
    found += [col(column) == value for column, value in pairs if value]
    if not wanted.review:
        found.append(col(table.review) != "rejected")
    if wanted.min_duration is not None:
        found.append(col(table.duration_minutes) >= wanted.min_duration)
    return found


def named(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Conditions on the names of events in force."""
    found: list[ColumnElement[bool]] = []
    for kind, asked in (("system", wanted.system), ("operator", wanted.operator)):
        if forms := _forms(asked):
            found.append(_has_name(and_(col(EventNameRow.kind) == kind, in_name(forms))))
    if wanted.among is not None:
        found.append(_has_name(col(EventNameRow.key).in_(list(wanted.among))))
    return found


def has_name(wanted: Wanted, systems: Collection[str], operator: str | None, keys: Collection[str]) -> bool:
    """The same for names at hand; `keys` are the names as they are compared."""
    pairs = ((systems, wanted.system), ([operator or ""], wanted.operator))
    for names, asked in pairs:
        forms = _forms(asked)
        if forms and not any(form in plain(name) for form in forms for name in (*names, *keys)):
            return False
    return wanted.among is None or bool(set(wanted.among) & set(keys))


def fits(event: OutageEvent, wanted: Wanted) -> bool:
    """What `conditions` say, for an event at hand. Raises `ValueError` for a bad date."""
    told = event.event
    pairs = ((told.cause, wanted.cause), (told.status, wanted.status), (event.review, wanted.review))
    if any(asked and value != asked for value, asked in pairs):
        return False
    if wanted.min_duration is not None and (told.duration_minutes or -1.0) < wanted.min_duration:
        return False
    began = told.started_at[:10] if told.started_at else event.first_seen.astimezone(SEOUL).date().isoformat()
    first, last = wanted.since[:10], wanted.until[:10]
    if first:
        first += "0000-01-01"[len(split_prefix(first).local_date) :]
    if last:
        last = (_after(last) - timedelta(days=1)).astimezone(SEOUL).date().isoformat()
    return not ((first and began < first[: len(began)]) or (last and began > last[: len(began)]))


def says_name(text: str) -> ColumnElement[bool]:
    """The name of a system or the operator of an event in force holds the text."""
    return _has_name(in_name([plain(text)]))


def days(since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """The first instant of one ISO day, month or year, and the first after another. Raises `ValueError`."""
    first = split_prefix(since[:10]).instant if since else None
    return first, _after(until[:10]) if until else None


def order(table: EventTable, sort: Sort, identifier: Any, updated: Any) -> list[Any]:
    """Newest, longest, most told or last changed first; equals by identifier, backwards as the index goes."""
    first = {"started": table.began, "duration": table.duration_minutes, "articles": table.articles, "updated": updated}
    column = col(first[sort])
    down = column.desc().nulls_last() if sort == "duration" else column.desc()
    return [down, col(identifier).desc()]


def _forms(asked: str | Collection[str]) -> list[str]:
    forms = [asked] if isinstance(asked, str) else list(asked)
    return [form for name in forms if (form := plain(name))]


def _has_name(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return col(EventRow.id).in_(select(EventNameRow.event_id).where(condition))


def in_name(forms: Collection[str]) -> ColumnElement[bool]:
    """A name, as it is compared or as it is written, holds one of the forms."""
    sides = (col(NameRow.key), col(NameRow.written))
    held = or_(*(side.contains(form, autoescape=True) for form in forms for side in sides))
    return col(EventNameRow.key).in_(select(NameRow.key).where(held))


def _period(table: EventTable, since: str, until: str, seen: Any) -> list[ColumnElement[bool]]:
    """Conditions on when an event began. Bounds are cut to the start's own length: a month is compared with a month."""
    began = col(table.started_date)
    known = func.length(began)
    wanted: list[ColumnElement[bool]] = []
    if since:  # the year's first instant bounds what the index must look through: vaguer starts are kept as their first
        first = split_prefix(since[:10]).instant
        wanted.append(col(table.began) >= split_prefix(since[:4]).instant)
        day = since[:10] + "0000-01-01"[len(since[:10]) :]
        wanted.append(or_(began >= func.substr(day, 1, known), and_(began.is_(None), col(seen) >= first)))
    if until:
        after = _after(until[:10])
        wanted.append(col(table.began) < after)
        day = (after - timedelta(days=1)).astimezone(SEOUL).date().isoformat()
        wanted.append(or_(began <= func.substr(day, 1, known), and_(began.is_(None), col(seen) < after)))
    return wanted


def _after(prefix: str) -> datetime:
    """The first instant after a day, month or year in Korea. Raises `ValueError` where the calendar ends."""
    if prefix.startswith("9999"):
        raise ValueError(f"not a time of the news: {prefix!r}")
    first = split_prefix(prefix).instant.astimezone(SEOUL)
    step = {4: 366, 7: 31, 10: 1}[len(prefix)]
    late = first + timedelta(days=step)
    return {4: late.replace(month=1, day=1), 7: late.replace(day=1), 10: late}[len(prefix)]
