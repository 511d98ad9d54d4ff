"""Mentions of many articles -> outages: pure, and independent of the order in which articles arrive."""

from __future__ import annotations

from collections.abc import Iterable

from classifier.merging.accounts import account
from classifier.merging.grouping import group
from classifier.merging.values import believe
from storage.records import ArticleMention, MergedEvent

LAST = "9999"  # sorts outages without a known start behind all others


def merge(mentions: Iterable[ArticleMention]) -> list[MergedEvent]:
    """Partition mentions into outages and say what we believe of each, in the order in which they began.

    Every mention is in exactly one event. Raises `ValueError` for a time that is no ISO 8601 prefix.
    """
    events = [believe(found.members) for found in group(account(mention) for mention in mentions)]
    return sorted(events, key=lambda event: (event.started_at or LAST, event.members))
