"""One article, one address: tracking parameters and fragments dropped, the page's own canonical address preferred."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import url_query_cleaner

from crawler.sites import site

_TRACKING = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "fbclid", "gclid", "igshid",
    "ref", "cmp", "input", "from", "outputtype", "kakao_from", "naver_from", "did", "cloc", "rss", "igsh", "spm", "n_cid", "dable",
)  # fmt: skip
_CANONICAL = re.compile(rb"<link\b[^<>]{0,300}\brel\s?=\s?[\"']?canonical\b[^<>]{0,600}>", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s?=\s?[\"']?([^\"'\s<>]{1,500})", re.IGNORECASE)
_HEAD = 200_000  # bytes in which a page's head must be


def canonical(url: str, page: bytes = b"") -> str:
    """The address under which an article is kept.

    A page's `rel=canonical` counts where it stays on the page's own site and is no home page.
    """
    link = _CANONICAL.search(page[:_HEAD])
    href = _HREF.search(link[0]) if link else None
    if href:
        named = urljoin(url, href[1].decode("utf-8", "ignore").replace("&amp;", "&"))
        if _same_site(named, url) and urlsplit(named).path not in {"", "/"}:
            url = named
    return str(url_query_cleaner(url.strip(), _TRACKING, remove=True)).split("#")[0]


def _same_site(one: str, other: str) -> bool:
    return site(one) == site(other) != "" and one.startswith(("http://", "https://"))
