"""Events as they were known at a time: from the record, or for a time before the record, from what had been published.

The record tells what this database believed at a moment. It cannot for a moment before it existed, as where last
year's articles were imported today; then each event is what its articles published by that moment tell of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from classifier.merging.accounts import account
from classifier.merging.canonical import service_key
from classifier.merging.values import believe
from storage import history, queries
from storage.filters import Wanted, fits, has_name
from storage.queries import EventDetail
from storage.records import ArticleMention, OutageEvent


def events(session: Session, at: datetime | None, asked: Mapping[str, Any]) -> list[OutageEvent]:
    """`storage.queries.events` with the filters `asked`, at a moment (aware) or now. Raises `ValueError` for a bad date."""
    if at is None or not before_record(session, at):
        return queries.events(session, **asked, at=at)
    rest = {name: value for name, value in asked.items() if name not in {"text", "sort", "limit", "offset"}}
    found = [one for one in _published(session, at, asked.get("text", "")) if _fits(one, Wanted(**rest))]
    found.sort(key=lambda one: _order(one, asked.get("sort", "started")), reverse=True)
    limit, offset = asked.get("limit"), asked.get("offset", 0)
    return found[offset:] if limit is None else found[offset : offset + limit]


def event(session: Session, identifier: str, at: datetime | None) -> EventDetail | None:
    """`storage.queries.event` at a moment (aware) or now; None where nothing was known then."""
    if at is None or not before_record(session, at):
        return queries.event(session, identifier, at)
    detail = queries.event(session, identifier)
    told = [one for one in detail.mentions if one.published_at <= at] if detail else []
    if detail is None or not told:
        return None
    urls = {one.url for one in told}
    said = tuple(one for one in detail.statements if one.article_url in urls)
    return EventDetail(
        event=as_told(detail.event, told),
        articles=tuple(source for source in detail.articles if source.url in urls),
        mentions=tuple(told),
        statements=said,
        retracted=(),
        conflicts=history.conflicts(said),
    )


def before_record(session: Session, at: datetime) -> bool:
    """Whether a moment lies before the first event of the record."""
    first = history.began(session)
    return first is not None and at < first


def _published(session: Session, at: datetime, text: str) -> list[OutageEvent]:
    listed = {one.id: one for one in queries.events(session, text=text, limit=None)}
    found = []
    for name, told in queries.mentions_by_event(session, listed).items():
        known = [one for one in told if one.published_at <= at]
        if known:
            found.append(as_told(listed[name], known))
    return found


def as_told(event: OutageEvent, told: Collection[ArticleMention]) -> OutageEvent:
    """The event as these mentions alone tell it; first seen and updated when they were published."""
    published = [one.published_at for one in told]
    merged = believe(account(one) for one in told)
    return OutageEvent(event.id, merged, min(published), max(published), tuple(dict.fromkeys(one.url for one in told)))


def _fits(one: OutageEvent, wanted: Wanted) -> bool:
    keys = [service_key(name) for name in (*one.event.systems, one.event.operator or "")]
    return fits(one, wanted) and has_name(wanted, one.event.systems, one.event.operator, keys)


def _order(one: OutageEvent, sort: str) -> tuple[Any, ...]:
    keys: dict[str, Any] = {
        "started": one.event.started_at or one.first_seen.isoformat()[:10],
        "duration": one.event.duration_minutes or -1.0,
        "articles": len(one.urls),
        "updated": one.updated_at,
    }
    return keys[sort], one.id
