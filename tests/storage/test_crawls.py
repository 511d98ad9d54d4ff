"""What a crawl remembers, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.crawls import ATTEMPTS, Validators
from storage.records import Mute, RawPage, SourceCount, Waiting
from storage.store import Store
from tests.storage.stories import article

NOW = datetime(2023, 11, 25, tzinfo=UTC)
FEED = "https://news.example/feed"


def waiting(n: int, changed: datetime | None = None) -> Waiting:
    return Waiting(article(n).url, article(n).url, changed_at=changed)


def test_what_is_found_waits_until_its_article_is_saved(store: Store) -> None:
    told = store.crawls.remember("feed", [waiting(1), waiting(2)], NOW)
    assert ([one.url for one in told.new], told.fresh, told.known) == ([article(1).url, article(2).url], 2, 0)
    store.save_article(article(1), source="feed")
    assert [one.url for one in store.crawls.waiting(["feed"])] == [article(2).url]
    assert store.crawls.waiting(["other"]) == []
    again = store.crawls.remember("other", [waiting(1), waiting(2)], NOW)
    assert ([one.url for one in again.waiting], again.known) == ([article(2).url], 1)


def test_a_later_change_is_fetched_once(store: Store) -> None:
    store.save_article(article(1))
    later = article(1).published_at + timedelta(hours=3)
    assert len(store.crawls.remember("feed", [waiting(1, later)], NOW).changed) == 1
    store.save_article(article(1))  # the page itself tells of no change
    assert store.crawls.remember("feed", [waiting(1, later)], NOW).known == 1
    assert len(store.crawls.remember("feed", [waiting(1, later + timedelta(hours=1))], NOW).changed) == 1


def test_an_address_is_given_up_after_some_crawls_or_at_once(store: Store) -> None:
    store.crawls.remember("feed", [waiting(1), waiting(2)], NOW)
    given_up = [store.crawls.failed(article(1).url, "HTTP 500") for _ in range(ATTEMPTS)]
    assert given_up == [False] * (ATTEMPTS - 1) + [True]
    assert store.crawls.failed(article(2).url, "HTTP 404", final=True)
    assert store.crawls.waiting(["feed"]) == []
    assert store.crawls.remember("feed", [waiting(1), waiting(2)], NOW).known == 2
    assert len(store.crawls.remember("feed", [waiting(1, NOW + timedelta(days=1))], NOW).changed) == 1


def test_a_page_that_nobody_could_read_is_kept_and_not_fetched_again(store: Store) -> None:
    store.crawls.remember("feed", [waiting(1)], NOW)
    [one] = store.crawls.waiting(["feed"])
    store.crawls.keep_unread(one, RawPage(one.address, b"\x00\xffpage", "text/html"), "예시", "no text", NOW)
    assert store.crawls.waiting(["feed"]) == []
    assert store.crawls.remember("feed", [waiting(1)], NOW).known == 1
    [kept] = store.crawls.unread_pages("예시")
    assert (kept.page.content, kept.reason, kept.fetched_at) == (b"\x00\xffpage", "no text", NOW)
    store.save_article(article(1))
    assert list(store.crawls.unread_pages("예시")) == []


def test_fresh_is_what_the_same_listing_did_not_name_before(store: Store) -> None:
    store.crawls.remember("one", [waiting(1), waiting(2)], NOW, Validators(FEED, '"a"'))
    other = store.crawls.remember("two", [waiting(2)], NOW, Validators(FEED + "/2"))
    assert (other.fresh, len(other.new)) == (1, 0)
    again = store.crawls.remember("one", [waiting(2), waiting(3)], NOW, Validators(FEED, '"b"', "yesterday"))
    assert again.fresh == 1
    assert store.crawls.validators(FEED) == Validators(FEED, '"b"', "yesterday")
    assert store.crawls.validators("https://unknown.example") is None


def test_a_copy_is_another_address_of_the_article(store: Store) -> None:
    portal = "https://portal.example/1"
    store.crawls.remember("search", [Waiting(portal, portal)], NOW)
    assert not store.crawls.note_copy(portal, article(1).url)
    store.save_article(article(1))
    assert store.crawls.note_copy(portal, article(1).url)
    assert store.known_urls([portal]) == {portal}
    assert store.crawls.waiting(["search"]) == []


def test_a_mute_is_in_force_through_its_last_day(store: Store) -> None:
    store.crawls.mute(Mute("갑/전체", date(2023, 11, 30), "feeds are gone"), NOW)
    assert store.crawls.mutes(date(2023, 11, 30)) == {"갑/전체": Mute("갑/전체", date(2023, 11, 30), "feeds are gone")}
    assert store.crawls.mutes(date(2023, 12, 1)) == {}
    assert store.crawls.unmute("갑/전체")
    assert not store.crawls.unmute("갑/전체")


def test_a_pause_ends(store: Store) -> None:
    store.crawls.pause("example.com", NOW + timedelta(hours=1))
    assert store.crawls.pauses(NOW) == {"example.com": NOW + timedelta(hours=1)}
    assert store.crawls.pauses(NOW + timedelta(hours=2)) == {}


def crawl(store: Store, at: datetime, *counts: SourceCount) -> None:
    run = store.start_run(at)
    store.crawls.note_counts(run, [replace(count, new=0) for count in counts])  # half-way
    store.finish_run(run, counts, 0, at + timedelta(minutes=5))


def test_what_was_watched_is_summed_and_the_last_crawl_says_what_is_wrong(store: Store) -> None:
    good = SourceCount("갑/전체", "갑", found=9, new=5, saved=4, reasons={"HTTP 500": 1}, expected_per_day=40.0)
    crawl(store, NOW, good, SourceCount("을", attention="lists no article"))
    crawl(store, NOW + timedelta(hours=1), replace(good, new=0, attention="lists no article"), SourceCount("을"))
    muted = SourceCount("병", attention="could not be read: HTTP 404", muted="until 2023-12-01: moved")
    crawl(store, NOW + timedelta(hours=2), muted)
    store.start_run(NOW + timedelta(hours=3))  # killed
    crawl(store, NOW + timedelta(days=30), good)
    watch = store.crawls.watched(NOW, NOW + timedelta(days=1))
    assert (watch.runs, watch.unfinished, watch.first, watch.last) == (3, 1, NOW, NOW + timedelta(hours=2))
    first = next(one for one in watch.sources if one.counts.source == "갑/전체")
    assert (first.counts.found, first.counts.new, first.counts.saved, first.runs, first.troubled_runs) == (
        18,
        5,
        8,
        2,
        1,
    )
    assert (first.counts.reasons, first.last_new, first.counts.expected_per_day) == ({"HTTP 500": 2}, NOW, 40.0)
    assert [one.counts.source for one in watch.below] == ["갑/전체"]
    assert [one.counts.source for one in watch.muted] == ["병"]
    assert store.crawls.history(["갑/전체"], NOW)["갑/전체"][:2] == [(NOW, 5), (NOW + timedelta(hours=1), 0)]
    with pytest.raises(ValueError, match="names no zone"):
        store.crawls.watched(datetime(2023, 1, 1), NOW)  # noqa: DTZ001
