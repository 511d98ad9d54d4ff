"""Verbs about sources: what is declared, what it gave lately, and whose trouble is accepted for now."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from crawler.publishers.registry import load
from crawler.sources import CrawlSource, chosen, declared
from meoktong.complaints import DONE, FAILED, NEEDS_ATTENTION, FailureError
from meoktong.formats import Format
from meoktong.outputs.rows import print_rows
from meoktong.verbs.opened import opened
from storage.crawls import today
from storage.records import Mute, SourceWatch

COLUMNS = ("name", "kind", "category", "expected_per_day", "new_per_day", "last_new", "attention", "muted")
LATELY = timedelta(days=7)


def print_sources(db: str, shape: Format, now: datetime) -> None:
    """The declared sources and those that a crawl of the last week visited, with what they gave; one row each."""
    watched, mutes = _lately(db, now)
    rows = [_row(source, watched.pop(source.name, None), mutes) for source in declared(load())]
    rows += [_row(CrawlSource(name, one.counts.publisher, "feed", ""), one, mutes) for name, one in watched.items()]
    print_rows(rows, COLUMNS, shape)


def _lately(db: str, now: datetime) -> tuple[dict[str, SourceWatch], dict[str, Mute]]:
    if "://" not in db and not os.path.exists(db):  # noqa: PTH110  a name like any other that the database layer takes
        return {}, {}
    with opened(db) as store:
        watch = store.crawls.watched(now - LATELY, now + timedelta(days=1))
        return {one.counts.source: one for one in watch.sources}, store.crawls.mutes(today(now))


def _row(source: CrawlSource, watched: SourceWatch | None, mutes: dict[str, Mute]) -> dict[str, Any]:
    counts = watched.counts if watched else None
    mute = mutes.get(source.name)
    return {
        "name": source.name,
        "publisher": source.publisher,
        "kind": source.kind,
        "category": source.category,
        "url": source.url,
        "expected_per_day": source.expected_per_day,
        "new_per_day": round(counts.new / LATELY.days, 1) if counts else None,
        "last_new": watched.last_new.isoformat(timespec="minutes") if watched and watched.last_new else None,
        "runs": watched.runs if watched else 0,
        "found": counts.found if counts else 0,
        "saved": counts.saved if counts else 0,
        "failed": counts.failed if counts else 0,
        "refused": counts.refused if counts else 0,
        "waiting": counts.waiting if counts else 0,
        "reasons": dict(counts.reasons) if counts else {},
        "missing": dict(counts.missing) if counts else {},
        "attention": counts.attention if counts else "",
        "muted": f"until {mute.until}: {mute.why}" if mute else "",
    }


def mute_sources(db: str, name: str, until: str, why: str, now: datetime) -> list[str]:
    """Accept the trouble of the sources that a name picks until a day; returns their names. Raises `FailureError`."""
    try:
        last = date.fromisoformat(until)
    except ValueError:
        raise FailureError(f"--until: not a day: {until!r} (write 2026-03-31)") from None
    if last < today(now):
        raise FailureError(f"--until: {last} is over")
    if not why.strip():
        raise FailureError("--why: say why, for whoever reads it next")
    with opened(db, create=True) as store:
        names = _picked(name, set(_lately(db, now)[0]))
        for source in names:
            store.crawls.mute(Mute(source, last, " ".join(why.split())), now)
    return names


def unmute_sources(db: str, name: str, now: datetime) -> list[str]:
    """Withdraw the mutes of the sources that a name picks; returns those that were muted. Raises `FailureError`."""
    with opened(db) as store:
        watched, mutes = _lately(db, now)
        return [source for source in _picked(name, {*watched, *mutes}) if store.crawls.unmute(source)]


def _picked(name: str, visited: set[str]) -> list[str]:
    """Declared sources by outlet, domain or `outlet/section`, or one that was visited by its address."""
    if name in visited:
        return [name]
    try:
        return [source.name for source in chosen(load(), [name])]
    except LookupError as error:
        raise FailureError(str(error)) from None


FINDINGS = ("source", "listing", "robots", "found", "read", "tried", "layout", "fields", "trouble")


def check_sources(names: Sequence[str], contact: str, shape: Format) -> int:
    """Try the sources and print what works; 0 all of them do, 3 some do not, 1 none does. Raises `FailureError`."""
    from crawler.checkup import check

    try:
        asked = [source for source in chosen(load(), names) if not source.backfill]
    except LookupError as error:
        raise FailureError(str(error)) from None
    found = check(asked, load(), contact=contact, overrides={"LOG_LEVEL": "CRITICAL"})
    print_rows(({**asdict(one), "works": one.works} for one in found), FINDINGS, shape)
    works = [one.works for one in found]
    return DONE if all(works) else NEEDS_ATTENTION if any(works) else FAILED
