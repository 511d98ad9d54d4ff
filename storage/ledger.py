"""The ledger of digests: which were made for whom, of which stretch of time, and where they have arrived.

A digest is the same whenever it is made again from its two moments, so only these are kept, and what became of it at
each target: a rerun sends nothing twice, and one that failed is taken up where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from storage.checks import check_moment
from storage.digest_tables import DeliveryRow, IssueRow
from storage.records import DeliveryStatus, Issue, IssueKind

Sessions = Callable[[], AbstractContextManager[Session]]


class Ledger:
    """Issues and deliveries of one store; every call is one transaction."""

    def __init__(self, reading: Sessions, writing: Sessions) -> None:
        self._reading = reading
        self._writing = writing

    def last(self, name: str, before: datetime | None = None) -> Issue | None:
        """The latest digest of a name, made as of a moment before `before`."""
        query = select(IssueRow).where(IssueRow.name == name, IssueRow.kind == "digest")
        if before is not None:
            query = query.where(IssueRow.as_of < before)
        with self._reading() as session:
            return next(
                iter(_issues(session, session.exec(query.order_by(col(IssueRow.as_of).desc()).limit(1)).all())), None
            )

    def issue(
        self,
        name: str,
        since: datetime | None,
        as_of: datetime,
        targets: Iterable[str],
        *,
        now: datetime,
        kind: IssueKind = "digest",
        event_id: str = "",
    ) -> Issue:
        """Enter a digest or alert that is to go to the targets. Raises `ValueError` for a moment without a zone."""
        for moment in (as_of, now, *filter(None, [since])):
            check_moment(moment)
        with self._writing() as session:
            row = IssueRow(name=name, kind=kind, event_id=event_id, since=since, as_of=as_of, made_at=now)
            session.add(row)
            session.flush()
            for target in dict.fromkeys(targets):
                session.add(DeliveryRow(issue_id=row.id or 0, target=target, status="pending", changed_at=now))
            session.flush()
            return _issues(session, [row])[0]

    def unfinished(self, name: str | None = None) -> list[Issue]:
        """Issues, of one name or of all, that some target still waits for, oldest first."""
        waiting = select(DeliveryRow.issue_id).where(DeliveryRow.status == "pending")
        query = select(IssueRow).where(col(IssueRow.id).in_(waiting)).order_by(col(IssueRow.as_of), col(IssueRow.id))
        if name is not None:
            query = query.where(IssueRow.name == name)
        with self._reading() as session:
            return _issues(session, session.exec(query).all())

    def note(self, issue: int, target: str, status: DeliveryStatus, *, now: datetime, reason: str = "") -> None:
        """Note what became of an issue at a target: another attempt, with its reason where it failed."""
        check_moment(now)
        with self._writing() as session:
            row = session.get_one(DeliveryRow, (issue, target))
            row.status, row.reason, row.changed_at = status, reason, now
            row.attempts += 1
            session.add(row)

    def alerted(self, name: str) -> set[str]:
        """The events that somebody was alerted to already."""
        query = select(IssueRow.event_id).where(IssueRow.name == name, IssueRow.kind == "alert")
        with self._reading() as session:
            return set(session.exec(query))


def _issues(session: Session, found: Sequence[IssueRow]) -> list[Issue]:
    targets: dict[int, dict[str, DeliveryStatus]] = defaultdict(dict)
    query = select(DeliveryRow).where(col(DeliveryRow.issue_id).in_([row.id for row in found]))
    for row in session.exec(query.order_by(col(DeliveryRow.target))):
        targets[row.issue_id][row.target] = row.status  # type: ignore[assignment]
    return [
        Issue(
            id=row.id or 0,
            name=row.name,
            kind=row.kind,  # type: ignore[arg-type]
            event_id=row.event_id,
            since=row.since.astimezone(UTC) if row.since else None,
            as_of=row.as_of.astimezone(UTC),
            made_at=row.made_at.astimezone(UTC),
            targets=targets[row.id or 0],
        )
        for row in found
    ]
