"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("publisher", sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("first_seen", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_current_id"), ["current_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_publisher"), ["publisher"], unique=False)

    op.create_table(
        "crawl_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("finished_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("exit_status", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "event",
        sa.Column("started_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("started_grain", sqltypes.AutoString(), nullable=True),
        sa.Column("started_date", sqltypes.AutoString(), nullable=True),
        sa.Column("started_time", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_grain", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_date", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_time", sqltypes.AutoString(), nullable=True),
        sa.Column("duration_minutes", sa.Float(), nullable=True),
        sa.Column("duration_qualifier", sqltypes.AutoString(), nullable=True),
        sa.Column("id", sqltypes.AutoString(), nullable=False),
        sa.Column("systems", sa.JSON(), nullable=False),
        sa.Column("operator", sqltypes.AutoString(), nullable=True),
        sa.Column("status", sqltypes.AutoString(), nullable=False),
        sa.Column("cause", sqltypes.AutoString(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("independent_sources", sa.Integer(), nullable=False),
        sa.Column("first_seen", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("redirect", sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_operator"), ["operator"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_started_date"), ["started_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_status"), ["status"], unique=False)

    op.create_table(
        "address",
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
        ),
        sa.PrimaryKeyConstraint("url"),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_article_id"), ["article_id"], unique=False)

    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("headline", sqltypes.AutoString(), nullable=False),
        sa.Column("body", sqltypes.AutoString(), nullable=False),
        sa.Column("published_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("published_local", sqltypes.AutoString(), nullable=False),
        sa.Column("published_raw", sqltypes.AutoString(), nullable=False),
        sa.Column("modified_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("modified_raw", sqltypes.AutoString(), nullable=False),
        sa.Column("fetched_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("layout", sqltypes.AutoString(), nullable=False),
        sa.Column("body_sha256", sqltypes.AutoString(), nullable=False),
        sa.Column("extractor", sqltypes.AutoString(), nullable=True),
        sa.Column("relevance", sqltypes.AutoString(), nullable=True),
        sa.Column("relevance_score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("article_id", "body_sha256"),
    )
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_version_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_version_extractor"), ["extractor"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_version_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_version_relevance"), ["relevance"], unique=False)

    op.create_table(
        "crawl_source",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("publisher", sqltypes.AutoString(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("parsed", sa.Integer(), nullable=False),
        sa.Column("saved", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("attention", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["crawl_run.id"],
        ),
        sa.PrimaryKeyConstraint("run_id", "source"),
    )
    op.create_table(
        "event_mention",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("event_id", sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "mention"),
    )
    with op.batch_alter_table("event_mention", schema=None) as batch_op:
        batch_op.create_index("ix_event_mention_event", ["event_id", "position"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sqltypes.AutoString(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("property", sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqltypes.AutoString(), nullable=False),
        sa.Column("quote", sqltypes.AutoString(), nullable=False),
        sa.Column("made_by", sqltypes.AutoString(), nullable=False),
        sa.Column("first_seen", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("retracted_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_article_id"), ["article_id"], unique=False)
        batch_op.create_index("ix_statement_event", ["event_id", "property"], unique=False)

    op.create_table(
        "mention",
        sa.Column("started_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("started_grain", sqltypes.AutoString(), nullable=True),
        sa.Column("started_date", sqltypes.AutoString(), nullable=True),
        sa.Column("started_time", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_grain", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_date", sqltypes.AutoString(), nullable=True),
        sa.Column("ended_time", sqltypes.AutoString(), nullable=True),
        sa.Column("duration_minutes", sa.Float(), nullable=True),
        sa.Column("duration_qualifier", sqltypes.AutoString(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("systems", sa.JSON(), nullable=False),
        sa.Column("operator", sqltypes.AutoString(), nullable=True),
        sa.Column("role", sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqltypes.AutoString(), nullable=False),
        sa.Column("cause", sqltypes.AutoString(), nullable=False),
        sa.Column("milestones", sa.JSON(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("version_id", "position"),
    )
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mention_started_date"), ["started_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_mention_version_id"), ["version_id"], unique=False)

    op.create_table(
        "raw_page",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("url", sqltypes.AutoString(), nullable=False),
        sa.Column("content_type", sqltypes.AutoString(), nullable=False),
        sa.Column("encoding", sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
        ),
        sa.PrimaryKeyConstraint("version_id"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=False),
        sa.Column("property", sqltypes.AutoString(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mention_id"],
            ["mention.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_mention_id"), ["mention_id"], unique=False)
