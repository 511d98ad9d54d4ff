"""What readers ask: outages, what each rests on, and articles. Sessions of `Store.reading()` in, records out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from storage import rows
from storage.localtime import SEOUL, split_prefix
from storage.records import ArticleMention, OutageEvent, Statement, StoredArticle
from storage.tables import ArticleRow, EventMentionRow, EventRow, EvidenceRow, MentionRow, StatementRow, VersionRow

DISPUTABLE = ("operator", "started_at", "ended_at", "duration_minutes", "cause")
"""What two articles can contradict each other on; status moves on with time, and systems and roles differ by view."""

AT_ONCE = 1_000
"""Values that one query names: SQLite takes 32,766, PostgreSQL 65,535."""

_TIMES = frozenset({"started_at", "ended_at"})


class Source(NamedTuple):
    """An article that an event rests on."""

    url: str
    publisher: str
    headline: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with all it rests on.

    `statements` are in force, `retracted` were told once; each has its quote, publisher and address. `mentions` carry
    the evidence spans. `conflicts`: property -> value -> the publishers that say so, where they cannot all be right.
    """

    event: OutageEvent
    articles: tuple[Source, ...]
    mentions: tuple[ArticleMention, ...]
    statements: tuple[Statement, ...]
    retracted: tuple[Statement, ...]
    conflicts: Mapping[str, Mapping[str, tuple[str, ...]]]
    withdrawn_at: datetime | None = None


def events(
    session: Session,
    *,
    system: str = "",
    operator: str = "",
    cause: str = "",
    status: str = "",
    since: str = "",
    until: str = "",
    min_duration: float | None = None,
    text: str = "",
    limit: int | None = 100,
    offset: int = 0,
) -> list[OutageEvent]:
    """Events in force, newest start first; one whose start is unknown counts by when it was first seen.

    `system` and `operator` are parts of names, spaces and case aside. `since` and `until` are ISO days, months or years
    in Korea, the last one included; a start that is known to the month is in where its month may be. `min_duration` is
    in minutes. `text` stands in an article, a statement or the operator. Raises `ValueError` for a bad date.
    """
    wanted = [col(EventRow.withdrawn_at).is_(None), *_period(since, until)]
    wanted += [column == value for column, value in ((EventRow.cause, cause), (EventRow.status, status)) if value]  # type: ignore[misc]
    if min_duration is not None:
        wanted.append(col(EventRow.duration_minutes) >= min_duration)
    if text:
        wanted.append(_says(unicodedata.normalize("NFC", text)))
    began = func.coalesce(EventRow.started_at, EventRow.first_seen)
    query = select(EventRow).where(*wanted).order_by(began.desc(), col(EventRow.id))
    if not (system or operator):
        return _events(session, session.exec(query.limit(limit).offset(offset)).all())
    named = [row for row in session.exec(query) if _named(row, system, operator)]
    return _events(session, named[offset:] if limit is None else named[offset : offset + limit])


def events_reported(session: Session, since: datetime, until: datetime) -> list[OutageEvent]:
    """Events in force that an article published from `since` up to but not including `until` (aware) mentions."""
    told = (
        select(EventMentionRow.event_id)
        .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .where(VersionRow.published_at >= since, VersionRow.published_at < until)
    )
    query = select(EventRow).where(col(EventRow.withdrawn_at).is_(None), col(EventRow.id).in_(told))
    return _events(session, session.exec(query.order_by(col(EventRow.id))).all())


def event(session: Session, identifier: str) -> EventDetail | None:
    """An event and what it rests on; a merged one leads to what it became. None where there never was one."""
    row = session.get(EventRow, identifier)
    seen = {identifier}
    while row is not None and row.redirect is not None and row.redirect not in seen:
        seen.add(row.redirect)
        row = session.get(EventRow, row.redirect)
    if row is None:
        return None
    told = mentions_by_event(session, [row.id]).get(row.id, ())
    in_force, retracted = _statements(session, row.id)
    return EventDetail(
        event=_events(session, [row])[0],
        articles=_sources(session, row.id),
        mentions=told,
        statements=in_force,
        retracted=retracted,
        conflicts=_conflicts(in_force),
        withdrawn_at=row.withdrawn_at.astimezone(UTC) if row.withdrawn_at else None,
    )


