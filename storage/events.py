"""One merge's events and statements, written inside one transaction of `storage.store`.

Nothing that was said is deleted: events are withdrawn, statements retracted, and identifiers never given twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, delete, insert, select, update

from storage import queries, rows
from storage.database import StoreError
from storage.identity import Facts, Known, Member, facts, follow, keep, revive
from storage.records import MergedEvent
from storage.tables import EventMentionRow, EventRow, StatementRow


class SavedEvents(NamedTuple):
    """How many events a merge made, changed, left alone and withdrew."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


class Said(NamedTuple):
    """A statement without its moment: the same words of the same article are one, whichever mention has them."""

    event_id: str
    article_id: int
    property: str
    value: str
    quote: str


class EventWriter:
    """Makes merged events the ones in force; use it once."""

    def __init__(self, session: Session, now: datetime) -> None:
        """Reads what is in force; `now` (aware) is when everything that changes will have changed."""
        self._session = session
        self._now = now
        self._mentions = {(m.article_id, m.index): m for m in queries.mentions(session)}
        self._rows = {row.id: row for row in session.exec(select(EventRow))}
        self._places = {
            (str(row.article_id), row.mention): (row.event_id, row.position)
            for row in session.exec(select(EventMentionRow))
        }
        self._members: dict[str, set[Member]] = defaultdict(set)
        for member, (home, _) in self._places.items():
            self._members[home].add(member)
        self._standing = _statements(session, col(StatementRow.retracted_at).is_(None))

    def save(self, events: Sequence[MergedEvent]) -> SavedEvents:
        """Give identifiers, write what changed, withdraw what is gone."""
        ordered = sorted(events, key=lambda event: event.members)
        said = {member: self._facts(member) for event in ordered for member in event.members}
        old = _told(self._standing)
        came_from = follow({member: old.get(member, frozenset()) for member in self._places}, said)
        named = self._identify(ordered, came_from, said)
        counts = Counter(self._write(name, event, came_from) for name, event in named.items())
        self._session.flush()
        counts["withdrawn"] = self._withdraw(named, came_from)
        self._place(named)
        self._state(named)
        return SavedEvents(counts["new"], counts["changed"], counts["unchanged"], counts["withdrawn"])

    def _facts(self, member: Member) -> Facts:
        found = self._mentions.get(member)
        return facts((name, value) for name, value, _, _ in rows.told_properties(found.mention)) if found else Facts()

    def _identify(
        self, events: Sequence[MergedEvent], came_from: dict[Member, Member], said: dict[Member, Facts]
    ) -> dict[str, MergedEvent]:
        """Identifier -> event: the one it had, else one that was withdrawn, else a new one."""
        homes = {member: self._places[before][0] for member, before in came_from.items()}
        silent = {name: Known(self._rows[name].first_seen, min(told), {}) for name, told in self._members.items()}
        kept = keep(events, homes, silent | _known(self._standing, self._rows))
        fresh = {position: event for position, event in enumerate(events) if position not in kept}
        if fresh:
            kept |= revive(fresh, said, self._withdrawn())
        named = {name: events[position] for position, name in kept.items()}
        for event in (event for position, event in fresh.items() if position not in kept):
            named[self._new_identifier(event, named)] = event
        return named

    def _withdrawn(self) -> dict[str, Known]:
        gone = select(EventRow.id).where(col(EventRow.withdrawn_at).is_not(None))
        return _known(_statements(self._session, col(StatementRow.event_id).in_(gone)), self._rows)

    def _new_identifier(self, event: MergedEvent, named: dict[str, MergedEvent]) -> str:
        """Day and six hex digits of the first mention's address: short enough to cite, never given twice.

        The same articles give the same identifiers in any database, unless two digests meet.
        """
        day = (event.started_at or "undated")[:10].replace("-", "")
        first = self._mentions.get(event.members[0])
        address = first.url if first else event.members[0][0]
        for salt in range(1_000):
            digest = hashlib.sha256(f"{address}#{event.members[0][1]}{salt or ''}".encode()).hexdigest()[:6]
            identifier = f"{day}-{digest}"
            if identifier not in self._rows and identifier not in named:
                return identifier
        raise StoreError("no event identifier is left")

    def _write(self, identifier: str, event: MergedEvent, came_from: dict[Member, Member]) -> str:
        row = self._rows.get(identifier)
        if row is None:
            self._session.add(rows.new_event_row(identifier, event, self._now))
            return "new"
        before = row.model_dump()
        rows.fill_event(row, event)
        row.withdrawn_at = row.redirect = None
        members = {came_from.get(member) for member in event.members}
        if row.model_dump() == before and members == self._members[identifier]:
            return "unchanged"
        row.updated_at = self._now
        self._session.add(row)
        return "changed"

    def _withdraw(self, named: dict[str, MergedEvent], came_from: dict[Member, Member]) -> int:
        went_to = {came_from.get(member): name for name, event in named.items() for member in event.members}
        gone = [row for row in self._rows.values() if row.id not in named and row.withdrawn_at is None]
        for row in gone:
            heirs = Counter(went_to[member] for member in sorted(self._members[row.id]) if member in went_to)
            row.withdrawn_at = self._now
            row.redirect = heirs.most_common(1)[0][0] if heirs else None
            self._session.add(row)
        return len(gone)

    def _place(self, named: dict[str, MergedEvent]) -> None:
        """Write which mentions every event is made of, where that changed."""
        places = {member: (name, at) for name, event in named.items() for at, member in enumerate(event.members)}
        old = [member for member, place in self._places.items() if places.get(member) != place]
        new = [member for member, place in places.items() if self._places.get(member) != place]
        row = EventMentionRow
        there = (col(row.article_id) == bindparam("article"), col(row.mention) == bindparam("index"))
        if old:
            self._session.connection().execute(
                delete(EventMentionRow).where(*there),
                [{"article": int(article), "index": index} for article, index in old],
            )
        if new:
            columns = ("article_id", "mention", "event_id", "position")
            values = [(int(article), index, *places[article, index]) for article, index in new]
            self._session.exec(insert(row), params=[dict(zip(columns, one, strict=True)) for one in values])

    def _state(self, named: dict[str, MergedEvent]) -> None:
        """Append statements that are new, retract those that nobody tells any more."""
        told = self._told_now(named)
        stale, renumbered = [], []
        for row in self._standing:
            mention, _ = told.pop(_said(row), (None, ""))
            if mention is None:
                stale.append({"id": row.id, "retracted_at": self._now})
            elif mention != row.mention:
                renumbered.append({"id": row.id, "mention": mention})
        for changes in (stale, renumbered):
            if changes:
                self._session.exec(update(StatementRow), params=changes)
        if told:
            since = {"first_seen": self._now}
            self._session.exec(
                insert(StatementRow),
                params=[
                    {**said._asdict(), **since, "mention": mention, "made_by": made_by}
                    for said, (mention, made_by) in told.items()
                ],
            )

    def _told_now(self, named: dict[str, MergedEvent]) -> dict[Said, tuple[int, str]]:
        """Everything the events' mentions say -> the first mention that says it, and what made the value."""
        told: dict[Said, tuple[int, str]] = {}
        for name, event in named.items():
            for article, index in event.members:
                found = self._mentions.get((article, index))
                for prop, value, quote, made_by in rows.told_properties(found.mention) if found else ():
                    told.setdefault(Said(name, int(article), prop, value, quote), (index, made_by))
        return told


def _statements(session: Session, wanted: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Statements as plain rows, oldest first: there may be a million of them."""
    table = StatementRow
    columns: list[Any] = [getattr(table, name) for name in ("id", "mention", *Said._fields)]
    return session.connection().execute(sql_select(*columns).where(wanted).order_by(col(table.id))).all()


def _said(row: Row[Any]) -> Said:
    return Said(row.event_id, row.article_id, row.property, row.value, row.quote)


def _told(statements: Iterable[Row[Any]]) -> dict[Member, Facts]:
    said: dict[Member, list[tuple[str, str]]] = defaultdict(list)
    for row in statements:
        said[str(row.article_id), row.mention].append((row.property, row.value))
    return {member: facts(told) for member, told in said.items()}


def _known(statements: Iterable[Row[Any]], events: dict[str, EventRow]) -> dict[str, Known]:
    of_event: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in statements:
        of_event[row.event_id].append(row)
    return {
        name: Known(events[name].first_seen, (str(said[0].article_id), said[0].mention), _told(said))
        for name, said in of_event.items()
    }
