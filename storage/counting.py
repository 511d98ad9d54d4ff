"""Counts over events: how often and how long every system was down, and what a desk wants to know of one outage.

Nothing is counted without its denominator: a total of downtime says of how many outages the length is known.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from storage.batches import AT_ONCE
from storage.filters import days, in_name
from storage.localtime import SEOUL
from storage.names import plain
from storage.tables import EventNameRow, EventRow

Kind = Literal["system", "operator"]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SystemCount:
    """One system (or operator) over all its outages that were asked for; minutes are None where no length is known."""

    name: str
    outages: int
    known: int
    total_minutes: float | None
    median_minutes: float | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a desk says of an outage: which one of its week and year it is for a system or operator, and the one before.

    The week is the seven days up to its beginning; `last` is the beginning of the one before, `last_id` which it is.
    """

    name: str
    kind: Kind
    nth_in_week: int
    nth_in_year: int
    last: datetime | None
    last_id: str | None


def systems(
    session: Session,
    *,
    kind: Kind = "system",
    name: str | Collection[str] = "",
    among: Collection[str] | None = None,
    since: str = "",
    until: str = "",
    limit: int | None = 100,
    offset: int = 0,
) -> list[SystemCount]:
    """Systems by how often they failed; names that are compared as one count as one, under the form told most.

    `name` is part of a name, `since` and `until` are days, months or years in Korea; outages whose start is unknown
    count by when they were first seen. Rejected events do not count. Raises `ValueError` for a bad date.
    """
    row = EventNameRow
    wanted = _wanted(session, kind, name, among, since, until)
    ends = (func.min(row.began), func.max(row.began))
    known = (func.count(col(row.duration_minutes)), func.sum(col(row.duration_minutes)))
    told = sql_select(col(row.key), col(row.name), func.count(), *known, *ends).where(*wanted)
    forms: dict[str, list[Any]] = defaultdict(list)
    for one in session.connection().execute(told.group_by(col(row.key), col(row.name))):
        forms[one[0]].append(one)
    outages = {key: sum(one[2] for one in found) for key, found in forms.items()}
    keys = sorted(forms, key=lambda key: (-outages[key], key))[offset : None if limit is None else offset + limit]
    return [_count(forms[key], _median(session, wanted, key, sum(one[3] for one in forms[key]))) for key in keys]


def _median(session: Session, wanted: list[ColumnElement[bool]], key: str, known: int) -> float | None:
    """The median of a system's known lengths, from the middle of the index that has them in order."""
    if not known:
        return None
    length = col(EventNameRow.duration_minutes)
    query = sql_select(length).where(*wanted, col(EventNameRow.key) == key, length.is_not(None)).order_by(length)
    middle = session.connection().execute(query.offset((known - 1) // 2).limit(2 - known % 2)).scalars()
    return statistics.mean(float(minutes or 0) for minutes in middle)


def _wanted(
    session: Session, kind: Kind, name: str | Collection[str], among: Collection[str] | None, since: str, until: str
) -> list[ColumnElement[bool]]:
    row = EventNameRow
    wanted: list[ColumnElement[bool]] = [col(row.kind) == kind]
    forms = [form for one in ([name] if isinstance(name, str) else name) if (form := plain(one))]
    if forms:
        wanted.append(in_name(forms))
    if among is not None:
        wanted.append(col(row.key).in_(list(among)))
    first, after = days(since, until)
    wanted += [col(row.began) >= first] if first else []
    wanted += [col(row.began) < after] if after else []
    return wanted + _kept(session)


def _kept(session: Session) -> list[ColumnElement[bool]]:
    """What a person rejected does not count. Few are, so they are asked for once and named."""
    rejected = select(EventRow.id).where(EventRow.review == "rejected")
    names = session.exec(rejected).all()
    if not names:
        return []
    return [col(EventNameRow.event_id).not_in(names if len(names) <= AT_ONCE else rejected)]


def _count(forms: list[Any], median: float | None) -> SystemCount:
    """The count of one system from those of its forms; its name is the form told most."""
    first = min((one[5] for one in forms if one[5]), default=None)
    last = max((one[6] for one in forms if one[6]), default=None)
    known = sum(one[3] for one in forms)
    return SystemCount(
        name=max(forms, key=lambda one: (one[2], one[1]))[1],
        outages=sum(one[2] for one in forms),
        known=known,
        total_minutes=sum(one[4] or 0.0 for one in forms) if known else None,
        median_minutes=median,
        first=first.astimezone(UTC) if first else None,
        last=last.astimezone(UTC) if last else None,
    )


def context(session: Session, identifier: str) -> list[Context]:
    """An event's place among the outages of each of its systems and of its operator."""
    names = session.exec(
        select(EventNameRow)
        .where(EventNameRow.event_id == identifier)
        .order_by(col(EventNameRow.kind).desc(), col(EventNameRow.position))
    ).all()
    kept = _kept(session)
    return [found for name in names if (found := _context(session, name, kept))]


def _context(session: Session, name: EventNameRow, kept: list[ColumnElement[bool]]) -> Context | None:
    began = name.began
    if began is None:
        return None
    row = EventNameRow
    same = (row.kind == name.kind, row.key == name.key, col(row.event_id) != name.event_id)
    year = began.astimezone(SEOUL).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)

    def before(since: datetime) -> int:
        within = (col(row.began) >= since, col(row.began) <= began)
        count = select(func.count()).where(*same, *kept, *within)
        return session.exec(count).one()

    query = select(row.began, row.event_id).where(*same, *kept, col(row.began) < began)
    last = session.exec(query.order_by(col(row.began).desc()).limit(1)).first()
    when = last[0].astimezone(SEOUL) if last and last[0] else None
    kind: Kind = "system" if name.kind == "system" else "operator"
    return Context(name.name, kind, before(began - WEEK) + 1, before(year) + 1, when, last[1] if last else None)
