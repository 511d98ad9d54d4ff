"""What a crawl remembers between runs: the frontier, unread pages, validators of listings, pauses, mutes, metered calls.

It works in sessions that the store opens; every method is one transaction.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage import checks, rows
from storage.batches import each
from storage.crawl_tables import ApiCallRow, FrontierRow, ListingRow, SitePauseRow, SourceMuteRow, UnreadPageRow
from storage.localtime import SEOUL
from storage.records import Article, Mute, RawPage, SourceCount, SourceWatch, Waiting, Watch
from storage.tables import AddressRow, ArticleRow, RawPageRow, RunRow, SourceCountRow, VersionRow

Opened = Callable[[], AbstractContextManager[Session]]

ATTEMPTS = 5
"""Crawls in which an address may fail before it is given up."""

LATER = timedelta(minutes=1)
"""A listing's time may lack the seconds that the page has."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a listing's addresses are to us: `new` ones, `changed` ones, those still `waiting`, and how many are `known`.

    `fresh` counts those that this listing did not name the last time, whether or not another one did.
    """

    fresh: int
    new: tuple[Waiting, ...]
    changed: tuple[Waiting, ...]
    waiting: tuple[Waiting, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A kept page that no layout could read: where it came from, and why it was refused."""

    waiting: Waiting
    page: RawPage
    reason: str
    fetched_at: datetime


