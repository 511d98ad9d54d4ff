"""Records <-> rows: the one place that knows both. Values are checked on the way in, for tables do not validate."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from storage.forms import milestone_to_dict
from storage.localtime import SEOUL, join_prefix, split_prefix
from storage.records import (
    Article,
    Evidence,
    MergedEvent,
    Milestone,
    OutageEvent,
    OutageMention,
    RawPage,
    Relevance,
    SourceCount,
)
from storage.tables import (
    Believed,
    EventNameRow,
    EventRow,
    EventStateRow,
    EvidenceRow,
    MentionRow,
    RawPageRow,
    SourceCountRow,
    Times,
    VersionRow,
)


def version_row(article_id: int, article: Article) -> VersionRow:
    """A new version of an article."""
    return VersionRow(
        article_id=article_id,
        headline=article.headline,
        body=article.body,
        fetched_at=article.fetched_at,
        body_sha256=article.body_sha256,
        **_about(article),
    )


def _about(article: Article) -> dict[str, Any]:
    """What a page says about its text, and who read it: it may be mended while the text stays."""
    return {
        "published_at": article.published_at,
        "published_local": article.published_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M"),
        "published_raw": article.published_raw,
        "modified_at": article.modified_at,
        "modified_raw": article.modified_raw,
        "layout": article.layout,
        "partial": article.partial,
    }


def take_over(row: VersionRow, article: Article) -> bool:
    """Write into a version what the same text's page says now; whether that asks for another extraction.

    Every relative time of an article hangs on its publication.
    """
    again = row.published_at != article.published_at
    row.sqlmodel_update(_about(article))
    if again:
        row.extractor = None
    return again


def article_of(url: str, publisher: str, row: VersionRow) -> Article:
    """The article that a version holds; its times come back in Korean local time."""
    return Article(
        url=url,
        publisher=publisher,
        headline=row.headline,
        body=row.body,
        published_at=row.published_at.astimezone(SEOUL),
        published_raw=row.published_raw,
        modified_at=row.modified_at.astimezone(SEOUL) if row.modified_at else None,
        modified_raw=row.modified_raw,
        fetched_at=row.fetched_at,
        layout=row.layout,
        partial=row.partial,
    )


def relevance_of(row: VersionRow) -> Relevance | None:
    """What the extractor called the version, if it has seen it."""
    if row.relevance not in {"report", "reference", "none"}:
        return None
    return Relevance(row.relevance, row.relevance_score or 0.0, row.extractor or "")  # type: ignore[arg-type]


def raw_row(version_id: int, raw: RawPage) -> RawPageRow:
    """A page, compressed."""
    content = zlib.compress(raw.content, 6)
    return RawPageRow(
        version_id=version_id, url=raw.url, content_type=raw.content_type, encoding=raw.encoding, content=content
    )


def raw_of(row: RawPageRow) -> RawPage:
    """The page as it came."""
    return RawPage(row.url, zlib.decompress(row.content), row.content_type, row.encoding)


def _set_times(row: Times, told: OutageMention | MergedEvent) -> None:
    for side, value in (("started", told.started_at), ("ended", told.ended_at)):
        parts = split_prefix(value) if value else (None, None, None, None)
        for name, part in zip(("at", "grain", "date", "time"), parts, strict=True):
            setattr(row, f"{side}_{name}", part)
    row.duration_minutes = told.duration_minutes
    row.duration_qualifier = told.duration_qualifier


def _prefix(instant: datetime | None, grain: str | None) -> str | None:
    return join_prefix(instant, grain) if instant and grain else None  # type: ignore[arg-type]


def mention_row(version_id: int, position: int, mention: OutageMention) -> MentionRow:
    """A mention without its evidence. Raises `ValueError` for a time that is no ISO prefix."""
    row = MentionRow(
        version_id=version_id,
        position=position,
        systems=list(mention.systems),
        operator=mention.operator,
        role=mention.role,
        status=mention.status,
        cause=mention.cause,
        milestones=[milestone_to_dict(milestone) for milestone in mention.milestones],
        basis=dict(mention.basis),
        made_by=dict(mention.made_by),
        confidence=mention.confidence,
    )
    _set_times(row, mention)
    return row


def evidence_rows(mention_id: int, mention: OutageMention) -> list[EvidenceRow]:
    """The spans of a mention."""
    return [
        EvidenceRow(mention_id=mention_id, property=name, start=span.start, end=span.end, quote=span.quote)
        for name, spans in mention.evidence.items()
        for span in spans
    ]


def mention_of(row: MentionRow, evidence: Sequence[EvidenceRow]) -> OutageMention:
    """Inverse of `mention_row` and `evidence_rows`."""
    spans: dict[str, tuple[Evidence, ...]] = {}
    for found in evidence:
        spans[found.property] = (*spans.get(found.property, ()), Evidence(found.start, found.end, found.quote))
    return OutageMention(
        systems=tuple(row.systems),
        operator=row.operator,
        role=row.role,  # type: ignore[arg-type]
        started_at=_prefix(row.started_at, row.started_grain),
        ended_at=_prefix(row.ended_at, row.ended_grain),
        duration_minutes=row.duration_minutes,
        duration_qualifier=row.duration_qualifier,  # type: ignore[arg-type]
        status=row.status,  # type: ignore[arg-type]
        cause=row.cause,  # type: ignore[arg-type]
        milestones=tuple(_milestone(one) for one in row.milestones),
        evidence=spans,
        basis=row.basis,
        made_by=row.made_by,
        confidence=row.confidence,
    )


def _milestone(row: dict[str, Any]) -> Milestone:
    return Milestone(row["at"], row["what"], Evidence(**row["evidence"][0]), row["restored"], row["total"])


def fill_event(row: EventRow, event: MergedEvent, review: str = "") -> EventRow:
    """Write what is believed now into an event's row."""
    row.systems = list(event.systems)
    row.operator = event.operator
    row.status, row.cause = event.status, event.cause
    row.confidence, row.independent_sources = event.confidence, event.independent_sources
    row.articles = len({article for article, _ in event.members}) or row.articles
    row.review = review
    _set_times(row, event)
    row.began = row.started_at or row.first_seen
    return row


