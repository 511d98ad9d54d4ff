"""From spider to store: an article is checked, saved with its page, and counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Found
from crawler.tally import Tally
from storage.store import Store, StoreError

SHORTEST_BODY = 30  # characters; less is a caption or a notice
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks differ, zones are mistaken


class _WithTally:
    """A pipeline that counts: the spider's tally, once it is there."""

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


class CheckPipeline(_WithTally):
    """Refuses what cannot be an article of the news."""

    def process_item(self, item: Found) -> Found:
        """Raises `DropItem` with the reason, which is counted."""
        reason = self._fault(item)
        if reason:
            self.tally.add(item.source, "refused", reason=reason)
            raise DropItem(reason)
        return item

    @staticmethod
    def _fault(item: Found) -> str:
        article = item.article
        if len(article.body) < SHORTEST_BODY:
            return "hardly any text"
        latest = (article.fetched_at or article.published_at) + AHEAD
        if not OLDEST <= article.published_at <= latest:
            return "publication date out of range"
        return ""


class SavePipeline(_WithTally):
    """Saves each article in one transaction. A database that refuses ends the crawl: nothing may vanish quietly."""

    _store: Store

    def open_spider(self) -> None:
        """Open the database of the setting `MEOKTONG_DATABASE`."""
        self._store = Store(self._crawler.settings["MEOKTONG_DATABASE"])

    def close_spider(self) -> None:
        """Close it."""
        self._store.close()

    async def process_item(self, item: Found) -> Found:
        """Save and count."""
        try:
            saved = self._store.save_article(item.article, item.raw, item.source, address=item.address)
        except ValueError as error:
            self.tally.add(item.source, "refused", reason="not fit to be stored")
            raise DropItem(str(error)) from None
        except StoreError as error:
            self.tally.broken.append(str(error))
            if self._crawler.engine is not None:
                await self._crawler.engine.close_spider_async(reason="database")
            raise
        self.tally.add(item.source, "parsed")
        self.tally.add(item.source, "saved", int(saved != "unchanged"))
        return item
