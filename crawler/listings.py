"""Feeds and sitemaps -> addresses of articles. Pure: bytes in, a list out, a listing that is none is refused."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from itertools import islice
from time import struct_time
from typing import Any

import feedparser
from lxml import etree

from crawler.listed import Listed, NotAListingError
from crawler.page_dates import EARLIEST, LATEST
from crawler.page_decode import decode
from crawler.refusal import NotAnArticle
from storage.clean import clean_text

MOST_ENTRIES = 5_000  # of one listing; a news sitemap may have a thousand
LARGEST = 20_000_000  # bytes of an unpacked listing
_XML = "application/xml; charset=utf-8"
_DECLARATION = re.compile(r"<\?xml[^<>]{0,200}\?>")


def read_feed(content: bytes, content_type: str = "") -> list[Listed]:
    """Entries of an RSS or Atom feed, whatever its header or its declaration claim of its encoding.

    Raises `NotAListingError`.
    """
    if _is_html(content):
        raise NotAListingError("the feed is an HTML page")
    if len(content) > LARGEST:
        raise NotAListingError(f"larger than {LARGEST:,} bytes")
    parsed: Any = feedparser.parse(_as_utf8(content, content_type), response_headers={"content-type": _XML})
    if not parsed.get("version"):
        raise NotAListingError("not an RSS or Atom feed")
    entries = islice(parsed.entries, MOST_ENTRIES)
    return [Listed(entry.link.strip(), _moment(entry)) for entry in entries if entry.get("link", "").startswith("http")]


def _as_utf8(content: bytes, content_type: str) -> bytes:
    """Decoded as pages are (a feed that declares EUC-KR may be CP949, or UTF-8), without what XML does not allow."""
    try:
        text = decode(content, content_type)
    except NotAnArticle as error:
        raise NotAListingError(error.reason.replace("the page", "the feed")) from None
    return _DECLARATION.sub("", clean_text(text).lstrip(), count=1).encode()


def _moment(entry: Any) -> datetime | None:
    own = set(dict.keys(entry))  # feedparser would put `published` in the place of a missing `updated`, with a warning
    told = [entry[name] for name in ("updated_parsed", "published_parsed") if name in own]
    moments = [found for value in told if (found := _aware(value))]
    return max(moments, default=None)


def _aware(value: struct_time | None) -> datetime | None:
    """feedparser's UTC tuple as a moment."""
    try:
        moment = datetime(*value[:6], tzinfo=UTC) if value else None
    except ValueError:
        return None
    return moment if moment and EARLIEST <= moment <= LATEST else None


def read_sitemap(content: bytes) -> tuple[list[Listed], list[Listed]]:
    """Articles of a sitemap, and the sitemaps that an index names. Raises `NotAListingError`."""
    root = _xml(_unpacked(content))
    name = etree.QName(root).localname
    if name not in {"urlset", "sitemapindex"}:
        raise NotAListingError(f"not a sitemap but <{name[:30]}>")
    entries = [_entry(element) for element in islice(root.iterchildren("{*}url", "{*}sitemap"), MOST_ENTRIES)]
    listed = [entry for entry in entries if entry.url.startswith("http")]
    return ([], listed) if name == "sitemapindex" else (listed, [])


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(content, LARGEST)
    except zlib.error as error:
        raise NotAListingError(f"a broken gzip file: {error}") from None
    if unpacker.unconsumed_tail:
        raise NotAListingError(f"larger than {LARGEST:,} bytes when unpacked")
    return plain


def _xml(content: bytes) -> Any:
    if _is_html(content):
        raise NotAListingError("the sitemap is an HTML page")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise NotAListingError(f"broken XML: {str(error).splitlines()[0][:100]}") from None


def _entry(element: Any) -> Listed:
    told = [element.findtext(path) for path in ("{*}lastmod", "{*}news/{*}publication_date")]
    moments = [moment for text in told if text and (moment := _iso(text.strip()))]
    return Listed((element.findtext("{*}loc") or "").strip(), max(moments, default=None))


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_html(content: bytes) -> bool:
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (b"<html" in start and b"<rss" not in start)
