"""The tables of the crawl's own memory: what waits to be fetched, what could not be read, what feeds and sites asked for.

Only `storage.crawls` reads or writes them, in sessions that the store opens.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel


class FrontierRow(SQLModel, table=True):
    """An address that was found. It waits to be fetched while `outcome` is empty; else that says why it brought nothing.

    The row goes in the transaction that saves its article. `changed_at` is what the listing said of its last change.
    """

    __tablename__ = "frontier"

    url: str = Field(primary_key=True)
    address: str
    source: str = Field(index=True)
    found_at: datetime
    changed_at: datetime | None = None
    attempts: int = 0
    outcome: str = Field(default="", index=True)


class UnreadPageRow(SQLModel, table=True):
    """A page that was fetched and is no article to us, compressed with zlib: a layout mended later may read it."""

    __tablename__ = "unread_page"

    url: str = Field(primary_key=True)
    address: str
    source: str
    publisher: str = Field(index=True)
    reason: str
    fetched_at: datetime
    content_type: str = ""
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ListingRow(SQLModel, table=True):
    """What a feed or sitemap gave to ask again with (it answers 304 where nothing is new), and what it listed last.

    `listed` holds short hashes of its addresses: what is not among them is new to this source, whoever found it elsewhere.
    """

    __tablename__ = "listing_state"

    url: str = Field(primary_key=True)
    etag: str = ""
    last_modified: str = ""
    checked_at: datetime
    listed: list[str] = Field(sa_column=Column(JSON, nullable=False))


class SitePauseRow(SQLModel, table=True):
    """A site that asked to be left alone for a while (Retry-After)."""

    __tablename__ = "site_pause"

    site: str = Field(primary_key=True)
    until: datetime


class SourceMuteRow(SQLModel, table=True):
    """A source whose trouble is known and accepted up to and including a day."""

    __tablename__ = "source_mute"

    source: str = Field(primary_key=True)
    until: date
    why: str
    muted_at: datetime


class ApiCallRow(SQLModel, table=True):
    """How many calls of a metered API were made on a day (of the API's own calendar)."""

    __tablename__ = "api_call"

    api: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    calls: int = 0