def articles(
    session: Session,
    *,
    relevance: str = "",
    publisher: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = 100,
) -> list[StoredArticle]:
    """Articles' versions in force, newest first; published from `since` up to but not including `until` (aware)."""
    query = select(ArticleRow, VersionRow).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    query = query.where(*_published(since, until))
    if relevance:
        query = query.where(VersionRow.relevance == relevance)
    if publisher:
        query = query.where(ArticleRow.publisher == publisher)
    query = query.order_by(col(VersionRow.published_at).desc(), col(ArticleRow.id)).limit(limit)
    return [
        StoredArticle(str(one.id), rows.article_of(one.url, one.publisher, version), rows.relevance_of(version))
        for one, version in session.exec(query)
    ]


def articles_per_publisher(session: Session, since: datetime | None, until: datetime | None) -> dict[str, int]:
    """How many articles each outlet published from `since` up to but not including `until` (aware)."""
    query = select(ArticleRow.publisher, func.count()).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    query = query.where(*_published(since, until)).group_by(ArticleRow.publisher).order_by(ArticleRow.publisher)
    return dict(session.exec(query).all())


def mentions(session: Session, of_events: Collection[str] | None = None) -> list[ArticleMention]:
    """The mentions of articles' versions in force, as they were stored; only the named events' where they are given."""
    query = (
        select(ArticleRow, VersionRow, MentionRow)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .join(MentionRow, col(MentionRow.version_id) == VersionRow.id)
        .order_by(col(ArticleRow.id), col(MentionRow.position))
    )
    if of_events is None:
        found = list(session.exec(query))
        evidence = _evidence(session.exec(select(EvidenceRow).order_by(col(EvidenceRow.id))))
    else:
        member = and_(
            col(EventMentionRow.article_id) == ArticleRow.id, col(EventMentionRow.mention) == MentionRow.position
        )
        found = _each(session, query.join(EventMentionRow, member), col(EventMentionRow.event_id), of_events)
        spans = select(EvidenceRow).order_by(col(EvidenceRow.id))
        evidence = _evidence(_each(session, spans, col(EvidenceRow.mention_id), [one.id for _, _, one in found]))
    return [
        ArticleMention(
            article_id=str(article.id),
            index=mention.position,
            mention=rows.mention_of(mention, evidence.get(mention.id, ())),
            url=article.url,
            publisher=article.publisher,
            published_at=version.published_at.astimezone(SEOUL),
            text=f"{version.headline}\n{version.body}",
        )
        for article, version, mention in found
    ]


def mentions_by_event(session: Session, of_events: Collection[str]) -> dict[str, tuple[ArticleMention, ...]]:
    """Event -> the mentions it was merged from, in publication order."""
    told = {(one.article_id, one.index): one for one in mentions(session, of_events)}
    found: dict[str, tuple[ArticleMention, ...]] = {}
    for row in _members(session, of_events):
        one = told.get((str(row.article_id), row.mention))
        if one is not None:  # the article may have been read again since the last merge
            found[row.event_id] = (*found.get(row.event_id, ()), one)
    return found


