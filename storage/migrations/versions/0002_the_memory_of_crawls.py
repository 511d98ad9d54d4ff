"""What a crawl remembers: the frontier, unread pages, what listings and sites asked for, mutes, metered calls."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine
from sqlmodel.sql import sqltypes

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the new tables, and columns of the per-source counts."""
    _tables()
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", sqltypes.UTCDateTime(), nullable=True))
    counts: dict[str, TypeEngine[Any]] = {
        "new": sa.Integer(),
        "waiting": sa.Integer(),
        "missing": sa.JSON(),
        "muted": sqltypes.AutoString(),
    }
    firsts = {"new": "0", "waiting": "0", "missing": "{}", "muted": ""}
    with op.batch_alter_table("crawl_source", schema=None) as batch_op:
        for name, kind in counts.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=firsts[name]))
        batch_op.add_column(sa.Column("expected_per_day", sa.Float(), nullable=True))
    with op.batch_alter_table("crawl_source", schema=None) as batch_op:
        for name in counts:
            batch_op.alter_column(name, server_default=None)


def _tables() -> None:
    op.create_table(
        "frontier",
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("found_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_index("ix_frontier_source", "frontier", ["source"], unique=False)
    op.create_index("ix_frontier_outcome", "frontier", ["outcome"], unique=False)
    op.create_table(
        "unread_page",
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("publisher", sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqltypes.AutoString(), nullable=False),
        sa.Column("fetched_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("content_type", sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_index("ix_unread_page_publisher", "unread_page", ["publisher"], unique=False)
    op.create_table(
        "listing_state",
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("etag", sqltypes.AutoString(), nullable=False),
        sa.Column("last_modified", sqltypes.AutoString(), nullable=False),
        sa.Column("checked_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_table(
        "site_pause",
        sa.Column("site", sqltypes.AutoString(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("site"),
    )
    op.create_table(
        "source_mute",
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("why", sqltypes.AutoString(), nullable=False),
        sa.Column("muted_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "api_call",
        sa.Column("api", sqltypes.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("api", "day"),
    )
