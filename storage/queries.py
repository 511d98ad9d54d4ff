"""What readers ask: outages, what each rests on, and articles. Sessions of `Store.reading()` in, records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from storage import history, rows
from storage.batches import AT_ONCE, each
from storage.filters import Sort, Wanted, conditions, named, order, says_name
from storage.history import Change, Source, changes, final, reviews
from storage.localtime import SEOUL, split_prefix
from storage.pages import Page
from storage.records import ArticleMention, MergedEvent, OutageEvent, Statement, StoredArticle
from storage.search import Asked, Telling, articles_with
from storage.tables import ArticleRow, EventMentionRow, EventRow, EvidenceRow, MentionRow, VersionRow

__all__ = [
    "AT_ONCE",
    "Change",
    "EventDetail",
    "Sort",
    "Source",
    "articles",
    "changes",
    "event",
    "events",
    "final",
    "reviews",
]

LOOKED_THROUGH = 250
"""Events that are looked through at a time for common words."""


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with all it rests on, now or at a moment.

    `statements` are in force, `retracted` were told once; each has its quote, publisher and address, a person's has no
    address. `mentions` carry the evidence spans (of now only). `conflicts`: property -> value -> the publishers that say
    so, where they cannot all be right. `beliefs`: what was believed, from when on.
    """

    event: OutageEvent
    articles: tuple[Source, ...]
    mentions: tuple[ArticleMention, ...]
    statements: tuple[Statement, ...]
    retracted: tuple[Statement, ...]
    conflicts: Mapping[str, Mapping[str, tuple[str, ...]]]
    withdrawn_at: datetime | None = None
    beliefs: tuple[tuple[datetime, MergedEvent], ...] = field(default=())


def events(
    session: Session,
    *,
    system: str | Collection[str] = "",
    operator: str | Collection[str] = "",
    among: Collection[str] | None = None,
    cause: str = "",
    status: str = "",
    review: str = "",
    since: str = "",
    until: str = "",
    min_duration: float | None = None,
    text: str = "",
    sort: Sort = "started",
    limit: int | None = 100,
    offset: int = 0,
    at: datetime | None = None,
) -> list[OutageEvent]:
    """Events in force, newest start first; one whose start is unknown counts by when it was first seen.

    `system` and `operator` are parts of names, spaces and case aside; of several any may fit. `among` are names as they
    are compared, of which one must be the event's. `since` and `until` are ISO days, months or years in Korea, the last
    one included; a start that is known to the month is in where its month may be. `min_duration` is in minutes. `text`
    are words that all stand in one of its articles, or in a name. What a person rejected is found by
    `review="rejected"` only. With `at` (aware) the events are those that were believed then, as they were believed
    then. Raises `ValueError` for a bad date.
    """
    wanted = Wanted(system, operator, among, cause, status, review, since, until, min_duration)
    page = Page(limit, offset)
    if at is not None:
        telling = Telling(session, text).ever(at) if text else None
        return history.events_at(session, at, wanted, sort, of=telling, page=page)
    query = select(EventRow.id).where(
        col(EventRow.withdrawn_at).is_(None), *conditions(EventRow, wanted, EventRow.first_seen), *named(wanted)
    )
    query = query.order_by(*order(EventRow, sort, EventRow.id, EventRow.updated_at))
    names = _telling(session, query, text, page) if text else list(session.exec(query.limit(limit).offset(offset)))
    found = {row.id: row for row in each(session, select(EventRow), col(EventRow.id), names)}
    return _events(session, [found[name] for name in names])


def _telling(session: Session, query: Any, text: str, page: Page) -> list[str]:
    """Events whose articles hold the words. Of common words enough are looked through until the page is full."""
    telling = Telling(session, text)
    if telling.rare is not None:
        told = or_(col(EventRow.id).in_(telling.events()), says_name(text))
        return list(session.exec(query.where(told).limit(page.limit).offset(page.offset)))
    found: list[str] = []
    wanted = None if page.limit is None else page.offset + page.limit
    for at in range(0, 10**9, LOOKED_THROUGH):
        part = session.exec(query.limit(LOOKED_THROUGH).offset(at)).all()
        found += telling.among(part)
        if len(part) < LOOKED_THROUGH or (wanted is not None and len(found) >= wanted):
            break
    return found[page.offset : wanted]


def events_reported(session: Session, since: datetime, until: datetime) -> list[OutageEvent]:
    """Events in force that an article published from `since` up to but not including `until` (aware) mentions."""
    told = (
        select(EventMentionRow.event_id)
        .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .where(VersionRow.published_at >= since, VersionRow.published_at < until)
    )
    in_force = (col(EventRow.withdrawn_at).is_(None), EventRow.review != "rejected")
    query = select(EventRow).where(*in_force, col(EventRow.id).in_(told))
    return _events(session, session.exec(query.order_by(col(EventRow.id))).all())


