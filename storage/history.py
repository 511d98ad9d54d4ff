"""What was known when: the record as it stood at a moment, and what changed between two moments.

A statement is in force from `first_seen` until `retracted_at`, a belief from `since` until `until`; neither is ever
rewritten. So every question about the past is the question about now, asked of the rows that were in force then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from storage import rows
from storage.batches import AT_ONCE, each
from storage.filters import Sort, Wanted, conditions, has_name, order
from storage.localtime import SEOUL
from storage.names import plain
from storage.pages import Page
from storage.records import MergedEvent, OutageEvent, Statement
from storage.reviews import Review
from storage.tables import ArticleRow, EventRow, EventStateRow, ReviewRow, StatementRow, VersionRow

Kind = Literal["new", "changed", "withdrawn"]


class Source(NamedTuple):
    """An article that an event rests on."""

    url: str
    publisher: str
    headline: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one event was at the first and at the last of two moments; None where it was not in force then.

    `properties` differ, `at` is when it last changed, `redirect` the event that a withdrawn one became part of.
    """

    event_id: str
    kind: Kind
    at: datetime
    before: MergedEvent | None
    after: MergedEvent | None
    properties: tuple[str, ...]
    redirect: str | None = None


def events_at(
    session: Session,
    at: datetime,
    wanted: Wanted,
    sort: Sort = "started",
    of: Collection[str] | None = None,
    page: Page = Page(None, 0),  # noqa: B008 - a tuple
) -> list[OutageEvent]:
    """Events that were believed at a moment (aware), as they were believed then; of some only, where they are named."""
    state = EventStateRow
    query = select(state, EventRow.first_seen).join(EventRow, col(EventRow.id) == state.event_id)
    query = query.where(_then(at), *conditions(state, wanted, EventRow.first_seen))
    query = query.order_by(*order(state, sort, state.event_id, state.since))
    if of is not None and len(of) <= AT_ONCE:
        query = query.where(col(state.event_id).in_(list(of)))
    found = [(row, seen) for row, seen in session.exec(query) if of is None or row.event_id in of]
    kept = [(row, seen) for row, seen in found if has_name(wanted, row.systems, row.operator, _keys(row))]
    kept = kept[page.offset : None if page.limit is None else page.offset + page.limit]
    urls = addresses(session, [row.event_id for row, _ in kept], at)
    return [
        OutageEvent(
            row.event_id,
            rows.merged_of(row, ()),
            seen.astimezone(UTC),
            row.since.astimezone(UTC),
            urls.get(row.event_id, ()),
            row.review,
        )
        for row, seen in kept
    ]


def changes(session: Session, since: datetime, until: datetime) -> list[Change]:
    """What is otherwise at `until` than it was at `since` (both aware): one change an event, in order of identifiers."""
    state = EventStateRow
    touched = select(state.event_id).where(
        or_(
            (col(state.since) > since) & (col(state.since) <= until),
            (col(state.until) > since) & (col(state.until) <= until),
        )
    )
    names = sorted(set(session.exec(touched)))
    before, after = states(session, names, since), states(session, names, until)
    gone = {row.id: row for row in each(session, select(EventRow), col(EventRow.id), names)}
    found = []
    for name in names:
        old, new = before.get(name), after.get(name)
        kind = _kind(old, new)
        if kind:
            moment = new.since if new else gone[name].withdrawn_at or gone[name].updated_at
            redirect = None if new else gone[name].redirect
            found.append(_change(name, kind, moment.astimezone(UTC), old, new, redirect))
    return found


def _kind(old: EventStateRow | None, new: EventStateRow | None) -> Kind | None:
    if old is None:
        return "new" if new else None
    if new is None:
        return "withdrawn"
    return "changed" if old.id != new.id else None


def _change(
    name: str, kind: Kind, at: datetime, old: EventStateRow | None, new: EventStateRow | None, redirect: str | None
) -> Change:
    before, after = (rows.merged_of(row, ()) if row else None for row in (old, new))
    differ = tuple(prop for prop in rows.BELIEVED if before and after and getattr(before, prop) != getattr(after, prop))
    if old and new:
        differ += tuple(prop for prop in ("articles", "review") if getattr(old, prop) != getattr(new, prop))
    return Change(name, kind, at, before, after, differ, redirect)


def states(session: Session, names: Collection[str], at: datetime) -> dict[str, EventStateRow]:
    """Event -> what was believed of it at a moment."""
    query = select(EventStateRow).where(_then(at))
    return {row.event_id: row for row in each(session, query, col(EventStateRow.event_id), names)}


def began(session: Session) -> datetime | None:
    """When the record of events begins: before, nothing was known to it."""
    first = session.exec(select(func.min(EventStateRow.since))).first()
    return first.astimezone(UTC) if first else None


def beliefs(session: Session, identifier: str, at: datetime | None = None) -> list[tuple[datetime, MergedEvent]]:
    """Everything that was ever believed of an event, oldest first, each with the moment from which on."""
    query = select(EventStateRow).where(EventStateRow.event_id == identifier).order_by(col(EventStateRow.id))
    found = session.exec(query if at is None else query.where(EventStateRow.since <= at))
    return [(row.since.astimezone(UTC), rows.merged_of(row, ())) for row in found]


def addresses(session: Session, names: Collection[str], at: datetime | None = None) -> dict[str, tuple[str, ...]]:
    """Event -> the addresses of the articles whose statements were in force at a moment (None: whenever)."""
    query = select(StatementRow.event_id, ArticleRow.url).join(
        ArticleRow, col(ArticleRow.id) == StatementRow.article_id
    )
    query = query.where(StatementRow.property == "systems").order_by(col(StatementRow.id))
    query = query if at is None else query.where(in_force(at))
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for name, url in each(session, query, col(StatementRow.event_id), names):
        told[name][url] = None
    return {name: tuple(urls) for name, urls in told.items()}


