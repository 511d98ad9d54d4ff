"""Pages of outlets without a layout: trafilatura finds the text, htmldate the day where nothing else names one."""

from __future__ import annotations

from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from datetime import datetime
from functools import cache

import trafilatura
from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.settings import DEFAULT_CONFIG

from crawler.page_body import tidy
from crawler.page_dates import EARLIEST, LATEST, labelled_stamps
from crawler.page_patterns import patterns
from crawler.refusal import NotAnArticle
from storage.localtime import SEOUL

MIN_BODY = 30
"""Characters. A shorter text of an unknown page is a notice, not an article (a news flash has more)."""

_MAX_STAMPS = 3


def unknown_body(tree: HtmlElement, headline: str) -> str:
    """The text that trafilatura finds, without the headline and lines of page furniture.

    Raises `NotAnArticle` where there is none.
    """
    # Tables are menus more often than text; but pages of the 2000s set the whole article in one.
    for tables in (False, True):
        lines = (line.strip("| ") for line in _extract(tree, tables).split("\n"))
        body = "\n".join(line for line in lines if line not in {"", headline} and not patterns().is_furniture(line))
        if len(body) >= MIN_BODY:
            return body
    raise NotAnArticle("the page holds no article text")


def _extract(tree: HtmlElement, tables: bool) -> str:
    text = trafilatura.extract(
        deepcopy(tree), include_comments=False, include_tables=tables, include_images=False, config=_config()
    )
    return tidy(text or "")


@cache
def _config() -> ConfigParser:
    # trafilatura's limits are for alphabets: below 250 letters it gives up on structure and runs lines together.
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(2 * MIN_BODY)
    return config


def printed_dates(tree: HtmlElement) -> tuple[list[str], list[str]]:
    """The labelled times of publication and of change that the page prints; none where it prints many, as lists do."""
    stamp = patterns().stamp
    text = " ".join(_visible(tree))
    published = list(dict.fromkeys(labelled_stamps(text, stamp.published_label)))
    if len(published) > _MAX_STAMPS:
        return [], []
    return published, labelled_stamps(text, stamp.modified_label)


def guessed_day(tree: HtmlElement, now: datetime | None) -> str:
    """The day that htmldate finds as `YYYY-MM-DD`, or "". Its own limit would be today, which no page may depend on."""
    latest = (now or LATEST).astimezone(SEOUL).replace(tzinfo=None)
    found: str | None = find_date(
        tree, original_date=True, extensive_search=False, min_date=EARLIEST.replace(tzinfo=None), max_date=latest
    )
    return found or ""


def _visible(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if element.tag not in {"script", "style", "noscript"}:
            yield element.text or ""
        yield element.tail or ""
