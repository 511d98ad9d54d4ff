"""A plain list of addresses: `scrapy crawl urls -a file=addresses.txt`, or `-a url=https://…`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.sources import listed_in
from crawler.spiders.news import NewsSpider


class UrlsSpider(NewsSpider):
    """Fetches articles whose addresses are known, one a line."""

    name = "urls"

    def __init__(self, url: str = "", file: str = "", **kwargs: Any) -> None:
        """`file` holds one address a line; empty lines and lines that begin with # are passed over."""
        lines = Path(file).read_text(encoding="utf-8").splitlines() if file else []
        kwargs.setdefault("sources", [listed_in([url, *lines], file or "urls")])
        super().__init__(**kwargs)
