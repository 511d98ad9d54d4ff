"""What ONE article says of an outage as a whole: its mentions of the parts folded into one view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from classifier.merging.accounts import HOUR, Account, period
from storage.records import Qualifier, Role, Status


@dataclass(frozen=True, slots=True)
class View:
    """One article's times and status of an outage. `order` is publication order."""

    order: tuple[datetime, str, int]
    role: Role
    start: str | None
    end: str | None
    minutes: float | None
    qualifier: Qualifier | None
    status: Status

    @property
    def goes_on(self) -> bool:
        """Whether the outage was not over when the article appeared."""
        return self.status in {"ongoing", "partial"}

    @property
    def weight(self) -> tuple[bool, tuple[datetime, str, int]]:
        """An article about the outage before a passing reference, then the later one."""
        return self.role == "main", self.order


def views(accounts: Iterable[Account]) -> list[View]:
    """One view per article, in publication order."""
    articles: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        articles[account.source.article_id].append(account)
    return sorted((_fold(parts) for parts in articles.values()), key=lambda view: view.order)


def _fold(accounts: Sequence[Account]) -> View:
    """From the first start to the last end; not over while any part is not; what it is about before what it recalls."""
    parts = [a for a in accounts if a.source.mention.role == "main"] or list(accounts)
    mentions = [part.source.mention for part in parts]
    goes_on = [m.status for m in mentions if m.status in {"ongoing", "partial"}]
    start = earliest([m.started_at for m in mentions if m.started_at])
    end = None if goes_on else _last([m.ended_at for m in mentions if m.ended_at])
    whole = [m for m in mentions if m.duration_minutes is not None and (m.started_at, m.ended_at) == (start, end)]
    length = max(whole, key=lambda m: m.duration_minutes or 0.0, default=None)
    return View(
        order=min(part.order for part in parts),
        role=mentions[0].role,
        start=start,
        end=end,
        minutes=length.duration_minutes if length else None,
        qualifier=length.duration_qualifier if length else None,
        status=goes_on[0] if goes_on else _status([m.status for m in mentions]),
    )


def earliest(values: Sequence[str]) -> str | None:
    """The first start that is told; a bare day says nothing beside an hour."""
    timed = [value for value in values if len(value) >= HOUR] or values
    return min(timed, key=lambda value: (period(value)[0], -len(value)), default=None)


def _last(values: Sequence[str]) -> str | None:
    return max(values, key=lambda value: (period(value)[1], len(value)), default=None)


def _status(told: Sequence[Status]) -> Status:
    return "restored" if "restored" in told else "unknown"
