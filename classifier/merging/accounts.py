"""One mention made ready for comparing: its names as keys, its times as moments in Korean local time."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from classifier.merging.canonical import operator_key, service_key
from storage.localtime import SEOUL
from storage.records import ArticleMention

HOUR = len("2023-11-24T13")  # a value this long or longer names the hour
DAY = len("2023-11-24")


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one outage. Moments are naive Korean local time.

    `window` is when the outage may have begun, None where the article does not tell. `until` is how far it is told to
    have lasted: its end, or the publication where it was still going on.
    """

    source: ArticleMention
    keys: frozenset[str]
    operator: str
    published: datetime
    window: tuple[datetime, datetime] | None
    until: datetime | None

    @property
    def day(self) -> date | None:
        """The day the outage began, where the article names one."""
        return self.window[0].date() if self.window and len(self.source.mention.started_at or "") >= DAY else None

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """From when to when, where the beginning is known to the hour."""
        if self.window is None or len(self.source.mention.started_at or "") < HOUR:
            return None
        return self.window[0], max(self.window[0], self.until or self.window[0])

    @property
    def order(self) -> tuple[datetime, str, int]:
        """Publication order, the same whatever the order of arrival."""
        return self.published, self.source.article_id, self.source.index

    @property
    def goes_on(self) -> bool:
        """Whether the outage was not over when the article appeared."""
        return self.source.mention.status in {"ongoing", "partial"}


def account(source: ArticleMention) -> Account:
    """Prepare one mention. Raises `ValueError` for a time that is no ISO 8601 prefix."""
    mention = source.mention
    published = source.published_at.astimezone(SEOUL).replace(tzinfo=None)
    window = period(mention.started_at) if mention.started_at else None
    keys = frozenset(key for name in mention.systems if (key := service_key(name)))
    operator = operator_key(mention.operator) if mention.operator else ""
    return Account(source, keys, operator, published, window, _until(source, window, published))


@lru_cache(maxsize=20_000)
def period(value: str) -> tuple[datetime, datetime]:
    """First and last moment that an ISO 8601 prefix covers: `2023-11` is the whole of November."""
    first = datetime.fromisoformat(_padded(value))
    if len(value) > HOUR:
        return first, first
    if len(value) == HOUR:
        return first, first + timedelta(minutes=59)
    if len(value) == DAY:
        return first, first + timedelta(hours=23, minutes=59)
    month = first.month if len(value) > len("2023") else 12
    last = calendar.monthrange(first.year, month)[1]
    return first, first.replace(month=month, day=last, hour=23, minute=59)


def _padded(value: str) -> str:
    full = "0001-01-01T00:00"
    return value + full[len(value) :]


def _until(source: ArticleMention, window: tuple[datetime, datetime] | None, published: datetime) -> datetime | None:
    mention = source.mention
    if mention.ended_at:
        return period(mention.ended_at)[1]
    if mention.status in {"ongoing", "partial"}:
        return published
    if window and mention.duration_minutes and len(mention.started_at or "") >= HOUR:
        return window[0] + timedelta(minutes=mention.duration_minutes)
    return None
