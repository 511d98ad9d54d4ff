"""Verbs that look things up: outages and articles."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from meoktong.complaints import FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.verbs.opened import opened
from storage import queries
from storage.records import OutageEvent, StoredArticle

EVENT_COLUMNS = (
    "id",
    "started_at",
    "ended_at",
    "minutes",
    "systems",
    "operator",
    "status",
    "cause",
    "articles",
    "sources",
)
ARTICLE_COLUMNS = ("published_at", "publisher", "relevance", "headline", "url")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What `meoktong events` was asked for; an empty value asks for nothing."""

    system: str = ""
    operator: str = ""
    cause: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    min_duration: float | None = None
    text: str = ""
    limit: int = 100


def print_events(db: str, wanted: EventFilter, shape: Format) -> None:
    """The outages that fit, newest first. Raises `FailureError` for a bad date."""
    with opened(db) as store, store.reading() as session:
        try:
            found = queries.events(session, **asdict(wanted))
        except ValueError as error:
            raise FailureError(str(error)) from None
    print_rows(map(event_row, found), EVENT_COLUMNS, shape)


def event_row(found: OutageEvent) -> dict[str, Any]:
    """One outage with the field names of the annotation guide."""
    event = found.event
    return {
        "id": found.id,
        "started_at": event.started_at,
        "ended_at": event.ended_at,
        "minutes": event.duration_minutes,
        "duration_minutes": event.duration_minutes,
        "duration_qualifier": event.duration_qualifier,
        "systems": list(event.systems),
        "operator": event.operator,
        "status": event.status,
        "cause": event.cause,
        "confidence": event.confidence,
        "articles": len(found.urls),
        "sources": event.independent_sources,
        "urls": list(found.urls),
    }


def print_articles(db: str, relevance: str, publisher: str, limit: int, shape: Format) -> None:
    """The stored articles, newest first."""
    with opened(db) as store, store.reading() as session:
        found = queries.articles(session, relevance=relevance, publisher=publisher, limit=limit)
    print_rows(map(_article_row, found), ARTICLE_COLUMNS, shape)


def _article_row(stored: StoredArticle) -> dict[str, Any]:
    article, relevance = stored.article, stored.relevance
    return {
        "published_at": article.published_at.strftime("%Y-%m-%d %H:%M"),
        "publisher": article.publisher,
        "relevance": relevance.label if relevance else None,
        "relevance_score": relevance.score if relevance else None,
        "headline": article.headline,
        "url": article.url,
    }
