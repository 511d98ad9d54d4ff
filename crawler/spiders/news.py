"""The news spider: sources -> listings -> pages -> articles. Fetches only what is new or said to be changed.

What a listing names is on the frontier before it is asked for, and leaves it with the article in one transaction: a crawl
that is killed, or whose time is up, is taken up by the next one.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import naver
from crawler.address import canonical
from crawler.items import Found
from crawler.listed import Listed, NotAListingError
from crawler.listings import read_feed, read_sitemap
from crawler.middlewares import LeftForLaterError
from crawler.page import NotAnArticle
from crawler.publishers.registry import Registry, load
from crawler.reading import read_page
from crawler.sites import site
from crawler.sources import CrawlSource, Window, chosen
from crawler.tally import Tally
from storage.crawls import Validators, today
from storage.records import RawPage, Waiting
from storage.store import Store

DEEPEST_INDEX = 2  # sitemap indexes inside each other
LISTING_PRIORITY = 10
MOST_ASKED = 20_000
"""Pages of one crawl: they are held in memory. What is beyond waits for the next one, on the frontier."""
ADDRESSES_AT_ONCE = 2_000
GONE = frozenset({404, 410, 451})
NOT_MODIFIED = 304


class NewsSpider(Spider):
    """Visits sources of every kind. From the command line: `scrapy crawl news -a source=hankookilbo`."""

    name = "news"

    def __init__(
        self,
        sources: Sequence[CrawlSource] = (),
        registry: Registry | None = None,
        source: str = "",
        window: Window | None = None,
        **kwargs: Any,
    ) -> None:
        """`sources` to visit, else those that `source` names; `window` leaves entries of listings out by their date."""
        super().__init__(**kwargs)
        self.registry = registry or load()
        self.sources = list(sources) or chosen(self.registry, [source] if source else [])
        self.tally = Tally(self.sources)
        self.window = window or Window()
        self.own_sites = frozenset(site(url) for one in self.sources for url in (one.url, *one.addresses))
        self.key = naver.Key.from_environment(os.environ)
        self._asked: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Open the database that tells which addresses are known."""
        spider: NewsSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = Store(crawler.settings["MEOKTONG_DATABASE"])
        return spider

    store: Store

    def closed(self, reason: str) -> None:
        """Count what still waits, and close the database."""
        del reason
        for source, number in self.store.crawls.count_waiting(self.tally.sources).items():
            self.tally.add(source, "waiting", number)
        self.store.close()

    async def start(self) -> AsyncIterator[Request]:
        """One request per source, then what earlier crawls left over."""
        for source in self.sources:
            if source.kind in {"article", "list"}:
                self.tally.listed(source.name)
                for request in self._visits_of_list(source, source.addresses or (source.url,)):
                    yield request
            elif source.kind == "naver":
                for request in self._search(source, 1):
                    yield request
            else:
                for url in self.window.addresses(source.url):
                    yield self._listing(source, url)
        for waiting in self.store.crawls.waiting(self.tally.sources, MOST_ASKED):
            for request in self._ask(waiting):
                yield request

    def _visits_of_list(self, source: CrawlSource, addresses: Sequence[str]) -> Iterator[Request]:
        for at in range(0, len(addresses), ADDRESSES_AT_ONCE):
            yield from self._visits(source, map(Listed, addresses[at : at + ADDRESSES_AT_ONCE]))

    def _listing(self, source: CrawlSource, url: str, depth: int = 0) -> Request:
        known = None if self.window.is_bounded else self.store.crawls.validators(url)
        told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
        return Request(
            url, self.parse_listing, errback=self.failed, cb_kwargs={"source": source, "depth": depth},
            dont_filter=True, priority=LISTING_PRIORITY, headers={name: value for name, value in told.items() if value},
            meta={"source": source.name, "listing": True, "handle_httpstatus_list": [NOT_MODIFIED]},
        )  # fmt: skip

    def parse_listing(self, response: Response, source: CrawlSource, depth: int) -> Iterator[Request]:
        """Follow a listing's addresses."""
        if response.status == NOT_MODIFIED:
            self.tally.listed(source.name, unchanged=True)
            return
        try:
            listed, inner = listed_of(response, source)
        except NotAListingError as error:
            self.tally.add(source.name, "refused", reason=error.reason)
            return
        self.tally.listed(source.name)
        if depth < DEEPEST_INDEX:
            yield from (self._listing(source, one.url, depth + 1) for one in inner if self.window.may_hold(one))
        if not inner:
            yield from self._visits(source, listed, _validators(response))

    def _search(self, source: CrawlSource, start: int) -> Iterator[Request]:
        """One call of the search API, if there is a key and a call left today. The key goes nowhere else: no redirects."""
        query = parse_qs(urlsplit(source.url).query)["query"][0]
        if not self.key:
            self.tally.add(source.name, "refused", reason=naver.NO_KEY)
        elif not self.store.crawls.count_call(naver.METER, today(datetime.now(UTC)), naver.CALLS_A_DAY):
            self.tally.put_off(source.name)
            self.tally.add(source.name, "refused", reason=naver.USED_UP)
        else:
            yield Request(
                naver.search_url(query, start, source.url.split("?")[0]), self.parse_results, errback=self.failed,
                cb_kwargs={"source": source, "start": start}, dont_filter=True, priority=LISTING_PRIORITY,
                headers=self.key.headers,
                meta={"source": source.name, "listing": True, "dont_redirect": True, "dont_retry": True,
                      "dont_obey_robotstxt": True},
            )  # fmt: skip

    def parse_results(self, response: Response, source: CrawlSource, start: int) -> Iterator[Request]:
        """Follow one page of search results, and ask for the next one while everything is new.

        A query that was never asked before is new altogether: that alone is no reason to go back years.
        """
        try:
            listed = naver.read_results(response.body)
        except NotAListingError as error:
            self.tally.add(source.name, "refused", reason=error.reason)
            return
        self.tally.listed(source.name, unchanged=not listed)
        first = start == 1 and self.window.since is None and self.store.crawls.validators(response.url) is None
        before = self.tally.count(source.name, "new")
        yield from self._visits(source, listed, Validators(response.url))
        oldest = min((one.changed for one in listed if one.changed), default=None)
        following = naver.next_start(start, len(listed), self.tally.count(source.name, "new") - before)
        if following and not first and (oldest is None or self.window.since is None or oldest >= self.window.since):
            yield from self._search(source, following)

    def _visits(
        self, source: CrawlSource, listed: Iterable[Listed], listing: Validators | None = None
    ) -> Iterator[Request]:
        recent = [one for one in listed if self.window.holds(one.changed)]
        if self.window.is_bounded:  # what is left out now must not count as told: the next crawl asks for all
            listing = None
        entries = [Waiting(canonical(one.url), one.url, source.name, one.changed) for one in recent]
        told = self.store.crawls.remember(source.name, entries, datetime.now(UTC), listing)
        again = sum(1 for one in told.waiting if one.url in self._asked)
        self.tally.add(source.name, "found", len({one.url for one in entries}))
        self.tally.add(source.name, "new", told.fresh)
        self.tally.add(source.name, "known", told.known + again)
        for waiting in (*told.new, *told.changed, *told.waiting):
            yield from self._ask(waiting)

    def _ask(self, waiting: Waiting) -> Iterator[Request]:
        if waiting.url in self._asked or len(self._asked) >= MOST_ASKED:
            return
        self._asked.add(waiting.url)
        yield Request(
            waiting.address, self.parse_article, errback=self.failed, cb_kwargs={"waiting": waiting},
            meta={"source": waiting.source, "waiting": waiting},
        )  # fmt: skip

    def parse_article(self, response: Response, waiting: Waiting) -> Iterator[Found]:
        """Read one page; what is no article is counted with its reason, and kept."""
        self.tally.add(waiting.source, "fetched")
        now = datetime.now(UTC)
        raw = RawPage(response.url, response.body, header(response, "Content-Type"))
        publisher = self.registry.for_url(response.url)
        try:
            item, declared, missing = read_page(raw, waiting, self.registry, now)
        except NotAnArticle as error:
            self.tally.add(waiting.source, "refused", reason=error.reason)
            self.store.crawls.keep_unread(waiting, raw, publisher.name if publisher else "", error.reason, now)
            return
        if declared and publisher is not None:
            self.tally.read(waiting.source, publisher.name, missing)
        yield item

    def failed(self, failure: Failure) -> None:
        """Count a request that brought nothing, by its reason; what may come another time stays on the frontier."""
        error = failure.value
        meta = failure.request.meta  # type: ignore[attr-defined]
        source, waiting = meta["source"], meta.get("waiting")
        if isinstance(error, LeftForLaterError):
            if meta.get("listing"):
                self.tally.put_off(source)
            return
        kind, reason = told_of(error)
        self.tally.add(source, kind, reason=reason)
        if waiting is not None:
            final = kind == "refused" or (isinstance(error, HttpError) and error.response.status in GONE)
            self.store.crawls.failed(waiting.url, reason, final=final)


