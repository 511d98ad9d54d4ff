"""Mentions of many articles -> outages: pure, and independent of the order in which articles arrive."""

from __future__ import annotations

from collections.abc import Iterable

from classifier.merging.accounts import account
from classifier.merging.grouping import group
from classifier.merging.rulings import ruled
from classifier.merging.values import believe
from storage.records import ArticleMention, MergedEvent, Ruling

LAST = "9999"  # sorts outages without a known start behind all others


def merge(mentions: Iterable[ArticleMention], rulings: Iterable[Ruling] = ()) -> list[MergedEvent]:
    """Partition mentions into outages and say what we believe of each, in the order in which they began.

    Every mention is in exactly one event. `rulings` are what people said of the partition. For the incremental form,
    merge what `classifier.merging.affected` finds. Raises `ValueError` for a time that is no ISO 8601 prefix.
    """
    groups = group(account(mention) for mention in mentions)
    events = [believe(found) for found in ruled((one.members for one in groups), rulings)]
    return sorted(events, key=lambda event: (event.started_at or LAST, event.members))
