"""The news spider: sources -> listings -> pages -> articles. Fetches only what is new or said to be changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.address import canonical
from crawler.items import Found
from crawler.listings import Listed, NotAListingError, read_feed, read_sitemap
from crawler.page import NotAnArticle, parse
from crawler.publishers.registry import Registry, load
from crawler.sources import CrawlSource, chosen
from crawler.tally import Tally
from storage.records import RawPage
from storage.store import Store

LATER = timedelta(minutes=1)  # a listing's time may lack the seconds that the page has
DEEPEST_INDEX = 2  # sitemap indexes inside each other
LISTING_PRIORITY = 10


class NewsSpider(Spider):
    """Visits sources of every kind. From the command line: `scrapy crawl news -a source=hankookilbo`."""

    name = "news"

    def __init__(
        self,
        sources: Sequence[CrawlSource] = (),
        registry: Registry | None = None,
        source: str = "",
        since: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        """`sources` to visit, else those that `source` names; `since` leaves older entries of listings out."""
        super().__init__(**kwargs)
        self.registry = registry or load()
        self.sources = list(sources) or chosen(self.registry, [source] if source else [])
        self.tally = Tally(self.sources)
        self.since = since

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Open the database that tells which addresses are known."""
        spider: NewsSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = Store(crawler.settings["MEOKTONG_DATABASE"])
        return spider

    store: Store

    def closed(self, reason: str) -> None:
        """Close the database."""
        del reason
        self.store.close()

    async def start(self) -> AsyncIterator[Request]:
        """One request per source."""
        for source in self.sources:
            if source.kind == "article":
                self.tally.listed(source.name)
                for request in self._visits(source, [Listed(source.url)]):
                    yield request
            else:
                yield self._listing(source, source.url)

    def _listing(self, source: CrawlSource, url: str, depth: int = 0) -> Request:
        arguments = {"source": source, "depth": depth}
        return Request(
            url, self.parse_listing, errback=self.failed, cb_kwargs=arguments, dont_filter=True,
            priority=LISTING_PRIORITY, meta={"source": source.name},
        )  # fmt: skip

    def parse_listing(self, response: Response, source: CrawlSource, depth: int) -> Iterator[Request]:
        """Follow a listing's addresses."""
        kind = response.headers.get("Content-Type", b"") or b""
        try:
            if source.kind in {"sitemap", "news_sitemap"}:
                listed, inner = read_sitemap(response.body)
            else:
                listed, inner = read_feed(response.body, kind.decode("latin-1")), []
        except NotAListingError as error:
            self.tally.add(source.name, "refused", reason=error.reason)
            return
        self.tally.listed(source.name)
        if depth < DEEPEST_INDEX:
            yield from (self._listing(source, url, depth + 1) for url in inner)
        yield from self._visits(source, listed)

    def _visits(self, source: CrawlSource, listed: Iterable[Listed]) -> Iterator[Request]:
        recent = [one for one in listed if not self.since or not one.changed or one.changed >= self.since]
        entries = {canonical(one.url): one for one in recent}
        self.tally.add(source.name, "found", len(entries))
        known = self.store.known_urls(entries)
        for url, entry in entries.items():
            if url in known and not self._has_changed(url, entry):
                self.tally.add(source.name, "known")
                continue
            yield Request(
                entry.url, self.parse_article, errback=self.failed, cb_kwargs={"source": source, "address": url},
                meta={"source": source.name},
            )  # fmt: skip

    def _has_changed(self, url: str, entry: Listed) -> bool:
        seen = self.store.last_change(url)
        return entry.changed is not None and seen is not None and entry.changed > seen + LATER

    def parse_article(self, response: Response, source: CrawlSource, address: str) -> Iterator[Found]:
        """Read one page; what is no article is counted with its reason."""
        self.tally.add(source.name, "fetched")
        kind = (response.headers.get("Content-Type", b"") or b"").decode("latin-1")
        try:
            url = canonical(response.url, response.body)
            article = parse(response.body, url, content_type=kind, registry=self.registry, now=datetime.now(UTC))
        except NotAnArticle as error:
            self.tally.add(source.name, "refused", reason=error.reason)
            return
        yield Found(article, RawPage(response.url, response.body, kind), source.name, address)

    def failed(self, failure: Failure) -> None:
        """Count a request that brought nothing, by its reason."""
        error = failure.value
        name = failure.request.meta["source"]  # type: ignore[attr-defined]
        if isinstance(error, IgnoreRequest) and not isinstance(error, HttpError):
            self.tally.add(name, "refused", reason="forbidden by robots.txt")
        elif isinstance(error, HttpError):
            self.tally.add(name, "failed", reason=f"HTTP {error.response.status}")
        else:
            self.tally.add(name, "failed", reason=_plain(error))


def _plain(error: BaseException | None) -> str:
    """A failure's kind in words: its class name, parted (ConnectionRefusedError -> connection refused)."""
    name = type(error).__name__.removesuffix("Error").removesuffix("Exception")
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip() or "failed"