def listed_of(response: Response, source: CrawlSource) -> tuple[list[Listed], list[Listed]]:
    """The articles of a listing, and the listings that it names. Raises `NotAListingError`."""
    if source.kind in {"sitemap", "news_sitemap"}:
        return read_sitemap(response.body)
    return read_feed(response.body, header(response, "Content-Type")), []


def told_of(error: BaseException | None) -> tuple[str, str]:
    """Whether a request was refused or failed, and why."""
    if isinstance(error, HttpError):
        return "failed", f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        private = "private address" in str(error)
        return "refused", "leads to a private address" if private else "forbidden by robots.txt"
    return "failed", _plain(error)


def _plain(error: BaseException | None) -> str:
    """A failure's kind in words: its class name, parted (ConnectionRefusedError -> connection refused)."""
    name = type(error).__name__.removesuffix("Error").removesuffix("Exception")
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip() or "failed"


def _validators(response: Response) -> Validators:
    """Kept under the address that was asked for: a redirect may lead elsewhere tomorrow."""
    asked = response.meta.get("redirect_urls", [response.url])[0]
    return Validators(asked, header(response, "ETag"), header(response, "Last-Modified"))


def header(response: Response, name: str) -> str:
    """A header's value, "" where there is none."""
    value = (response.headers.get(name, b"") or b"").decode("latin-1")
    return "".join(character for character in value if character.isprintable())[:1_000]
