"""Opening a database: the migrations make what the models say, and whatever is wrong with a file is one line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from storage.database import HEAD, alembic_config, database_url, metadata
from storage.fulltext import is_ours
from storage.store import NewerDatabaseError, Store, StoreError
from tests.storage.stories import article

ROOT = Path(__file__).parents[2]


def tables_in(url: str) -> set[str]:
    engine = create_engine(database_url(url))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def execute(url: str, sql: str) -> None:
    engine = create_engine(database_url(url))
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_models_and_migrations_agree(store_url: str) -> None:
    Store(store_url).close()
    engine = create_engine(database_url(store_url))
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": lambda name, kind, parents: kind != "table" or not is_ours(name),
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata()) == []
    engine.dispose()


def test_the_head_is_the_newest_script() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_opening_twice_keeps_what_is_there(store_url: str) -> None:
    with Store(store_url) as first:
        first.save_article(article())
    with Store(store_url, create=False) as second:
        assert second.known_urls([article().url]) == {article().url}


def test_a_newer_database_is_refused_by_name(store_url: str) -> None:
    Store(store_url).close()
    execute(store_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabaseError, match="newer version of meoktong") as caught:
        Store(store_url)
    message = str(caught.value)
    assert "\n" not in message
    assert (store_url in message) or message.startswith("postgresql")


@pytest.mark.parametrize(
    "content", [b"not a database at all, just words\n" * 50, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_is_one_line_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"notes\.txt: ") as caught:
        Store(str(path))
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Store(str(tmp_path))


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such directory"):
        Store(str(tmp_path / "missing" / "outages.db"))


def test_refusing_to_make_a_database_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        Store(str(tmp_path / "outages.db"), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("late", ["statement", "evidence"])
def test_a_migration_that_breaks_half_way_leaves_nothing(store_url: str, late: str) -> None:
    execute(store_url, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    execute(store_url, f"CREATE TABLE {late} (mine INTEGER)")
    with pytest.raises(StoreError, match="already exists") as caught:
        Store(store_url)
    assert "\n" not in str(caught.value)
    assert tables_in(store_url) == {late, "alembic_version"}
    execute(store_url, f"DROP TABLE {late}")
    with Store(store_url) as store:
        assert store.save_article(article()) == "new"


def test_the_database_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    execute(str(path), "CREATE TABLE photo (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"photos\.db: a database of another program; nothing was changed"):
        Store(str(path))
    assert tables_in(str(path)) == {"photo"}
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    assert len(path.read_bytes()) == len(before)


def test_a_published_database_is_read_without_writing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "outages.db"
    with Store(str(path)) as store:
        store.save_article(article())
    before = path.read_bytes()
    with Store(f"sqlite:///file:{path}?immutable=1&uri=true", create=False) as published:
        assert published.known_urls([article().url]) == {article().url}
        with pytest.raises(StoreError, match="refused to write: attempt to write a readonly database"):
            published.save_article(article(2))
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["outages.db"]


def test_a_damaged_database_is_one_line_for_readers_too(tmp_path: Path) -> None:
    path = tmp_path / "outages.db"
    with Store(str(path)) as store:
        for n in range(60):
            store.save_article(article(n, "긴 글. " * 400))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2].ljust(len(content), b"\xaa"))
    with Store(str(path)) as store, pytest.raises(StoreError, match="cannot be read: ") as caught:
        store.pending_articles("v1")
    assert "\n" not in str(caught.value)


def test_many_may_open_a_new_database_at_once(store_url: str) -> None:
    def save(n: int) -> str:
        with Store(store_url) as store:
            return store.save_article(article(n))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(save, [1, 2, 3, 4])) == ["new"] * 4


def test_writers_wait_for_each_other(store_url: str) -> None:
    Store(store_url).close()

    def save(n: int) -> list[str]:
        with Store(store_url) as store:
            return [store.save_article(article(k), address=f"https://s.example/{n}") for k in range(8)]

    with ThreadPoolExecutor(3) as pool:
        told = [result for results in pool.map(save, range(3)) for result in results]
    assert sorted(told) == ["new"] * 8 + ["unchanged"] * 16


def test_an_up_to_date_database_opens_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "outages.db"
    Store(str(path)).close()
    heavy = ("alembic", "mako", "sklearn", "scrapy", "konlpy", "numpy")
    code = (
        "import sys; from storage import queries; from storage.store import Store\n"
        "with Store(sys.argv[1]) as store, store.reading() as session: queries.events(session)\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_path_may_hold_what_an_address_could_not(tmp_path: Path) -> None:
    path = tmp_path / "먹통 ?#%20.db"
    with Store(str(path)) as store:
        store.save_article(article())
    assert path.exists()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (1,)
    connection.close()
