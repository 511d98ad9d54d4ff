"""Bytes of a page -> text -> element tree, whatever its header or its markup claims about the encoding.

Korean pages declare EUC-KR and mean CP949, or declare it and are UTF-8 since the last redesign.
"""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from crawler.refusal import NotAnArticle

MAX_PAGE_BYTES = 4_000_000
"""A larger page is refused unread. The largest of the real pages we know has 382 kB."""

MAX_ELEMENTS = 20_000
"""A page of more elements is refused. The largest of the real pages we know has 1,500."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r") | {127})
_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:1?[0-9a-f]|7f|fff[ef])(?![0-9a-f])|0*(?:[12]?[0-9]|3[01]|127|6553[45])(?![0-9]));?", re.IGNORECASE
)
_UNREAD = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1f]")
_BINARY_SHARE = 0.05
_SAMPLE = 4096


def decode(page: bytes | str, content_type: str = "") -> str:
    """The page as text. `content_type` is the HTTP header's value, "" where it is not known.

    A byte order mark decides; otherwise text that is valid UTF-8 is UTF-8 (Hangul in another encoding never is);
    otherwise the declared encoding that leaves the fewest characters unread, CP949 where none is declared.
    Raises `NotAnArticle` for an empty, a binary or an oversized page.
    """
    if not page.strip():
        raise NotAnArticle("the page is empty")
    if len(page) > MAX_PAGE_BYTES:
        raise NotAnArticle(f"the page is larger than {MAX_PAGE_BYTES:,} bytes")
    text = page if isinstance(page, str) else _decode_bytes(page, content_type)
    if _looks_binary(text):
        raise NotAnArticle("the page is binary data, not text")
    return text


def tree_of(text: str) -> HtmlElement:
    """The element tree of a decoded page; raises `NotAnArticle` where there is none, or too large a one."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_markup(text), parser=parser)
    except (etree.LxmlError, ValueError):
        raise NotAnArticle("the page holds no markup") from None
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        raise NotAnArticle(f"the page has more than {MAX_ELEMENTS:,} elements")
    return tree


def _markup(text: str) -> bytes:
    # Bytes, for lxml refuses text with an XML encoding declaration; without what a tree can hold but not take again.
    markup = _CONTROL_REFERENCE.sub(" ", text).encode(errors="ignore").translate(None, _CONTROLS)
    return markup.replace("\ufffe".encode(), b"").replace("\uffff".encode(), b"")


def _decode_bytes(page: bytes, content_type: str) -> str:
    encoding, mark = read_bom(page)
    if encoding and mark:
        return page[len(mark) :].decode(encoding, "replace")
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        declared = (http_content_type_encoding(content_type), html_body_declared_encoding(page))
    candidates = [name for name in declared if name] or ["cp949"]
    readings = [page.decode(name, "replace") for name in dict.fromkeys((*candidates, "cp949", "utf-8"))]
    return min(readings, key=lambda reading: reading.count("\ufffd"))


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_UNREAD.findall(sample)) > _BINARY_SHARE * len(sample)
