"""Manners that Scrapy leaves out: one line per site, pauses and delays that a site asks for, and no way into our network.

`ProxyMiddleware` sends robots.txt through a proxy too, `RobotsMiddleware` takes a broken robots.txt as a refusal (RFC 9309).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from crawler.sites import is_private, site
from storage.store import Store

LONGEST_WAIT = 120.0  # seconds; a site that asks for more is left alone until then, by later crawls too
LONGEST_PAUSE = timedelta(days=1)  # no header keeps a source silent for longer
LONGEST_CRAWL_DELAY = 60.0  # seconds between two pages, where robots.txt asks for it
ROBOT = "meoktong"  # the name that robots.txt knows us by


class LeftForLaterError(IgnoreRequest):
    """Not fetched now, and still to be fetched: the address stays on the frontier."""


class ProxyMiddleware:
    """Sends every request through the setting `MEOKTONG_PROXY`; unused where it is empty."""

    def __init__(self, proxy: str) -> None:
        self._proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises `NotConfigured` where no proxy is set."""
        proxy = crawler.settings.get("MEOKTONG_PROXY")
        if not proxy:
            raise NotConfigured
        return cls(proxy)

    def process_request(self, request: Request) -> None:
        """Name the proxy."""
        request.meta["proxy"] = self._proxy


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, and where a site's robots.txt answers 429 or 5xx nothing of it is fetched; 4xx means there is none."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == 429 or response.status >= 500:
            response = response.replace(body=b"User-agent: *\nDisallow: /")
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)


class MannersMiddleware:
    """One download slot per site; Retry-After and Crawl-delay honoured; no page leads us to a private address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delays: dict[str, float] = {}
        self._pauses: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listens for robots.txt and for the start."""
        made = cls(crawler)
        crawler.signals.connect(made.opened, signal=signals.spider_opened)
        crawler.signals.connect(made.robots_read, signal=signals.robots_parsed)
        crawler.signals.connect(made.answered, signal=signals.response_downloaded)
        return made

    @property
    def _store(self) -> Store | None:
        """The spider's database; a check-up has none."""
        store: Store | None = self._crawler.spider.store  # type: ignore[union-attr]
        return store

    def opened(self) -> None:
        """Remember what earlier crawls were asked for."""
        if self._store is not None:
            self._pauses = self._store.crawls.pauses(datetime.now(UTC))

    def robots_read(self, robotparser: Any, request: Request) -> None:
        """Note the delay that a site's robots.txt asks for."""
        asked = robotparser.rp.crawl_delay(ROBOT) if hasattr(robotparser, "rp") else None
        if asked:
            self._delays[site(request.url)] = min(float(asked), LONGEST_CRAWL_DELAY)

    def process_request(self, request: Request) -> None:
        """Put the request in its site's line. Raises `IgnoreRequest` for what is not to be asked for (now)."""
        place = site(request.url)
        if is_private(request.url) and place not in self._crawler.spider.own_sites:  # type: ignore[union-attr]
            raise IgnoreRequest("leads to a private address")
        until = self._pauses.get(place)
        if until is not None and until > datetime.now(UTC):
            raise LeftForLaterError("the site asked for a pause")
        request.meta["download_slot"] = place

    def answered(self, response: Response, request: Request) -> None:
        """Do as the site's headers and its robots.txt ask, before anything else is sent there, a retry included."""
        place = site(request.url)
        slot = self._slot(place)
        if slot is not None:  # AutoThrottle has just set it to what the server can bear
            slot.delay = max(slot.delay, self._delays.get(place, 0.0))
        if response.status in {429, 503}:
            self._wait(place, _seconds(response.headers.get("Retry-After"), datetime.now(UTC)))

    def _wait(self, place: str, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            self._pauses[place] = datetime.now(UTC) + min(timedelta(seconds=seconds), LONGEST_PAUSE)
            if self._store is not None:
                self._store.crawls.pause(place, self._pauses[place])
        slot = self._slot(place)
        if slot is not None and seconds:
            slot.delay = max(slot.delay, 0.1)  # the downloader looks at its clock only where there is a delay
            slot.lastseen = max(slot.lastseen, monotonic() + min(seconds, LONGEST_WAIT))

    def _slot(self, place: str) -> Any:
        engine = self._crawler.engine
        return engine.downloader.slots.get(place) if engine is not None else None


def _seconds(header: bytes | None, now: datetime) -> float:
    """Retry-After as seconds from now: a number or a date (RFC 9110); 0 where it says nothing."""
    text = (header or b"").decode("latin-1").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
