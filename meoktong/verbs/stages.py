"""Verbs that work on the database: one stage each, all of them, and the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.publishers.registry import load
from crawler.sources import CrawlSource, ad_hoc, chosen
from meoktong import pipeline
from meoktong.complaints import Complaints, FailureError
from meoktong.outputs.progress import shown
from meoktong.verbs.opened import opened
from storage.store import SavedEvents


def extract_stored(db: str, complaints: Complaints) -> int:
    """Read the stored articles that this version has not read; returns how many it read."""
    with opened(db) as store, shown() as progress:
        return pipeline.extract(store, complaints, progress)


def merge_stored(db: str, now: datetime) -> SavedEvents:
    """Make events of everything that is extracted."""
    with opened(db) as store:
        return pipeline.merge(store, now)


def sources_named(
    names: Sequence[str] | None, feeds: Sequence[str] | None, pages: Sequence[str] | None
) -> list[CrawlSource]:
    """Declared sources by name (all where nothing is named), and feeds and pages by address."""
    extra = [ad_hoc(url, "feed") for url in feeds or ()] + [ad_hoc(url, "article") for url in pages or ()]
    try:
        return [*(chosen(load(), names or ()) if names or not extra else ()), *extra]
    except LookupError as error:
        raise FailureError(str(error)) from None


def log_level(verbose: bool) -> dict[str, str]:
    """Scrapy's log, in full or not at all: what a person must know is said by the counts of each source."""
    return {"LOG_LEVEL": "INFO" if verbose else "CRITICAL"}


def crawl_sources(
    db: str,
    sources: Sequence[CrawlSource],
    complaints: Complaints,
    now: datetime,
    verbose: bool = False,
    *,
    contact: str = "",
    max_minutes: float = 0,
) -> int:
    """Visit the sources; returns the crawl's exit status."""
    with opened(db, create=True), shown() as progress:
        report = pipeline.crawl(
            db, sources, complaints, progress, now,
            overrides=log_level(verbose), contact=contact, max_minutes=max_minutes,
        )  # fmt: skip
    return report.exit_status
