"""The store: the only module that opens a session. Records in, records out; every write is one transaction.

Stages hand over through it and may be killed at any moment: what is saved is whole, and what is not is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select, update

from storage import checks, forgetting, indexing, queries, reviewing, rows
from storage.batches import AT_ONCE
from storage.crawls import CrawlMemory, take_from_frontier
from storage.database import NewerDatabaseError, StoreError, open_engine
from storage.events import EventWriter, SavedEvents, Scope
from storage.ledger import Ledger
from storage.names import plain
from storage.records import (
    Article,
    ArticleMention,
    Extraction,
    MergedEvent,
    RawPage,
    SourceCount,
    StoredArticle,
)
from storage.reviews import Review
from storage.tables import (
    AddressRow,
    ArticleRow,
    EvidenceRow,
    MentionRow,
    RawPageRow,
    RunRow,
    SourceCountRow,
    VersionRow,
)
from storage.upkeep import Upkeep

__all__ = ["NewerDatabaseError", "SavedEvents", "Store", "StoreError"]

Saved = Literal["new", "updated", "unchanged"]


class Store:
    """A database of articles and outages. Use it as a context manager."""

    def __init__(self, where: str, *, create: bool = True) -> None:
        """`where`: a path for SQLite, or an SQLAlchemy URL. Raises `StoreError` with one line."""
        self._engine = open_engine(where, create=create)
        self.crawls = CrawlMemory(self.reading, self._writing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for `storage.queries`; nothing is written through it. Raises `StoreError` for a damaged database."""
        try:
            with Session(self._engine) as session:
                yield session
        except DBAPIError as error:
            raise StoreError(f"the database cannot be read: {_cause(error)}") from error

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        try:
            with Session(self._engine.execution_options(writes=True)) as session, session.begin():
                yield session
        except DBAPIError as error:
            raise StoreError(f"the database refused to write: {_cause(error)}") from error

    # Articles

    def save_article(
        self, article: Article, raw: RawPage | None = None, source: str = "", *, address: str = ""
    ) -> Saved:
        """Save an article, its page, and that its address was seen, at once.

        `address` is the one that led to it, where that is another than its own. A changed headline or body becomes a
        new version in force, and so `updated`. The same text again keeps its version: with another publication time
        that is `updated` too, and to be extracted again; otherwise `unchanged`, though the page's other words about
        itself are taken over. A forgotten article stays forgotten, and the beginning of a text that is known whole
        changes nothing: `unchanged`. Raises `ValueError` for an article that cannot be.
        """
        checks.check_article(article)
        with self._writing() as session:
            row = session.exec(select(ArticleRow).where(ArticleRow.url == article.url)).first()
            known = row is not None
            addresses = {article.url, address or article.url}
            told = take_from_frontier(session, addresses)
            if row is not None and (row.forgotten_at or (article.partial and _is_whole(session, row))):
                return "unchanged"
            if row is None:
                seen = article.fetched_at or article.published_at
                row = ArticleRow(url=article.url, publisher=article.publisher, source=source, first_seen=seen)
                session.add(row)
                session.flush()
            version, changed = self._version(session, _id(row.id), article, raw)
            changed |= row.current_id != version
            row.current_id = version
            row.unmerged |= changed
            session.add(row)
            for url in addresses:
                session.merge(AddressRow(url=url, article_id=_id(row.id), changed_at=told))
            return "new" if not known else "updated" if changed else "unchanged"

    def _version(self, session: Session, article_id: int, article: Article, raw: RawPage | None) -> tuple[int, bool]:
        same = (VersionRow.article_id == article_id, VersionRow.body_sha256 == article.body_sha256)
        found = session.exec(select(VersionRow).where(*same)).first()
        if found is not None:
            published = found.published_at
            again = rows.take_over(found, article)
            if again:
                indexing.move(session, found, published)
            return _id(found.id), again
        version = rows.version_row(article_id, article)
        session.add(version)
        session.flush()
        indexing.add(session, version)
        if raw is not None:
            session.add(rows.raw_row(_id(version.id), raw))
        return _id(version.id), True

    def known_urls(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that are stored already."""
        wanted = list(urls)
        with self.reading() as session:
            found: set[str] = set()
            for at in range(0, len(wanted), 500):
                query = select(AddressRow.url).where(col(AddressRow.url).in_(wanted[at : at + 500]))
                found.update(session.exec(query))
            return found

    def raw_page(self, url: str) -> RawPage | None:
        """The kept page of an address's version in force."""
        with self.reading() as session:
            query = select(RawPageRow).join(ArticleRow, col(ArticleRow.current_id) == RawPageRow.version_id)
            row = session.exec(query.where(ArticleRow.url == url)).first()
            return rows.raw_of(row) if row else None

    # Extraction

    def pending_articles(self, extractor: str, limit: int = 200) -> list[StoredArticle]:
        """Articles whose version in force this extractor has not read yet: first those that none has, oldest first.

        So news never waits behind the archive that a new version of the extractor reads again.
        """
        with self.reading() as session:
            query = (
                select(ArticleRow, VersionRow)
                .join(VersionRow, col(ArticleRow.current_id) == VersionRow.id)
                .where((col(VersionRow.extractor).is_(None)) | (VersionRow.extractor != extractor))
                .where(col(ArticleRow.forgotten_at).is_(None))
                .order_by(col(VersionRow.extractor).is_not(None), col(VersionRow.published_at), col(ArticleRow.id))
                .limit(limit)
            )
            return [StoredArticle(str(a.id), rows.article_of(a.url, a.publisher, v)) for a, v in session.exec(query)]

    def save_extraction(self, article_id: str, body_sha256: str, extraction: Extraction) -> bool:
        """Replace what was extracted from an article's version, and mark the version as read, at once.

        Returns False, and saves nothing, where the article has changed since it was read: it is still pending.
        Raises `ValueError` for an extraction that cannot be, or whose evidence is not in the article.
        """
        with self._writing() as session:
            query = select(VersionRow).join(ArticleRow, col(ArticleRow.current_id) == VersionRow.id)
            version = session.exec(query.where(ArticleRow.id == int(article_id))).first()
            if version is None or version.body_sha256 != body_sha256:
                return False
            checks.check_extraction(extraction, f"{version.headline}\n{version.body}")
            _forget_mentions(session, _id(version.id))
            for position, mention in enumerate(extraction.mentions):
                row = rows.mention_row(_id(version.id), position, mention)
                session.add(row)
                session.flush()
                session.add_all(rows.evidence_rows(_id(row.id), mention))
            version.extractor = extraction.version
            version.relevance = extraction.relevance.label
            version.relevance_score = extraction.relevance.score
            session.add(version)
            session.exec(update(ArticleRow).where(col(ArticleRow.id) == version.article_id).values(unmerged=True))
            indexing.tell(session, version, bool(extraction.mentions))
            return True

    def mentions(self) -> list[ArticleMention]:
        """The mentions of every article's version in force, for merging."""
        with self.reading() as session:
            return queries.mentions(session)

    # Events

    def save_events(
        self,
        events: Sequence[MergedEvent],
        *,
        now: datetime,
        key: Callable[[str], str] = plain,
        scope: Scope | None = None,
        merged: Collection[int] | None = None,
    ) -> SavedEvents:
        """Make the merged events the ones in force. Saying the same twice changes nothing.

        An event keeps the identifier with which it shares most mentions (of equals the oldest), whatever number a
        newer extractor gave them, and one that comes back gets its old one. An event whose mentions all went elsewhere
        is withdrawn, with a redirect to where most of them went. Statements are appended; those that no mention tells
        any more are retracted, and none is deleted. What people said outranks all of it. `key` makes names comparable.
        With `scope` only its events are replaced, by the events of its articles. `merged` are the changed articles that were
        looked at (default: all): whatever came since waits for the next merge. Raises `ValueError` for what is no
        partition into events that can be, and for a `now` without a zone.
        """
        checks.check_merge(events)
        checks.check_moment(now)
        with self._writing() as session:
            saved = EventWriter(session, now, key, scope).save(events)
            changed = sorted(queries.unmerged(session) if merged is None else merged)
            for at in range(0, len(changed), AT_ONCE):
                part = col(ArticleRow.id).in_(changed[at : at + AT_ONCE])
                session.exec(update(ArticleRow).where(part).values(unmerged=False))
            return saved

    # People's word

    def review(self, said: Review, *, apart: Collection[str] = ()) -> str:
        """Keep what a person said of an event (or of what it became); returns the event's identifier.

        A merge names the other event in `value`; a split the addresses of the articles to set apart. It counts from the
        next merge on. Raises `LookupError` for an event or article that is not there, `ValueError` for a correction
        that cannot be.
        """
        checks.check_moment(said.made_at)
        with self._writing() as session:
            return reviewing.keep(session, said, apart)

    def forget(self, url: str, *, now: datetime) -> bool:
        """Remove an article's text for good, whatever address led to it: every version, page, quote and index entry.

        What stays is that there was an article at this address, when it was published, that it was removed, and the
        values that events rest on, without their words. It never comes back. Returns False for an unknown address.
        """
        checks.check_moment(now)
        with self._writing() as session:
            found = session.exec(select(AddressRow).where(AddressRow.url == url)).first()
            if found is None:
                return False
            forgetting.forget(session, found.article_id, now)
        forgetting.leave_no_trace(self._engine)
        return True

    # Crawl runs

    def start_run(self, now: datetime) -> int:
        """Note that a crawl began; returns its number. Raises `ValueError` for a `now` without a zone."""
        checks.check_moment(now)
        with self._writing() as session:
            run = RunRow(started_at=now)
            session.add(run)
            session.flush()
            return _id(run.id)

    def finish_run(self, run: int, counts: Iterable[SourceCount], exit_status: int, now: datetime) -> None:
        """Note what every source gave and how the crawl ended. Raises `ValueError` for a `now` without a zone."""
        checks.check_moment(now)
        with self._writing() as session:
            row = session.get_one(RunRow, run)
            row.finished_at, row.exit_status = now, exit_status
            session.add(row)
            for count in counts:
                session.merge(rows.source_row(run, count))

    def last_run(self) -> tuple[datetime, list[SourceCount]] | None:
        """When the last finished crawl began, and what every source gave in it."""
        with self.reading() as session:
            query = select(RunRow).where(col(RunRow.finished_at).is_not(None)).order_by(col(RunRow.id).desc())
            run = session.exec(query).first()
            if run is None:
                return None
            counts = session.exec(select(SourceCountRow).where(SourceCountRow.run_id == run.id))
            return run.started_at.astimezone(UTC), [rows.source_of(row) for row in counts]

    # Digests

    @property
    def ledger(self) -> Ledger:
        """Which digests were made for whom, and where they arrived."""
        return Ledger(self.reading, self._writing)

    @property
    def upkeep(self) -> Upkeep:
        """Housekeeping."""
        return Upkeep(self._engine, self.reading, self._writing)


def _cause(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _id(value: int | None) -> int:
    if value is None:
        raise ValueError("a row that was never written")
    return value


def _is_whole(session: Session, row: ArticleRow) -> bool:
    version = session.get(VersionRow, row.current_id) if row.current_id else None
    return version is not None and not version.partial


def _forget_mentions(session: Session, version_id: int) -> None:
    old = select(MentionRow.id).where(MentionRow.version_id == version_id)
    session.exec(delete(EvidenceRow).where(col(EvidenceRow.mention_id).in_(old)))
    session.exec(delete(MentionRow).where(col(MentionRow.version_id) == version_id))