def new_event_row(identifier: str, event: MergedEvent, now: datetime, review: str = "") -> EventRow:
    """A row for an event that is new."""
    row = EventRow(
        id=identifier,
        systems=[],
        status="",
        cause="",
        confidence=0,
        independent_sources=0,
        first_seen=now,
        updated_at=now,
    )
    return fill_event(row, event, review)


def state_row(row: EventRow, since: datetime) -> EventStateRow:
    """What is believed of an event from a moment on."""
    believed = {name: getattr(row, name) for name in Believed.model_fields}
    return EventStateRow(event_id=row.id, since=since, **believed)


def name_rows(row: EventRow, key: Callable[[str], str]) -> list[EventNameRow]:
    """The systems and the operator of an event, to be found by."""
    named = [("system", n, name) for n, name in enumerate(row.systems)]
    named += [("operator", 0, row.operator)] if row.operator else []
    found: dict[tuple[str, str], EventNameRow] = {}
    for kind, n, name in named:
        one = EventNameRow(
            event_id=row.id,
            kind=kind,
            position=n,
            name=name,
            key=key(name),
            began=row.began,
            duration_minutes=row.duration_minutes,
        )
        found.setdefault((kind, one.key), one)
    return list(found.values())


def merged_of(row: Believed, members: Sequence[tuple[str, int]]) -> MergedEvent:
    """What is, or was, believed of an event."""
    return MergedEvent(
        systems=tuple(row.systems),
        operator=row.operator,
        started_at=_prefix(row.started_at, row.started_grain),
        ended_at=_prefix(row.ended_at, row.ended_grain),
        duration_minutes=row.duration_minutes,
        duration_qualifier=row.duration_qualifier,  # type: ignore[arg-type]
        status=row.status,  # type: ignore[arg-type]
        cause=row.cause,  # type: ignore[arg-type]
        confidence=row.confidence,
        members=tuple(members),
        independent_sources=row.independent_sources,
    )


def event_of(row: EventRow, members: Sequence[tuple[str, int]], urls: Sequence[str]) -> OutageEvent:
    """An event as readers get it."""
    seen, updated = row.first_seen.astimezone(UTC), row.updated_at.astimezone(UTC)
    return OutageEvent(row.id, merged_of(row, members), seen, updated, tuple(urls), row.review)


PROPERTIES = (
    "systems", "operator", "role", "started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause",
)  # fmt: skip
_EVIDENCE = {"systems": "system", "duration_minutes": "duration", "duration_qualifier": "duration"}


BELIEVED = (
    "systems", "operator", "started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause",
)  # fmt: skip
"""What is believed of an event, beside how sure and by how many sources."""


def told_properties(mention: OutageMention) -> list[tuple[str, str, str, str]]:
    """(property, value as text, quote, made by) of everything a mention says."""
    told: list[tuple[str, str, str, str]] = []
    for name in PROPERTIES:
        value = getattr(mention, name)
        if value in (None, "unknown"):
            continue
        key = _EVIDENCE.get(name, name)
        spans = mention.evidence.get(key, ())
        text = json.dumps(list(value), ensure_ascii=False) if name == "systems" else f"{value}"
        told.append((name, text, spans[0].quote if spans else "", mention.made_by.get(key, mention.basis.get(key, ""))))
    return told + [("milestone", _milestone_text(one), one.evidence.quote, "") for one in mention.milestones]


def _milestone_text(one: Milestone) -> str:
    """A partial recovery as a value: when, what, and how many of how many where the text counts."""
    told = {"at": one.at, "what": one.what, "restored": one.restored, "total": one.total}
    return json.dumps(told, ensure_ascii=False)


def source_row(run_id: int, count: SourceCount) -> SourceCountRow:
    """One source's counts in one run."""
    told = {item.name: getattr(count, item.name) for item in fields(count)}
    return SourceCountRow(run_id=run_id, **{**told, "reasons": dict(count.reasons), "missing": dict(count.missing)})


def source_of(row: SourceCountRow) -> SourceCount:
    """Inverse of `source_row`."""
    return SourceCount(**{item.name: getattr(row, item.name) for item in fields(SourceCount)})
