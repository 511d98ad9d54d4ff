"""One process at a time on one database: a file beside SQLite's, a lock of PostgreSQL's own.

Both vanish with the process that holds them, however it ends.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, text

from storage.database import StoreError, database_url

_RUNS = 0x6D66  # the number of PostgreSQL's lock that runs share
_PAUSE = 0.5


class TakenError(RuntimeError):
    """Another process works on this database."""


@contextmanager
def alone(where: str, *, wait: float = 0) -> Iterator[None]:
    """Hold the database's lock, after at most `wait` seconds.

    Raises `TakenError` where another process holds it, `StoreError` where the lock cannot be made.
    """
    url = database_url(where)
    if not url.drivername.startswith("sqlite"):
        with _postgresql(where, wait):
            yield
        return
    path = Path(f"{url.database or 'memory'}.lock")
    try:
        held = FileLock(path, mode=0o600).acquire(timeout=wait)
    except Timeout:
        raise TakenError(f"{where}: another run works on it; nothing was done") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from None
    with held:
        yield


@contextmanager
def _postgresql(where: str, wait: float) -> Iterator[None]:
    engine = create_engine(database_url(where), isolation_level="AUTOCOMMIT")
    ask = text("SELECT pg_try_advisory_lock(:number, hashtext(current_schema()))")
    until = time.monotonic() + wait
    try:
        with engine.connect() as connection:
            while not connection.execute(ask, {"number": _RUNS}).scalar():
                if time.monotonic() >= until:
                    raise TakenError(
                        f"{database_url(where).render_as_string()}: another run works on it; nothing was done"
                    )
                time.sleep(_PAUSE)
            yield
    finally:
        engine.dispose()
