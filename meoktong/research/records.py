"""Rows of the exported tables from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from meoktong.research.models import (
    ArticleRecord,
    CoverageRecord,
    EventRecord,
    Exported,
    ReviewRecord,
    StatementRecord,
    TextRecord,
)
from meoktong.sectors import sectors
from storage import bulk, history, queries
from storage.localtime import split_prefix
from storage.records import OutageEvent, StoredArticle

AT_ONCE = 500


def events(session: Session, at: datetime | None = None) -> Iterator[EventRecord]:
    """Every event in force (now or at a moment), oldest identifiers first; what people rejected is left out."""
    for found in sorted(queries.events(session, limit=None, at=at), key=lambda one: one.id):
        yield event_record(found)


def event_record(found: OutageEvent) -> EventRecord:
    """One event."""
    event = found.event
    names = (*event.systems, event.operator or "")
    start, end = (split_prefix(value) if value else None for value in (event.started_at, event.ended_at))
    return EventRecord(
        id=found.id,
        systems=list(event.systems),
        operator=event.operator,
        sector=next((sectors()[name] for name in names if name in sectors()), None),
        started_at=event.started_at,
        started_at_utc=_utc(start.instant) if start else None,
        started_grain=start.grain if start else None,
        ended_at=event.ended_at,
        ended_at_utc=_utc(end.instant) if end else None,
        ended_grain=end.grain if end else None,
        duration_minutes=event.duration_minutes,
        duration_qualifier=event.duration_qualifier,
        status=event.status,
        cause=event.cause,
        confidence=event.confidence,
        articles=len(found.urls),
        independent_sources=event.independent_sources,
        review=found.review,
        first_seen=_utc(found.first_seen),
        updated_at=_utc(found.updated_at),
        urls=list(found.urls),
    )


def statements(session: Session) -> Iterator[StatementRecord]:
    """Every statement ever made of an event in force, retracted ones too."""
    names = sorted(one.id for one in queries.events(session, limit=None))
    for at in range(0, len(names), AT_ONCE):
        told = history.statements(session, names[at : at + AT_ONCE])
        for name in names[at : at + AT_ONCE]:
            for one in (*told[name][0], *told[name][1]):
                yield StatementRecord(
                    event_id=one.event_id,
                    property=one.property,
                    value=one.value,
                    quote=one.quote,
                    url=one.article_url,
                    publisher=one.publisher,
                    first_seen=_utc(one.first_seen),
                    retracted_at=_utc(one.retracted_at) if one.retracted_at else None,
                    made_by=one.made_by,
                )


def articles(session: Session, text: bool = False, relevance: str = "") -> Iterator[ArticleRecord]:
    """Every article's version in force, by number; `text` with headline and body."""
    for stored in bulk.articles(session, relevance):
        yield article_record(stored, text)


def article_record(stored: StoredArticle, text: bool) -> ArticleRecord:
    """One article."""
    article, relevance = stored.article, stored.relevance
    told: dict[str, Any] = {
        "id": stored.id,
        "url": article.url,
        "publisher": article.publisher,
        "published_at": article.published_at.isoformat(),
        "published_at_utc": _utc(article.published_at),
        "relevance": relevance.label if relevance else None,
        "relevance_score": relevance.score if relevance else None,
        "extractor": relevance.model if relevance else None,
        "partial": article.partial,
        "characters": len(article.text),
        "sha256": article.body_sha256,
    }
    return TextRecord(**told, headline=article.headline, body=article.body) if text else ArticleRecord(**told)


def coverage(session: Session) -> Iterator[CoverageRecord]:
    """Every source on every day on which it was visited or an article of its outlet appeared."""
    for one in bulk.coverage(session):
        yield CoverageRecord(**one._asdict())


def reviews(session: Session) -> Iterator[ReviewRecord]:
    """Everything that people said, oldest first."""
    for one in queries.reviews(session):
        yield ReviewRecord(
            event_id=one.event_id,
            action=one.action,
            property=one.property,
            value=one.value,
            reviewer=one.reviewer,
            note=one.note,
            made_at=_utc(one.made_at),
        )


def table(session: Session, name: str) -> Iterator[Exported]:
    """The rows of a table by its name in `meoktong.research.models.TABLES`."""
    rows: dict[str, Callable[[Session], Iterator[Exported]]] = {
        "events": events,
        "statements": statements,
        "articles": articles,
        "coverage": coverage,
        "reviews": reviews,
    }
    return rows[name](session)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
