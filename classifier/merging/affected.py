"""What must be merged anew when some mentions came, changed or went: the incremental form of merging.

In grouping, an account joins the best of the groups that it could join by name and time; a group that it cannot join, or
that loses, makes no difference to it. So only whoever could join a group that has changed must be asked again. Events
are loaded with all events that they could have to do with, grouped, and compared with what they were; those that have
changed are followed further, until nothing changes any more. What is left out would have been grouped as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from classifier.merging.accounts import Account, account
from classifier.merging.grouping import FOLLOW_UP, SPILL, Group, alike, group, place
from storage.records import ArticleMention

Member = tuple[str, int]
Members = frozenset[Member]
SPILLS = timedelta(days=SPILL)


class Record(Protocol):
    """What is known of the mentions at large."""

    def near(self, first: date, last: date) -> Iterable[ArticleMention]:
        """Mentions that began, or may mean an outage that began, between two days (included)."""

    def homes(self, members: Iterable[Member]) -> Iterable[Members]:
        """The events that these mentions were in as of the last merge, whole."""

    def exactly(self, members: Iterable[Member]) -> Iterable[ArticleMention]:
        """These mentions as they are now, those of them that are there."""

    def ruled(self, members: Iterable[Member]) -> Iterable[ArticleMention]:
        """Mentions of which a person said something together with these."""


class Loaded(NamedTuple):
    """Accounts at hand, and the events that they were in."""

    accounts: dict[Member, Account]
    homes: set[Members]


def affected(changed: Iterable[ArticleMention], record: Record) -> list[ArticleMention]:
    """The mentions to merge anew: those that changed, and all that must be looked at to know where they belong.

    `changed` are the mentions as they are now, with those that are in one event with what was there before.
    """
    loaded = Loaded({}, set())
    fresh = _load(changed, record, loaded)
    dirty = set(fresh)
    while fresh:
        parts = _parts(fresh, loaded)
        _load(_neighbours(parts, record, loaded), record, loaded)
        _load(record.ruled(fresh), record, loaded)
        now = _changed(loaded) | set(_members(record.ruled(fresh)))
        fresh = now - dirty
        dirty |= fresh
    return [loaded.accounts[member].source for member in sorted(loaded.accounts)]


def _load(mentions: Iterable[ArticleMention], record: Record, loaded: Loaded) -> set[Member]:
    """Take in mentions with their whole events; returns those that were not there."""
    wanted = {(one.article_id, one.index): one for one in mentions}
    homes = set(record.homes(wanted))
    loaded.homes.update(homes)
    missing = {member for home in homes for member in home} - wanted.keys() - loaded.accounts.keys()
    fresh = set()
    for one in (*wanted.values(), *record.exactly(missing)):
        member = (one.article_id, one.index)
        if member not in loaded.accounts:
            loaded.accounts[member] = account(one)
            fresh.add(member)
    return fresh


def _parts(fresh: Iterable[Member], loaded: Loaded) -> list[list[Account]]:
    """The events, old and new, in which these are."""
    wanted = set(fresh)
    old = [[loaded.accounts[m] for m in home if m in loaded.accounts] for home in loaded.homes if home & wanted]
    new = [found.members for found in group(loaded.accounts.values()) if _of(found) & wanted]
    return [*(part for part in old if part), *new]


def _neighbours(parts: Sequence[Sequence[Account]], record: Record, loaded: Loaded) -> list[ArticleMention]:
    """Mentions of events, not loaded yet, that could have to do with any of the parts."""
    found: dict[Member, ArticleMention] = {}
    for first, last in _spans(map(reach, parts)):
        near = {(one.article_id, one.index): one for one in record.near(first - SPILLS, last)}
        strange = near.keys() - loaded.accounts.keys()
        homes = set(record.homes(strange))
        rest = {m for home in homes for m in home} - near.keys() - loaded.accounts.keys()
        near |= {(one.article_id, one.index): one for one in record.exactly(rest)}
        alone = [frozenset({member}) for member in strange - {m for home in homes for m in home}]
        for home in (*homes, *alone):
            event = [account(near[member]) for member in home if member in near]
            if event and any(are_related(part, event) for part in parts):
                found |= {(one.source.article_id, one.source.index): one.source for one in event}
    return list(found.values())


def _changed(loaded: Loaded) -> set[Member]:
    """Members of events that are not, or are not grouped inside, as they were."""
    placed = {_of(found) for found in place(loaded.accounts.values())}
    unchanged: set[Member] = set()
    events = {_of(found) for found in group(loaded.accounts.values())}
    for home in loaded.homes & events:
        alone = {_of(found) for found in place(loaded.accounts[member] for member in home)}
        if alone <= placed:
            unchanged |= home
    return loaded.accounts.keys() - unchanged


def are_related(one: Sequence[Account], other: Sequence[Account]) -> bool:
    """Whether a member of one event could ever have joined the other: close in time, and by name or in one article."""
    (first, last), (begin, end) = reach(one), reach(other)
    if begin > last or first > end:
        return False
    articles = {a.source.article_id for a in one}
    return any(b.source.article_id in articles or any(alike(a, b) for a in one) for b in other)


def reach(part: Sequence[Account]) -> tuple[date, date]:
    """The first and the last day on which an outage may have begun that a member of an event could mean."""
    days = [day for one in part for day in _days(one)]
    return min(days), max(days)


def _days(one: Account) -> Iterator[date]:
    if one.window is None:
        yield (one.published - FOLLOW_UP).date()
        yield (one.published + timedelta(days=1)).date()
    else:
        yield one.window[0].date()
        yield one.window[1].date()
    if one.until:
        latest = one.until.date()
        yield min(latest, one.day + SPILLS) if one.day else latest


def _spans(reaches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Overlapping ones joined, so that a day is asked for once."""
    spans: list[tuple[date, date]] = []
    for first, last in sorted(reaches):
        if spans and first <= spans[-1][1] + SPILLS:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _of(found: Group) -> Members:
    return frozenset((one.source.article_id, one.source.index) for one in found.members)


def _members(mentions: Iterable[ArticleMention]) -> Iterator[Member]:
    return ((one.article_id, one.index) for one in mentions)