class CrawlMemory:
    """The crawl's own memory in the database. `reading` and `writing` open a session; writing is one transaction."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    # Frontier

    def remember(
        self, source: str, found: Iterable[Waiting], now: datetime, listing: Validators | None = None
    ) -> Remembered:
        """Put what a listing names on the frontier, unless it is known; with what to ask the listing again with, at once.

        So an answer "nothing new" can never hide an address that was found and then forgotten.
        """
        entries = {one.url: one for one in found}
        with self._writing() as session:
            seen = _seen(session, entries)
            waiting = _rows(session, FrontierRow, FrontierRow.url, [url for url in entries if url not in seen])
            told: dict[str, list[Waiting]] = {"new": [], "changed": [], "waiting": []}
            for url, entry in entries.items():
                if url in seen:
                    if not _is_later(entry.changed_at, seen[url]):
                        continue
                    kind = "changed"
                else:
                    kind = "waiting" if url in waiting else "new"
                told[kind].append(replace(entry, source=source))
                if kind != "waiting":
                    session.merge(_frontier_row(entry, source, now))
            fresh = _note_listing(session, listing, list(entries), now) if listing else len(told["new"])
        kept = {kind: tuple(ones) for kind, ones in told.items()}
        return Remembered(fresh, **kept, known=len(entries) - sum(map(len, kept.values())))

    def count_waiting(self, sources: Iterable[str]) -> dict[str, int]:
        """Source -> how many of its addresses nobody has fetched yet; sources without any are left out."""
        query = select(FrontierRow.source, func.count()).where(FrontierRow.outcome == "").group_by(FrontierRow.source)
        with self._reading() as session:
            return dict(each(session, query, col(FrontierRow.source), sources))

    def waiting(self, sources: Iterable[str], limit: int = 20_000) -> list[Waiting]:
        """What the sources found and nobody has fetched yet, oldest first, at most so many."""
        with self._reading() as session:
            query = (
                select(FrontierRow).where(FrontierRow.outcome == "").order_by(col(FrontierRow.found_at)).limit(limit)
            )
            return [
                Waiting(row.url, row.address, row.source, row.changed_at.astimezone(UTC) if row.changed_at else None)
                for row in each(session, query, col(FrontierRow.source), sources)
            ]

    def failed(self, url: str, reason: str, *, final: bool = False) -> bool:
        """Note that an address did not come; returns whether it is given up, at once where `final`."""
        with self._writing() as session:
            row = session.get(FrontierRow, url)
            if row is None:
                return True
            row.attempts += 1
            if final or row.attempts >= ATTEMPTS:
                row.outcome = reason or "failed"
            session.add(row)
            return bool(row.outcome)

    def note_copy(self, url: str, of: str) -> bool:
        """Note that an address holds a copy of an article that is known by another; False where that is not known."""
        with self._writing() as session:
            row = session.get(AddressRow, of)
            if row is None:
                return False
            told = take_from_frontier(session, [url])
            session.merge(AddressRow(url=url, article_id=row.article_id, changed_at=told))
            return True

    # Pages that could not be read

    def keep_unread(self, waiting: Waiting, page: RawPage, publisher: str, reason: str, now: datetime) -> None:
        """Keep a page that is no article to us; its address leaves the frontier at once."""
        with self._writing() as session:
            session.exec(delete(FrontierRow).where(col(FrontierRow.url) == waiting.url))
            session.merge(
                UnreadPageRow(
                    url=waiting.url, address=page.url, source=waiting.source, publisher=publisher, reason=reason,
                    fetched_at=now, content_type=page.content_type, content=zlib.compress(page.content),
                )
            )  # fmt: skip

    def unread_pages(self, publisher: str) -> Iterator[Unread]:
        """The kept pages of an outlet that could not be read, one at a time."""
        with self._reading() as session:
            urls = session.exec(select(UnreadPageRow.url).where(UnreadPageRow.publisher == publisher)).all()
        for url in urls:
            with self._reading() as session:
                row = session.get(UnreadPageRow, url)
                if row is not None:
                    page = RawPage(row.address, zlib.decompress(row.content), row.content_type)
                    yield Unread(Waiting(row.url, row.address, row.source), page, row.reason, row.fetched_at)

    def kept_pages(self, publisher: str) -> Iterator[tuple[Article, RawPage]]:
        """The articles of an outlet as they are in force, each with the page that it was read from, one at a time."""
        current = (
            select(ArticleRow.id)
            .join(RawPageRow, col(RawPageRow.version_id) == ArticleRow.current_id)
            .where(ArticleRow.publisher == publisher)
            .order_by(col(ArticleRow.id))
        )
        whole = (
            select(ArticleRow, VersionRow, RawPageRow)
            .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
            .join(RawPageRow, col(RawPageRow.version_id) == VersionRow.id)
        )
        with self._reading() as session:
            numbers = session.exec(current).all()
        for number in numbers:
            with self._reading() as session:
                found = session.exec(whole.where(ArticleRow.id == number)).first()
                if found is not None:
                    yield rows.article_of(found[0].url, found[0].publisher, found[1]), rows.raw_of(found[2])

    # Manners

    def validators(self, url: str) -> Validators | None:
        """What a listing gave to ask again with."""
        with self._reading() as session:
            row = session.get(ListingRow, url)
            return Validators(row.url, row.etag, row.last_modified) if row else None

    def pauses(self, now: datetime) -> dict[str, datetime]:
        """Sites that asked to be left alone, and until when."""
        with self._reading() as session:
            found = session.exec(select(SitePauseRow).where(SitePauseRow.until > now))
            return {row.site: row.until.astimezone(UTC) for row in found}

    def pause(self, site: str, until: datetime) -> None:
        """Leave a site alone until then."""
        with self._writing() as session:
            session.merge(SitePauseRow(site=site, until=until))

    def count_call(self, api: str, day: date, limit: int) -> bool:
        """Count one call of a metered API; False, and nothing counted, where the day's limit is reached."""
        with self._writing() as session:
            row = session.get(ApiCallRow, (api, day)) or ApiCallRow(api=api, day=day)
            if row.calls >= limit:
                return False
            row.calls += 1
            session.add(row)
            return True

    # Mutes

    def mutes(self, today: date) -> dict[str, Mute]:
        """Source -> its mute, where one is in force on that day."""
        with self._reading() as session:
            found = session.exec(select(SourceMuteRow).where(SourceMuteRow.until >= today))
            return {row.source: Mute(row.source, row.until, row.why) for row in found}

    def mute(self, mute: Mute, now: datetime) -> None:
        """Accept a source's trouble until a day; an earlier mute is replaced."""
        with self._writing() as session:
            session.merge(SourceMuteRow(source=mute.source, until=mute.until, why=mute.why, muted_at=now))

    def unmute(self, source: str) -> bool:
        """Withdraw a mute; returns whether there was one."""
        with self._writing() as session:
            row = session.get(SourceMuteRow, source)
            if row is not None:
                session.delete(row)
            return row is not None

    # Runs

    def note_counts(self, run: int, counts: Iterable[SourceCount]) -> None:
        """Write what every source gave so far: a crawl that is killed has told that much."""
        with self._writing() as session:
            for count in counts:
                session.merge(rows.source_row(run, count))

    def history(self, sources: Iterable[str], since: datetime) -> dict[str, list[tuple[datetime, int]]]:
        """Source -> when each crawl since then began, and how many addresses were new in it; oldest first."""
        query = (
            select(RunRow.started_at, SourceCountRow.source, SourceCountRow.new)
            .join(SourceCountRow, col(SourceCountRow.run_id) == RunRow.id)
            .where(RunRow.started_at >= since, col(RunRow.finished_at).is_not(None))
            .order_by(col(RunRow.started_at), col(RunRow.id))
        )
        found: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
        with self._reading() as session:
            for at, source, new in each(session, query, col(SourceCountRow.source), sources):
                found[source].append((at.astimezone(UTC), new))
        return dict(found)

    def watched(self, since: datetime, until: datetime) -> Watch:
        """What crawls that began from `since` up to but not including `until` (aware) watched, source by source."""
        checks.check_moment(since)
        checks.check_moment(until)
        with self._reading() as session:
            began = (RunRow.started_at >= since, RunRow.started_at < until)
            runs = session.exec(select(RunRow).where(*began).order_by(col(RunRow.started_at), col(RunRow.id))).all()
            query = select(SourceCountRow, RunRow).join(RunRow, col(RunRow.id) == SourceCountRow.run_id).where(*began)
            counted = session.exec(query.order_by(col(RunRow.started_at), col(RunRow.id)))
            told: dict[str, list[tuple[datetime, SourceCount]]] = defaultdict(list)
            for row, run in counted:
                told[row.source].append((run.started_at.astimezone(UTC), rows.source_of(row)))
        finished = [run for run in runs if run.finished_at is not None]
        moments = [run.started_at.astimezone(UTC) for run in finished]
        return Watch(
            runs=len(finished),
            unfinished=len(runs) - len(finished),
            first=min(moments, default=None),
            last=max(moments, default=None),
            sources=tuple(_watch(told[source]) for source in sorted(told)),
        )


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified of a listing, as it sent them."""

    url: str
    etag: str = ""
    last_modified: str = ""


def take_from_frontier(session: Session, urls: Iterable[str]) -> datetime | None:
    """An article's addresses are fetched: they wait no more, and are no unread pages. Returns the listing's change."""
    named = list(urls)
    told = session.exec(select(FrontierRow.changed_at).where(col(FrontierRow.url).in_(named))).all()
    session.exec(delete(FrontierRow).where(col(FrontierRow.url).in_(named)))
    session.exec(delete(UnreadPageRow).where(col(UnreadPageRow.url).in_(named)))
    return max((at for at in told if at), default=None)


def _note_listing(session: Session, listing: Validators, urls: Sequence[str], now: datetime) -> int:
    """Keep what a listing named, and how to ask it again; returns how many it did not name the last time."""
    hashes = [hashlib.sha256(url.encode()).hexdigest()[:12] for url in urls]
    row = session.get(ListingRow, listing.url)
    before = set(row.listed) if row else set()
    session.merge(
        ListingRow(
            url=listing.url, etag=listing.etag, last_modified=listing.last_modified, checked_at=now, listed=hashes
        )
    )  # fmt: skip
    return sum(1 for one in hashes if one not in before)


def _frontier_row(entry: Waiting, source: str, now: datetime) -> FrontierRow:
    return FrontierRow(
        url=entry.url, address=entry.address, source=source, found_at=now, changed_at=entry.changed_at
    )  # fmt: skip


def _seen(session: Session, urls: Iterable[str]) -> dict[str, datetime]:
    """The addresses that were fetched or given up, each with the last change that we know of."""
    wanted = list(urls)
    seen: dict[str, datetime] = {}
    articles = (
        select(AddressRow, VersionRow)
        .join(ArticleRow, col(ArticleRow.id) == AddressRow.article_id)
        .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    )
    for row, version in each(session, articles, col(AddressRow.url), wanted):
        told = (row.changed_at, version.modified_at, version.published_at)
        seen[row.url] = max(at for at in told if at is not None)
    for row in _rows(session, UnreadPageRow, UnreadPageRow.url, wanted).values():
        seen[row.url] = row.fetched_at
    given_up = select(FrontierRow).where(FrontierRow.outcome != "")
    for row in each(session, given_up, col(FrontierRow.url), wanted):
        seen[row.url] = row.found_at
    return seen


def _is_later(changed: datetime | None, seen: datetime) -> bool:
    return changed is not None and changed > seen + LATER


def _rows(session: Session, table: Any, column: Any, values: Iterable[str]) -> dict[str, Any]:
    return {row.url: row for row in each(session, select(table), col(column), values)}


def _watch(told: Sequence[tuple[datetime, SourceCount]]) -> SourceWatch:
    counts = [count for _, count in told]
    summed = ("found", "known", "fetched", "parsed", "saved", "failed", "refused", "new")
    total = replace(
        counts[-1],
        **{name: sum(getattr(count, name) for count in counts) for name in summed},
        reasons=_added(count.reasons for count in counts),
        missing=_added(count.missing for count in counts),
    )
    return SourceWatch(
        counts=total,
        runs=len(counts),
        troubled_runs=sum(1 for count in counts if count.attention),
        last_new=max((at for at, count in told if count.new), default=None),
    )


def _added(counted: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for one in counted:
        for name, number in one.items():
            total[name] += number
    return dict(total)


def today(now: datetime) -> date:
    """The day in Korea."""
    return now.astimezone(SEOUL).date()
