"""One crawl: real Scrapy in this process, judged by its counts, remembered in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as defaults
from crawler.monitors import FAILED, judge
from crawler.publishers.registry import Registry, load
from crawler.sources import CrawlSource
from crawler.spiders.news import NewsSpider
from crawler.tally import Tally
from storage.records import SourceCount
from storage.store import Store

Progress = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl brought. `exit_status`: 0 all well, 1 it failed, 3 some source needs attention."""

    counts: tuple[SourceCount, ...]
    exit_status: int
    failure: str = ""


def crawl(
    database: str,
    sources: Sequence[CrawlSource],
    *,
    now: datetime,
    registry: Registry | None = None,
    overrides: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> CrawlReport:
    """Visit the sources and save what is new into `database` (a path or SQLAlchemy URL).

    `overrides` are Scrapy settings that win over ours; `progress` is called after every article. A process has one
    reactor, so this can be called once in it. Raises `storage.store.StoreError` where the database cannot be opened.
    """
    with Store(database) as store:
        run = store.start_run(now)
    process = AsyncCrawlerProcess(_settings(database, overrides or {}))
    crawler = process.create_crawler(NewsSpider)
    if progress is not None:
        crawler.signals.connect(_reporter(crawler, progress), signal=signals.item_scraped, weak=False)
    process.crawl(crawler, sources=sources, registry=registry or load())
    process.start()
    spider = crawler.spider
    if not isinstance(spider, NewsSpider):
        return CrawlReport((), FAILED, "the spider did not start")
    counts, status = judge(spider.tally, crawler.stats.get_stats() if crawler.stats else {})
    with Store(database) as store:
        store.finish_run(run, counts, status, now)
    return CrawlReport(tuple(counts), status, "; ".join(spider.tally.broken[:1]))


def _reporter(crawler: Any, progress: Progress) -> Callable[[], None]:
    def report() -> None:
        progress(crawler.spider.tally)

    return report


def _settings(database: str, overrides: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    settings.set("MEOKTONG_DATABASE", database, priority="cmdline")
    for name, value in overrides.items():
        settings.set(name, value, priority="cmdline")
    return settings
