"""A crawl with a time budget ends cleanly: what is under way comes home, what waits stays on the frontier."""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from crawler.middlewares import LeftForLaterError

TIME_IS_UP = "the time is up"


class TimeBudget:
    """Closes the spider after the setting `MEOKTONG_MAX_MINUTES`; Scrapy alone would first drain every site's line."""

    def __init__(self, crawler: Crawler, minutes: float) -> None:
        self._crawler = crawler
        self._seconds = 60 * minutes
        self._alarm: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises `NotConfigured` where there is no budget."""
        minutes = crawler.settings.getfloat("MEOKTONG_MAX_MINUTES")
        if not minutes:
            raise NotConfigured
        made = cls(crawler, minutes)
        crawler.signals.connect(made.opened, signal=signals.spider_opened)
        crawler.signals.connect(made.closed, signal=signals.spider_closed)
        return made

    def opened(self) -> None:
        """Set the alarm."""
        from twisted.internet import reactor  # installed by now

        self._alarm = reactor.callLater(self._seconds, self._ring)  # type: ignore[arg-type]

    def closed(self) -> None:
        """Take the alarm back."""
        if self._alarm is not None and self._alarm.active():
            self._alarm.cancel()

    def _ring(self) -> None:
        engine, spider = self._crawler.engine, self._crawler.spider
        if engine is None or spider is None:
            return
        spider.tally.stopped = TIME_IS_UP  # type: ignore[attr-defined]
        deferred_from_coro(engine.close_spider_async(reason=TIME_IS_UP))
        for slot in engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(LeftForLaterError(TIME_IS_UP)))  # type: ignore[no-untyped-call]
