"""What was known when: the two states between which a digest is composed, read from the store.

A period of the past is retold as the news told it: before it by the articles published before it, at its end by those
published until then, each event's values being believed anew from just these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from classifier.merging.accounts import account
from classifier.merging.values import believe
from meoktong.digest import FORGOTTEN, Digest, Period, Told, Watched, compose
from meoktong.sectors import sectors
from storage import queries
from storage.records import ArticleMention, OutageEvent
from storage.store import Store

WEEK = timedelta(days=7)


def told_in(store: Store, period: Period) -> Digest:
    """The digest of what the articles of a period tell."""
    begin = min(period.since - WEEK, period.until - FORGOTTEN)
    with store.reading() as session:
        events = queries.events_reported(session, begin, period.until)
        mentions = queries.mentions_by_event(session, [event.id for event in events])
        per_publisher = queries.articles_per_publisher(session, period.since, period.until)
    before, after = {}, {}
    for event in events:
        told = mentions.get(event.id, ())
        if then := _told_before(event, told, period.until):
            after[event.id] = then
        if then := _told_before(event, told, period.since):
            before[event.id] = then
    return compose(before, after, period, watched=watched(store, period, per_publisher), sectors=sectors())


def _told_before(event: OutageEvent, mentions: Sequence[ArticleMention], moment: datetime) -> Told | None:
    """The event as the articles published before a moment tell it; None where none of them does."""
    told = tuple(mention for mention in mentions if mention.published_at < moment)
    if len(told) == len(mentions):
        return Told(event, told)
    if not told:
        return None
    believed = believe(account(mention) for mention in told)
    urls = tuple(dict.fromkeys(mention.url for mention in told))
    return Told(OutageEvent(event.id, believed, event.first_seen, event.updated_at, urls), told)


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
