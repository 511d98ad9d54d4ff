"""The ledger of digests, and when housekeeping was done."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "digest_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("event_id", sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("as_of", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("made_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", "kind", "event_id", "as_of"),
    )
    op.create_table(
        "digest_delivery",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("target", sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqltypes.AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("changed_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("reason", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["digest_issue.id"],
        ),
        sa.PrimaryKeyConstraint("issue_id", "target"),
    )
    op.create_table(
        "upkeep",
        sa.Column("what", sqltypes.AutoString(), nullable=False),
        sa.Column("done_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("what"),
    )
