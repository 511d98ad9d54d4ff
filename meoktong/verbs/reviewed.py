"""A person's word on an outage: kept for ever, outranks the machine, and counts at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meoktong import merging
from meoktong.complaints import FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.verbs.opened import opened
from storage import queries
from storage.reviews import Action, Review
from storage.store import Store

COLUMNS = ("made_at", "event", "action", "property", "value", "reviewer", "note")


@dataclass(frozen=True, slots=True)
class Said:
    """What `meoktong review` was told of one outage; `corrections` are `FIELD=VALUE`, an empty value is "unknown"."""

    confirm: bool = False
    reject: bool = False
    corrections: Sequence[str] = ()
    split: Collection[str] = ()
    merge: str = ""
    reviewer: str = ""
    note: str = ""


def review(db: str, identifier: str, said: Said, now: datetime) -> None:
    """Keep what was said and let it count. Raises `FailureError` for what cannot be, and keeps nothing of it."""
    with opened(db) as store:
        try:
            for one in list(_reviews(identifier, said, now)):
                store.review(one, apart=said.split if one.action == "split" else ())
        except (LookupError, ValueError) as error:
            raise FailureError(str(error)) from None
        merging.merge(store, now)
        _show(store, identifier)


def _reviews(identifier: str, said: Said, now: datetime) -> Iterator[Review]:
    actions: list[tuple[Action, Any]] = [
        ("split", said.split), ("merge", said.merge), ("confirm", said.confirm), ("reject", said.reject),
    ]  # fmt: skip
    for pair in said.corrections:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"not FIELD=VALUE: {pair!r}")
        yield Review(identifier, "correct", now, name.strip(), value.strip() or None, said.reviewer, said.note)
    for action, told in actions:
        if told:
            yield Review(identifier, action, now, value=said.merge or None, reviewer=said.reviewer, note=said.note)


def _show(store: Store, identifier: str) -> None:
    from meoktong.verbs.research import EVENT_COLUMNS, event_row

    with store.reading() as session:
        found = queries.event(session, identifier)
    if found is not None:
        print_rows([event_row(found.event)], (*EVENT_COLUMNS, "review"), Format.auto)


def print_reviews(db: str, shape: Format) -> None:
    """Everything that people said, oldest first."""
    with opened(db) as store, store.reading() as session:
        found = queries.reviews(session)
    rows = [
        {
            "made_at": one.made_at.isoformat(),
            "event": one.event_id,
            "action": one.action,
            "property": one.property,
            "value": one.value,
            "reviewer": one.reviewer,
            "note": one.note,
        }
        for one in found
    ]
    print_rows(rows, COLUMNS, shape)
