"""The whole story on one page: crawl -> extract -> merge -> report.

Each stage takes up what the last one left in the database, does only what is not done, and may be killed at any moment:
an article is saved whole with its mentions or not at all, and events are replaced in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from classifier.version import extractor_version
from meoktong import merging
from meoktong.budget import Budget
from meoktong.complaints import Complaints
from meoktong.digest import Digest, Period
from meoktong.knowledge import told_in
from meoktong.reading import extraction_of
from storage.records import StoredArticle
from storage.store import SavedEvents, Store

if TYPE_CHECKING:
    from crawler.publishers.registry import Registry
    from crawler.run import CrawlReport
    from crawler.sources import CrawlSource, Window

BATCH = 200  # articles held in memory, and read before the clock is looked at again
Progress = Callable[[str, int], None]


def crawl(
    database: str,
    sources: Sequence[CrawlSource],
    complaints: Complaints,
    progress: Progress,
    now: datetime,
    registry: Registry | None = None,
    overrides: Mapping[str, Any] | None = None,
    contact: str = "",
    max_minutes: float = 0,
    window: Window | None = None,
) -> CrawlReport:
    """Visit the sources and save what is new; a source that needs a person's attention is complained about.

    `contact`, `max_minutes` and `window` are `crawler.run.crawl`'s. A muted source's trouble is no complaint.
    """
    from crawler.run import crawl as visit  # Scrapy is heavy, and the other stages do without

    report = visit(
        database,
        sources,
        now=now,
        registry=registry,
        overrides=overrides,
        progress=lambda tally: progress("crawl", tally.total("parsed")),
        contact=contact,
        max_minutes=max_minutes,
        window=window,
    )
    complain(report, complaints)
    return report


def complain(report: CrawlReport, complaints: Complaints) -> None:
    """Tell of every source that needs attention and is not muted, and of what broke the crawl."""
    for count in report.counts:
        if count.attention and not count.muted:
            complaints.add(count.source, count.attention)
    if report.failure:
        complaints.add("crawl", report.failure)


def extract(store: Store, complaints: Complaints, progress: Progress, budget: Budget | None = None) -> int:
    """Read every article that this version of the extractor has not read; returns how many it read.

    An article that cannot be read is complained about and stays pending; it never keeps others waiting. What is not
    read when the budget is used up is read the next time, so a new version's work is spread over many runs.
    """
    budget = budget or Budget()
    version = extractor_version()
    stuck: set[str] = set()
    done = 0
    while not budget.over and (batch := _pending(store, version, stuck)):
        for stored in batch:
            extraction = extraction_of(stored.article, stored.article.url, complaints)
            if extraction is None:
                stuck.add(stored.id)
                continue
            try:
                saved = store.save_extraction(stored.id, stored.article.body_sha256, extraction)
            except ValueError as error:  # a value that the store refuses: this article waits, the others go on
                complaints.add(stored.article.url, f"could not be saved: {error}")
                stuck.add(stored.id)
                continue
            if saved:
                done += 1
                progress("extract", done)
    return done


def _pending(store: Store, version: str, stuck: set[str]) -> list[StoredArticle]:
    found = store.pending_articles(version, BATCH + len(stuck))
    return [stored for stored in found if stored.id not in stuck]


def merge(store: Store, now: datetime) -> SavedEvents:
    """Make one event of every outage that the stored articles tell of; what nothing new concerns stays as it is."""
    return merging.merge(store, now)


def report(store: Store, period: Period) -> Digest:
    """What the articles of a period tell, and what was watched for it."""
    return told_in(store, period)
