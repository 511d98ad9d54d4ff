"""A whole record from one database to another: backups, restoring them, and moving between SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlmodel import SQLModel

from storage import fulltext
from storage.database import HEAD, StoreError, database_url, open_engine
from storage.tables import ArticleRow, MentionRow, VersionRow

AT_ONCE = 2_000


def backup(where: str, target: Path) -> int:
    """Copy a database, in one state even while it is written to, into a new SQLite file; returns its articles.

    The file appears whole or not at all, and only when it was found intact. Raises `StoreError`.
    """
    if target.exists():
        raise StoreError(f"{target} is there already")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: no such directory")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        made = Path(folder) / "copy.db"
        _copy(where, str(made))
        count = check(made)
        os.link(made, target) if hasattr(os, "link") else made.rename(target)
    return count


def restore(source: Path, where: str, *, replace: bool = False) -> int:
    """Bring a backup back into a database that is empty or new, or with `replace` instead of it; returns its articles.

    Raises `StoreError`, and leaves the database as it was.
    """
    count = check(source)
    url = database_url(where)
    if url.drivername.startswith("sqlite"):
        _restore_file(source, Path(url.database or ""), replace)
    else:
        _copy(str(source), where, replace=replace)
    return count


def check(path: Path) -> int:
    """Articles in a backup. Raises `StoreError` where it is damaged, none, or of a newer version."""
    if not path.is_file():
        raise StoreError(f"{path}: no such file")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            told = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
            if told != ["ok"]:
                raise StoreError(f"{path}: damaged: {told[0]}")
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            if revision > HEAD:
                raise StoreError(f"{path}: written by a newer version of meoktong (schema {revision}); please upgrade")
            return int(database.execute("SELECT count(*) FROM article").fetchone()[0])
    except (sqlite3.Error, TypeError) as error:
        raise StoreError(f"{path}: not a backup of meoktong: {error}") from None


def _restore_file(source: Path, target: Path, replace: bool) -> None:
    if target.exists() and not replace and not _is_empty(target):
        raise StoreError(f"{target} holds a record already; --replace puts the backup in its place")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: no such directory")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=target.parent) as folder:
        made = Path(folder) / "copy.db"
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(made)) as new:
            old.backup(new)
        check(made)
        if target.exists():  # nobody may write into the log of the file that goes
            with closing(sqlite3.connect(target)) as last:
                last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for side in ("-wal", "-shm"):
            Path(f"{target}{side}").unlink(missing_ok=True)
        made.replace(target)


def _is_empty(path: Path) -> bool:
    try:
        return check(path) == 0
    except StoreError:
        return path.stat().st_size == 0


def _copy(where: str, to: str, *, replace: bool = False) -> None:
    source = open_engine(where, create=False)
    try:
        if source.dialect.name == "sqlite" and database_url(to).drivername == "sqlite":
            _copy_file(source, to)
            return
        target = open_engine(to)
        try:
            with source.connect() as old, target.execution_options(writes=True).begin() as new:
                _copy_rows(old, new, to, replace)
        finally:
            target.dispose()
    finally:
        source.dispose()


def _copy_file(source: Engine, to: str) -> None:
    driver = source.raw_connection()
    try:
        with closing(sqlite3.connect(to)) as new:
            driver.driver_connection.backup(new)  # type: ignore[union-attr]
    finally:
        driver.close()


def _copy_rows(old: Connection, new: Connection, to: str, replace: bool) -> None:
    if old.dialect.name == "postgresql":
        old.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    tables = SQLModel.metadata.sorted_tables
    if new.execute(select(func.count()).select_from(ArticleRow)).scalar():
        if not replace:
            raise StoreError(f"{database_url(to)!r} holds a record already; --replace puts the backup in its place")
        for table in reversed(tables):
            new.execute(table.delete())
        for name in (fulltext.WORDS, fulltext.TELLING):
            new.execute(text(f"DELETE FROM {name}"))  # noqa: S608
    for table in tables:
        for part in _parts(old, table):
            new.execute(table.insert(), part)
        _reset_sequence(new, table)
    _index(new)


def _parts(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = connection.execution_options(yield_per=AT_ONCE).execute(select(table))
    for rows in found.partitions():
        yield [dict(row._mapping) for row in rows]


def _reset_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts numbers by itself: the next one must come after those that were copied."""
    if (
        connection.dialect.name != "postgresql"
        or "id" not in table.c
        or not isinstance(table.c.id.type.python_type(), int)
    ):
        return
    sql = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM \"{table.name}\"), false)"  # noqa: S608
    connection.execute(text(sql))


def _index(connection: Connection) -> None:
    telling = set(connection.execute(select(MentionRow.version_id)).scalars())  # type: ignore[call-overload]
    table = SQLModel.metadata.tables[str(VersionRow.__tablename__)]
    columns = select(table.c.id, table.c.headline, table.c.body, table.c.published_at)
    for rows in connection.execute(columns).partitions(AT_ONCE):
        entries = [(row.id, fulltext.number(row.published_at, row.id), f"{row.headline}\n{row.body}") for row in rows]
        entries = [one for one in entries if one[2] != "\n"]
        fulltext.add(connection, fulltext.WORDS, [(number, told) for _, number, told in entries])
        fulltext.add(
            connection, fulltext.TELLING, [(number, told) for name, number, told in entries if name in telling]
        )
