"""What to visit: the sources that publishers declare, and any address that a user names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from crawler import naver
from crawler.listed import Listed
from crawler.publishers.model import Publisher
from crawler.publishers.registry import Registry
from storage.localtime import SEOUL

MOST_DAYS = 20 * 366  # of one backfill
# 2023, 2023-11, 20231124 and the like, as sitemaps are named by the time they are of.
_NAMED_DAY = re.compile(r"(?<!\d)(20\d\d)(?:[-_/]?(0[1-9]|1[0-2])(?:[-_/]?([0-2]\d|3[01]))?)?(?!\d)")

Kind = Literal["rss", "atom", "sitemap", "news_sitemap", "feed", "article", "list", "naver"]


@dataclass(frozen=True, slots=True)
class Window:
    """The time of publication that a crawl asks for, from `since` up to but not including `until`; None is open."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether some time is left out."""
        return self.since is not None or self.until is not None

    def holds(self, changed: datetime | None) -> bool:
        """Whether an entry may be of that time; one without a date may."""
        return changed is None or not (
            (self.since is not None and changed < self.since) or (self.until is not None and changed >= self.until)
        )

    def may_hold(self, listing: Listed) -> bool:
        """Whether a sitemap that an index names may hold articles of that time, by its last change and its name."""
        if self.since is not None and listing.changed is not None and listing.changed < self.since:
            return False
        named = _NAMED_DAY.search(listing.url)
        if named is None:
            return True
        first = f"{self.since.astimezone(SEOUL):%Y%m%d}" if self.since else "0"
        last = f"{self.until.astimezone(SEOUL):%Y%m%d}" if self.until else "9"
        told = "".join(part for part in named.groups() if part)
        return first[: len(told)] <= told <= last[: len(told)]

    def asks_for(self, source: CrawlSource) -> bool:
        """Whether a source is to be visited: one that holds the past is where a time is asked for."""
        return bool(self.addresses(source.url)) and (self.since is not None or not source.backfill)

    def addresses(self, url: str) -> list[str]:
        """An address with `{year}`, `{month}` and `{day}` filled in, once for each of the window; none for an open one.

        Listings without such a place are visited always.
        """
        finest = next((name for name in ("{day}", "{month}", "{year}") if name in url), "")
        if not finest:
            return [url]
        if self.since is None or self.until is None:
            return []
        first = self.since.astimezone(SEOUL).date()
        days = ((self.until - timedelta(microseconds=1)).astimezone(SEOUL).date() - first).days
        told = (first + timedelta(days=n) for n in range(min(days, MOST_DAYS) + 1))
        filled = (url.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}") for day in told)
        return list(dict.fromkeys(filled))


@dataclass(frozen=True, slots=True)
class CrawlSource:
    """One place to visit. `feed` is RSS or Atom, whichever comes; `article` is a page itself, `list` are the `addresses` of
    pages, `naver` is a search.

    `category` is what it writes of, `expected_per_day` the number of articles that a usual day brings, None where nobody
    knows.
    """

    name: str
    publisher: str
    kind: Kind
    url: str
    expected_per_day: float | None = None
    category: str = ""
    backfill: bool = False
    addresses: tuple[str, ...] = ()


def declared(registry: Registry) -> Iterator[CrawlSource]:
    """Every source of every publisher, named `outlet/section`."""
    for publisher in registry:
        for number, source in enumerate(publisher.sources, 1):
            name = f"{publisher.name}/{source.section or number}"
            yield CrawlSource(
                name, publisher.name, source.kind, source.url, source.expected_per_day, source.category, source.backfill
            )


def chosen(registry: Registry, names: Iterable[str]) -> list[CrawlSource]:
    """The declared sources that the names pick: an outlet's name or domain, or `outlet/section`; no name picks all.

    Raises `LookupError`, one line, for a name that picks nothing.
    """
    everything = list(declared(registry))
    wanted = list(names)
    if not wanted:
        return everything
    picked: list[CrawlSource] = []
    for name in wanted:
        found = [source for source in everything if _is_called(source, name, registry)]
        if not found:
            raise LookupError(f"no source is called {name!r}; `meoktong sources` lists them")
        picked += [source for source in found if source not in picked]
    return picked


def _is_called(source: CrawlSource, name: str, registry: Registry) -> bool:
    publisher: Publisher | None = registry.named(source.publisher)
    domains = publisher.domains if publisher else ()
    return name in {source.name, source.publisher} or any(name in {domain, domain.split(".")[0]} for domain in domains)


def ad_hoc(url: str, kind: Kind) -> CrawlSource:
    """A source that a user named by its address alone."""
    return CrawlSource(url, urlsplit(url).hostname or url, kind, url)


MOST_ADDRESSES = 1_000_000


def listed_in(lines: Iterable[str], name: str) -> CrawlSource:
    """A source of addresses, one a line; empty lines and lines that begin with # are passed over.

    Raises `ValueError`, one line, for a line that is no address.
    """
    addresses: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        address = line.strip().lstrip("\ufeff")
        if not address or address.startswith("#"):
            continue
        if not _is_address(address):
            raise ValueError(f"{name}:{number}: not an address: {address[:80]!r}")
        addresses[address] = None
        if len(addresses) > MOST_ADDRESSES:
            raise ValueError(f"{name}: more than {MOST_ADDRESSES:,} addresses")
    return CrawlSource(f"list:{name}", "", "list", "", addresses=tuple(addresses))


def _is_address(text: str) -> bool:
    try:
        return text.isprintable() and text.startswith(("http://", "https://")) and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def searches(queries: Iterable[str], api: str = naver.API) -> list[CrawlSource]:
    """One source per query of Naver's news search, named `naver/words`."""
    return [
        CrawlSource(f"naver/{words}", "네이버 검색", "naver", naver.search_url(words, api=api)) for words in queries
    ]
