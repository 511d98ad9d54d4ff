"""The merge stage on a real database: step by step as all at once, and a person's splits and merges hold."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from meoktong import merging
from storage import queries
from storage.records import Article, Extraction, OutageMention, Relevance
from storage.reviews import Review
from storage.store import Store
from tests.classifier.test_merge import gold

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def keep(store: Store, url: str, published: datetime, mentions: list[OutageMention], version: str = "v1") -> None:
    """An article that was read by an extractor."""
    article = Article(url, url.split("/")[2], "제목", f"본문 {url}", published)
    store.save_article(article)
    [stored] = [one for one in store.pending_articles(version, 10_000) if one.article.url == url]
    assert store.save_extraction(
        stored.id, article.body_sha256, Extraction(Relevance("report", 0.9), tuple(mentions), version)
    )


def partition(store: Store) -> dict[frozenset[str], tuple[str, tuple[str, ...], str | None]]:
    with store.reading() as session:
        found = queries.events(session, limit=None)
    return {frozenset(one.urls): (one.id, one.event.systems, one.event.started_at) for one in found}


def test_step_by_step_ends_as_merging_everything() -> None:
    listed = gold()
    articles: dict[str, list[OutageMention]] = {}
    published = {one.article_id: one.published_at for one in listed}
    for one in listed:
        articles.setdefault(one.article_id, []).append(one.mention)
    names = sorted(articles)
    random.Random(7).shuffle(names)  # noqa: S311
    names = names[:100]
    with Store(":memory:") as store:
        for n in range(0, len(names), 20):
            for name in names[n : n + 20]:
                keep(store, f"https://{name}.example/1", published[name], articles[name])
            merging.merge(store, NOW + timedelta(hours=n))
        with store.reading() as session:
            before = queries.events(session, limit=None)
        saved = merging.merge(store, NOW + timedelta(days=9), whole=True)
        assert saved == (0, 0, len(before), 0)
        with store.reading() as session:
            assert queries.events(session, limit=None) == before
        assert merging.merge(store, NOW + timedelta(days=10)) == saved


def told(system: str, start: str) -> OutageMention:
    return OutageMention((system,), started_at=start, confidence=0.9)


def test_a_split_and_a_merge_hold_after_reading_everything_anew() -> None:
    when = datetime(2023, 11, 24, 5, tzinfo=UTC)
    urls = [f"https://{name}.example/1" for name in "abc"]
    with Store(":memory:") as store:
        keep(store, urls[0], when, [told("정부24", "2023-11-24T09")])
        keep(store, urls[1], when, [told("정부24", "2023-11-24T09")])
        keep(store, urls[2], when, [told("카카오톡", "2023-11-24T09")])
        merging.merge(store, NOW)
        first, other = partition(store)[frozenset(urls[:2])][0], partition(store)[frozenset(urls[2:])][0]
        store.review(Review(first, "split", NOW, reviewer="기자"), apart=[urls[1]])
        merging.merge(store, NOW + timedelta(hours=1))
        assert set(partition(store)) == {frozenset({url}) for url in urls}
        assert partition(store)[frozenset(urls[:1])][0] == first
        store.review(Review(first, "merge", NOW, value=other, reviewer="기자"))
        merging.merge(store, NOW + timedelta(hours=2))
        assert set(partition(store)) == {frozenset({urls[0], urls[2]}), frozenset({urls[1]})}
        before = partition(store)
        for url, system in zip(urls, ("정부24", "정부24", "카카오톡"), strict=True):
            earlier = told("네이버", "2023-10-01")
            keep(store, url, when, [earlier, told(system, "2023-11-24T09:10")], version="v2")
        merging.merge(store, NOW + timedelta(hours=3))
        after = {members: found[0] for members, found in partition(store).items()}
        assert {members: after.get(members) for members in before} == {k: v[0] for k, v in before.items()}
        merging.merge(store, NOW + timedelta(hours=4), whole=True)
        assert {members: found[0] for members, found in partition(store).items()} == after
