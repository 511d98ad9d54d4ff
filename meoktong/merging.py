"""The merge stage: what changed since the last merge, and what it concerns, is merged anew; the rest stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from classifier.merge import merge as merge_mentions
from classifier.merging.affected import Member, affected
from classifier.merging.canonical import service_key
from storage import queries, reviewing
from storage.events import SavedEvents, Scope
from storage.records import ArticleMention
from storage.store import Store

MANY = 2_000  # changed articles that tell of outages, from which on everything is merged


def merge(store: Store, now: datetime, *, whole: bool = False) -> SavedEvents:
    """Make one event of every outage that the stored articles tell of; `whole` does it from the beginning.

    Both end in the same state.
    """
    with store.reading() as session:
        changed = queries.unmerged(session)
        concerned = {one.article_id for one in queries.mentions_of(session, changed)} if not whole else set()
        if whole or len(concerned) > MANY:
            mentions, scope = queries.mentions(session), None
        else:
            mentions, scope = _affected(session, changed)
        rulings = reviewing.rulings(session, mentions)
    return store.save_events(merge_mentions(mentions, rulings), now=now, key=service_key, scope=scope, merged=changed)


def _affected(session: Session, changed: set[int]) -> tuple[list[ArticleMention], Scope]:
    """Mentions to merge anew, complete, and the part of the record that they are."""
    record = _Record(session)
    before = queries.events_with(session, changed)
    members = {member for told in before.values() for member in told}
    start = [*queries.mentions_of(session, changed), *record.exactly(members)]
    wanted = {(one.article_id, one.index) for one in affected(start, record)}
    articles = {int(article) for article, _ in wanted | members}
    told = [one for one in queries.mentions_of(session, articles) if (one.article_id, one.index) in wanted]
    events = {
        name for name, made_of in queries.events_with(session, articles).items() if made_of & wanted or name in before
    }
    return told, Scope(frozenset(events), frozenset(articles))


class _Record:
    """The stored mentions, asked for as they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ruled: dict[int, set[int]] = defaultdict(set)
        for articles in reviewing.ruled(session):
            for article in articles:
                self._ruled[article] |= articles

    def near(self, first: date, last: date) -> Iterable[ArticleMention]:
        return queries.mentions_near(self._session, first.isoformat(), last.isoformat())

    def homes(self, members: Iterable[Member]) -> list[frozenset[Member]]:
        wanted = set(members)
        told = queries.events_with(self._session, {int(article) for article, _ in wanted})
        return [frozenset(made_of) for made_of in told.values() if made_of & wanted]

    def ruled(self, members: Iterable[Member]) -> list[ArticleMention]:
        articles = {int(article) for article, _ in members}
        tied = {other for article in articles for other in self._ruled.get(article, ())}
        return queries.mentions_of(self._session, tied)

    def exactly(self, members: Iterable[Member]) -> list[ArticleMention]:
        wanted = set(members)
        told = queries.mentions_of(self._session, {int(article) for article, _ in wanted})
        return [one for one in told if (one.article_id, one.index) in wanted]
