"""The tables of the ledger of digests, and of housekeeping. Only `storage.ledger` and `storage.upkeep` touch them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class IssueRow(SQLModel, table=True):
    """One digest, or alert of one event, that was made for somebody: of what was learnt from `since` up to `as_of`.

    `since` is empty for the first of a name. What it told is computed again from these two moments, so it is not kept.
    """

    __tablename__ = "digest_issue"
    __table_args__ = (UniqueConstraint("name", "kind", "event_id", "as_of"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    event_id: str = ""
    since: datetime | None = None
    as_of: datetime
    made_at: datetime


class DeliveryRow(SQLModel, table=True):
    """What became of an issue at one target. `reason` is why it has not arrived."""

    __tablename__ = "digest_delivery"

    issue_id: int = Field(foreign_key="digest_issue.id", primary_key=True)
    target: str = Field(primary_key=True)
    status: str
    attempts: int = 0
    changed_at: datetime
    reason: str = ""


class UpkeepRow(SQLModel, table=True):
    """When a piece of housekeeping was done last."""

    __tablename__ = "upkeep"

    what: str = Field(primary_key=True)
    done_at: datetime
