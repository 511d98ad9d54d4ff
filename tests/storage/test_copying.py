"""A record moves whole between files and servers, and comes forward from every schema, with all that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlmodel import SQLModel

from storage import copying, queries
from storage.database import HEAD, alembic_config, database_url, schema_of
from storage.reviews import Review
from storage.store import Store, StoreError
from tests.storage.stories import LATER, NOW, article, event, mention, told

FORMER = ["0001", "0002"]


def filled(where: str) -> None:
    with Store(where) as store:
        a, b = told(store, [mention()], [mention(cause="fire"), mention(systems=("을망",))])
        store.save_events([event((a, 0), (b, 0)), event((b, 1), systems=("을망",))], now=NOW)
        with store.reading() as session:
            name = queries.events(session, system="을망")[0].id
        store.review(Review(name, "correct", NOW, "cause", "power", "기자"))
        store.save_events([event((a, 0), (b, 0)), event((b, 1), systems=("을망",))], now=LATER)


def content(where: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_engine(database_url(where))
    with engine.connect() as connection:
        found = {
            table.name: sorted(tuple(map(repr, row)) for row in connection.execute(select(table)))
            for table in SQLModel.metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_a_backup_of_either_database_holds_everything_and_brings_it_back(store_url: str, tmp_path: Path) -> None:
    filled(store_url)
    before = content(store_url)
    assert len(before["statement"]) > 10
    assert copying.backup(store_url, tmp_path / "copy.db") == 2
    assert content(str(tmp_path / "copy.db")) == before
    with Store(store_url) as store:
        store.save_article(article(7))
    with pytest.raises(StoreError, match="holds a record already"):
        copying.restore(tmp_path / "copy.db", store_url)
    assert copying.restore(tmp_path / "copy.db", store_url, replace=True) == 2
    assert content(store_url) == before
    with Store(store_url) as store, store.reading() as session:
        assert len(queries.articles(session, text="민원서류")) == 2
        assert len(queries.events(session, text="민원서류")) == 2
    with Store(store_url) as store:
        assert store.save_article(article(8)) == "new"


@pytest.mark.parametrize("revision", FORMER)
def test_a_record_of_a_former_schema_comes_forward_with_all_that_it_holds(store_url: str, revision: str) -> None:
    """Tables and rows as that schema had them."""
    from alembic import command

    engine = create_engine(database_url(store_url))
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for sql in OLD:
            connection.execute(text(sql))
    engine.dispose()
    assert schema_of(store_url) == revision
    with Store(store_url) as store, store.reading() as session:
        [found] = queries.events(session, system="민원")
        assert (found.id, found.event.started_at, found.urls) == (
            "20231124-aaaaaa",
            "2023-11-24T08:40",
            ("https://n.example/1",),
        )
        assert queries.events(session, at=NOW) == queries.events(session, at=LATER)
        assert [one.article.url for one in queries.articles(session, text="장애")] == ["https://n.example/1"]
        assert [one.id for one in queries.events(session, text="장애")] == [found.id]
        detail = queries.event(session, found.id)
        assert detail is not None
        assert [one.value for one in detail.statements] == ['["정부민원망"]']
        assert queries.unmerged(session) == {1}
    assert schema_of(store_url) == HEAD


OLD = [
    "INSERT INTO article (id, url, publisher, source, first_seen, current_id)"
    " VALUES (1, 'https://n.example/1', '신문', '', '2023-11-24 01:00:00', 1)",
    "INSERT INTO article_version (id, article_id, headline, body, published_at, published_local, published_raw, modified_raw,"
    " layout, body_sha256, extractor, relevance, relevance_score) VALUES (1, 1, '전산 장애', '정부민원망이 멈췄다.',"
    " '2023-11-24 01:00:00', '2023-11-24 10:00', '', '', '', 'x', 'v1', 'report', 0.9)",
    "INSERT INTO mention (id, version_id, position, systems, role, status, cause, milestones, basis, made_by, confidence)"
    """ VALUES (1, 1, 0, '["정부민원망"]', 'main', 'ongoing', 'unknown', '[]', '{}', '{}', 0.9)""",
    "INSERT INTO event (id, started_at, started_grain, started_date, started_time, systems, operator, status, cause, confidence,"
    " independent_sources, first_seen, updated_at) VALUES ('20231124-aaaaaa', '2023-11-23 23:40:00', 'minute', '2023-11-24',"
    """ '08:40', '["정부민원망"]', '행정전산원', 'ongoing', 'unknown', 0.9, 1, '2023-11-24 02:00:00', '2023-11-24 02:00:00')""",
    "INSERT INTO event_mention (article_id, mention, event_id, position) VALUES (1, 0, '20231124-aaaaaa', 0)",
    "INSERT INTO statement (event_id, article_id, mention, property, value, quote, made_by, first_seen)"
    """ VALUES ('20231124-aaaaaa', 1, 0, 'systems', '["정부민원망"]', '', '', '2023-11-24 02:00:00')""",
]
