"""What to visit: the sources that publishers declare, and any address that a user names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from crawler.publishers.model import Publisher
from crawler.publishers.registry import Registry

Kind = Literal["rss", "atom", "sitemap", "news_sitemap", "feed", "article"]


@dataclass(frozen=True, slots=True)
class CrawlSource:
    """One place to visit. `feed` is RSS or Atom, whichever comes; `article` is a page itself.

    `expected_per_day` is the number of articles that a usual day brings, None where nobody knows.
    """

    name: str
    publisher: str
    kind: Kind
    url: str
    expected_per_day: float | None = None


def declared(registry: Registry) -> Iterator[CrawlSource]:
    """Every source of every publisher, named `outlet/section`."""
    for publisher in registry:
        for number, source in enumerate(publisher.sources, 1):
            name = f"{publisher.name}/{source.section or number}"
            yield CrawlSource(name, publisher.name, source.kind, source.url, source.expected_per_day)


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
