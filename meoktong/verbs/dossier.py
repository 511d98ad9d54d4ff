"""One outage in full: what is believed, what every article says in which words, and where they disagree."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from meoktong import known
from meoktong.complaints import FailureError
from meoktong.formats import DossierFormat
from meoktong.outputs.korean import CAUSES, PROPERTIES, REVIEWS, STATUSES, day, ordinal
from meoktong.outputs.story import systems, when
from meoktong.verbs.opened import opened
from meoktong.verbs.research import event_row
from meoktong.verbs.rows import RowError, moment
from storage import counting
from storage.counting import Context
from storage.localtime import SEOUL
from storage.queries import EventDetail
from storage.records import Statement
from storage.rows import BELIEVED


def print_event(db: str, identifier: str, shape: DossierFormat, as_of: str = "") -> None:
    """Print an outage's dossier, as it is known or was known at a time. Raises `FailureError` where there is none."""
    try:
        at = moment(as_of, "--as-of") if as_of else None
    except RowError as error:
        raise FailureError(str(error)) from None
    with opened(db) as store, store.reading() as session:
        found = known.event(session, identifier, at)
        near = counting.context(session, found.event.id) if found and at is None else []
    if found is None and at is not None:
        raise FailureError(f"{identifier}: no such outage was known at {as_of}")
    if found is None:
        raise FailureError(f"{identifier}: no such outage in {db}; `meoktong events` lists them")
    if shape is DossierFormat.json:
        told = json.dumps(_as_dict(found, near), ensure_ascii=False, indent=2, default=str)
    else:
        told = "\n".join(_lines(found, near))
    sys.stdout.buffer.write(told.encode("utf-8", "backslashreplace") + b"\n")


def _as_dict(found: EventDetail, near: Sequence[Context]) -> dict[str, Any]:
    return {
        **event_row(found.event),
        "withdrawn_at": found.withdrawn_at,
        "statements": [asdict(statement) for statement in found.statements],
        "retracted": [asdict(statement) for statement in found.retracted],
        "conflicts": found.conflicts,
        "context": [asdict(one) for one in near],
        "milestones": [asdict(m) for mention in found.mentions for m in mention.mention.milestones],
        "history": [
            {"since": since.isoformat(), **{name: getattr(merged, name) for name in BELIEVED}}
            for since, merged in found.beliefs
        ],
        "sources_told": [source._asdict() for source in found.articles],
    }


def _lines(found: EventDetail, near: Sequence[Context]) -> Iterator[str]:
    event = found.event.event
    yield f"{found.event.id}  {systems(event)} [{STATUSES[event.status]}]"
    if found.withdrawn_at:
        yield "철회됨: 지금은 어떤 기사도 이 장애를 말하지 않습니다."
    yield f"운영: {event.operator or '알려지지 않음'}"
    yield f"시각: {when(event)}"
    yield f"원인: {CAUSES[event.cause]}"
    yield f"기사 {len(found.articles)}건, 독립 출처 {event.independent_sources}곳, 확신 {event.confidence:.2f}"
    if found.event.review:
        yield f"검토: {REVIEWS[found.event.review]}"
    yield from (f"맥락: {_context(one)}" for one in near if one.last)
    yield from _milestones(found)
    for name, title in PROPERTIES.items():
        told = [statement for statement in found.statements if statement.property == name]
        if told:
            mark = " (엇갈림)" if name in found.conflicts else ""
            yield f"\n{title}{mark}"
            yield from dict.fromkeys(_statement(statement) for statement in told)
    yield from _history(found)
    yield "\n기사"
    for source in found.articles:
        yield f"  {source.published_at:%Y-%m-%d %H:%M} {source.publisher}: {source.headline}\n    {source.url}"


def _context(one: Context) -> str:
    """Which one of its week and year it is, and when the one before was."""
    last = f", 직전 {day(one.last.date().isoformat())} ({one.last_id})" if one.last else ""
    return f"{one.name} 장애로는 최근 7일 {ordinal(one.nth_in_week)}, 올해 {ordinal(one.nth_in_year)}{last}"


def _milestones(found: EventDetail) -> Iterator[str]:
    told = {(m.at, m.what) for mention in found.mentions for m in mention.mention.milestones}
    if told:
        yield "\n경과"
        yield from (f"  {at.replace('T', ' ')} {what}" for at, what in sorted(told))


def _history(found: EventDetail) -> Iterator[str]:
    """What was believed before, where that was otherwise."""
    if len(found.beliefs) < 2:
        return
    yield "\n알려진 내용의 변화"
    for since, merged in found.beliefs:
        yield f"  {since.astimezone(SEOUL):%Y-%m-%d %H:%M} {when(merged)} [{STATUSES[merged.status]}] {CAUSES[merged.cause]}"


def _statement(statement: Statement) -> str:
    value = ", ".join(json.loads(statement.value)) if statement.property == "systems" else statement.value
    value = value or "알 수 없음"
    quote = f" “{statement.quote}”" if statement.quote else ""
    return f"  {value}{quote} ({statement.publisher or statement.made_by.replace('review', '검토', 1)})"
