"""Removing an article's text on request, so that nothing of its words stays in the database."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Engine, text
from sqlmodel import Session, col, delete, select

from storage import fulltext, indexing
from storage.crawl_tables import UnreadPageRow
from storage.tables import AddressRow, ArticleRow, EvidenceRow, MentionRow, RawPageRow, StatementRow, VersionRow


def forget(session: Session, article: int, now: datetime) -> None:
    """Remove the words of all versions of an article; facts without words stay."""
    if session.connection().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    row = session.get_one(ArticleRow, article)
    row.forgotten_at = row.forgotten_at or now
    for version in session.exec(select(VersionRow).where(VersionRow.article_id == article)):
        indexing.remove(session, version)
        version.headline = version.body = version.published_raw = version.modified_raw = ""
        session.exec(delete(RawPageRow).where(col(RawPageRow.version_id) == version.id))
        _forget_words(session, version)
    addresses = list(session.exec(select(AddressRow.url).where(AddressRow.article_id == article)))
    session.exec(delete(UnreadPageRow).where(col(UnreadPageRow.url).in_(addresses)))
    for said in session.exec(select(StatementRow).where(StatementRow.article_id == article)):
        said.quote = ""
        if said.property == "milestone":
            said.value = json.dumps({**json.loads(said.value), "what": ""}, ensure_ascii=False)


def _forget_words(session: Session, version: VersionRow) -> None:
    for mention in session.exec(select(MentionRow).where(MentionRow.version_id == version.id)):
        session.exec(delete(EvidenceRow).where(col(EvidenceRow.mention_id) == mention.id))
        mention.milestones = []


def leave_no_trace(engine: Engine) -> None:
    """SQLite keeps what was deleted in its index segments and its log until they are rewritten."""
    if engine.dialect.name != "sqlite":
        return
    with engine.execution_options(writes=True).begin() as connection:
        for table in (fulltext.WORDS, fulltext.TELLING):
            connection.execute(text(f"INSERT INTO {table}({table}) VALUES ('optimize')"))  # noqa: S608
    driver = engine.raw_connection()
    try:
        driver.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        driver.close()
