"""What a digest of a period tells: selected, grouped and ordered from events and their mentions; no formatting.

An outage that began in the period is news. An older one is told again if an article of the period is about it; what is
merely recalled as an earlier case is listed at the end, and what is told with little confidence apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from classifier.text.sentences import split
from storage.records import ArticleMention, MergedEvent, OutageEvent

SEOUL = ZoneInfo("Asia/Seoul")
LINKS = 5  # per outage; the others are counted
LONGEST_QUOTE = 240  # characters
DAY = len("2023-11-24")
DOUBTFUL = 0.45  # confidence below which an outage is only hinted at


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

    def began(self, value: str | None) -> bool:
        """Whether a time of the news (ISO prefix, local) names a day of the period."""
        first, last = self.days
        return value is not None and len(value) >= DAY and first <= value[:DAY] <= last


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the mentions that it was merged from, in publication order."""

    event: OutageEvent
    mentions: tuple[ArticleMention, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that shows most of what happened, and whose it is."""

    text: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One outage in a digest. `reported` is the local day of its first article.

    `nth` counts the outages of its `circle` (a sector, else its operator) in the period.
    """

    id: str
    event: MergedEvent
    links: tuple[tuple[str, str], ...]
    articles: int
    quote: Quote | None
    reported: str
    circle: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """What a digest rests on: articles of the period, how many each outlet gave, and sources that gave nothing."""

    articles: int
    per_publisher: Mapping[str, int]
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The selection for one period, in the order in which it is told."""

    period: Period
    open: tuple[Entry, ...]
    restored: tuple[Entry, ...]
    unclear: tuple[Entry, ...]
    older: tuple[Entry, ...]
    doubtful: tuple[Entry, ...]
    recalled: tuple[Entry, ...]
    watched: Watched

    @property
    def news(self) -> tuple[Entry, ...]:
        """Outages that began in the period."""
        return self.open + self.restored + self.unclear


def compose(told: Iterable[Told], period: Period, watched: Watched, sectors: Mapping[str, str]) -> Digest:
    """Select and order the digest of a period.

    `told` are the events that articles of the period mention; `sectors` maps names of systems and operators to what
    they count with ("fourth outage of the public sector").
    """
    known = sorted(told, key=lambda one: (one.event.event.started_at or "9", one.event.id))
    doubtful = [one for one in known if one.event.event.confidence < DOUBTFUL]
    known = [one for one in known if one.event.event.confidence >= DOUBTFUL]
    fresh = [one for one in known if _is_new(one, period)]
    news = sorted(_counted(fresh, sectors), key=lambda entry: (-entry.articles, entry.event.started_at or "9"))
    past = [one for one in reversed(known) if not _is_new(one, period)]
    return Digest(
        period=period,
        open=tuple(entry for entry in news if entry.event.status in {"ongoing", "partial"}),
        restored=tuple(entry for entry in news if entry.event.status == "restored"),
        unclear=tuple(entry for entry in news if entry.event.status == "unknown"),
        older=tuple(_entry(one) for one in past if _reported(one, period)),
        doubtful=tuple(_entry(one) for one in doubtful),
        recalled=tuple(_entry(one) for one in past if not _reported(one, period)),
        watched=watched,
    )


def _is_new(one: Told, period: Period) -> bool:
    """It began in the period; or nobody told when, but an article of the period is about it."""
    start = one.event.event.started_at
    return period.began(start) or (start is None and _reported(one, period))


def _reported(one: Told, period: Period) -> bool:
    return any(m.mention.role == "main" and period.since <= m.published_at < period.until for m in one.mentions)


def _counted(told: Sequence[Told], sectors: Mapping[str, str]) -> list[Entry]:
    """Entries in the order in which the outages began, each with its number within its circle."""
    seen: Counter[str] = Counter()
    entries: list[Entry] = []
    for one in told:
        circle = _circle(one.event.event, sectors)
        seen[circle] += 1
        entries.append(_entry(one, circle, seen[circle]))
    return entries


def _circle(event: MergedEvent, sectors: Mapping[str, str]) -> str:
    names = [*event.systems, event.operator or ""]
    return next((sectors[name] for name in names if sectors.get(name)), event.operator or "")


def _entry(one: Told, circle: str = "", nth: int = 1) -> Entry:
    addresses = {mention.url: mention.publisher for mention in one.mentions}
    about = [m for m in one.mentions if m.mention.role == "main"] or one.mentions
    links = {mention.url: mention.publisher for mention in (*about, *one.mentions) if mention.url}
    return Entry(
        id=one.event.id,
        event=one.event.event,
        links=tuple((publisher, url) for url, publisher in list(links.items())[:LINKS]),
        articles=len(addresses),
        quote=_quote(about),
        reported=min((m.published_at.astimezone(SEOUL).date().isoformat() for m in one.mentions), default=""),
        circle=circle,
        nth=nth,
    )


def _quote(mentions: Sequence[ArticleMention]) -> Quote | None:
    """The sentence in which most properties have their evidence; of equals that of the latest article."""
    best = max(((*_telling(m), m) for m in mentions), key=lambda found: (found[0], found[2].published_at), default=None)
    if best is None or not best[1]:
        return None
    text = best[1] if len(best[1]) <= LONGEST_QUOTE else best[1][: LONGEST_QUOTE - 1] + "…"
    return Quote(text, best[2].publisher, best[2].url)


def _telling(mention: ArticleMention) -> tuple[int, str]:
    """How many properties the most telling sentence of an article shows, and that sentence (no headline)."""
    starts = [spans[0].start for spans in mention.mention.evidence.values() if spans]
    body = [span for span in split(mention.text) if span.start > mention.text.find("\n")]
    counted = [(sum(span.start <= start < span.end for start in starts), -span.start, span) for span in body]
    count, _, span = max(counted, default=(0, 0, None))
    return (count, mention.text[span.start : span.end].strip()) if span and count else (0, "")