def event(session: Session, identifier: str, at: datetime | None = None) -> EventDetail | None:
    """An event and what it rests on; a merged one leads to what it became. None where there never was one.

    With `at` (aware) as it was known then; None where it was not in force then.
    """
    name = identifier if at and history.states(session, [identifier], at) else final(session, identifier)
    return details(session, [name], at).get(name)


def details(session: Session, names: Collection[str], at: datetime | None = None) -> dict[str, EventDetail]:
    """Events with all they rest on, now or, with `at` (aware), as they were known then."""
    query = select(EventRow)
    found = {row.id: row for row in each(session, query, col(EventRow.id), names)}
    believed = {one.id: one for one in _events(session, list(found.values()))}
    if at is not None:
        believed = {one.id: one for one in history.events_at(session, at, Wanted(), of=list(found))}
        believed |= {one.id: one for one in history.events_at(session, at, Wanted(review="rejected"), of=list(found))}
    told = mentions_by_event(session, believed) if at is None else {}
    sources = _sources(session, believed) if at is None else history.sources(session, list(believed), at)
    said = history.statements(session, list(believed), at)
    return {
        name: EventDetail(
            event=one,
            articles=tuple(sources.get(name, ())),
            mentions=told.get(name, ()),
            statements=tuple(said[name][0]),
            retracted=tuple(said[name][1]),
            conflicts=history.conflicts(said[name][0]),
            withdrawn_at=_withdrawn(found[name]) if at is None else None,
            beliefs=tuple(history.beliefs(session, name, at)),
        )
        for name, one in believed.items()
    }


def _withdrawn(row: EventRow) -> datetime | None:
    return row.withdrawn_at.astimezone(UTC) if row.withdrawn_at else None


def articles(
    session: Session,
    *,
    text: str = "",
    relevance: str = "",
    publisher: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = 100,
    offset: int = 0,
) -> list[StoredArticle]:
    """Articles' versions in force, newest first; published from `since` up to but not including `until` (aware).

    `text` are words that all stand in headline or body, parts of words too.
    """
    asked = Asked(relevance, publisher, since, until)
    page = Page(limit, offset)
    versions = articles_with(session, text, asked, page) if text else _newest(session, asked, page)
    query = select(ArticleRow, VersionRow).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    found = each(session, query, col(VersionRow.id), versions)
    found.sort(key=lambda pair: (pair[1].published_at, -(pair[0].id or 0)), reverse=True)
    return [
        StoredArticle(str(one.id), rows.article_of(one.url, one.publisher, version), rows.relevance_of(version))
        for one, version in found
    ]


def _newest(session: Session, asked: Asked, page: Page) -> list[int | None]:
    """Versions in force; without their texts, which would be sorted with them."""
    query = select(VersionRow.id).join(ArticleRow, col(ArticleRow.current_id) == VersionRow.id)
    query = query.where(col(ArticleRow.forgotten_at).is_(None), *_published(asked.since, asked.until))
    if asked.relevance:
        query = query.where(VersionRow.relevance == asked.relevance)
    if asked.publisher:
        query = query.where(ArticleRow.publisher == asked.publisher)
    query = query.order_by(col(VersionRow.published_at).desc(), col(ArticleRow.id))
    return list(session.exec(query.limit(page.limit).offset(page.offset)))


def articles_per_publisher(session: Session, since: datetime | None, until: datetime | None) -> dict[str, int]:
    """How many articles each outlet published from `since` up to but not including `until` (aware)."""
    query = select(ArticleRow.publisher, func.count()).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    query = query.where(*_published(since, until)).group_by(ArticleRow.publisher).order_by(ArticleRow.publisher)
    return dict(session.exec(query).all())


def mentions(session: Session, of_events: Collection[str] | None = None) -> list[ArticleMention]:
    """The mentions of articles' versions in force, as they were stored; only the named events' where they are given."""
    query = _told()
    if of_events is None:
        found = list(session.exec(query))
        return _with_evidence(found, session.exec(select(EvidenceRow).order_by(col(EvidenceRow.id))))
    member = and_(col(EventMentionRow.article_id) == ArticleRow.id, col(EventMentionRow.mention) == MentionRow.position)
    return _complete(
        session, each(session, query.join(EventMentionRow, member), col(EventMentionRow.event_id), of_events)
    )


def mentions_of(session: Session, articles: Collection[int]) -> list[ArticleMention]:
    """The mentions of these articles' versions in force."""
    return _complete(session, each(session, _told(), col(ArticleRow.id), sorted(articles)))


