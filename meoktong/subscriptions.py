"""Which outages a subscription wants: its filter as a question to an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from classifier.merging.canonical import operator_key, service_key
from classifier.systems.names import same_service
from meoktong.sectors import NAMES, sectors
from meoktong.settings.model import Filter, Settings
from meoktong.telling.entries import age
from meoktong.telling.records import Digest, Entry
from storage.records import MergedEvent


def wanted(asked: Filter) -> Callable[[Entry], bool]:
    """Whether an entry meets every condition. Of an outage whose length nobody tells, the length is no condition.

    One that goes on is as long as it has gone on so far.
    """
    names = {NAMES.get(name, name) for name in asked.sectors}
    systems = [service_key(name) for name in asked.systems]
    operators = {operator_key(name) for name in asked.operators}

    def fits(entry: Entry) -> bool:
        event = entry.event
        length = event.duration_minutes
        if length is None and entry.age is not None:
            length = entry.age.minutes
        return (
            (not names or any(sectors().get(name) in names for name in _all_names(event)))
            and (not systems or any(same_service(service_key(name), key) for name in event.systems for key in systems))
            and (not operators or operator_key(event.operator or "") in operators)
            and (length is None or length >= asked.minimum_minutes)
            and event.independent_sources >= asked.minimum_sources
        )

    return fits


def selected(digest: Digest, asked: Filter) -> Digest:
    """What a subscription wants of a digest. What did not meet its conditions before, and does now, is new to it."""
    fits = wanted(asked)
    chosen = digest.only(fits)
    entries = [entry for part in ("resolved", "corrected", "changed") for entry in getattr(chosen, part)]
    first = [entry for entry in entries if entry.before and not fits(_before(entry, digest.period.since))]
    if not first:
        return chosen
    names = {entry.id for entry in first}
    rest = chosen.only(lambda entry: entry.id not in names)
    return replace(rest, new=(*rest.new, *(replace(entry, kind="new", changes=(), before=None) for entry in first)))


def for_whom(digest: Digest, name: str, settings: Settings) -> Digest:
    """The digest as the subscription of that name wants it; whole where there is none."""
    subscription = settings.subscriptions.get(name)
    return selected(digest, subscription) if subscription else digest


def _before(entry: Entry, since: datetime) -> Entry:
    """The entry as it was at the beginning of the period."""
    event = entry.before or entry.event
    goes_on = event.status in {"ongoing", "partial"}
    return replace(entry, event=event, age=age(event, since, entry.first_told) if goes_on else None)


def _all_names(event: MergedEvent) -> Iterable[str]:
    yield from event.systems
    if event.operator:
        yield event.operator
