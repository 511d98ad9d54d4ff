"""What was known when, names to find and count by, reviews, and the words of articles."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

from storage import fulltext
from storage.names import plain

revision = "0003"
down_revision = "0002"

BATCH = 1_000


def upgrade() -> None:
    """Apply."""
    _columns()
    _tables()
    _fill()


def _columns() -> None:
    op.add_column("article", sa.Column("unmerged", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("article", sa.Column("forgotten_at", sqltypes.UTCDateTime(), nullable=True))
    op.create_index("ix_article_unmerged", "article", ["unmerged"], sqlite_where=sa.text("unmerged"))
    op.add_column("article_version", sa.Column("partial", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index("ix_article_version_relevance", "article_version")
    op.create_index("ix_article_version_relevance_published", "article_version", ["relevance", "published_at"])
    op.add_column("event", sa.Column("articles", sa.Integer(), server_default="0", nullable=False))
    op.add_column("event", sa.Column("review", sqltypes.AutoString(), server_default=sa.text("''"), nullable=False))
    op.add_column("event", sa.Column("began", sqltypes.UTCDateTime(), nullable=True))
    op.create_index("ix_event_began", "event", ["began", "id", "withdrawn_at", "review"])
    op.create_index("ix_event_review", "event", ["review"])


def _times() -> list[sa.Column[Any]]:
    text, moment = sqltypes.AutoString, sqltypes.UTCDateTime
    return [
        sa.Column("started_at", moment(), nullable=True),
        sa.Column("started_grain", text(), nullable=True),
        sa.Column("started_date", text(), nullable=True),
        sa.Column("started_time", text(), nullable=True),
        sa.Column("ended_at", moment(), nullable=True),
        sa.Column("ended_grain", text(), nullable=True),
        sa.Column("ended_date", text(), nullable=True),
        sa.Column("ended_time", text(), nullable=True),
        sa.Column("duration_minutes", sa.Float(), nullable=True),
        sa.Column("duration_qualifier", text(), nullable=True),
    ]


def _tables() -> None:
    text, moment = sqltypes.AutoString, sqltypes.UTCDateTime
    op.create_table(
        "event_state",
        *_times(),
        sa.Column("systems", sa.JSON(), nullable=False),
        sa.Column("operator", text(), nullable=True),
        sa.Column("status", text(), nullable=False),
        sa.Column("cause", text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("independent_sources", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("review", text(), server_default=sa.text("''"), nullable=False),
        sa.Column("began", moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", text(), nullable=False),
        sa.Column("since", moment(), nullable=False),
        sa.Column("until", moment(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_state_event", "event_state", ["event_id", "since"])
    for column in ("began", "since", "started_date"):
        op.create_index(f"ix_event_state_{column}", "event_state", [column])
    op.create_table(
        "event_name",
        sa.Column("event_id", text(), nullable=False),
        sa.Column("kind", text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", text(), nullable=False),
        sa.Column("key", text(), nullable=False),
        sa.Column("began", moment(), nullable=True),
        sa.Column("duration_minutes", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("event_id", "kind", "position"),
    )
    for name, columns in (
        ("form", ["name", "began", "duration_minutes", "event_id"]),
        ("began", ["began", "event_id"]),
        ("duration", ["duration_minutes", "began", "event_id"]),
    ):
        op.create_index(f"ix_event_name_{name}", "event_name", ["kind", "key", *columns])
    op.create_table(
        "name",
        sa.Column("kind", text(), nullable=False),
        sa.Column("name", text(), nullable=False),
        sa.Column("written", text(), nullable=False),
        sa.Column("key", text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
    )
    op.create_index("ix_name_key", "name", ["key"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", text(), nullable=False),
        sa.Column("action", text(), nullable=False),
        sa.Column("property", text(), nullable=False),
        sa.Column("value", text(), nullable=True),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("reviewer", text(), nullable=False),
        sa.Column("note", text(), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_event_id", "review", ["event_id"])
    fulltext.create(op.get_bind())


def _fill() -> None:
    """Existing events are known since they last changed; existing articles are indexed."""
    told = "SELECT count(DISTINCT article_id) FROM event_mention WHERE event_id = event.id"
    op.execute(f"UPDATE event SET began = coalesce(started_at, first_seen), articles = ({told})")  # noqa: S608
    times = ", ".join(column.name for column in _times())
    columns = f"{times}, systems, operator, status, cause, confidence, independent_sources, articles, review, began"
    op.execute(
        f"INSERT INTO event_state ({columns}, event_id, since) "  # noqa: S608
        f"SELECT {columns}, id, updated_at FROM event WHERE withdrawn_at IS NULL"
    )
    _name_events()
    _index_articles()


def _name_events() -> None:
    connection = op.get_bind()
    event = sa.table(
        "event",
        sa.column("id"), sa.column("operator"), sa.column("systems", sa.JSON()), sa.column("withdrawn_at"),
        sa.column("began", sqltypes.UTCDateTime()), sa.column("duration_minutes"),
    )  # fmt: skip
    named = sa.table("event_name", *map(sa.column, ("event_id", "kind", "position", "name", "key")),
                     sa.column("began", sqltypes.UTCDateTime()), sa.column("duration_minutes"))  # fmt: skip
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in connection.execute(sa.select(event).where(event.c.withdrawn_at.is_(None))).all():
        names = [("system", n, name) for n, name in enumerate(row.systems)]
        names += [("operator", 0, row.operator)] if row.operator else []
        for kind, n, name in names:
            told = {"event_id": row.id, "kind": kind, "position": n, "name": name, "key": plain(name)}
            rows.setdefault(
                (row.id, kind, told["key"]), {**told, "began": row.began, "duration_minutes": row.duration_minutes}
            )
    if rows:
        connection.execute(named.insert(), list(rows.values()))
        known = {(row["kind"], row["name"]): row["key"] for row in rows.values()}
        columns: list[Any] = [sa.column(name) for name in ("kind", "name", "written", "key")]
        values = [{"kind": k, "name": name, "written": key, "key": key} for (k, name), key in known.items()]
        connection.execute(sa.table("name", *columns).insert(), values)


def _index_articles() -> None:
    connection = op.get_bind()
    version = sa.table(
        "article_version", sa.column("id"), sa.column("headline"), sa.column("body"),
        sa.column("published_at", sqltypes.UTCDateTime()),
    )  # fmt: skip
    telling = {row[0] for row in connection.execute(sa.text("SELECT DISTINCT version_id FROM mention"))}
    last = 0
    while True:
        query = sa.select(version).where(version.c.id > last).order_by(version.c.id).limit(BATCH)
        rows = connection.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        entries = [(row.id, fulltext.number(row.published_at, row.id), f"{row.headline}\n{row.body}") for row in rows]
        fulltext.add(connection, fulltext.WORDS, [(number, told) for _, number, told in entries])
        fulltext.add(
            connection, fulltext.TELLING, [(number, told) for name, number, told in entries if name in telling]
        )
