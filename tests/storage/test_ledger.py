"""The ledger, the lock and housekeeping, on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from storage.locks import TakenError, alone
from storage.records import RawPage
from storage.store import Store, StoreError
from tests.storage.stories import article

NOW = datetime(2023, 11, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_digest_is_entered_once_and_its_targets_are_served_one_by_one(store: Store) -> None:
    assert store.ledger.last("desk") is None
    issue = store.ledger.issue("desk", None, NOW, ["mail:a", "mail:b", "mail:a"], now=NOW)
    assert issue.pending == ("mail:a", "mail:b")
    store.ledger.note(issue.id, "mail:a", "delivered", now=NOW)
    store.ledger.note(issue.id, "mail:b", "pending", now=NOW, reason="away")
    (waiting,) = store.ledger.unfinished("desk")
    assert (waiting.pending, waiting.since, waiting.as_of) == (("mail:b",), None, NOW)
    store.ledger.note(issue.id, "mail:b", "refused", now=NOW)
    assert store.ledger.unfinished() == []
    assert store.ledger.unfinished("other") == []


def test_the_last_digest_of_a_name_is_found_as_of_any_moment(store: Store) -> None:
    for days in range(3):
        store.ledger.issue("desk", None, NOW + days * DAY, [], now=NOW)
    store.ledger.issue("other", None, NOW + 9 * DAY, [], now=NOW)
    store.ledger.issue("desk", None, NOW + 9 * DAY, [], now=NOW, kind="alert", event_id="x")
    last = store.ledger.last("desk")
    assert last is not None
    assert last.as_of == NOW + 2 * DAY
    before = store.ledger.last("desk", before=NOW + 2 * DAY)
    assert before is not None
    assert before.as_of == NOW + DAY
    assert store.ledger.alerted("desk") == {"x"}


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no zone"):
        store.ledger.issue("desk", None, datetime(2023, 11, 24), [], now=NOW)  # noqa: DTZ001


def test_only_one_at_a_time(store_url: str) -> None:
    with alone(store_url):
        with pytest.raises(TakenError, match="another run works on it"), alone(store_url):
            raise AssertionError("two at once")
        with pytest.raises(TakenError), alone(store_url, wait=0.2):
            raise AssertionError("two at once")
    with alone(store_url):
        pass


def test_old_pages_go_and_articles_stay(store: Store) -> None:
    fetched = NOW - 30 * DAY
    old, new = article(1, fetched_at=fetched), article(2, fetched_at=NOW)
    for one in (old, new):
        store.save_article(one, RawPage(one.url, b"<html>"))
    assert store.upkeep.forget_pages(fetched) == 0
    assert store.upkeep.forget_pages(fetched + DAY) == 1
    assert store.raw_page(old.url) is None
    assert store.raw_page(new.url) is not None
    assert store.known_urls([old.url, new.url]) == {old.url, new.url}
    store.upkeep.vacuum(NOW)
    assert store.upkeep.last("vacuum") == NOW
    assert store.upkeep.fault() == ""


def test_what_was_never_read_goes_before_what_is_read_again(store: Store) -> None:
    from storage.records import Extraction, Relevance

    read, fresh = article(1), article(2)
    store.save_article(read)
    (pending,) = store.pending_articles("v1")
    store.save_extraction(pending.id, read.body_sha256, Extraction(Relevance("none", 0.0), (), "v1"))
    store.save_article(fresh)
    assert [one.article.url for one in store.pending_articles("v2")] == [fresh.url, read.url]


def test_a_database_that_somebody_reads_is_vacuumed_another_day(tmp_path: Path) -> None:
    where = str(tmp_path / "outages.db")
    with Store(where) as store, closing(sqlite3.connect(where)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE alembic_version SET version_num = version_num")
        store._engine.dispose()  # the next connection waits no longer than this
        event.listen(store._engine, "connect", lambda connection, record: connection.execute("PRAGMA busy_timeout=50"))
        with pytest.raises(StoreError, match="not vacuumed: database is locked"):
            store.upkeep.vacuum(NOW)
        assert store.upkeep.last("vacuum") is None
        other.rollback()