def mentions_near(session: Session, first: str, last: str) -> list[ArticleMention]:
    """Mentions of outages that began between two days (ISO, included), or that name no day and may mean one of them.

    Without evidence and text: to find out what must be looked at. Whoever names no start may mean a day of the two weeks
    before publication.
    """
    began = col(MentionRow.started_date)
    vague = (func.length(began) < 10) & (func.substr(first, 1, func.length(began)) <= began)
    vague &= began <= func.substr(last, 1, func.length(began))
    published = col(VersionRow.published_at)
    start, end = split_prefix(first).instant, split_prefix(last).instant + timedelta(days=16)
    silent = began.is_(None) & (published >= start) & (published < end)
    parts = (began.between(first, last) & (func.length(began) == 10), vague, silent)
    return _with_evidence([row for part in parts for row in session.exec(_told().where(part))], (), text=False)


def _told() -> Any:
    return (
        select(ArticleRow, VersionRow, MentionRow)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .join(MentionRow, col(MentionRow.version_id) == VersionRow.id)
        .order_by(col(ArticleRow.id), col(MentionRow.position))
    )


def _complete(session: Session, found: Sequence[Any]) -> list[ArticleMention]:
    spans = select(EvidenceRow).order_by(col(EvidenceRow.id))
    return _with_evidence(found, each(session, spans, col(EvidenceRow.mention_id), [one.id for _, _, one in found]))


def _with_evidence(found: Sequence[Any], spans: Iterable[EvidenceRow], text: bool = True) -> list[ArticleMention]:
    evidence = _evidence(spans)
    return [
        ArticleMention(
            article_id=str(article.id),
            index=mention.position,
            mention=rows.mention_of(mention, evidence.get(mention.id, ())),
            url=article.url,
            publisher=article.publisher,
            published_at=version.published_at.astimezone(SEOUL),
            text=f"{version.headline}\n{version.body}" if text else "",
        )
        for article, version, mention in found
    ]


def unmerged(session: Session) -> set[int]:
    """Articles that changed, or were read anew, since the last merge."""
    return set(session.exec(select(ArticleRow.id).where(col(ArticleRow.unmerged))))  # type: ignore[arg-type]


def events_with(session: Session, articles: Collection[int]) -> dict[str, set[tuple[str, int]]]:
    """The events in force that these articles' mentions are in -> all their mentions, as of the last merge."""
    named = select(EventMentionRow.event_id).distinct()
    names = set(each(session, named, col(EventMentionRow.article_id), sorted(articles)))
    members: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in _members(session, names):
        members[row.event_id].add((str(row.article_id), row.mention))
    return dict(members)


def mentions_by_event(session: Session, of_events: Collection[str]) -> dict[str, tuple[ArticleMention, ...]]:
    """Event -> the mentions it was merged from, in publication order."""
    told = {(one.article_id, one.index): one for one in mentions(session, of_events)}
    found: dict[str, tuple[ArticleMention, ...]] = {}
    for row in _members(session, of_events):
        one = told.get((str(row.article_id), row.mention))
        if one is not None:  # the article may have been read again since the last merge
            found[row.event_id] = (*found.get(row.event_id, ()), one)
    return found


def _published(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    when = col(VersionRow.published_at)
    return [*([when >= since] if since else []), *([when < until] if until else [])]


def _events(session: Session, found: Sequence[EventRow]) -> list[OutageEvent]:
    """Rows with their members and addresses."""
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _members(session, [row.id for row in found]):
        members[row.event_id].append((str(row.article_id), row.mention))
    numbers = {int(article) for told in members.values() for article, _ in told}
    addresses = each(session, select(ArticleRow.id, ArticleRow.url), col(ArticleRow.id), numbers)
    urls = {str(number): url for number, url in addresses}
    former = history.addresses(session, [row.id for row in found if not members[row.id]])
    return [
        rows.event_of(row, told, tuple(dict.fromkeys(urls[article] for article, _ in told)) or former.get(row.id, ()))
        for row in found
        for told in [members[row.id]]
    ]


def _members(session: Session, of_events: Collection[str]) -> list[EventMentionRow]:
    query = select(EventMentionRow).order_by(col(EventMentionRow.event_id), col(EventMentionRow.position))
    return each(session, query, col(EventMentionRow.event_id), of_events)


def _evidence(spans: Iterable[EvidenceRow]) -> dict[int | None, list[EvidenceRow]]:
    of_mention: dict[int | None, list[EvidenceRow]] = defaultdict(list)
    for span in spans:
        of_mention[span.mention_id].append(span)
    return of_mention


def _sources(session: Session, names: Collection[str]) -> dict[str, tuple[Source, ...]]:
    query = (
        select(EventMentionRow.event_id, ArticleRow, VersionRow)
        .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .order_by(col(EventMentionRow.event_id), col(EventMentionRow.position))
    )
    told: dict[str, dict[int | None, Source]] = defaultdict(dict)
    for name, article, version in each(session, query, col(EventMentionRow.event_id), names):
        told[name][article.id] = history.source_of(article, version)
    return {name: tuple(found.values()) for name, found in told.items()}
