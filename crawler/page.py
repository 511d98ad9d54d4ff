"""One saved page -> one `Article`: no network, no clock, no Scrapy.

A declared publisher's page is read by the layout of its day; every other page by what it says of itself and by
trafilatura. Whatever is no article is refused with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.page_body import read_body, tidy
from crawler.page_dates import Moment, first_moment
from crawler.page_decode import decode, tree_of
from crawler.page_metadata import Metadata, read_metadata, without_site
from crawler.page_select import select_texts
from crawler.page_unknown import guessed_day, printed_dates, unknown_body
from crawler.publishers.model import Layout, Publisher
from crawler.publishers.registry import Registry, load
from crawler.refusal import NotAnArticle
from storage.localtime import SEOUL
from storage.records import Article

__all__ = ["GENERIC", "NotAnArticle", "Reading", "parse", "read"]

GENERIC = "generic"
"""The layout name of a page that no declared layout could read."""

MAX_BODY = 200_000
"""Characters. No news article is longer; a page that is would only stall what comes behind."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a page before its text is read."""

    tree: HtmlElement
    metadata: Metadata
    now: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it was read. `missing` names the fields that the outlet's layout should have found and did not;
    `declared` tells whether the outlet has layouts at all; `original` is where a portal says that the article is from."""

    article: Article
    declared: bool = False
    missing: tuple[str, ...] = ()
    original: str = ""


def parse(
    html: bytes | str,
    url: str,
    *,
    content_type: str = "",
    registry: Registry | None = None,
    now: datetime | None = None,
) -> Article:
    """The article on a page: `read` without what it tells of the layout."""
    return read(html, url, content_type=content_type, registry=registry, now=now).article


def read(
    html: bytes | str,
    url: str,
    *,
    content_type: str = "",
    registry: Registry | None = None,
    now: datetime | None = None,
) -> Reading:
    """The article on a page, and how its layout did.

    `html` is the page as it came, `content_type` the HTTP header's value, `registry` the publishers to know (default:
    all declared), `now` (aware) the moment of fetching: no date of the page may lie after it. Published and modified
    times come back aware: Asia/Seoul where the page names no zone. Raises `NotAnArticle` with a one-line reason.
    """
    page = _open(html, url, content_type, now)
    known = load() if registry is None else registry
    publisher = known.for_url(url)
    layout, body = _text_by_layout(page, publisher)
    headline = _headline(page, layout, publisher)
    published, modified = _dates(page, layout)
    body = body or unknown_body(page.tree, headline)
    if len(body) > MAX_BODY:
        raise NotAnArticle(f"the text is longer than {MAX_BODY:,} characters")
    original = _original(page, layout, url)
    article = Article(
        url=url,
        publisher=_outlet(page, layout, known.for_url(original) or publisher) or urlsplit(url).hostname or "",
        headline=headline,
        body=body,
        published_at=published.at,
        published_raw=published.raw,
        modified_at=modified.at if modified else None,
        modified_raw=modified.raw if modified else "",
        fetched_at=now,
        layout=layout.name if layout else GENERIC,
    )
    declared = publisher is not None and bool(publisher.layouts)
    return Reading(article, declared, _missing(page, layout) if declared else (), original)


def _outlet(page: _Page, layout: Layout | None, publisher: Publisher | None) -> str:
    if layout is not None and layout.outlet and publisher is not None and layout in publisher.layouts:
        return next(select_texts(page.tree, layout.outlet), publisher.name)
    return publisher.name if publisher else page.metadata.site


def _original(page: _Page, layout: Layout | None, url: str) -> str:
    """The address of the article at its own outlet, where a portal's page names one."""
    for found in select_texts(page.tree, layout.original if layout else ()):
        named = urljoin(url, found)
        if named.startswith(("http://", "https://")) and urlsplit(named).path not in {"", "/"}:
            return named
    return ""


def _missing(page: _Page, layout: Layout | None) -> tuple[str, ...]:
    """Fields for which no selector of the layout found a text; the body, where no layout of the outlet fits."""
    if layout is None:
        return ("body",)
    fields = {"headline": layout.headline, "published": layout.published, "modified": layout.modified}
    return tuple(
        name for name, selectors in fields.items() if selectors and not next(select_texts(page.tree, selectors), "")
    )


def _open(html: bytes | str, url: str, content_type: str, now: datetime | None) -> _Page:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotAnArticle("the address is no URL") from None
    if parts.path in {"", "/"} and not parts.query:
        raise NotAnArticle("the address is an outlet's home page")
    tree = tree_of(decode(html, content_type))
    return _Page(tree, read_metadata(tree), now)


def _text_by_layout(page: _Page, publisher: Publisher | None) -> tuple[Layout | None, str]:
    if publisher is None:
        return None, ""
    published = first_moment(page.metadata.published, page.now)
    for layout in publisher.layouts_for(published.at.astimezone(SEOUL).date() if published else None):
        if body := read_body(page.tree, layout):
            return layout, body
    return None, ""


def _headline(page: _Page, layout: Layout | None, publisher: Publisher | None) -> str:
    declared = next(select_texts(page.tree, layout.headline), "") if layout else ""
    headline = tidy(without_site(declared or page.metadata.headline, publisher.name if publisher else ""))
    if not headline:
        raise NotAnArticle("the page has no headline")
    return headline.replace("\n", " ")


def _dates(page: _Page, layout: Layout | None) -> tuple[Moment, Moment | None]:
    published, modified = (first_moment(wordings, page.now) for wordings in _wordings(page, layout))
    if published is None and page.metadata.claims_article:
        published = first_moment([guessed_day(page.tree, page.now)], page.now)
    if published is None:
        raise NotAnArticle("the page names no publication date")
    return published, modified


def _wordings(page: _Page, layout: Layout | None) -> tuple[list[str], list[str]]:
    """What may be the time of publication, and of change. A layout knows better than metadata, print knows worse."""
    claims = page.metadata
    if layout is None:
        published, modified = printed_dates(page.tree)
        return [*claims.published, *published], [*claims.modified, *modified]
    published, modified = (list(select_texts(page.tree, own)) for own in (layout.published, layout.modified))
    return [*published, *claims.published], [*modified, *claims.modified]
