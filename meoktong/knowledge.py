"""What was known when: the two states between which a digest is composed, read from the store.

A ledger's digest lies between two moments of the record: what was believed at the last one, and at this one. A period
is told as the news told it: before it by the articles published before it, at its end by those published until then,
each event's values being believed anew from just these. Both can be told as of any moment of the past.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from meoktong.digest import FORGOTTEN, Digest, Period, Told, Watched, compose
from meoktong.known import as_told, before_record
from meoktong.sectors import sectors
from storage import history, queries, retelling
from storage.filters import Wanted
from storage.localtime import SEOUL
from storage.records import ArticleMention, OutageEvent
from storage.store import Store

WEEK = timedelta(days=7)
LATELY = timedelta(days=30)  # what nobody wrote about for so long is revised without being told


def learnt(store: Store, since: datetime | None, as_of: datetime, name: str = "") -> Digest:
    """The digest of what was learnt after `since` (None: nothing was told yet) and up to `as_of`."""
    period = Period(since or as_of - WEEK, as_of)
    with store.reading() as session:
        changes = history.changes(session, since, as_of) if since else []
        withdrawn = {change.event_id: change.redirect or "" for change in changes if change.kind == "withdrawn"}
        names = {change.event_id for change in changes} & _lately(session, period)
        if since is None:
            names = retelling.told_since(session, period.since - FORGOTTEN, as_of)
        names |= _going_on(session, as_of)
        before = _told_at(session, names, since) if since else {}
        after = _told_at(session, names, as_of)
        others = history.events_at(session, as_of, Wanted(since=_day(period.since - 2 * WEEK)))
        per_publisher = retelling.learnt(session, period.since, as_of)
    return compose(
        before,
        after,
        period,
        others=others,
        withdrawn=withdrawn,
        rejected=[key for key in before if key not in after and key not in withdrawn],
        watched=watched(store, period, per_publisher),
        sectors=sectors(),
        name=name,
    )


def _lately(session: Session, period: Period) -> set[str]:
    """Events that articles of the last month told of, at the period's end or at its beginning: an archive that comes in,
    or is read again, is learnt without being told.
    """
    begin = period.since - LATELY
    return retelling.told_since(session, begin, period.until) | retelling.told_since(session, begin, period.since)


def _going_on(session: Session, at: datetime) -> set[str]:
    found = [one for status in ("ongoing", "partial") for one in history.events_at(session, at, Wanted(status=status))]
    return {one.id for one in found} & retelling.told_since(session, at - FORGOTTEN, at)


def _told_at(session: Session, names: Collection[str], at: datetime) -> dict[str, Told]:
    events = retelling.events_of(session, names, at)
    mentions = retelling.mentions_at(session, events, at)
    return {name: Told(event, mentions[name]) for name, event in events.items() if name in mentions}


def _day(moment: datetime) -> str:
    return moment.astimezone(SEOUL).date().isoformat()


def told_in(store: Store, period: Period, as_of: datetime | None = None) -> Digest:
    """The digest of what the articles of a period tell, as it is known now or was known at a moment."""
    begin = min(period.since - WEEK, period.until - FORGOTTEN)
    with store.reading() as session:
        if as_of is None or before_record(session, as_of):
            period = Period(period.since, min(period.until, as_of or period.until))
            events = queries.events_reported(session, begin, period.until)
            mentions = queries.mentions_by_event(session, [event.id for event in events])
            told = [Told(event, mentions.get(event.id, ())) for event in events if event.review != "rejected"]
            per_publisher = queries.articles_per_publisher(session, period.since, period.until)
        else:
            told = list(_told_at(session, retelling.told_since(session, begin, as_of), as_of).values())
            per_publisher = retelling.published(session, period.since, period.until, as_of)
    ends, starts = (
        {one.event.id: then for one in told if (then := _told_before(one, at))} for at in (period.until, period.since)
    )
    seen = watched(store, period, per_publisher)
    return compose(starts, ends, period, as_of=as_of, watched=seen, sectors=sectors())


def _told_before(one: Told, moment: datetime) -> Told | None:
    """The event as the articles published before a moment tell it; None where none of them does."""
    told = tuple(mention for mention in one.mentions if mention.published_at < moment)
    if len(told) == len(one.mentions):
        return one if told else None
    return Told(_told_then(one.event, told), told) if told else None


def _told_then(event: OutageEvent, told: Sequence[ArticleMention]) -> OutageEvent:
    """The event as these mentions tell it; how sure it is stays where mentions of the past do not say."""
    then = as_told(event, told)
    sure = replace(then.event, confidence=then.event.confidence or event.event.confidence)
    return replace(then, event=sure, first_seen=event.first_seen, updated_at=event.updated_at)


def watched(store: Store, period: Period, per_publisher: Mapping[str, int]) -> Watched:
    """What the crawls that began in a period gave, and which sources gave nothing, with the reason where one is known."""
    watch = store.crawls.watched(period.since, period.until)
    silent = [
        f"{count.source} ({count.attention})" if count.attention else count.source
        for count in (one.counts for one in watch.sources)
        if not count.found and not count.muted
    ]
    runs = watch.runs + watch.unfinished
    return Watched(sum(per_publisher.values()), per_publisher, tuple(silent), runs or None, len(watch.sources))
