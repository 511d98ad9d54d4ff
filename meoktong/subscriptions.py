"""Which outages a subscription wants: its filter as a question to an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from classifier.merging.canonical import operator_key, service_key
from classifier.systems.names import same_service
from meoktong.sectors import NAMES, sectors
from meoktong.settings.model import Filter
from meoktong.telling.records import Entry
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
        length = event.duration_minutes if event.duration_minutes is not None else entry.age_minutes
        return (
            (not names or any(sectors().get(name) in names for name in _all_names(event)))
            and (not systems or any(same_service(service_key(name), key) for name in event.systems for key in systems))
            and (not operators or operator_key(event.operator or "") in operators)
            and (length is None or length >= asked.minimum_minutes)
            and event.independent_sources >= asked.minimum_sources
        )

    return fits


def _all_names(event: MergedEvent) -> Iterable[str]:
    yield from event.systems
    if event.operator:
        yield event.operator
