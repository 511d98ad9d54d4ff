"""How often and how long every system or operator was down, with the denominators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from meoktong.complaints import FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.sectors import in_sector
from meoktong.verbs.opened import opened
from meoktong.verbs.research import forms
from storage import counting
from storage.localtime import SEOUL

COLUMNS = ("name", "outages", "with_duration", "total_minutes", "median_minutes", "first", "last")


@dataclass(frozen=True, slots=True)
class CountFilter:
    """What `meoktong systems` was asked for."""

    name: str = ""
    sector: str = ""
    operators: bool = False
    since: str = ""
    until: str = ""
    limit: int = 100
    offset: int = 0


def print_systems(db: str, wanted: CountFilter, shape: Format) -> None:
    """Systems, or operators, by how often they failed. Raises `FailureError` for a bad date or sector."""
    try:
        with opened(db) as store, store.reading() as session:
            found = counting.systems(
                session,
                kind="operator" if wanted.operators else "system",
                name=forms(wanted.name),
                among=in_sector(wanted.sector),
                since=wanted.since,
                until=wanted.until,
                limit=wanted.limit,
                offset=wanted.offset,
            )
    except ValueError as error:
        raise FailureError(str(error)) from None
    print_rows(map(_row, found), COLUMNS, shape)


def _row(found: counting.SystemCount) -> dict[str, Any]:
    return {
        "name": found.name,
        "outages": found.outages,
        "with_duration": f"{found.known} of {found.outages}",
        "known": found.known,
        "total_minutes": found.total_minutes,
        "median_minutes": found.median_minutes,
        "first": f"{found.first.astimezone(SEOUL):%Y-%m-%d}" if found.first else None,
        "last": f"{found.last.astimezone(SEOUL):%Y-%m-%d}" if found.last else None,
    }
