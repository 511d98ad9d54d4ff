"""What articles said as of a moment, put together again from statements and kept texts: so a digest of any day is remade.

Mentions are replaced when an article is read anew; statements and versions never are, so the past is told from these.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import rows
from storage.batches import each
from storage.history import in_force, states
from storage.localtime import SEOUL
from storage.records import ArticleMention, Evidence, OutageEvent, OutageMention
from storage.tables import ArticleRow, EventRow, StatementRow, VersionRow

_EVIDENCE = {"systems": "system", "duration_minutes": "duration"}


def events_of(session: Session, names: Collection[str], at: datetime) -> dict[str, OutageEvent]:
    """The named events that were believed at a moment (aware), as they were believed then; rejected ones are not."""
    known = {name: row for name, row in states(session, names, at).items() if row.review != "rejected"}
    seen = {row.id: row.first_seen for row in each(session, select(EventRow), col(EventRow.id), known)}
    return {
        name: OutageEvent(name, rows.merged_of(row, ()), seen[name], row.since, (), row.review)
        for name, row in known.items()
    }


def told_since(session: Session, since: datetime, at: datetime) -> set[str]:
    """Events of which, at a moment, an article published since another told (both aware)."""
    query = (
        select(StatementRow.event_id)
        .join(ArticleRow, col(ArticleRow.id) == StatementRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .where(StatementRow.property == "systems", in_force(at), VersionRow.published_at >= since)
    )
    return set(session.exec(query.distinct()))


def mentions_at(session: Session, names: Collection[str], at: datetime) -> dict[str, tuple[ArticleMention, ...]]:
    """Event -> what each of its articles said of it at a moment, with the text as it stood then, oldest first."""
    query = select(StatementRow, ArticleRow).join(ArticleRow, col(ArticleRow.id) == StatementRow.article_id)
    query = query.where(in_force(at)).order_by(col(StatementRow.id))
    said: dict[tuple[str, int, int], list[StatementRow]] = defaultdict(list)
    articles: dict[int, ArticleRow] = {}
    for row, article in each(session, query, col(StatementRow.event_id), names):
        said[row.event_id, row.article_id, row.mention].append(row)
        articles[row.article_id] = article
    versions = _versions(session, articles, at)
    told: dict[str, list[ArticleMention]] = defaultdict(list)
    for (name, number, index), statements in said.items():
        version, article = versions[number], articles[number]
        text = f"{version.headline}\n{version.body}"
        mention = _mention(statements, text)
        if mention.systems:
            moment = version.published_at.astimezone(SEOUL)
            told[name].append(ArticleMention(str(number), index, mention, article.url, article.publisher, moment, text))
    return {
        name: tuple(sorted(found, key=lambda one: (one.published_at, one.url, one.index)))
        for name, found in told.items()
    }


def learnt(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """How many articles of each outlet were first seen after `since` and up to `until` (both aware)."""
    query = select(ArticleRow.publisher, func.count())
    query = query.where(ArticleRow.first_seen > since, ArticleRow.first_seen <= until)
    return dict(session.exec(query.group_by(ArticleRow.publisher).order_by(ArticleRow.publisher)).all())


def published(session: Session, since: datetime, until: datetime, at: datetime) -> dict[str, int]:
    """How many articles each outlet published from `since` up to but not including `until`, of those seen by then."""
    query = select(ArticleRow.publisher, func.count()).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    query = query.where(VersionRow.published_at >= since, VersionRow.published_at < until, ArticleRow.first_seen <= at)
    return dict(session.exec(query.group_by(ArticleRow.publisher).order_by(ArticleRow.publisher)).all())


def _versions(session: Session, articles: Collection[int], at: datetime) -> dict[int, VersionRow]:
    """Article -> its latest version that had been fetched by then, else its first."""
    query = select(VersionRow).order_by(col(VersionRow.id))
    found: dict[int, VersionRow] = {}
    for version in each(session, query, col(VersionRow.article_id), articles):
        known = version.fetched_at is None or version.fetched_at <= at
        if known or version.article_id not in found:
            found[version.article_id] = version
    return found


def _mention(statements: Sequence[StatementRow], text: str) -> OutageMention:
    values: dict[str, Any] = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for row in statements:
        if row.property in _FIELDS:
            values.setdefault(row.property, _FIELDS[row.property](row.value))
        key = _EVIDENCE.get(row.property, row.property)
        start = text.find(row.quote, text.find("\n")) if row.quote else -1
        if start >= 0:
            evidence.setdefault(key, (Evidence(start, start + len(row.quote), row.quote),))
    return OutageMention(**{"systems": (), **values}, evidence=evidence)


def _names(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


_FIELDS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(["operator", "role", "started_at", "ended_at", "duration_qualifier", "status", "cause"], str),
    "systems": _names,
    "duration_minutes": float,
}
