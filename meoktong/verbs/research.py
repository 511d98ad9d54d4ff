"""Verbs that look things up: outages and articles."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from meoktong import known
from meoktong.complaints import FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.sectors import in_sector
from meoktong.verbs.opened import opened
from meoktong.verbs.periods import end_of
from meoktong.verbs.rows import RowError, moment
from storage import queries
from storage.filters import Sort
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
    sector: str = ""
    cause: str = ""
    status: str = ""
    review: str = ""
    since: str = ""
    until: str = ""
    min_duration: float | None = None
    text: str = ""
    sort: Sort = "started"
    limit: int = 100
    offset: int = 0


def print_events(db: str, wanted: EventFilter, shape: Format, as_of: str = "") -> None:
    """The outages that fit, as they are known or were known at a time. Raises `FailureError` for a bad date."""
    asked = asdict(wanted)
    asked |= {name: forms(asked[name]) for name in ("system", "operator")}
    try:
        asked |= {"among": in_sector(asked.pop("sector"))}
        with opened(db) as store, store.reading() as session:
            found = known.events(session, moment(as_of, "--as-of") if as_of else None, asked)
    except ValueError as error:
        raise FailureError(str(error)) from None
    print_rows(map(event_row, found), EVENT_COLUMNS, shape)


def forms(name: str) -> tuple[str, ...]:
    """A name as typed and by its canonical form, so that any alias finds the outage."""
    from classifier.merging.canonical import service_key

    return tuple({name, service_key(name)}) if name.strip() else ()


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
        "review": found.review,
        "first_seen": found.first_seen.isoformat(),
        "updated_at": found.updated_at.isoformat(),
        "urls": list(found.urls),
    }


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """What `meoktong articles` was asked for."""

    text: str = ""
    relevance: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""
    limit: int = 100
    offset: int = 0


def print_articles(db: str, wanted: ArticleFilter, shape: Format) -> None:
    """The stored articles, newest first. Raises `FailureError` for a bad date."""
    asked = asdict(wanted)
    try:
        asked["since"] = moment(wanted.since, "--since") if wanted.since else None
        asked["until"] = end_of(wanted.until) if wanted.until else None
    except RowError as error:
        raise FailureError(str(error)) from None
    with opened(db) as store, store.reading() as session:
        found = queries.articles(session, **asked)
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
