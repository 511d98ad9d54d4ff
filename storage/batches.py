"""Questions that name many values, asked in parts: databases bound how many a query may name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

AT_ONCE = 1_000
"""Values that one query names: SQLite takes 32,766, PostgreSQL 65,535."""


def each(session: Session, query: Any, column: Any, values: Iterable[Any]) -> list[Any]:
    """Rows whose column is one of the values, in the order of the values' parts."""
    listed = list(values)
    parts = (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
    return [row for part in parts for row in session.exec(query.where(column.in_(part)))]
