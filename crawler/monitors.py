"""Judges a crawl by its own counts: what a person should look at, and the exit status that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crawler.tally import Tally
from storage.records import Mute, SourceCount

DONE, FAILED, NEEDS_ATTENTION = 0, 1, 3

QUIET = 0.2
"""Share of a source's usual volume below which it is too quiet; Sundays bring a third of a working day."""
QUIET_RUNS = 3
"""So many crawls in a row must be too quiet: one may be an accident."""
WINDOW = timedelta(days=1)
"""A day's volume is judged by a whole day: nights are quiet everywhere."""
SHORTEST_WINDOW = timedelta(hours=6)
SHORTEST_FEED = 10
"""A feed may list no more entries than that at once, however many its outlet writes."""
LOST_SHARE, LEAST_PAGES = 0.5, 3
"""A layout has lost a field that it misses on so many of at least so many pages."""
LASTING_FIELDS = frozenset({"body", "headline", "published"})
"""Fields that every article has; most are never modified."""

History = Mapping[str, Sequence[tuple[datetime, int]]]


def judge(
    tally: Tally, stats: Mapping[str, Any], history: History | None = None, mutes: Mapping[str, Mute] | None = None
) -> tuple[list[SourceCount], int]:
    """Counts with `attention` and `muted` filled in, and the exit status: 0 all well, 1 nothing worked, 3 look at something.

    `stats` are Scrapy's own: exceptions in callbacks are counted there and nowhere else. `history` tells the new addresses of
    each source in the crawls of the last days, this one included. A muted source's trouble is told and does not count.
    """
    counts = [_judged(tally, count, history or {}, (mutes or {}).get(count.source)) for count in tally.counts()]
    asked = [count for count in counts if not count.muted and not tally.was_put_off(count.source)]
    if tally.broken or (asked and not any(tally.answered(count.source) for count in asked)):
        return counts, FAILED
    troubled = any(count.attention and not count.muted for count in counts) or stats.get("spider_exceptions/count", 0)
    return counts, NEEDS_ATTENTION if troubled else DONE


def _judged(tally: Tally, count: SourceCount, history: History, mute: Mute | None) -> SourceCount:
    muted = f"until {mute.until}: {mute.why}" if mute else ""
    attention = _attention(tally, count) or _silence(history.get(count.source, ()), count.expected_per_day)
    return replace(count, attention=attention, muted=muted)


def _attention(tally: Tally, count: SourceCount) -> str:
    """Why a source needs a person; "" where it does not. A refusal by robots.txt is a rule obeyed, not a fault."""
    if tally.was_put_off(count.source):
        return ""
    if not tally.answered(count.source):
        reason = max(count.reasons, key=lambda name: count.reasons[name], default="no answer")
        return f"could not be read: {reason}"
    if count.found == 0 and not tally.unchanged(count.source):
        return "lists no article"
    if count.fetched and not count.parsed:
        return "no page could be read as an article"
    lost = [one for one in tally.lost_fields(count.source, LOST_SHARE, LEAST_PAGES) if one[1] in LASTING_FIELDS]
    if lost:
        return "; ".join(f"the layout of {outlet} misses {name} on {n} of {of} pages" for outlet, name, n, of in lost)
    if count.failed > max(1, 0.2 * count.found):
        return f"{count.failed} of {count.found} pages failed"
    return ""


def _silence(crawls: Sequence[tuple[datetime, int]], expected: float | None) -> str:
    """What to say of a source that was below its expected volume in each of the last crawls."""
    if expected is None or len(crawls) <= QUIET_RUNS:
        return ""
    told = [_volume(crawls[: len(crawls) - back], expected) for back in range(QUIET_RUNS)]
    if any(new >= too_few for new, too_few in told):
        return ""
    return f"{told[0][0]} new in a day, {expected:g} expected; too few in {QUIET_RUNS} crawls in a row"


def _volume(crawls: Sequence[tuple[datetime, int]], expected: float) -> tuple[int, float]:
    """New addresses in the day before the last crawl, and how few would be too few: 0 where too little is known.

    What a crawl finds has gathered since the crawl before: the first one of all counts for nothing.
    """
    last = crawls[-1][0]
    before = [at for at, _ in crawls if at <= last - WINDOW]
    since = before[-1] if before else crawls[0][0]
    if last - since < SHORTEST_WINDOW:
        return 0, 0.0
    new = [number for at, number in crawls if since < at <= last]
    return sum(new), min(QUIET * expected * ((last - since) / WINDOW), SHORTEST_FEED * len(new))
