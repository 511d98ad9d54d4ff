"""Stages over a real database: each does only what is not done, and one that is killed is finished by the next run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classifier.version import extractor_version
from meoktong import pipeline
from meoktong.budget import Budget
from meoktong.complaints import Complaints
from meoktong.digest import Period
from meoktong.outputs.text import render
from storage.records import Article
from storage.store import Store

NOW = datetime(2023, 11, 24, 12, 0, tzinfo=UTC)


class Killed(BaseException):
    """What a signal would do to a stage."""


def article(n: int) -> Article:
    body = "가나은행은 24일 오전 9시부터 2시간 동안 모바일뱅킹 접속이 되지 않았다고 밝혔다. 원인은 서버 과부하였다."
    when = NOW - timedelta(hours=8 - n)
    return Article(f"https://{n}.example/1", f"{n}일보", f"가나은행 앱 한때 먹통 {n}", body, when, fetched_at=NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "test.db")) as opened:
        for n in range(4):
            opened.save_article(article(n))
        yield opened


def silent(stage: str, done: int) -> None:
    del stage, done


def test_a_killed_extraction_is_finished_by_the_next_run(store: Store) -> None:
    def killed(stage: str, done: int) -> None:
        del stage
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        pipeline.extract(store, Complaints(), killed)
    assert len(store.pending_articles(extractor_version())) == 2
    assert pipeline.extract(store, Complaints(), silent) == 2
    assert pipeline.extract(store, Complaints(), silent) == 0


def test_one_outage_of_four_outlets_is_one_event_and_saying_it_twice_changes_nothing(store: Store) -> None:
    pipeline.extract(store, Complaints(), silent)
    first = pipeline.merge(store, NOW)
    assert (first.new, first.withdrawn) == (1, 0)
    assert pipeline.merge(store, NOW + timedelta(hours=1)) == (0, 0, 1, 0)


def test_the_report_tells_the_event_and_what_was_watched(store: Store) -> None:
    pipeline.extract(store, Complaints(), silent)
    pipeline.merge(store, NOW)
    digest = pipeline.report(store, Period(NOW - timedelta(days=1), NOW))
    (entry,) = digest.news + digest.doubtful
    assert (entry.articles, entry.event.independent_sources) == (4, 1)
    assert digest.watched.per_publisher == {f"{n}일보": 1 for n in range(4)}
    assert "가나은행" in render(digest)


def test_a_period_without_articles_is_empty(store: Store) -> None:
    pipeline.extract(store, Complaints(), silent)
    pipeline.merge(store, NOW)
    digest = pipeline.report(store, Period(NOW + timedelta(days=1), NOW + timedelta(days=2)))
    assert (digest.news, digest.watched.articles) == ((), 0)


def test_an_extraction_whose_time_is_up_ends_and_the_next_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    ticks = iter(range(0, 600, 40))
    budget = Budget(1, clock=lambda: float(next(ticks)))
    assert pipeline.extract(store, Complaints(), silent, budget) == 2
    assert pipeline.extract(store, Complaints(), silent) == 2


def test_a_crawl_leaves_time_to_read_what_it_fetched() -> None:
    assert Budget().for_crawl == 0
    assert not Budget().over
    now = iter([0.0, 0.0, 9 * 60.0, 11 * 60.0])
    budget = Budget(10, clock=lambda: next(now))
    assert budget.for_crawl == pytest.approx(6)
    assert budget.for_crawl == pytest.approx(0.6)
    assert budget.over
