"""One fetched page -> what is to be saved of it: the same whether it came over the wire, from an archive or from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.address import canonical
from crawler.items import Found
from crawler.page import read
from crawler.publishers.registry import Registry
from storage.records import RawPage, Waiting


def read_page(
    raw: RawPage, waiting: Waiting, registry: Registry, fetched_at: datetime
) -> tuple[Found, bool, tuple[str, ...]]:
    """One fetched page as an article, whether its outlet has layouts, and the fields that its layout missed.

    On a portal's page the article goes under its own outlet's address. Raises `NotAnArticle`.
    """
    url = canonical(raw.url, raw.content)
    reading = read(raw.content, url, content_type=raw.content_type, registry=registry, now=fetched_at)
    copy = bool(reading.original)
    article = replace(reading.article, url=canonical(reading.original)) if copy else reading.article
    return Found(article, raw, waiting, copy), reading.declared, reading.missing
