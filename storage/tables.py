"""The tables: what the house remembers. Only `storage.store` and `storage.queries` read or write them.

A time of the news is kept three ways: the instant in UTC (for sorting and sums), its grain, and the local date and time
as a person reads them. Lists and maps are JSON. `table=True` classes do not validate: rows are made from records only.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint, false, text, true
from sqlmodel import Field, SQLModel


class ArticleRow(SQLModel, table=True):
    """One address. `current_id` is the version in force.

    `unmerged` articles have changed, or were read anew, since the last merge. Of a forgotten one the bare row stays.
    """

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_unmerged", "unmerged", sqlite_where=text("unmerged")),)

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    publisher: str = Field(index=True)
    source: str = ""
    first_seen: datetime
    current_id: int | None = Field(default=None, index=True)
    unmerged: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    forgotten_at: datetime | None = None


class AddressRow(SQLModel, table=True):
    """Every address that led to an article: its own, and those that redirected to it.

    `changed_at` is what a listing last said of its change: the same word again is no reason to fetch again.
    """

    __tablename__ = "address"

    url: str = Field(primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    changed_at: datetime | None = None


class VersionRow(SQLModel, table=True):
    """One version of an article's text, with what the extractor made of it. `partial` where only its beginning is known."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "body_sha256"),
        Index("ix_article_version_relevance_published", "relevance", "published_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    headline: str
    body: str
    published_at: datetime = Field(index=True)
    published_local: str
    published_raw: str = ""
    modified_at: datetime | None = None
    modified_raw: str = ""
    fetched_at: datetime | None = None
    layout: str = ""
    body_sha256: str
    extractor: str | None = Field(default=None, index=True)
    relevance: str | None = None
    relevance_score: float | None = None
    partial: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class RawPageRow(SQLModel, table=True):
    """The page that a version was read from, compressed with zlib."""

    __tablename__ = "raw_page"

    version_id: int = Field(foreign_key="article_version.id", primary_key=True)
    url: str
    content_type: str = ""
    encoding: str = ""
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Times(SQLModel):
    """The columns of an outage's two ends and its length."""

    started_at: datetime | None = None
    started_grain: str | None = None
    started_date: str | None = Field(default=None, index=True)
    started_time: str | None = None
    ended_at: datetime | None = None
    ended_grain: str | None = None
    ended_date: str | None = None
    ended_time: str | None = None
    duration_minutes: float | None = None
    duration_qualifier: str | None = None


class MentionRow(Times, table=True):
    """What one version of one article says of one outage."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="article_version.id", index=True)
    position: int
    systems: list[str] = Field(sa_column=Column(JSON, nullable=False))
    operator: str | None = None
    role: str
    status: str
    cause: str
    milestones: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    basis: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    made_by: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    confidence: float


class EvidenceRow(SQLModel, table=True):
    """A span of a version's headline + newline + body that shows one property of a mention."""

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    mention_id: int = Field(foreign_key="mention.id", index=True)
    property: str
    start: int
    end: int
    quote: str


class Believed(Times):
    """The columns of what is believed of an outage. `articles` tell of it, `review` is what a person said of it."""

    systems: list[str] = Field(sa_type=JSON, nullable=False)
    operator: str | None = None
    status: str
    cause: str
    confidence: float
    independent_sources: int
    articles: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    review: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    began: datetime | None = None


class EventRow(Believed, table=True):
    """One outage as we believe it happened. `redirect` names the event it was merged into, if it was.

    `began` sorts: the start, or where nobody tells it, when the outage was first seen.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_operator", "operator"),
        Index("ix_event_status", "status"),
        Index("ix_event_cause", "cause"),
        Index("ix_event_review", "review"),
        Index("ix_event_began", "began", "id", "withdrawn_at", "review"),
    )

    id: str = Field(primary_key=True)
    first_seen: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None
    redirect: str | None = None


class EventStateRow(Believed, table=True):
    """What was believed of an event from `since` up to `until` (empty: still is). Never changed but to set `until`."""

    __tablename__ = "event_state"
    __table_args__ = (Index("ix_event_state_event", "event_id", "since"), Index("ix_event_state_began", "began"))

    id: int | None = Field(default=None, primary_key=True)
    event_id: str = Field(foreign_key="event.id")
    since: datetime = Field(index=True)
    until: datetime | None = None


class EventNameRow(SQLModel, table=True):
    """A system (`kind` "system") or operator of an event in force, to be found and counted by.

    `key` is the name as it is compared, once an event. `began` and `duration_minutes` are the event's, so that counting
    needs one table.
    """

    __tablename__ = "event_name"
    __table_args__ = (
        Index("ix_event_name_form", "kind", "key", "name", "began", "duration_minutes", "event_id"),
        Index("ix_event_name_began", "kind", "key", "began", "event_id"),
        Index("ix_event_name_duration", "kind", "key", "duration_minutes", "began", "event_id"),
    )

    event_id: str = Field(foreign_key="event.id", primary_key=True)
    kind: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    name: str
    key: str
    began: datetime | None = None
    duration_minutes: float | None = None


class NameRow(SQLModel, table=True):
    """Every name that an event ever had: `written` is the name without spaces and case, `key` as it is compared."""

    __tablename__ = "name"

    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    written: str
    key: str = Field(index=True)


class EventMentionRow(SQLModel, table=True):
    """Which mentions an event was merged from: an article's address and the mention's number in it."""

    __tablename__ = "event_mention"
    __table_args__ = (Index("ix_event_mention_event", "event_id", "position"),)

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    mention: int = Field(primary_key=True)
    event_id: str = Field(foreign_key="event.id")
    position: int


class StatementRow(SQLModel, table=True):
    """One property of one event as one article tells it; retracted when no longer told, never deleted."""

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_event", "event_id", "property"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: str = Field(foreign_key="event.id")
    article_id: int = Field(foreign_key="article.id", index=True)
    mention: int
    property: str
    value: str
    quote: str
    made_by: str
    first_seen: datetime
    retracted_at: datetime | None = None


class ReviewRow(SQLModel, table=True):
    """What a person said of an event; outranks every machine. Never deleted: a later one of the same kind counts.

    `action`: confirm, reject, correct (`property`, `value` as in statements), split, merge. `mentions` are those it speaks
    of, `others` those that a merge joins or a split sets apart: each `[article, number, [[property, value] ...]]`.
    """

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    event_id: str = Field(foreign_key="event.id", index=True)
    action: str
    property: str = ""
    value: str | None = None
    mentions: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    others: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    reviewer: str = ""
    note: str = ""
    made_at: datetime


class RunRow(SQLModel, table=True):
    """One crawl. `exit_status` is empty while it runs, or when it was killed."""

    __tablename__ = "crawl_run"

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime
    finished_at: datetime | None = None
    exit_status: int | None = None


class SourceCountRow(SQLModel, table=True):
    """What one source gave in one crawl, as `records.SourceCount` says it."""

    __tablename__ = "crawl_source"

    run_id: int = Field(foreign_key="crawl_run.id", primary_key=True)
    source: str = Field(primary_key=True)
    publisher: str = ""
    found: int = 0
    known: int = 0
    fetched: int = 0
    parsed: int = 0
    saved: int = 0
    failed: int = 0
    refused: int = 0
    reasons: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    attention: str = ""
    new: int = 0
    waiting: int = 0
    missing: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    expected_per_day: float | None = None
    muted: str = ""