def sources(session: Session, names: Collection[str], at: datetime) -> dict[str, tuple[Source, ...]]:
    """Event -> the articles whose statements were in force at a moment, oldest first; headlines as they are now."""
    query = (
        select(StatementRow.event_id, ArticleRow, VersionRow)
        .join(ArticleRow, col(ArticleRow.id) == StatementRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        .where(StatementRow.property == "systems", in_force(at))
        .order_by(col(VersionRow.published_at), col(ArticleRow.id))
    )
    told: dict[str, dict[str, Source]] = defaultdict(dict)
    for name, article, version in each(session, query, col(StatementRow.event_id), names):
        told[name][article.url] = source_of(article, version)
    return {name: tuple(found.values()) for name, found in told.items()}


def source_of(article: ArticleRow, version: VersionRow) -> Source:
    """An article as a source."""
    return Source(article.url, article.publisher, version.headline, version.published_at.astimezone(SEOUL))


def statements(
    session: Session, names: Collection[str], at: datetime | None = None
) -> dict[str, tuple[list[Statement], list[Statement]]]:
    """Event -> (statements in force, statements retracted) now or at a moment, in the order in which they were made."""
    query = select(StatementRow, ArticleRow).join(ArticleRow, col(ArticleRow.id) == StatementRow.article_id)
    query = query.order_by(col(StatementRow.id))
    query = query if at is None else query.where(StatementRow.first_seen <= at)
    sides: dict[str, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for row, article in each(session, query, col(StatementRow.event_id), names):
        over = row.retracted_at is not None and (at is None or row.retracted_at <= at)
        sides[row.event_id][over].append(_statement(row, article, over))
    for name, said in _reviewed(session, names, at).items():
        for n, one in enumerate(said):
            later = any(other.property == one.property for other in said[n + 1 :])
            sides[name][later].append(one)
    return sides


def _statement(row: StatementRow, article: ArticleRow, over: bool) -> Statement:
    return Statement(
        event_id=row.event_id,
        property=row.property,
        value=row.value,
        quote=row.quote,
        article_url=article.url,
        publisher=article.publisher,
        first_seen=row.first_seen.astimezone(UTC),
        made_by=row.made_by,
        retracted_at=row.retracted_at.astimezone(UTC) if over and row.retracted_at else None,
    )


def reviews(session: Session) -> list[Review]:
    """What people said, in the order in which they said it."""
    found = session.exec(select(ReviewRow).order_by(col(ReviewRow.id)))
    return [
        Review(
            row.event_id,
            row.action,  # type: ignore[arg-type]
            row.made_at.astimezone(UTC),
            row.property,
            row.value,
            row.reviewer,
            row.note,
            row.id,
        )
        for row in found
    ]


def _reviewed(session: Session, names: Collection[str], at: datetime | None) -> dict[str, list[Statement]]:
    """People's statements on events, and on those that became part of them."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for one in reviews(session):
        name = final(session, one.event_id)
        if name in names and (at is None or one.made_at <= at):
            prop = one.property if one.action == "correct" else "review"
            value = (one.value if one.value is not None else "") if one.action == "correct" else one.action
            told[name].append(
                Statement(name, prop, value, one.note, "", "", one.made_at, f"review:{one.reviewer}".rstrip(":"))
            )
    return told


def final(session: Session, identifier: str) -> str:
    """What an event became by merging: itself, where it is in force or led nowhere."""
    seen = {identifier}
    while True:
        row = session.get(EventRow, identifier)
        if row is None or row.redirect is None or row.redirect in seen:
            return identifier
        identifier = row.redirect
        seen.add(identifier)


DISPUTABLE = ("operator", "started_at", "ended_at", "duration_minutes", "cause")
"""What two articles can contradict each other on; status moves on with time, and systems and roles differ by view."""

_TIMES = frozenset({"started_at", "ended_at"})


def conflicts(told: Sequence[Statement]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Property -> value -> the publishers that say so, where the values of articles cannot all be right."""
    values: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for one in told:
        if one.property in DISPUTABLE and one.article_url:
            known = values[one.property]
            known[one.value] = tuple(dict.fromkeys((*known.get(one.value, ()), one.publisher)))
    return {name: known for name, known in values.items() if _disagree(name, list(known))}


def _disagree(name: str, values: Sequence[str]) -> bool:
    """Whether two values exclude each other: a day and a minute of that day do not."""
    if name not in _TIMES:
        return len(values) > 1
    return any(not a.startswith(b) and not b.startswith(a) for n, a in enumerate(values) for b in values[:n])


def _then(at: datetime) -> ColumnElement[bool]:
    return (col(EventStateRow.since) <= at) & (col(EventStateRow.until).is_(None) | (col(EventStateRow.until) > at))


def in_force(at: datetime) -> ColumnElement[bool]:
    """Whether a statement was in force at a moment."""
    over = col(StatementRow.retracted_at)
    return (col(StatementRow.first_seen) <= at) & (over.is_(None) | (over > at))


def _keys(row: EventStateRow) -> list[str]:
    return [plain(name) for name in (*row.systems, row.operator or "")]


def milestone_of(value: str) -> dict[str, Any]:
    """A partial recovery from its statement's value: `at`, `what`, and `restored` of `total` where they are told."""
    return dict(json.loads(value))
