"""What a listing names: an address and when it changed. Light: sources and searches need no parser for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.refusal import NotAnArticle


@dataclass(frozen=True, slots=True)
class Listed:
    """One address in a listing. `changed` is when the listing says that it was published or changed last."""

    url: str
    changed: datetime | None = None


class NotAListingError(NotAnArticle):
    """The answer is no feed, no sitemap and no page of results; `reason` says what it is."""
