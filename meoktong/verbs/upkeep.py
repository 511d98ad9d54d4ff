"""Looking after the database: backups, restoring them, the schema, and what must be forgotten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from meoktong.complaints import FailureError
from meoktong.verbs.opened import opened
from storage import copying, database


def backup(db: str, target: Path) -> str:
    """Copy the database into a new file; returns what was done. Raises `FailureError`."""
    try:
        count = copying.backup(db, target)
    except (database.StoreError, OSError) as error:
        raise FailureError(str(error)) from None
    return f"{target}: {count} articles, {target.stat().st_size:,} bytes, intact"


def restore(db: str, source: Path, replace: bool) -> str:
    """Bring a backup back; returns what was done. Raises `FailureError`."""
    try:
        count = copying.restore(source, db, replace=replace)
        with opened(db):
            return f"{count} articles restored from {source}"
    except (database.StoreError, OSError) as error:
        raise FailureError(str(error)) from None


def migrate(db: str) -> str:
    """Bring the database to the newest schema; returns what was done. Raises `FailureError`."""
    try:
        before = database.schema_of(db)
    except database.StoreError as error:
        raise FailureError(str(error)) from None
    with opened(db, create=before is None):
        now = database.HEAD
    return f"schema {now}, nothing to do" if before == now else f"schema {before or 'none'} -> {now}"


def forget(db: str, url: str, now: datetime) -> str:
    """Remove an article's text; returns what was done. Raises `FailureError` for an address that is not known."""
    with opened(db) as store:
        if not store.forget(url, now=now):
            raise FailureError(f"{url}: no such article")
    return f"forgotten: {url}"
