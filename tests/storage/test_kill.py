"""A writer that is killed at any moment leaves a whole database, and the next run finishes its work."""

from __future__ import annotations

import itertools
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, create_engine, inspect
from sqlalchemy.schema import DropTable
from sqlmodel import select

from storage import queries
from storage.database import database_url, metadata
from storage.store import Store
from storage.tables import AddressRow, ArticleRow, EvidenceRow, MentionRow, RawPageRow, VersionRow
from tests.storage.stories import extraction, mention
from tests.storage.worker import ARTICLES, fill

ROOT = Path(__file__).parents[2]
KILLS = [("save", 2 * ARTICLES), ("extract", 5), ("extract", 5), ("merge", 1)]
EVIDENCE = sum(len(spans) for spans in mention().evidence.values())


def killed_run(url: str, phase: str, times: int, delay: float) -> None:
    """Start the worker and kill it `delay` seconds after it announced a step of a phase so many times."""
    command = [sys.executable, "-u", "-m", "tests.storage.worker", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        steps = (line for line in worker.stdout if line.startswith(phase))
        assert len(list(itertools.islice(steps, times))) == times, "it ended before it was to be killed"
        time.sleep(delay)
        worker.kill()
    assert worker.returncode == -9


def assert_whole(store: Store) -> None:
    """Every article has its version in force and its page; every version is read wholly or not at all."""
    with store.reading() as session:
        versions = {row.id: row for row in session.exec(select(VersionRow))}
        articles = {row.id: row for row in session.exec(select(ArticleRow))}
        assert all(versions[row.current_id].article_id == number for number, row in articles.items())
        assert {row.article_id for row in versions.values()} == set(articles)
        assert set(session.exec(select(RawPageRow.version_id))) == set(versions)
        assert Counter(session.exec(select(AddressRow.article_id))) == dict.fromkeys(articles, 2)
        mentions = {row.id: row.version_id for row in session.exec(select(MentionRow))}
        read = [number for number, row in versions.items() if row.extractor is not None]
        assert Counter(mentions.values()) == dict.fromkeys(read, len(extraction(mention(), mention()).mentions))
        assert Counter(session.exec(select(EvidenceRow.mention_id))) == dict.fromkeys(mentions, EVIDENCE)
        members = [member for found in queries.events(session, limit=None) for member in found.event.members]
        assert len(members) in {0, 2 * ARTICLES}


def content(store: Store) -> dict[str, Any]:
    """What a reader sees, without the numbers that a database gave."""
    with store.reading() as session:
        events = queries.events(session, limit=None)
        statements = [(s.article_url, s.property, s.value, s.quote) for e in events for s in _statements(session, e.id)]
        return {
            "articles": sorted(one.article.url for one in queries.articles(session, limit=None)),
            "versions": sorted(session.exec(select(VersionRow.body))),
            "mentions": sorted((one.url, one.index, one.mention.cause) for one in store.mentions()),
            "events": sorted((one.urls, len(one.event.members)) for one in events),
            "statements": sorted(statements),
        }


def _statements(session: Any, identifier: str) -> tuple[Any, ...]:
    detail = queries.event(session, identifier)
    assert detail is not None
    return detail.statements


def test_who_is_killed_while_making_the_tables_leaves_all_or_none(store_url: str) -> None:
    moments = random.Random(3)  # noqa: S311 - the same moments in every run
    for _ in range(4):
        killed_run(store_url, "open", 1, moments.uniform(0.05, 0.25))
        engine = create_engine(database_url(store_url))
        found = set(inspect(engine).get_table_names())
        assert len(found & {*metadata().tables, "alembic_version"}) in {0, len(metadata().tables) + 1}
        indexes = [name for name in found if f"{name}_config" in found]  # of words, which have tables of their own
        with engine.begin() as connection:
            others = [Table(name, MetaData()) for name in ("alembic_version", *indexes)]
            for table in reversed([*metadata().sorted_tables, *others]):
                connection.execute(DropTable(table, if_exists=True))
        engine.dispose()
    with Store(store_url) as store:
        fill(store)
        assert_whole(store)


def test_a_killed_writer_leaves_a_whole_database(store_url: str, tmp_path: Path) -> None:
    moments = random.Random(7)  # noqa: S311 - the same moments in every run
    Store(store_url).close()
    for phase, most in KILLS:
        killed_run(store_url, phase, moments.randint(1, most), moments.random() / 50)
        with Store(store_url) as store:
            assert_whole(store)
    if "://" not in store_url:
        connection = sqlite3.connect(store_url)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    with Store(store_url) as again, Store(str(tmp_path / "undisturbed.db")) as undisturbed:
        fill(again)
        fill(undisturbed)
        assert_whole(again)
        assert content(again) == content(undisturbed)
