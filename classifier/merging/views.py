"""What ONE article says of an outage as a whole: its mentions of the parts folded into one view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from classifier.merging.accounts import HOUR, Account, period
from classifier.merging.attribution import PLAIN, standing
from storage.records import Qualifier, Role, Status


@dataclass(frozen=True, slots=True)
class View:
    """One article's times and status of an outage. `order` is publication order.

    `start_standing` and `end_standing` say who stands behind the times, `text` which wire text the article prints.
    """

    order: tuple[datetime, str, int]
    role: Role
    start: str | None
    end: str | None
    minutes: float | None
    qualifier: Qualifier | None
    status: Status
    start_standing: int = 0
    end_standing: int = 0
    text: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the outage was not over when the article appeared."""
        return self.status in {"ongoing", "partial"}

    @property
    def weight(self) -> tuple[bool, datetime]:
        """An article about the outage before a passing reference, then the later one."""
        return self.role == "main", self.order[0]


def views(accounts: Iterable[Account], texts: Mapping[str, str] | None = None) -> list[View]:
    """One view per article, in publication order. `texts`: article -> the article that first printed its text."""
    articles: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        articles[account.source.article_id].append(account)
    found = (_fold(parts, (texts or {}).get(article, article)) for article, parts in articles.items())
    return sorted(found, key=lambda view: view.order)


def _fold(accounts: Sequence[Account], text: str) -> View:
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
        start_standing=_standing(parts, "started_at", start),
        end_standing=_standing(parts, "ended_at", end),
        text=text,
    )


def _standing(parts: Sequence[Account], field: str, value: str | None) -> int:
    told = [part.source for part in parts if value and getattr(part.source.mention, field) == value]
    return max((standing(one, field) for one in told), default=PLAIN)


def earliest(values: Sequence[str]) -> str | None:
    """The first start that is told; a bare day says nothing beside an hour."""
    timed = [value for value in values if len(value) >= HOUR] or values
    return min(timed, key=lambda value: (period(value)[0], -len(value)), default=None)


def _last(values: Sequence[str]) -> str | None:
    return max(values, key=lambda value: (period(value)[1], len(value)), default=None)


def _status(told: Sequence[Status]) -> Status:
    return "restored" if "restored" in told else "unknown"
