"""What a publisher is: where its articles are found and how its pages are laid out. Declarations are data, no code.

Every file beside this one declares one outlet; `registry` finds them, `crawler.page` reads pages by them and the
spiders visit their sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Category = Literal["all", "politics", "economy", "society", "it", "other"]
PublisherKind = Literal["wire", "daily", "business", "it", "broadcaster", "portal", "weekly", "internet"]
SourceKind = Literal["rss", "atom", "sitemap", "news_sitemap"]


@dataclass(frozen=True, slots=True)
class Source:
    """One place that lists a publisher's articles.

    `section` is the outlet's own name of it, `category` ours, `expected_per_day` the number of new articles that a usual day
    brings (None: not known yet; it is an estimate until someone counted). `as_of` is the year or date the address was published somewhere we could read; `checked` the day
    someone reached it: None means nobody has. `backfill` sources hold the past: they are visited where a time is asked for,
    as is every address with `{year}`, `{month}` or `{day}` in it.
    """

    kind: SourceKind
    url: str
    section: str = ""
    category: Category = "all"
    expected_per_day: float | None = None
    as_of: str = ""
    checked: date | None = None
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One generation of an outlet's article page.

    Each field is a list of selectors, tried in order until one yields text. A selector is CSS
    (`h1.title`, `meta[name='headline']::attr(content)`) or `script:KEY`, the value of a JSON key inside one of the
    page's scripts. `body` names the element that holds the article; what `remove` selects inside it is no part of the
    article. A field left empty is read from the page's JSON-LD and OpenGraph data.

    On a portal's page `outlet` is whose article it is and `original` its address there: the copy is kept under that.

    `valid_until` is the last publication day of this generation (None: still in use); `evidence` says which page or
    public code the layout was written from, with its date.
    """

    name: str
    body: tuple[str, ...]
    headline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    valid_until: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """One outlet.

    `domains` are hosts (subdomains included), `host:port`, or either with a leading path (`example.com/news`).
    Layouts stand oldest first. Without layouts the pages are read by JSON-LD, OpenGraph and trafilatura.
    """

    name: str
    domains: tuple[str, ...]
    kind: PublisherKind = "internet"
    sources: tuple[Source, ...] = ()
    layouts: tuple[Layout, ...] = ()

    def layouts_for(self, published: date | None) -> tuple[Layout, ...]:
        """All layouts in the order worth trying for a page of that day: those in use then first, the others after."""
        newest_first = tuple(reversed(self.layouts))
        if published is None:
            return newest_first
        in_use = [layout for layout in self.layouts if layout.valid_until is None or published <= layout.valid_until]
        return tuple(in_use) + tuple(layout for layout in newest_first if layout not in in_use)
