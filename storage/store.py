"""The store: the only module that opens a session. Records in, records out; every write is one transaction.

Stages hand over through it and may be killed at any moment: what is saved is whole, and what is not is done again.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, NamedTuple, Self

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select

from storage import queries, rows
from storage.database import NewerDatabaseError, StoreError, open_engine
from storage.records import (
    Article,
    ArticleMention,
    Extraction,
    MergedEvent,
    OutageMention,
    RawPage,
    SourceCount,
    StoredArticle,
)
from storage.tables import (
    AddressRow,
    ArticleRow,
    EventMentionRow,
    EventRow,
    EvidenceRow,
    MentionRow,
    RawPageRow,
    RunRow,
    SourceCountRow,
    StatementRow,
    VersionRow,
)

__all__ = ["NewerDatabaseError", "SavedEvents", "Store", "StoreError"]

Saved = Literal["new", "updated", "unchanged"]


class SavedEvents(NamedTuple):
    """How many events a merge made, changed, left alone and withdrew."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


class Store:
    """A database of articles and outages. Use it as a context manager."""

    def __init__(self, where: str, *, create: bool = True) -> None:
        """`where`: a path for SQLite, or an SQLAlchemy URL. Raises `StoreError` with one line."""
        self._engine = open_engine(where, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for `storage.queries`; nothing is written through it."""
        with Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        try:
            with Session(self._engine.execution_options(writes=True)) as session, session.begin():
                yield session
        except DBAPIError as error:
            raise StoreError(f"the database refused to write: {str(error.orig).splitlines()[0]}") from error

    # Articles

    def save_article(
        self, article: Article, raw: RawPage | None = None, source: str = "", *, address: str = ""
    ) -> Saved:
        """Save an article, its page, and that its address was seen, at once.

        `address` is the one that led to it, where that is another than its own. A changed headline or body becomes a
        new version in force; the same text again is `unchanged`. Raises `ValueError` for a time that names no zone.
        """
        rows.check_zones(article)
        with self._writing() as session:
            row = session.exec(select(ArticleRow).where(ArticleRow.url == article.url)).first()
            known = row is not None
            if row is None:
                seen = article.fetched_at or article.published_at
                row = ArticleRow(url=article.url, publisher=article.publisher, source=source, first_seen=seen)
                session.add(row)
                session.flush()
            version, fresh = self._version(session, _id(row.id), article, raw)
            changed = row.current_id != version
            row.current_id = version
            session.add(row)
            for url in {article.url, address or article.url}:
                session.merge(AddressRow(url=url, article_id=_id(row.id)))
            return "new" if not known else "updated" if fresh or changed else "unchanged"

    def _version(self, session: Session, article_id: int, article: Article, raw: RawPage | None) -> tuple[int, bool]:
        same = (VersionRow.article_id == article_id, VersionRow.body_sha256 == article.body_sha256)
        found = session.exec(select(VersionRow).where(*same)).first()
        if found is not None:
            return _id(found.id), False
        version = rows.version_row(article_id, article)
        session.add(version)
        session.flush()
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

    def last_change(self, url: str) -> datetime | None:
        """When the stored version of an address says that it was changed or published; None if it is unknown."""
        with self.reading() as session:
            query = select(VersionRow).join(ArticleRow, col(ArticleRow.current_id) == VersionRow.id)
            query = query.join(AddressRow, col(AddressRow.article_id) == ArticleRow.id)
            row = session.exec(query.where(AddressRow.url == url)).first()
            return (row.modified_at or row.published_at) if row else None

    def raw_page(self, url: str) -> RawPage | None:
        """The kept page of an address's version in force."""
        with self.reading() as session:
            query = select(RawPageRow).join(ArticleRow, col(ArticleRow.current_id) == RawPageRow.version_id)
            row = session.exec(query.where(ArticleRow.url == url)).first()
            return rows.raw_of(row) if row else None

    # Extraction

    def pending_articles(self, extractor: str, limit: int = 200) -> list[StoredArticle]:
        """Articles whose version in force this extractor has not read yet, oldest first."""
        with self.reading() as session:
            query = (
                select(ArticleRow, VersionRow)
                .join(VersionRow, col(ArticleRow.current_id) == VersionRow.id)
                .where((col(VersionRow.extractor).is_(None)) | (VersionRow.extractor != extractor))
                .order_by(col(VersionRow.published_at), col(ArticleRow.id))
                .limit(limit)
            )
            return [StoredArticle(str(a.id), rows.article_of(a.url, a.publisher, v)) for a, v in session.exec(query)]

    def save_extraction(self, article_id: str, body_sha256: str, extraction: Extraction) -> bool:
        """Replace what was extracted from an article's version, and mark the version as read, at once.

        Returns False, and saves nothing, where the article has changed since it was read: it is still pending.
        """
        with self._writing() as session:
            query = select(VersionRow).join(ArticleRow, col(ArticleRow.current_id) == VersionRow.id)
            version = session.exec(query.where(ArticleRow.id == int(article_id))).first()
            if version is None or version.body_sha256 != body_sha256:
                return False
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
            return True

    def mentions(self) -> list[ArticleMention]:
        """The mentions of every article's version in force, for merging."""
        with self.reading() as session:
            return queries.mentions(session)

    # Events

    def save_events(self, events: Sequence[MergedEvent], *, now: datetime) -> SavedEvents:
        """Make the merged events the ones in force. Saying the same twice changes nothing.

        An event keeps the identifier with which it shares most mentions (of equals the oldest); an event whose
        mentions all went elsewhere is withdrawn, with a redirect to where most of them went. Statements are appended;
        those that no mention tells any more are retracted, and none is deleted.
        """
        with self._writing() as session:
            return _EventWriter(session, now).save(events)

    # Crawl runs

    def start_run(self, now: datetime) -> int:
        """Note that a crawl began; returns its number."""
        with self._writing() as session:
            run = RunRow(started_at=now)
            session.add(run)
            session.flush()
            return _id(run.id)

    def finish_run(self, run: int, counts: Iterable[SourceCount], exit_status: int, now: datetime) -> None:
        """Note what every source gave and how the crawl ended."""
        with self._writing() as session:
            row = session.get_one(RunRow, run)
            row.finished_at, row.exit_status = now, exit_status
            session.add(row)
            session.add_all(rows.source_row(run, count) for count in counts)

    def last_run(self) -> tuple[datetime, list[SourceCount]] | None:
        """When the last finished crawl began, and what every source gave in it."""
        with self.reading() as session:
            query = select(RunRow).where(col(RunRow.finished_at).is_not(None)).order_by(col(RunRow.id).desc())
            run = session.exec(query).first()
            if run is None:
                return None
            counts = session.exec(select(SourceCountRow).where(SourceCountRow.run_id == run.id))
            return run.started_at.astimezone(UTC), [rows.source_of(row) for row in counts]


def _id(value: int | None) -> int:
    if value is None:
        raise ValueError("a row that was never written")
    return value


def _forget_mentions(session: Session, version_id: int) -> None:
    old = select(MentionRow.id).where(MentionRow.version_id == version_id)
    session.exec(delete(EvidenceRow).where(col(EvidenceRow.mention_id).in_(old)))
    session.exec(delete(MentionRow).where(col(MentionRow.version_id) == version_id))


class _EventWriter:
    """One merge's events and statements, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._homes: dict[tuple[str, int], str] = {
            (str(row.article_id), row.mention): row.event_id for row in session.exec(select(EventMentionRow))
        }
        self._members: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for member, home in self._homes.items():
            self._members[home].add(member)
        self._rows = {row.id: row for row in session.exec(select(EventRow))}
        self._mentions = {(m.article_id, m.index): m.mention for m in queries.mentions(session)}
        self._urls = {str(row.id): row.url for row in session.exec(select(ArticleRow))}

    def save(self, events: Sequence[MergedEvent]) -> SavedEvents:
        """Give identifiers, write what changed, withdraw what is gone."""
        counts: Counter[str] = Counter()
        named = self._identify(events)
        moved = {member: identifier for identifier, event in named.items() for member in event.members}
        self._session.exec(delete(EventMentionRow))
        for identifier, event in named.items():
            counts[self._write(identifier, event)] += 1
        self._session.flush()
        for identifier, event in named.items():
            self._session.add_all(
                EventMentionRow(article_id=int(article), mention=index, event_id=identifier, position=position)
                for position, (article, index) in enumerate(event.members)
            )
        counts["withdrawn"] = self._withdraw(named, moved)
        self._state(named)
        return SavedEvents(counts["new"], counts["changed"], counts["unchanged"], counts["withdrawn"])

    def _identify(self, events: Sequence[MergedEvent]) -> dict[str, MergedEvent]:
        """Identifier -> event. The claims with most shared mentions are served first; of equals the older event's."""
        claims = []
        for n, event in enumerate(events):
            shared = Counter(self._homes[member] for member in event.members if member in self._homes)
            claims += [(-count, self._rows[old].first_seen, old, n) for old, count in shared.items()]
        taken: dict[str, int] = {}
        served: set[int] = set()
        for _, _, old, n in sorted(claims):
            if old not in taken and n not in served:
                taken[old] = n
                served.add(n)
        named = {old: events[n] for old, n in taken.items()}
        for n, event in enumerate(events):
            if n not in served:
                named[self._new_identifier(event, named)] = event
        return named

    def _new_identifier(self, event: MergedEvent, named: dict[str, MergedEvent]) -> str:
        """Day and six hex digits of the first mention's address: short enough to cite, never given twice.

        The same articles give the same identifiers in any database, unless two digests meet.
        """
        day = (event.started_at or "undated")[:10].replace("-", "")
        article, index = event.members[0]
        for salt in range(1_000):
            name = f"{self._urls.get(article, article)}#{index}{salt or ''}"
            digest = hashlib.sha256(name.encode()).hexdigest()[:6]
            identifier = f"{day}-{digest}"
            if identifier not in self._rows and identifier not in named:
                return identifier
        raise StoreError("no event identifier is left")

    def _write(self, identifier: str, event: MergedEvent) -> str:
        row = self._rows.get(identifier)
        if row is None:
            self._session.add(rows.new_event_row(identifier, event, self._now))
            return "new"
        before = row.model_dump()
        rows.fill_event(row, event)
        row.withdrawn_at = row.redirect = None
        if row.model_dump() == before and self._members[identifier] == set(event.members):
            return "unchanged"
        row.updated_at = self._now
        self._session.add(row)
        return "changed"

    def _withdraw(self, named: dict[str, MergedEvent], moved: dict[tuple[str, int], str]) -> int:
        gone = [row for row in self._rows.values() if row.id not in named and row.withdrawn_at is None]
        for row in gone:
            went = Counter(moved[m] for m in sorted(self._members[row.id]) if m in moved)
            row.withdrawn_at = self._now
            row.redirect = went.most_common(1)[0][0] if went else None
            self._session.add(row)
        return len(gone)

    def _state(self, named: dict[str, MergedEvent]) -> None:
        """Append statements that are new, retract those that nobody tells any more."""
        open_rows = self._session.exec(select(StatementRow).where(col(StatementRow.retracted_at).is_(None)))
        standing = {(s.event_id, s.article_id, s.mention, s.property, s.value, s.quote): s for s in open_rows}
        told = {
            (identifier, int(article), index, name, value, quote): made_by
            for identifier, event in named.items()
            for article, index in event.members
            for name, value, quote, made_by in rows.told_properties(self._mentions.get((article, index), _SILENT))
        }
        for key, row in standing.items():
            if key not in told:
                row.retracted_at = self._now
                self._session.add(row)
        for key, made_by in told.items():
            if key not in standing:
                event_id, article_id, mention, name, value, quote = key
                self._session.add(
                    StatementRow(
                        event_id=event_id,
                        article_id=article_id,
                        mention=mention,
                        property=name,
                        value=value,
                        quote=quote,
                        made_by=made_by,
                        first_seen=self._now,
                    )
                )


_SILENT = OutageMention(systems=())
