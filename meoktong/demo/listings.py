"""Where an outlet tells what it has published: RSS 2.0, Atom or a news sitemap, and robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from meoktong.demo.content import Outlet, Story
from meoktong.demo.pages import summary

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def listing(outlet: Outlet) -> tuple[str, bytes]:
    """The outlet's feed or sitemap: content type and XML, newest story first."""
    return _LISTINGS[outlet.listing_kind](outlet)


def robots(outlet: Outlet) -> bytes:
    """The outlet's robots.txt."""
    lines = ["User-agent: *", f"Disallow: {outlet.disallow}"]
    if outlet.listing_kind == "news_sitemap":
        lines.append(f"Sitemap: {outlet.absolute(outlet.listing)}")
    return ("\n".join(lines) + "\n").encode()


def listed_url(outlet: Outlet, story: Story) -> str:
    """The address under which the listing names a story: the old one where it has moved since."""
    return outlet.absolute(story.old_path) if story.old_path else outlet.url(story)


def _rss(outlet: Outlet) -> tuple[str, bytes]:
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", f"{outlet.name} 전체기사")
    _add(channel, "link", outlet.absolute("/"))
    _add(channel, "description", f"{outlet.name}가 쓴 기사")
    _add(channel, "language", "ko")
    _add(channel, "lastBuildDate", format_datetime(_latest(outlet)))
    for story in outlet.stories:
        item = ET.SubElement(channel, "item")
        _add(item, "title", story.headline)
        _add(item, "link", listed_url(outlet, story))
        _add(item, "guid", listed_url(outlet, story))
        _add(item, "category", story.section)
        _add(item, "description", summary(story))
        _add(item, "pubDate", format_datetime(story.published_at))
        # RSS itself has no word for a later change; many houses borrow Atom's.
        _add(item, "atom:updated", story.updated_at.isoformat())
    return "application/rss+xml; charset=utf-8", _xml(root)


def _atom(outlet: Outlet) -> tuple[str, bytes]:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "ko"})
    _add(root, "title", f"{outlet.name} 뉴스")
    _add(root, "id", outlet.absolute("/"))
    _add(root, "updated", _latest(outlet).isoformat())
    ET.SubElement(root, "link", {"rel": "self", "href": outlet.absolute(outlet.listing)})
    _add(ET.SubElement(root, "author"), "name", outlet.name)
    for story in outlet.stories:
        _atom_entry(root, listed_url(outlet, story), story.headline, story)
    for path in outlet.gone:
        _atom_entry(root, outlet.absolute(path), "삭제된 기사", outlet.stories[-1])
    return "application/atom+xml; charset=utf-8", _xml(root)


def _atom_entry(feed: ET.Element, url: str, title: str, story: Story) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "title", title)
    _add(entry, "id", url)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
    _add(entry, "published", story.published_at.isoformat())
    _add(entry, "updated", story.updated_at.isoformat())
    _add(entry, "summary", summary(story))


def _news_sitemap(outlet: Outlet) -> tuple[str, bytes]:
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    for story in outlet.stories:
        place = ET.SubElement(root, "url")
        _add(place, "loc", listed_url(outlet, story))
        _add(place, "lastmod", story.updated_at.isoformat())
        news = ET.SubElement(place, "news:news")
        publication = ET.SubElement(news, "news:publication")
        _add(publication, "news:name", outlet.name)
        _add(publication, "news:language", "ko")
        _add(news, "news:publication_date", story.published_at.isoformat())
        _add(news, "news:title", story.headline)
    return "application/xml; charset=utf-8", _xml(root)


_LISTINGS: dict[str, Callable[[Outlet], tuple[str, bytes]]] = {
    "rss": _rss,
    "atom": _atom,
    "news_sitemap": _news_sitemap,
}


def _latest(outlet: Outlet) -> datetime:
    return max(story.updated_at for story in outlet.stories)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
