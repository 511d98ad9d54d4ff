"""Articles, pages, extractions and crawl runs go in and come out the same, on both databases."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage.records import RawPage, SourceCount
from storage.store import Store, StoreError
from storage.tables import EvidenceRow, MentionRow, RawPageRow, VersionRow
from tests.storage.stories import BODY, LATER, NOW, PUBLISHED, article, extraction, mention, told

PAGE = RawPage(
    "https://news.example/1", b"<html>" + "본문 ".encode("cp949") * 500, "text/html; charset=euc-kr", "cp949"
)


def stored_versions(store: Store) -> list[str]:
    with store.reading() as session:
        return [row.body for row in session.exec(select(VersionRow).order_by(VersionRow.id))]  # type: ignore[arg-type]


def test_an_article_is_new_then_unchanged_then_updated(store: Store) -> None:
    assert store.save_article(article()) == "new"
    assert store.save_article(article()) == "unchanged"
    assert store.save_article(article(body=BODY + " 복구됐다.")) == "updated"
    assert stored_versions(store) == [BODY, BODY + " 복구됐다."]


def test_a_text_that_comes_back_is_in_force_again(store: Store) -> None:
    for body in ("가", "나", "가"):
        store.save_article(article(body=body))
    assert stored_versions(store) == ["가", "나"]
    assert [found.article.body for found in store.pending_articles("v1")] == ["가"]


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    saved = article(
        published_raw="2023.11.24. 오전 10:30",
        modified_at=PUBLISHED + timedelta(days=1),
        modified_raw="수정 2023.11.25",
        fetched_at=NOW,
        layout="press/2022",
        headline="속보 😀 “먹통”",
    )
    store.save_article(saved)
    [found] = store.pending_articles("v1")
    assert found.article == saved
    assert found.relevance is None


def test_a_time_without_a_zone_is_refused_and_nothing_is_saved(store: Store) -> None:
    with pytest.raises(ValueError, match="names no zone"):
        store.save_article(article(published_at=datetime(2023, 11, 24)))  # noqa: DTZ001
    assert store.known_urls([article().url]) == set()


def test_both_ends_of_a_redirect_are_known(store: Store) -> None:
    store.save_article(article(), address="https://short.example/x")
    asked = {"https://short.example/x", article().url, "https://news.example/unknown"}
    assert store.known_urls(asked) == asked - {"https://news.example/unknown"}


def test_many_addresses_can_be_asked_at_once(store: Store) -> None:
    store.save_article(article(7))
    assert store.known_urls(f"https://news.example/{n}" for n in range(1200)) == {article(7).url}


def test_a_page_is_kept_compressed_and_comes_back_whole(store: Store) -> None:
    store.save_article(article(), PAGE)
    assert store.raw_page(article().url) == PAGE
    assert store.raw_page("https://news.example/unknown") is None
    with store.reading() as session:
        assert len(session.exec(select(RawPageRow.content)).one()) < len(PAGE.content) / 10


def test_articles_are_pending_until_this_version_has_read_them(store: Store) -> None:
    told(store, [mention()], [])
    assert store.pending_articles("v1") == []
    assert [found.article.url for found in store.pending_articles("v2")] == [article(1).url, article(2).url]
    assert len(store.pending_articles("v2", limit=1)) == 1


def test_a_changed_article_is_pending_again_and_its_old_mentions_count_no_more(store: Store) -> None:
    told(store, [mention()])
    store.save_article(article(body="정정: 점검이었다."))
    assert [found.article.body for found in store.pending_articles("v1")] == ["정정: 점검이었다."]
    assert store.mentions() == []


def test_what_was_read_from_an_old_text_is_not_saved(store: Store) -> None:
    store.save_article(article())
    [old] = store.pending_articles("v1")
    store.save_article(article(body="고친 글"))
    assert not store.save_extraction(old.id, old.article.body_sha256, extraction(mention()))
    assert store.mentions() == []
    assert [found.article.body for found in store.pending_articles("v1")] == ["고친 글"]


def test_an_extraction_that_breaks_leaves_the_old_one(store: Store) -> None:
    [name] = told(store, [mention()])
    before = store.mentions()
    broken = extraction(mention(), mention(started_at="어제"), version="v2")
    with pytest.raises(ValueError, match="not an ISO 8601 prefix"):
        store.save_extraction(name, article().body_sha256, broken)
    assert store.mentions() == before
    assert [found.id for found in store.pending_articles("v2")] == [name]


def test_a_mention_without_a_system_is_refused(store: Store) -> None:
    store.save_article(article())
    [found] = store.pending_articles("v1")
    with pytest.raises(ValueError, match="at least one system"):
        store.save_extraction(found.id, found.article.body_sha256, extraction(mention(systems=())))


def test_reading_again_replaces_mentions_and_their_evidence(store: Store) -> None:
    told(store, [mention(), mention()])
    [found] = store.pending_articles("v2")
    store.save_extraction(found.id, found.article.body_sha256, extraction(mention(cause="fire"), version="v2"))
    assert [one.mention.cause for one in store.mentions()] == ["fire"]
    with store.reading() as session:
        kept = set(session.exec(select(MentionRow.id)))
        assert set(session.exec(select(EvidenceRow.mention_id))) == kept


def test_a_mention_comes_back_as_it_went_in(store: Store) -> None:
    plain = dataclasses.replace(mention(), operator=None, milestones=(), evidence={}, basis={}, made_by={})
    [name] = told(store, [mention(), plain])
    first, second = store.mentions()
    assert (first.mention, second.mention) == (mention(), plain)
    assert (first.article_id, first.index, second.index) == (name, 0, 1)
    assert (first.url, first.publisher, first.published_at) == (
        article().url,
        article().publisher,
        article().published_at,
    )
    for spans in first.mention.evidence.values():
        assert all(first.text[span.start : span.end] == span.quote for span in spans)


@pytest.mark.parametrize("value", ["2023", "2023-11", "2023-11-24", "2023-11-24T08", "2023-11-24T08:40"])
def test_a_time_keeps_its_grain(store: Store, value: str) -> None:
    told(store, [mention(started_at=value, ended_at=None)])
    assert store.mentions()[0].mention.started_at == value


def test_a_day_reads_as_that_day_though_its_instant_is_the_evening_before_in_utc(store: Store) -> None:
    told(store, [mention(started_at="2023-11-24", ended_at=None)])
    with store.reading() as session:
        row = session.exec(select(MentionRow)).one()
        assert (row.started_grain, row.started_date, row.started_time) == ("day", "2023-11-24", "")
        assert row.started_at is not None
        assert row.started_at.astimezone(UTC) == datetime(2023, 11, 23, 15, tzinfo=UTC)


def test_a_crawl_is_remembered_with_its_counts(store: Store) -> None:
    assert store.last_run() is None
    counts = [
        SourceCount("신문1/사회", "신문1", 20, 3, 17, 15, 12, 1, 1, {"robots.txt": 1}, "한 건도 없음"),
        SourceCount("신문2/rss"),
    ]
    run = store.start_run(NOW)
    assert store.last_run() is None, "a crawl that was killed says nothing"
    store.finish_run(run, counts, 3, LATER)
    store.start_run(LATER)
    began, found = store.last_run() or (None, [])
    assert began == NOW
    assert sorted(found, key=lambda count: count.source) == counts


def test_a_store_that_is_not_there_is_one_line(tmp_path: object) -> None:
    with pytest.raises(StoreError, match=r"none\.db: no such database; `meoktong run`") as caught:
        Store(f"{tmp_path}/none.db", create=False)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("where", ["nonsense://x", "postgresql+psycopg://u:secret@127.0.0.1:1/x", "://", "sqlite:x://"])
def test_an_address_that_leads_nowhere_is_one_line_without_its_password(where: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store(where)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_same_text_takes_over_what_its_page_says_of_it_now(store: Store) -> None:
    told(store, [mention()])
    changed = PUBLISHED + timedelta(days=2)
    mended = article(1, published_raw="2023.11.24. 10:30", modified_at=changed, modified_raw="수정", layout="press/2")
    assert store.save_article(mended) == "unchanged"
    assert store.pending_articles("v1") == []
    assert [found.article for found in store.pending_articles("v2")] == [mended]


def test_another_publication_time_asks_for_another_reading(store: Store) -> None:
    told(store, [mention()])
    moved = article(1, published_at=PUBLISHED - timedelta(days=1))
    assert store.save_article(moved) == "updated"
    assert store.save_article(moved) == "unchanged"
    [found] = store.pending_articles("v1")
    assert found.article.published_at == moved.published_at
    with store.reading() as session:
        assert session.exec(select(VersionRow.published_local)).all() == ["2023-11-23 09:30"]
