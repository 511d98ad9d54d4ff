"""Housekeeping of a database: raw pages that are old enough to go, space given back, when that was done last.

Articles, outages and statements are never touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select

from storage.checks import check_moment
from storage.crawl_tables import UnreadPageRow
from storage.database import StoreError
from storage.digest_tables import UpkeepRow
from storage.tables import RawPageRow, VersionRow

Sessions = Callable[[], AbstractContextManager[Session]]


class Upkeep:
    """What a nightly run does to the database itself."""

    def __init__(self, engine: Engine, reading: Sessions, writing: Sessions) -> None:
        self._engine = engine
        self._reading = reading
        self._writing = writing

    def forget_pages(self, before: datetime) -> int:
        """Delete the raw pages that were fetched before a moment (aware); returns how many."""
        check_moment(before)
        old = select(VersionRow.id).where(col(VersionRow.fetched_at) < before)
        gone: tuple[Any, ...] = (
            delete(RawPageRow).where(col(RawPageRow.version_id).in_(old)),
            delete(UnreadPageRow).where(col(UnreadPageRow.fetched_at) < before),
        )
        with self._writing() as session:
            return sum(session.exec(query).rowcount for query in gone)

    def vacuum(self, now: datetime) -> None:
        """Give free space back to the file system, and note that it was done. Raises `StoreError` where it cannot be."""
        try:
            self._rewrite()
        except (DBAPIError, sqlite3.Error) as error:
            raise StoreError(
                f"not vacuumed: {str(getattr(error, 'orig', None) or error).strip().splitlines()[0]}"
            ) from None
        self.note("vacuum", now)

    def _rewrite(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self._engine.dialect.name == "sqlite":
                raw = connection.connection.driver_connection  # the driver's own: SQLAlchemy would begin a transaction
                if raw is not None:
                    raw.execute("VACUUM")
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                connection.execute(text("VACUUM (ANALYZE)"))

    def fault(self) -> str:
        """What a quick look at the database's own structure finds wrong; "" for nothing."""
        if self._engine.dialect.name != "sqlite":
            return ""
        with self._engine.connect() as connection:
            found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
        return "" if found == "ok" else found

    def note(self, what: str, now: datetime) -> None:
        """Remember that something was done."""
        check_moment(now)
        with self._writing() as session:
            session.merge(UpkeepRow(what=what, done_at=now))

    def last(self, what: str) -> datetime | None:
        """When something was done last."""
        with self._reading() as session:
            row = session.get(UpkeepRow, what)
            return row.done_at.astimezone(UTC) if row else None
