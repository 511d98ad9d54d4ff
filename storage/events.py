"""One merge's events and statements, written inside one transaction of `storage.store`.

Nothing that was said is deleted: events are withdrawn, statements retracted, and identifiers never given twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, delete, insert, select, update

from storage import queries, rows
from storage.batches import AT_ONCE, each
from storage.database import StoreError
from storage.identity import Facts, Known, Member, facts, follow, keep, revive
from storage.names import plain
from storage.records import MergedEvent
from storage.reviews import Review, Verdict, overrule, verdict
from storage.tables import EventMentionRow, EventNameRow, EventRow, EventStateRow, NameRow, StatementRow


class SavedEvents(NamedTuple):
    """How many events a merge made, changed, left alone and withdrew."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


class Scope(NamedTuple):
    """A part of the record that can be merged by itself.

    `events` in force that are replaced, `articles` of all mentions that they were or will be made of.
    """

    events: frozenset[str]
    articles: frozenset[int]


class Said(NamedTuple):
    """A statement without its moment: the same words of the same article are one, whichever mention has them."""

    event_id: str
    article_id: int
    property: str
    value: str
    quote: str


class EventWriter:
    """Makes merged events the ones in force; use it once."""

    def __init__(
        self, session: Session, now: datetime, key: Callable[[str], str] = plain, scope: Scope | None = None
    ) -> None:
        """Reads what is in force; `now` (aware) is when everything that changes will have changed.

        `key` makes names comparable. Of a `scope` alone the events are replaced.
        """
        self._session = session
        self._now = now
        self._key = key
        only = None if scope is None else scope.events
        self._articles = None if scope is None else scope.articles
        told = queries.mentions(session) if scope is None else queries.mentions_of(session, scope.articles)
        self._mentions = {(m.article_id, m.index): m for m in told}
        self._rows = {row.id: row for row in _all_or(session, select(EventRow), col(EventRow.id), only)}
        self._places = {
            (str(row.article_id), row.mention): (row.event_id, row.position)
            for row in _all_or(session, select(EventMentionRow), col(EventMentionRow.event_id), only)
        }
        self._members: dict[str, set[Member]] = defaultdict(set)
        for member, (home, _) in self._places.items():
            self._members[home].add(member)
        self._standing = _statements(session, col(StatementRow.retracted_at).is_(None), only)

    def save(self, events: Sequence[MergedEvent]) -> SavedEvents:
        """Give identifiers, write what changed, withdraw what is gone."""
        ordered = sorted(events, key=lambda event: event.members)
        said = {member: self._facts(member) for event in ordered for member in event.members}
        old = _told(self._standing)
        came_from = follow({member: old.get(member, frozenset()) for member in self._places}, said)
        named = self._identify(ordered, came_from, said)
        gone = self._gone(named, came_from)
        verdicts = self._verdicts(gone)
        written = {name: self._write(name, event, came_from, verdicts.get(name)) for name, event in named.items()}
        counts = Counter(written.values())
        self._session.flush()
        counts["withdrawn"] = self._withdraw(gone, verdicts)
        self._place(named)
        self._state(named)
        self._remember([name for name, how in written.items() if how != "unchanged"])
        if self._articles is not None:  # the others were not even looked at
            in_force = select(func.count()).where(col(EventRow.withdrawn_at).is_(None))
            counts["unchanged"] = self._session.exec(in_force).one() - counts["new"] - counts["changed"]
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
            kept |= revive(fresh, said, self._sleeping())
        named = {name: events[position] for position, name in kept.items()}
        for event in (event for position, event in fresh.items() if position not in kept):
            named[self._new_identifier(event, named)] = event
        return named

    def _sleeping(self) -> dict[str, Known]:
        """Events that no mention makes now: withdrawn ones, and those that stand by a person's word alone."""
        made = select(EventMentionRow.event_id)
        asleep = select(EventRow.id).where(col(EventRow.withdrawn_at).is_not(None) | col(EventRow.id).not_in(made))
        if self._articles is not None:
            told = select(StatementRow.event_id).distinct()
            told = told.where(col(StatementRow.event_id).in_(asleep))
            names = set(each(self._session, told, col(StatementRow.article_id), self._articles))
        else:
            names = set(self._session.exec(asleep))
        for row in each(self._session, select(EventRow), col(EventRow.id), names - set(self._rows)):
            self._rows[row.id] = row
        return _known(_statements(self._session, None, names), self._rows)

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
            taken = identifier in self._rows or identifier in named
            if not taken and self._session.get(EventRow, identifier) is None:
                return identifier
        raise StoreError("no event identifier is left")

    def _gone(self, named: dict[str, MergedEvent], came_from: dict[Member, Member]) -> dict[str, str | None]:
        """Events in force that are no more -> the one where most of their mentions went, if any did."""
        went_to = {came_from.get(member): name for name, event in named.items() for member in event.members}
        gone: dict[str, str | None] = {}
        for row in self._rows.values():
            if row.id not in named and row.withdrawn_at is None:
                heirs = Counter(went_to[member] for member in sorted(self._members[row.id]) if member in went_to)
                gone[row.id] = heirs.most_common(1)[0][0] if heirs else None
        return gone

    def _verdicts(self, gone: dict[str, str | None]) -> dict[str, Verdict]:
        """What people said of each event, and of those that became part of it."""
        said: dict[str, list[Review]] = defaultdict(list)
        for review in queries.reviews(self._session):
            said[self._became(review.event_id, gone)].append(review)
        return {name: verdict(reviews) for name, reviews in said.items()}

    def _became(self, name: str, gone: dict[str, str | None]) -> str:
        seen = {name}
        while True:
            row = self._rows.get(name) or self._session.get(EventRow, name)
            heir = gone.get(name, row.redirect if row and row.withdrawn_at else None)
            if heir is None or heir in seen:
                return name
            seen.add(heir)
            name = heir

    def _write(self, identifier: str, event: MergedEvent, came_from: dict[Member, Member], said: Verdict | None) -> str:
        believed = overrule(event, said.corrections) if said else event
        mark = said.mark if said else ""
        row = self._rows.get(identifier)
        if row is None:
            row = self._rows[identifier] = rows.new_event_row(identifier, believed, self._now, mark)
            self._session.add(row)
            return "new"
        before = row.model_dump()
        rows.fill_event(row, believed, mark)
        row.withdrawn_at = row.redirect = None
        members = {came_from.get(member) for member in event.members}
        if row.model_dump() == before and members == self._members[identifier]:
            return "unchanged"
        row.updated_at = self._now
        self._session.add(row)
        return "changed"

    def _withdraw(self, gone: dict[str, str | None], verdicts: dict[str, Verdict]) -> int:
        """What a person confirmed stands, though no article tells it any more."""
        sure = {name for name, said in verdicts.items() if said.judged == "confirmed"}
        left = [name for name, heir in gone.items() if heir or name not in sure]
        for name in left:
            row = self._rows[name]
            row.withdrawn_at, row.redirect = self._now, gone[name]
            self._session.add(row)
        self._session.flush()
        self._close(left)
        return len(left)

    def _close(self, names: Sequence[str]) -> None:
        """These events are not believed any more as they were: their names and their last state end."""
        for table in (EventNameRow, EventStateRow):
            for at in range(0, len(names), AT_ONCE):
                part = names[at : at + AT_ONCE]
                if table is EventNameRow:
                    self._session.exec(delete(EventNameRow).where(col(EventNameRow.event_id).in_(part)))
                else:
                    last = (col(EventStateRow.event_id).in_(part), col(EventStateRow.until).is_(None))
                    self._session.exec(update(EventStateRow).where(*last).values(until=self._now))

    def _remember(self, names: Sequence[str]) -> None:
        """Write what is believed of events from now on, and the names they are found by."""
        self._close(names)
        states = [rows.state_row(self._rows[name], self._now) for name in names]
        named = [row for name in names for row in rows.name_rows(self._rows[name], self._key)]
        for table, made in ((EventStateRow, states), (EventNameRow, named)):
            if made:
                self._session.exec(insert(table), params=[one.model_dump(exclude={"id"}) for one in made])
        self._know({(one.kind, one.name): one.key for one in named})

    def _know(self, names: dict[tuple[str, str], str]) -> None:
        """Keep every name that is found in the table of all names."""
        query = select(NameRow)
        known = {
            (row.kind, row.name): row for row in each(self._session, query, col(NameRow.name), {n for _, n in names})
        }
        for (kind, name), key in names.items():
            row = known.get((kind, name)) or NameRow(kind=kind, name=name, written=plain(name), key=key)
            row.key = key
            self._session.add(row)

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


def _all_or(session: Session, query: Any, column: Any, values: Collection[Any] | None) -> list[Any]:
    return list(session.exec(query)) if values is None else each(session, query, column, values)


def _statements(
    session: Session, wanted: ColumnElement[bool] | None, of_events: Collection[str] | None
) -> Sequence[Row[Any]]:
    """Statements as plain rows, oldest first: there may be a million of them."""
    table = StatementRow
    columns: list[Any] = [getattr(table, name) for name in ("id", "mention", *Said._fields)]
    query = sql_select(*columns).order_by(col(table.id))
    query = query if wanted is None else query.where(wanted)
    run = session.connection().execute
    if of_events is None:
        return run(query).all()
    listed = sorted(of_events)
    parts = (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
    found = [row for part in parts for row in run(query.where(col(table.event_id).in_(part)))]
    return sorted(found, key=lambda row: row.id)


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
