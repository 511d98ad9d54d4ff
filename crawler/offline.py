"""Pages that lie here already -> articles in the database, without a request: archives, and history read again.

What a page gives goes through the same checks and counts as in a crawl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.address import canonical
from crawler.archives import Archived, BrokenArchiveError, read_archive
from crawler.monitors import judge
from crawler.page import NotAnArticle
from crawler.pipelines import fault_of
from crawler.publishers.registry import Registry
from crawler.reading import read_page
from crawler.run import CrawlReport
from crawler.sources import CrawlSource, Window
from crawler.tally import Tally
from storage.records import RawPage, Waiting
from storage.store import Store

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading history again gave: pages read, versions that changed, pages that became articles, pages that are none."""

    pages: int = 0
    changed: int = 0
    gained: int = 0
    refused: int = 0


def read_archives(
    store: Store,
    paths: Iterable[Path],
    registry: Registry,
    now: datetime,
    progress: Progress,
    window: Window | None = None,
) -> CrawlReport:
    """Save the articles of WARC files; what is known is passed over, so that a run that was killed goes on. One source per file."""
    sources = {path: CrawlSource(f"warc:{path.name}", "", "article", str(path)) for path in paths}
    tally, done, run = Tally(sources.values()), 0, store.start_run(now)
    for path, source in sources.items():
        tally.listed(source.name)
        try:
            for archived in read_archive(path, registry):
                _take(store, archived, source.name, registry, tally, window or Window())
                done += 1
                progress(done)
        except BrokenArchiveError as error:
            tally.broken.append(str(error))
    counts, status = judge(tally, {})
    store.finish_run(run, counts, status, max(datetime.now(UTC), now))
    return CrawlReport(tuple(counts), status, "; ".join(tally.broken[:3]))


def _take(store: Store, archived: Archived, source: str, registry: Registry, tally: Tally, window: Window) -> None:
    waiting = Waiting(canonical(archived.raw.url), archived.raw.url, source)
    tally.add(source, "found")
    if store.known_urls([waiting.url]):
        tally.add(source, "known")
        return
    tally.add(source, "new")
    tally.add(source, "fetched")
    try:
        item, _, _ = read_page(archived.raw, waiting, registry, archived.fetched_at)
        reason = fault_of(item.article)
    except NotAnArticle as error:
        reason = error.reason
    if not reason and not window.holds(item.article.published_at):
        reason = "not of the time asked for"
    if not reason:
        try:
            saved = store.save_article(item.article, item.raw, source, address=waiting.url)
        except ValueError:
            reason = "not fit to be stored"
        else:
            tally.add(source, "parsed")
            tally.add(source, "saved", int(saved != "unchanged"))
    if reason:
        tally.add(source, "refused", reason=reason)


def reread(store: Store, outlet: str, registry: Registry, progress: Progress) -> Reread:
    """Read an outlet's kept pages again, as its layouts are now: versions are mended, refused pages may become articles.

    What is no article any more keeps its version, and is counted as refused.
    """
    told = Reread()
    for article, raw in store.crawls.kept_pages(outlet):
        progress(told.pages + 1)
        waiting = Waiting(article.url, raw.url)
        outcome = _again(store, raw, waiting, article.url, registry, article.fetched_at or article.published_at)
        told = _added(told, outcome, "changed")
    for unread in store.crawls.unread_pages(outlet):
        progress(told.pages + 1)
        outcome = _again(store, unread.page, unread.waiting, "", registry, unread.fetched_at)
        told = _added(told, outcome, "gained")
    return told


def _again(
    store: Store, raw: RawPage, waiting: Waiting, url: str, registry: Registry, fetched_at: datetime
) -> bool | None:
    """Whether a page read again changed what is stored; None where it is no article. `url` is the article's, if it has one."""
    try:
        item, _, _ = read_page(raw, waiting, registry, fetched_at)
        if fault_of(item.article):
            return None
        article = replace(item.article, url=url or item.article.url)
        return store.save_article(article, raw, waiting.source, address=waiting.url) != "unchanged"
    except (NotAnArticle, ValueError):
        return None


def _added(told: Reread, outcome: bool | None, what: str) -> Reread:
    if outcome is None:
        return replace(told, pages=told.pages + 1, refused=told.refused + 1)
    counted = {what: getattr(told, what) + int(outcome)}
    return replace(told, pages=told.pages + 1, **counted)
