"""Naver's news search API: a query -> pages of addresses. Pure: bytes in, a list out; the spider asks and counts.

Documented at https://developers.naver.com/docs/serviceapi/search/news/news.md: `display` up to 100, `start` up to 1000,
25,000 calls a day for one key, counted by the Korean day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from crawler.listed import Listed, NotAListingError
from crawler.page_dates import parse_moment

API = "https://openapi.naver.com/v1/search/news.json"
DISPLAY, LAST_START, CALLS_A_DAY = 100, 1_000, 25_000
METER = "naver"
"""The name under which the day's calls are counted."""
NO_KEY = "no key: set NAVER_CLIENT_ID and NAVER_CLIENT_SECRET"
USED_UP = f"the day's {CALLS_A_DAY:,} calls are used up"


@dataclass(frozen=True, slots=True)
class Key:
    """The credentials of one application; never printed."""

    client: str = ""
    secret: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Key:
        """The key of `NAVER_CLIENT_ID` and `NAVER_CLIENT_SECRET`; empty where they are not set."""
        return cls(environment.get("NAVER_CLIENT_ID", "").strip(), environment.get("NAVER_CLIENT_SECRET", "").strip())

    def __bool__(self) -> bool:
        return bool(self.client and self.secret)

    def __repr__(self) -> str:
        return "Key(…)"

    @property
    def headers(self) -> dict[str, str]:
        """What a call carries."""
        return {"X-Naver-Client-Id": self.client, "X-Naver-Client-Secret": self.secret}


def search_url(query: str, start: int = 1, api: str = API) -> str:
    """The address of one page of results, newest first. `start` counts from 1."""
    return f"{api}?{urlencode({'query': query, 'display': DISPLAY, 'start': start, 'sort': 'date'})}"


def next_start(start: int, found: int, fresh: int) -> int | None:
    """Where the next page begins; None after the last, and where this one held what is known already."""
    following = start + DISPLAY
    return following if found == DISPLAY and fresh == found and following <= LAST_START else None


def read_results(content: bytes) -> list[Listed]:
    """The articles of one page of results, by the outlet's own address. Raises `NotAListingError`."""
    try:
        answer: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAListingError("the answer is no JSON") from None
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise NotAListingError("the answer lists no items")
    return [found for item in items[:DISPLAY] if isinstance(item, dict) and (found := _listed(item))]


def _listed(item: dict[str, Any]) -> Listed | None:
    url = next((value for name in ("originallink", "link") if _is_address(value := item.get(name))), None)
    told = item.get("pubDate")
    return Listed(url, parse_moment(told) if isinstance(told, str) else None) if url else None


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and value.startswith(("http://", "https://"))
