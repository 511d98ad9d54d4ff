"""The records of a digest: what is told, without a word of how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from storage.localtime import SEOUL
from storage.records import ArticleMention, MergedEvent, OutageEvent, Qualifier

DAY = len("2023-11-24")
Kind = Literal["new", "resolved", "corrected", "changed", "ongoing", "older", "doubtful", "recalled"]
Property = Literal[
    "status",
    "started_at",
    "ended_at",
    "duration",
    "cause",
    "operator",
    "systems",
    "independent_sources",
    "withdrawn",
    "rejected",
]


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to but not including `until`; both aware."""

    since: datetime
    until: datetime

    @property
    def days(self) -> tuple[str, str]:
        """First and last day in Korea, as ISO dates."""
        last = max(self.since, self.until - timedelta(microseconds=1))
        return self.since.astimezone(SEOUL).date().isoformat(), last.astimezone(SEOUL).date().isoformat()


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the mentions that it was merged from, in publication order."""

    event: OutageEvent
    mentions: tuple[ArticleMention, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, and whose it is."""

    text: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """A property that is told otherwise than before, and the outlets that tell it so now."""

    property: Property
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where an outage stands in its `circle` (a sector, else its operator): the nth of seven days, and the one before."""

    circle: str
    nth: int
    last_systems: tuple[str, ...] = ()
    last_started: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """How long an outage has been going on, no more exactly than its start is known; `reported`: since its first article."""

    minutes: float
    qualifier: Qualifier = "exact"
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One outage in a digest.

    `before` is what was believed when it was told last, None where it was not. `reported` is the local day of its first
    article. `confirmed` is a sentence in which the operator itself speaks. `age` is how long it has been going on at
    the end of the period. `moved_to` names the event that a withdrawn one became, `first_told` is when its first article was published, `reviewed` that a
    person confirmed it.
    """

    id: str
    kind: Kind
    event: MergedEvent
    before: MergedEvent | None = None
    changes: tuple[Change, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    articles: int = 0
    outlets: tuple[str, ...] = ()
    quote: Quote | None = None
    confirmed: Quote | None = None
    reported: str = ""
    earlier: Earlier | None = None
    age: Age | None = None
    moved_to: str = ""
    updated_at: datetime | None = None
    first_told: datetime | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What a digest rests on: new articles, how many each outlet gave, how many crawls there were, silent sources."""

    articles: int = 0
    per_publisher: Mapping[str, int] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    crawls: int | None = None
    sources: int | None = None


PARTS = ("new", "resolved", "corrected", "changed", "older", "ongoing", "doubtful", "recalled")


@dataclass(frozen=True, slots=True)
class Digest:
    """The selection for one period, in the order in which it is told.

    `name` is whose digest it is, "" for anyone's. `as_of` is the moment as of which things are known.
    """

    period: Period
    as_of: datetime
    new: tuple[Entry, ...] = ()
    resolved: tuple[Entry, ...] = ()
    corrected: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    older: tuple[Entry, ...] = ()
    ongoing: tuple[Entry, ...] = ()
    doubtful: tuple[Entry, ...] = ()
    recalled: tuple[Entry, ...] = ()
    watched: Watched = Watched()
    name: str = ""

    @property
    def news(self) -> tuple[Entry, ...]:
        """What a reader of the last digest does not know yet."""
        return self.new + self.resolved + self.corrected + self.changed + self.older

    @property
    def quiet(self) -> bool:
        """Whether there is nothing that asks to be told."""
        return not self.news

    def parts(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Every part by its name, in order."""
        for part in PARTS:
            yield part, getattr(self, part)

    def only(self, wanted: Callable[[Entry], bool]) -> Digest:
        """The same with only those entries that are wanted."""
        return replace(self, **{name: tuple(filter(wanted, entries)) for name, entries in self.parts()})  # type: ignore[arg-type]
