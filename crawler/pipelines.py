"""From spider to store: an article is checked, saved with its page, and counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Found
from crawler.tally import Tally
from storage.records import Article
from storage.store import Store, StoreError

SHORTEST_BODY = 30  # characters; less is a caption or a notice
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks differ, zones are mistaken


class _WithTally:
    """A pipeline that counts and saves: with the spider's tally and database, once they are there."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keeps the crawler."""
        return cls(crawler)

    @property
    def tally(self) -> Tally:
        """The running crawl's counts."""
        tally: Tally = self._crawler.spider.tally  # type: ignore[union-attr]
        return tally

    @property
    def store(self) -> Store:
        """The database that the spider opened."""
        store: Store = self._crawler.spider.store  # type: ignore[union-attr]
        return store


class CheckPipeline(_WithTally):
    """Refuses what cannot be an article of the news."""

    def process_item(self, item: Found) -> Found:
        """Raises `DropItem` with the reason, which is counted."""
        reason = fault_of(item.article)
        if reason:
            self.tally.add(item.waiting.source, "refused", reason=reason)
            self.store.crawls.keep_unread(item.waiting, item.raw, item.article.publisher, reason, datetime.now(UTC))
            raise DropItem(reason)
        return item


def fault_of(article: Article) -> str:
    """Why a text that was read cannot be an article of the news; "" where it can."""
    if len(article.body) < SHORTEST_BODY:
        return "hardly any text"
    latest = (article.fetched_at or article.published_at) + AHEAD
    if not OLDEST <= article.published_at <= latest:
        return "publication date out of range"
    return ""


class SavePipeline(_WithTally):
    """Saves each article in one transaction. A database that refuses ends the crawl: nothing may vanish quietly."""

    async def process_item(self, item: Found) -> Found:
        """Save and count."""
        source = item.waiting.source
        try:
            saved = self._saved(item)
        except ValueError as error:
            self.tally.add(source, "refused", reason="not fit to be stored")
            self.store.crawls.failed(item.waiting.url, "not fit to be stored", final=True)
            raise DropItem(str(error)) from None
        except StoreError as error:
            self.tally.broken.append(str(error))
            if self._crawler.engine is not None:
                await self._crawler.engine.close_spider_async(reason="database")
            raise
        self.tally.add(source, "parsed")
        self.tally.add(source, "saved", int(saved))
        return item

    def _saved(self, item: Found) -> bool:
        """Whether something new was saved; another address of an article that is known is only noted."""
        if item.portal_copy and self.store.crawls.note_copy(item.waiting.url, item.article.url):
            return False
        saved = self.store.save_article(item.article, item.raw, item.waiting.source, address=item.waiting.url)
        return saved != "unchanged"
