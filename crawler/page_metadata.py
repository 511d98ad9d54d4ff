"""What a page says of itself for machines: JSON-LD first, then OpenGraph and other meta tags, then its own headings."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

ARTICLE_TYPES = frozenset(
    {
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
    }
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "dable:published_time",
    "published_at", "pubdate", "dc.date.issued", "dcterms.created", "article.created", "regdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "article:modified",
)
_SEPARATORS = " -|ㅣ│:<>·–—/"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's own claims; `published` and `modified` in order of trust. "" and () where the page is silent."""

    headline: str
    site: str
    published: tuple[str, ...]
    modified: tuple[str, ...]
    claims_article: bool


def read_metadata(tree: HtmlElement) -> Metadata:
    """Reads the metadata of a page. Broken JSON-LD counts as none."""
    linked = next(_linked_articles(tree), {})
    meta = _meta_tags(tree)
    site = meta.get("og:site_name") or _name_of(linked.get("publisher"))
    return Metadata(
        headline=_headline(tree, linked, meta, site),
        site=site,
        published=_filled([_text(linked.get("datePublished")), *(meta.get(name, "") for name in _PUBLISHED)]),
        modified=_filled([_text(linked.get("dateModified")), *(meta.get(name, "") for name in _MODIFIED)]),
        claims_article=bool(linked) or meta.get("og:type", "").lower() in {"article", "news"},
    )


def _headline(tree: HtmlElement, linked: dict[str, Any], meta: dict[str, str], site: str) -> str:
    titles = (meta.get("og:title", ""), meta.get("twitter:title", ""), *_texts(tree, "h1"), *_texts(tree, "title"))
    found = _filled([unescape(_text(linked.get("headline"))), *(without_site(title, site) for title in titles)])
    return found[0] if found else ""


def without_site(title: str, site: str) -> str:
    """`headline - 매일경제` without the outlet's name and the separator before it."""
    line = " ".join(title.split())
    bare = line.removesuffix(site).rstrip(_SEPARATORS) if site else line
    return bare or line


def _linked_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            for node in _nodes(_json(script.text or "")):
                kinds = node.get("@type")
                if ARTICLE_TYPES.intersection(kinds if isinstance(kinds, list) else [str(kinds)]):
                    yield node


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    waiting = deque([data])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            # The articles that a list page counts up are not its own.
            waiting.extend(value for key, value in node.items() if key != "itemListElement")
        elif isinstance(node, list):
            waiting.extend(node)


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = " ".join(tag.get("content", "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _texts(tree: HtmlElement, tag: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.iter(tag)]


def _name_of(organisation: object) -> str:
    return _text(organisation.get("name")) if isinstance(organisation, dict) else _text(organisation)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _filled(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value)