def _each(session: Session, query: Any, column: Any, values: Collection[Any]) -> list[Any]:
    """Rows whose column is one of the values, asked for in parts: databases bound how many a query may name."""
    listed = list(values)
    parts = (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
    return [row for part in parts for row in session.exec(query.where(column.in_(part)))]


def _period(since: str, until: str) -> list[ColumnElement[bool]]:
    """Conditions on when an event began. Bounds are cut to the start's own length: a month is compared with a month."""
    began, seen = col(EventRow.started_date), col(EventRow.first_seen)
    known = func.length(began)
    wanted: list[ColumnElement[bool]] = []
    if since:
        first = split_prefix(since[:10]).instant
        day = since[:10] + "0000-01-01"[len(since[:10]) :]
        wanted.append(or_(began >= func.substr(day, 1, known), and_(began.is_(None), seen >= first)))
    if until:
        after = _after(until[:10])
        day = (after - timedelta(days=1)).astimezone(SEOUL).date().isoformat()
        wanted.append(or_(began <= func.substr(day, 1, known), and_(began.is_(None), seen < after)))
    return wanted


def _after(prefix: str) -> datetime:
    """The first instant after a day, month or year in Korea. Raises `ValueError` where the calendar ends."""
    if prefix.startswith("9999"):
        raise ValueError(f"not a time of the news: {prefix!r}")
    first = split_prefix(prefix).instant.astimezone(SEOUL)
    step = {4: 366, 7: 31, 10: 1}[len(prefix)]
    late = first + timedelta(days=step)
    return {4: late.replace(month=1, day=1), 7: late.replace(day=1), 10: late}[len(prefix)]


def _published(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    when = col(VersionRow.published_at)
    return [*([when >= since] if since else []), *([when < until] if until else [])]


def _says(text: str) -> ColumnElement[bool]:
    """The words stand in a member article's version in force, in a statement in force, or in the operator's name."""
    in_articles = (
        select(EventMentionRow.event_id)
        .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .where(or_(*(col(c).icontains(text, autoescape=True) for c in (VersionRow.headline, VersionRow.body))))
    )
    in_statements = select(StatementRow.event_id).where(
        col(StatementRow.retracted_at).is_(None), col(StatementRow.value).icontains(text, autoescape=True)
    )
    found = col(EventRow.id)
    operator = col(EventRow.operator).icontains(text, autoescape=True)
    return or_(operator, found.in_(in_articles), found.in_(in_statements))


def _named(row: EventRow, system: str, operator: str) -> bool:
    systems = any(_plain(system) in _plain(name) for name in row.systems)
    return systems and _plain(operator) in _plain(row.operator or "")


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


def _events(session: Session, found: Sequence[EventRow]) -> list[OutageEvent]:
    """Rows with their members and addresses."""
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _members(session, [row.id for row in found]):
        members[row.event_id].append((str(row.article_id), row.mention))
    numbers = {int(article) for told in members.values() for article, _ in told}
    addresses = _each(session, select(ArticleRow.id, ArticleRow.url), col(ArticleRow.id), numbers)
    urls = {str(number): url for number, url in addresses}
    return [
        rows.event_of(row, told, tuple(dict.fromkeys(urls[article] for article, _ in told)))
        for row in found
        for told in [members[row.id]]
    ]


def _members(session: Session, of_events: Collection[str]) -> list[EventMentionRow]:
    query = select(EventMentionRow).order_by(col(EventMentionRow.event_id), col(EventMentionRow.position))
    return _each(session, query, col(EventMentionRow.event_id), of_events)


def _evidence(spans: Iterable[EvidenceRow]) -> dict[int | None, list[EvidenceRow]]:
    of_mention: dict[int | None, list[EvidenceRow]] = defaultdict(list)
    for span in spans:
        of_mention[span.mention_id].append(span)
    return of_mention


def _sources(session: Session, identifier: str) -> tuple[Source, ...]:
    query = (
        select(ArticleRow, VersionRow)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .join(EventMentionRow, col(EventMentionRow.article_id) == ArticleRow.id)
        .where(EventMentionRow.event_id == identifier)
        .order_by(col(EventMentionRow.position))
    )
    found = {
        article.id: Source(article.url, article.publisher, version.headline, version.published_at.astimezone(SEOUL))
        for article, version in session.exec(query)
    }
    return tuple(found.values())


def _statements(session: Session, identifier: str) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Those in force and those retracted, in the order in which they were made."""
    query = select(StatementRow, ArticleRow).join(ArticleRow, col(ArticleRow.id) == StatementRow.article_id)
    query = query.where(StatementRow.event_id == identifier).order_by(col(StatementRow.id))
    sides: tuple[list[Statement], list[Statement]] = ([], [])
    for row, article in session.exec(query):
        sides[row.retracted_at is not None].append(
            Statement(
                event_id=row.event_id,
                property=row.property,
                value=row.value,
                quote=row.quote,
                article_url=article.url,
                publisher=article.publisher,
                first_seen=row.first_seen.astimezone(UTC),
                made_by=row.made_by,
            )
        )
    return tuple(sides[0]), tuple(sides[1])


def _conflicts(statements: Sequence[Statement]) -> dict[str, dict[str, tuple[str, ...]]]:
    told: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for one in statements:
        if one.property in DISPUTABLE:
            values = told[one.property]
            values[one.value] = tuple(dict.fromkeys((*values.get(one.value, ()), one.publisher)))
    return {name: values for name, values in told.items() if _disagree(name, list(values))}


def _disagree(name: str, values: Sequence[str]) -> bool:
    """Whether two values exclude each other: a day and a minute of that day do not."""
    if name not in _TIMES:
        return len(values) > 1
    return any(not a.startswith(b) and not b.startswith(a) for n, a in enumerate(values) for b in values[:n])
