"""What cannot be is refused at the door with one line, and nothing of it is saved."""

from __future__ import annotations

from typing import Any

import pytest

from storage import queries
from storage.records import Evidence, Milestone
from storage.store import Store
from tests.storage.stories import NOW, article, event, extraction, mention, told

LIES = (Evidence(0, 3, "거짓말"),)
OUTAGES: list[dict[str, Any]] = [
    {"status": "broken"},
    {"cause": "aliens"},
    {"cause": None},
    {"systems": ()},
    {"systems": ("정부민원망", 7)},
    {"started_at": "24일"},
    {"ended_at": "2023-11-24T13:57:00"},
    {"duration_minutes": -1.0},
    {"duration_minutes": float("nan")},
    {"duration_minutes": "한 시간"},
    {"duration_qualifier": "roughly"},
    {"confidence": 1.5},
    {"confidence": float("inf")},
]
MENTIONS: list[dict[str, Any]] = [
    {"role": "hero"},
    {"evidence": {"system": LIES}},
    {"evidence": {"system": (Evidence(-5, 0, ""),)}},
    {"evidence": {"system": "정부민원망"}},
    {"milestones": (Milestone("2023-11-24T12:00", "민원서류 발급", LIES[0]),)},
    {"basis": {"operator": None}},
]
ARTICLES: list[dict[str, Any]] = [
    {"url": ""},
    {"publisher": None},
    {"body": b"bytes"},
    {"body": "글\0자"},
    {"headline": "\ud800"},
    {"published_at": "2023-11-24"},
]


@pytest.mark.parametrize("changes", OUTAGES + MENTIONS, ids=str)
def test_a_mention_that_cannot_be(store: Store, changes: dict[str, Any]) -> None:
    store.save_article(article())
    [found] = store.pending_articles("v1")
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        store.save_extraction(found.id, found.article.body_sha256, extraction(mention(), mention(**changes)))
    assert store.mentions() == []
    assert len(store.pending_articles("v1")) == 1


@pytest.mark.parametrize("changes", [*OUTAGES, {"members": ()}, {"independent_sources": "many"}], ids=str)
def test_an_event_that_cannot_be(store: Store, changes: dict[str, Any]) -> None:
    [a, b] = told(store, [mention()], [mention()])
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        store.save_events([event((a, 0)), event(**{"members": ((b, 0),), **changes})], now=NOW)
    with store.reading() as session:
        assert queries.events(session) == []


def test_a_mention_is_part_of_one_event_only(store: Store) -> None:
    [a] = told(store, [mention()])
    for twice in ([event((a, 0)), event((a, 0))], [event((a, 0), (a, 0))]):
        with pytest.raises(ValueError, match="placed twice"):
            store.save_events(twice, now=NOW)


def test_now_names_a_zone(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)
    run = store.start_run(NOW)
    for write in (
        lambda: store.save_events([], now=naive),
        lambda: store.start_run(naive),
        lambda: store.finish_run(run, [], 0, naive),
    ):
        with pytest.raises(ValueError, match="names no zone"):
            write()


@pytest.mark.parametrize("changes", ARTICLES, ids=ascii)
def test_an_article_that_cannot_be(store: Store, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        store.save_article(article(**changes))
    with store.reading() as session:
        assert queries.articles(session) == []


def test_a_label_that_cannot_be(store: Store) -> None:
    store.save_article(article())
    [found] = store.pending_articles("v1")
    with pytest.raises(ValueError, match=r"relevance\.label"):
        store.save_extraction(found.id, found.article.body_sha256, extraction(label="maybe"))  # type: ignore[arg-type]
