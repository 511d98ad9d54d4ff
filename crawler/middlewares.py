"""Two small manners that Scrapy leaves out: Retry-After is honoured, and a proxy is used for robots.txt too."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

LONGEST_WAIT = 120.0  # seconds; a site that asks for more is visited again in the next crawl


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


class RetryAfterMiddleware:
    """Slows a site down to what its Retry-After header asks for, within bounds; Scrapy then retries by itself."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keeps the crawler, whose download slots hold the delays."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Set the delay of the site's slot."""
        asked = response.headers.get("Retry-After", b"") or b""
        if response.status in {429, 503} and asked.isdigit() and self._crawler.engine is not None:
            slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
            if slot is not None:
                slot.delay = max(slot.delay, min(float(asked), LONGEST_WAIT))
        return response
