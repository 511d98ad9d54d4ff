"""What is told otherwise than before: each difference a change, a correction or an end.

A value that was not known, or known less exactly, is a change. A value that contradicts what was told is a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from meoktong.telling.records import Change, Kind, Property, Told
from storage.records import ArticleMention, MergedEvent

_SLACK = 10.0  # minutes; a length that moves by less is told the same
_SHARE = 0.05


def differences(before: Told, after: Told) -> tuple[Kind | None, tuple[Change, ...]]:
    """The kind of the most telling difference (None where there is none), and all of them with who tells them."""
    old, new = before.event.event, after.event.event
    found = list(_differing(old, new))
    changes = tuple(Change(name, _tellers(name, before, after)) for name, _ in found)
    kinds = {kind for _, kind in found}
    return next((kind for kind in ("resolved", "corrected", "changed") if kind in kinds), None), changes


def _differing(old: MergedEvent, new: MergedEvent) -> Iterator[tuple[Property, Kind]]:
    if old.status != new.status and new.status != "unknown":
        yield "status", "resolved" if new.status == "restored" else "changed"
    if old.started_at != new.started_at:
        yield "started_at", _time(old.started_at, new.started_at)
    if old.ended_at != new.ended_at:
        yield (
            "ended_at",
            "changed" if new.ended_at is None and new.status != "restored" else _time(old.ended_at, new.ended_at),
        )
    if _another_length(old, new):
        over = old.status == "restored" and old.duration_minutes is not None
        yield "duration", "corrected" if over else "changed"
    if old.cause != new.cause:
        yield "cause", "changed" if old.cause == "unknown" else "corrected"
    if old.operator != new.operator:
        yield "operator", "changed" if old.operator is None else "corrected"
    if set(new.systems) - set(old.systems):
        yield "systems", "changed"
    if old.independent_sources < 2 <= new.independent_sources:
        yield "independent_sources", "changed"


def _time(old: str | None, new: str | None) -> Kind:
    """A time that became more exact, or known, changed; anything else was corrected."""
    return (
        "changed" if old is None or (new is not None and (new.startswith(old) or old.startswith(new))) else "corrected"
    )


def _another_length(old: MergedEvent, new: MergedEvent) -> bool:
    if old.duration_minutes is None or new.duration_minutes is None:
        return old.duration_minutes != new.duration_minutes
    moved = abs(old.duration_minutes - new.duration_minutes)
    return moved > max(_SLACK, _SHARE * old.duration_minutes)


def _tellers(name: Property, before: Told, after: Told) -> tuple[str, ...]:
    """The outlets that say so: those whose articles came since, where any of these does."""
    known = {mention.article_id for mention in before.mentions}
    says = _says(name, before.event.event, after.event.event)
    saying = [mention for mention in after.mentions if says(mention)]
    since = [mention for mention in saying if mention.article_id not in known]
    return tuple(dict.fromkeys(mention.publisher for mention in since or saying if mention.publisher))


def _says(name: Property, old: MergedEvent, new: MergedEvent) -> Callable[[ArticleMention], bool]:
    if name == "systems":
        added = set(new.systems) - set(old.systems)
        return lambda mention: bool(added & set(mention.mention.systems))
    if name == "independent_sources":
        return lambda mention: True
    field = "duration_minutes" if name == "duration" else name
    value = getattr(new, field, None)
    return lambda mention: value is not None and getattr(mention.mention, field) == value
