"""What a digest tells: selected, grouped and ordered from what was known before and what is known now; no formatting.

Both are events by identifier, so the same selection serves a ledger (known at the last digest, known now) and a period
of the past (told by earlier articles, told by its end). What is told with little confidence stands apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from meoktong.telling.differences import differences
from meoktong.telling.entries import earlier, entry
from meoktong.telling.records import DAY, Change, Digest, Entry, Period, Told, Watched
from storage.localtime import SEOUL
from storage.records import OutageEvent

__all__ = ["Digest", "Entry", "Period", "Told", "Watched", "compose"]

DOUBTFUL = 0.45  # confidence below which an outage is only hinted at
GRACE = timedelta(days=3)  # an article that comes so late is still news
LONG_AGO = timedelta(days=7)  # what began so long before the period is no new outage, what ended then no recovery
FORGOTTEN = timedelta(days=14)  # of what nobody wrote for so long, nobody knows whether it goes on

_Known = Mapping[str, Told]


def compose(
    before: _Known,
    after: _Known,
    period: Period,
    *,
    as_of: datetime | None = None,
    others: Iterable[OutageEvent] = (),
    withdrawn: Mapping[str, str] | None = None,
    rejected: Collection[str] = (),
    watched: Watched | None = None,
    sectors: Mapping[str, str] | None = None,
    name: str = "",
) -> Digest:
    """Select and order.

    `before` holds the events as the last reader knew them, `after` as they are known at the end of the period; an event
    that is the same in both need be in neither. `others` are outages to count with ("the fourth this week"), `sectors`
    maps names of systems and operators to what they count with, `withdrawn` says what became of events that are gone, `rejected` names those that a
    person called no outage.
    """
    known = list(others) or [one.event for one in after.values()]
    pool, circles = [one for one in known if one.event.confidence >= DOUBTFUL], sectors or {}
    parts: dict[str, list[Entry]] = {}
    for found in (*_told(before, after, period, pool, circles), *_gone(before, after, withdrawn or {}, rejected)):
        parts.setdefault(found.kind, []).append(found)
    ordered = {part: tuple(sorted(entries, key=_order)) for part, entries in parts.items()}
    return Digest(
        period=period,
        as_of=as_of or period.until,
        watched=watched or Watched(),
        name=name,
        **ordered,
    )


def _order(one: Entry) -> tuple[bool, int, str, str]:
    """What goes on comes first, then what most articles tell."""
    return one.event.status not in {"ongoing", "partial"}, -one.articles, one.event.started_at or "9", one.id


def _told(
    before: _Known, after: _Known, period: Period, pool: list[OutageEvent], sectors: Mapping[str, str]
) -> Iterator[Entry]:
    known = {mention.article_id for one in before.values() for mention in one.mentions}
    for identifier, one in after.items():
        last = before.get(identifier)
        if one.event.event.confidence < DOUBTFUL:
            if last is None:
                yield entry("doubtful", one)
        elif last is None or last.event.event.confidence < DOUBTFUL:
            yield _first_told(one, known, period, pool, sectors)
        else:
            kind, changes = differences(last, one)
            if kind == "resolved" and _was_over(last, one, period):
                yield entry("recalled", one)
            elif kind:
                yield entry(kind, one, before=last.event.event, changes=changes, until=_open(one, period))
            elif _goes_on(one, period):
                yield entry("ongoing", one, before=last.event.event, until=period.until)


def _first_told(
    one: Told, known: set[str], period: Period, pool: list[OutageEvent], sectors: Mapping[str, str]
) -> Entry:
    """News; or an outage of long ago that is told now, or merely recalled."""
    fresh = [m for m in one.mentions if m.article_id not in known and m.published_at >= period.since - GRACE]
    if not any(mention.mention.role == "main" for mention in fresh):
        return entry("recalled", one)
    if _is_long_ago(one.event.event.started_at, period):
        return entry("older", one, until=_open(one, period))
    return entry("new", one, until=_open(one, period), earlier=earlier(one.event, pool, sectors))


def _was_over(last: Told, one: Told, period: Period) -> bool:
    """Whether what is restored now was so long ago: by its end, or where none is told, because nobody wrote of it any more."""
    if one.event.event.ended_at:
        return _is_long_ago(one.event.event.ended_at, period)
    return _is_forgotten(last, period.since)


def _is_long_ago(time: str | None, period: Period) -> bool:
    """Whether a time, as exactly as it is told, lies so long before the period that it is no news of it."""
    if not time:
        return False
    first = (period.since - LONG_AGO).astimezone(SEOUL).date()
    if len(time) < DAY:
        return time < first.isoformat()[: len(time)]
    return date.fromisoformat(time[:DAY]) < first


def _open(one: Told, period: Period) -> datetime | None:
    return period.until if one.event.event.status in {"ongoing", "partial"} else None


def _goes_on(one: Told, period: Period) -> bool:
    return _open(one, period) is not None and not _is_forgotten(one, period.until)


def _is_forgotten(one: Told, at: datetime) -> bool:
    """Whether nobody had written of an outage for so long that nobody knows whether it goes on."""
    return all(mention.published_at < at - FORGOTTEN for mention in one.mentions)


def _gone(before: _Known, after: _Known, withdrawn: Mapping[str, str], rejected: Collection[str]) -> Iterator[Entry]:
    """Events that were told and are no more: the record is corrected."""
    for identifier, one in before.items():
        if identifier in after or one.event.event.confidence < DOUBTFUL:
            continue
        if identifier in rejected:
            yield entry("corrected", one, before=one.event.event, changes=(Change("rejected"),))
        elif identifier in withdrawn:
            moved_to, change = withdrawn[identifier], Change("withdrawn")
            yield entry("corrected", one, before=one.event.event, changes=(change,), moved_to=moved_to)
