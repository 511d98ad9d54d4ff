"""What works of a source, tried once and gently: is its listing reachable, what does robots.txt say, are pages readable.

Nothing is saved. It is for a person on their own machine: where the project was made, no site could be reached.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.address import canonical
from crawler.page import GENERIC, NotAnArticle
from crawler.publishers.registry import Registry
from crawler.reading import read_page
from crawler.run import settings_for
from crawler.sites import site
from crawler.sources import CrawlSource, Window
from crawler.spiders.news import header, listed_of, told_of
from storage.records import RawPage, Waiting

SAMPLE = 2
"""Pages that are read per source: enough to see whether a layout fits, and little to ask for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One source's state: `listing` and `robots` are "ok" or what is wrong, `fields` those found on every page read."""

    source: str
    kind: str
    listing: str = "no answer"
    robots: str = "ok"
    found: int = 0
    read: int = 0
    tried: int = 0
    layout: str = ""
    fields: str = ""
    trouble: str = ""

    @property
    def works(self) -> bool:
        """Whether articles come out of it."""
        return self.listing == "ok" and self.read > 0 and self.read == self.tried


class CheckSpider(Spider):
    """Visits the listing of each source, and the first pages of it."""

    name = "check"

    def __init__(self, sources: Sequence[CrawlSource], registry: Registry, **kwargs: Any) -> None:
        """`findings` holds the result, by source."""
        super().__init__(**kwargs)
        self.sources, self.registry = sources, registry
        self.findings = {source.name: Finding(source.name, source.kind) for source in sources}
        self.own_sites = frozenset(site(source.url) for source in sources)
        self.store = None

    async def start(self) -> AsyncIterator[Request]:
        """One request per source."""
        for source in self.sources:
            for url in Window().addresses(source.url):
                yield self._request(url, source, self.parse_listing)

    def _request(self, url: str, source: CrawlSource, callback: Any, **more: Any) -> Request:
        return Request(
            url, callback, errback=self.failed, cb_kwargs={"source": source, **more}, dont_filter=True,
            meta={"source": source.name, "listing": callback == self.parse_listing},
        )  # fmt: skip

    def parse_listing(self, response: Response, source: CrawlSource, depth: int = 0) -> Iterator[Request]:
        """Note what it lists; go on with its first pages."""
        try:
            listed, inner = listed_of(response, source)
        except NotAnArticle as error:
            self._note(source.name, listing=error.reason)
            return
        if inner and depth < 2:
            yield self._request(inner[0].url, source, self.parse_listing, depth=depth + 1)
            return
        self._note(source.name, listing="ok", found=len(listed), trouble="" if listed else "lists no article")
        for one in listed[:SAMPLE]:
            yield self._request(one.url, source, self.parse_page)

    def parse_page(self, response: Response, source: CrawlSource) -> None:
        """Read one page."""
        before = self.findings[source.name]
        raw = RawPage(response.url, response.body, header(response, "Content-Type"))
        try:
            item, _, missing = read_page(raw, Waiting(canonical(raw.url), raw.url), self.registry, datetime.now(UTC))
        except NotAnArticle as error:
            self._note(source.name, tried=before.tried + 1, trouble=error.reason)
            return
        article = item.article
        filled = {
            "headline": article.headline,
            "body": article.body,
            "published": article.published_raw,
            "modified": article.modified_raw,
        }
        fields = [name for name, value in filled.items() if value and name not in missing]
        kept = [name for name in fields if not before.read or name in before.fields.split()]
        trouble = f"the layout misses {', '.join(missing)}" if missing and article.layout != GENERIC else before.trouble
        if article.layout == GENERIC and missing:
            trouble = "no layout of the outlet fits the page"
        self._note(
            source.name, tried=before.tried + 1, read=before.read + 1, layout=article.layout, fields=" ".join(kept), trouble=trouble
        )  # fmt: skip

    def failed(self, failure: Failure) -> None:
        """Note why something did not come."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        name, (kind, reason) = meta["source"], told_of(failure.value)
        before = self.findings[name]
        if kind == "refused":
            self._note(name, robots=reason)
        if meta["listing"]:
            self._note(name, listing=reason)
        elif kind != "refused":
            self._note(name, tried=before.tried + 1, trouble=reason)

    def _note(self, name: str, **values: Any) -> None:
        self.findings[name] = replace(self.findings[name], **values)


def check(
    sources: Sequence[CrawlSource], registry: Registry, *, contact: str = "", overrides: Mapping[str, Any] | None = None
) -> list[Finding]:
    """Try every source once; robots.txt and all manners of a crawl hold. A process has one reactor: call it once in it."""
    asked = [source for source in sources if Window().asks_for(source)]
    process = AsyncCrawlerProcess(settings_for("", {"ITEM_PIPELINES": {}, **(overrides or {})}, contact))
    crawler = process.create_crawler(CheckSpider)
    process.crawl(crawler, sources=asked, registry=registry)
    process.start()
    spider = crawler.spider
    return list(spider.findings.values()) if isinstance(spider, CheckSpider) else []
