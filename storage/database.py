"""Opening a database: SQLite by path or any SQLAlchemy URL, brought to the current schema by Alembic.

Alembic is imported only where there is something to migrate: readers start without it.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import SQLModel

from storage import crawl_tables, digest_tables, tables  # noqa: F401 - registers every table

HEAD = "0004"
"""The newest migration: a database that says so is opened as it is."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_MS = 10_000
_WRITERS = 0x6D65  # the number of PostgreSQL's lock that writers share


class StoreError(RuntimeError):
    """The database cannot be used; the message is one line naming it."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version."""


def database_url(where: str) -> URL:
    """A path becomes an SQLite URL, whatever characters it has; a URL stays. Raises `ArgumentError`."""
    return make_url(where) if "://" in where else URL.create("sqlite", database=where)


def open_engine(where: str, *, create: bool = True) -> Engine:
    """Engine for a database at the current schema.

    `create=False` refuses to make a new SQLite file. Raises `StoreError` with one line.
    """
    name = _printable(where)
    try:
        url = database_url(where)
        _check_file(url, name, create)
        engine = _connected(url)
    except (ArgumentError, ImportError) as error:  # a driver that is not installed
        raise StoreError(f"{name}: not a database that can be opened: {error}") from None
    try:
        _migrate(engine, name)
    except BaseException as error:
        engine.dispose()
        if not isinstance(error, (DBAPIError, OSError)):
            raise
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(f"{name}: {cause}") from None
    return engine


def schema_of(where: str) -> str | None:
    """The version of a database's schema, which is not changed; None for an empty one. Raises `StoreError`."""
    name = _printable(where)
    try:
        url = database_url(where)
        _check_file(url, name, create=False)
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                return _revision(connection)
        finally:
            engine.dispose()
    except (ArgumentError, ImportError, DBAPIError) as error:
        raise StoreError(f"{name}: {str(getattr(error, 'orig', None) or error).strip().splitlines()[0]}") from None


def _check_file(url: URL, name: str, create: bool) -> None:
    path = Path(url.database) if url.drivername.startswith("sqlite") and url.database else None
    if path is None or str(path) == ":memory:" or url.query.get("uri") or path.exists():
        return  # SQLite itself opens its `file:` addresses, which may say mode=ro or immutable=1
    if not create:
        raise StoreError(f"{name}: no such database; `meoktong run` or `meoktong demo` makes one")
    if not path.parent.is_dir():
        raise StoreError(f"{name}: no such directory")


def _printable(where: str) -> str:
    """The address without its password."""
    try:
        return make_url(where).render_as_string(hide_password=True) if "://" in where else where
    except ArgumentError:
        return "the database address"


def _connected(url: URL) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    """Transactions are ours (the driver would commit before DDL); readers never block the writer."""
    del record
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_WAIT_MS}", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """SQLite does not wait where another process changes the mode of a new file at the same moment, so we do."""
    for left in reversed(range(_WAIT_MS // 50)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not left:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer half-way could only fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Writers take turns, as SQLite's do: two that migrate or replace all events at once could only fail."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS}, hashtext(current_schema()))")


def _migrate(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        found = _revision(connection)
        strange = found is None and engine.dialect.name == "sqlite" and _has_foreign_tables(connection)
    if found == HEAD:
        return
    if strange:
        raise StoreError(f"{name}: a database of another program; nothing was changed")
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabaseError(f"{name}: written by a newer version of meoktong (schema {found}); please upgrade")
    with engine.execution_options(writes=True).begin() as connection:
        if _revision(connection) != HEAD:  # another process may have been faster
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _has_foreign_tables(connection: Connection) -> bool:
    """A file has one owner; a PostgreSQL schema may be shared."""
    names = inspect(connection).get_table_names()
    return bool(names) and "alembic_version" not in names


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def alembic_config() -> Any:
    """Alembic's configuration, without an ini file; `env.py` takes the connection from its attributes."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def metadata() -> Any:
    """The tables' metadata, for migrations."""
    return SQLModel.metadata
