"""One crawl: real Scrapy in this process, judged by its counts, remembered in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.task import LoopingCall

from crawler import settings as defaults
from crawler.monitors import FAILED, judge
from crawler.publishers.registry import Registry, load
from crawler.sources import CrawlSource, Window
from crawler.spiders.news import NewsSpider
from crawler.tally import Tally
from storage.crawls import today
from storage.records import SourceCount
from storage.store import Store

Progress = Callable[[Tally], None]

CHECKPOINT = 30.0
"""Seconds between two times that the counts are written: a crawl that is killed has told that much."""
MEMORY = timedelta(days=14)
"""How far back a source's volume is looked at."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl brought. `exit_status`: 0 all well, 1 it failed, 3 some source needs attention.

    `failure` is what broke it, `stopped` why it ended before everything was fetched; "" for neither.
    """

    counts: tuple[SourceCount, ...]
    exit_status: int
    failure: str = ""
    stopped: str = ""


def crawl(
    database: str,
    sources: Sequence[CrawlSource],
    *,
    now: datetime,
    registry: Registry | None = None,
    overrides: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    contact: str = "",
    max_minutes: float = 0,
    window: Window | None = None,
) -> CrawlReport:
    """Visit the sources and save what is new into `database` (a path or SQLAlchemy URL).

    `contact` is where a webmaster reaches our user, for the User-Agent. After `max_minutes` (0: never) the crawl ends
    cleanly: what was found and not fetched is fetched by the next one. `window` is the time of publication to look for,
    `overrides` are Scrapy settings that win over ours, `progress` is called after every article. A process has one reactor,
    so this can be called once in it. Raises `storage.store.StoreError` where the database cannot be opened.
    """
    asked = [source for source in sources if (window or Window()).asks_for(source)]
    process = AsyncCrawlerProcess(
        settings_for(database, {"MEOKTONG_MAX_MINUTES": max_minutes, **(overrides or {})}, contact)
    )
    crawler = process.create_crawler(NewsSpider)
    with Store(database) as store:
        run = store.start_run(now)
        process.crawl(crawler, sources=asked, registry=registry or load(), window=window)
        checkpoint = LoopingCall(lambda: store.crawls.note_counts(run, _tally(crawler).counts()))
        _attend(crawler, checkpoint, progress)
        process.start()
        spider = crawler.spider
        if not isinstance(spider, NewsSpider):
            return CrawlReport((), FAILED, "the spider did not start")
        return _finished(store, run, spider.tally, crawler.stats.get_stats() if crawler.stats else {}, now)


def _finished(store: Store, run: int, tally: Tally, stats: Mapping[str, Any], now: datetime) -> CrawlReport:
    """Judge the crawl, and write that down."""
    ended = max(datetime.now(UTC), now)
    history = store.crawls.history(tally.sources, now - MEMORY)
    for count in tally.counts():
        history[count.source] = [*history.get(count.source, []), (now, count.new)]
    counts, status = judge(tally, stats, history, store.crawls.mutes(today(now)))
    store.finish_run(run, counts, status, ended)
    return CrawlReport(tuple(counts), status, "; ".join(tally.broken[:1]), tally.stopped)


def _tally(crawler: Any) -> Tally:
    tally: Tally = crawler.spider.tally
    return tally


def _attend(crawler: Any, checkpoint: LoopingCall, progress: Progress | None) -> None:
    """Write the counts now and then, and tell of every article."""

    def scraped() -> None:
        if progress is not None:
            progress(_tally(crawler))

    def opened() -> None:
        checkpoint.start(CHECKPOINT, now=False)

    def closed() -> None:
        if checkpoint.running:
            checkpoint.stop()

    for listener, signal in (
        (scraped, signals.item_scraped),
        (opened, signals.spider_opened),
        (closed, signals.spider_closed),
    ):
        crawler.signals.connect(listener, signal=signal, weak=False)


def settings_for(database: str, overrides: Mapping[str, Any], contact: str = "") -> Settings:
    """Our settings with a user's: nothing is read from a scrapy.cfg in the way."""
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    told = {"USER_AGENT": defaults.user_agent(contact)} if contact else {}
    for name, value in {"MEOKTONG_DATABASE": database, **told, **overrides}.items():
        settings.set(name, value, priority="cmdline")
    return settings
