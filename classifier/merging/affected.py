"""What must be merged anew when some mentions came, changed or went: the incremental form of merging.

Two mentions are related where grouping could ever bring one to the other: their names agree somehow, and their times are
not too far apart. Groups never reach beyond what is related step by step, so mentions that are not related to anything
that changed stay in the events they are in; merging the others by themselves gives what merging everything would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from classifier.merging.accounts import Account, account
from classifier.merging.grouping import FOLLOW_UP, SPILL, alike
from storage.records import ArticleMention

Member = tuple[str, int]
MARGIN = timedelta(days=2 * SPILL)  # two accounts that joined one group by its day may each be `SPILL` days from it


class Record(Protocol):
    """What is known of the mentions at large."""

    def near(self, first: date, last: date) -> Iterable[ArticleMention]:
        """Mentions that began, or may mean an outage that began, between two days (included)."""

    def companions(self, members: Iterable[Member]) -> Iterable[ArticleMention]:
        """Mentions that are in one event with these as of the last merge, or that a person tied to them."""


def affected(changed: Iterable[ArticleMention], record: Record) -> list[ArticleMention]:
    """The mentions to merge anew: those that changed, and whatever they are related to step by step.

    `changed` are the mentions as they are now, with those that are in one event with what was there before.
    """
    found: dict[Member, Account] = {}
    fresh = _accounts(changed, found)
    while fresh:
        companions = _accounts(record.companions((a.source.article_id, a.source.index) for a in fresh), found)
        fresh += companions
        fresh = _accounts(_related(fresh, record, found), found) + companions
    return [found[member].source for member in sorted(found)]


def _accounts(mentions: Iterable[ArticleMention], found: dict[Member, Account]) -> list[Account]:
    """Those that are not found yet, which they are from now on."""
    fresh = []
    for mention in mentions:
        member = (mention.article_id, mention.index)
        if member not in found:
            found[member] = account(mention)
            fresh.append(found[member])
    return fresh


def _related(fresh: Sequence[Account], record: Record, found: dict[Member, Account]) -> list[ArticleMention]:
    related: dict[Member, ArticleMention] = {}
    for first, last in _spans(map(reach, fresh)):
        for mention in record.near(first - MARGIN, last + MARGIN):
            member = (mention.article_id, mention.index)
            if member in found or member in related:
                continue
            other = account(mention)
            if any(are_related(one, other) for one in fresh):
                related[member] = mention
    return list(related.values())


def reach(one: Account) -> tuple[date, date]:
    """The first and the last day on which the outage of an account may have begun."""
    if one.window:
        return one.window[0].date(), one.window[1].date()
    return (one.published - FOLLOW_UP).date(), (one.published + FOLLOW_UP).date()


def _spans(reaches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Overlapping ones joined, so that a day is asked for once."""
    spans: list[tuple[date, date]] = []
    for first, last in sorted(reaches):
        if spans and first <= spans[-1][1] + MARGIN:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def are_related(one: Account, other: Account) -> bool:
    """Whether grouping could bring them together: close in time, and by name or in one article."""
    (first, last), (begin, end) = reach(one), reach(other)
    if begin - last > MARGIN or first - end > MARGIN:
        return False
    return one.source.article_id == other.source.article_id or alike(one, other)
