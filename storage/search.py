"""Full-text questions: which articles hold the words, which outages are told in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import fulltext
from storage.batches import each
from storage.history import in_force
from storage.pages import Page
from storage.tables import ArticleRow, EventMentionRow, StatementRow, VersionRow

FEW = 5_000
"""Articles up to which the outages that they tell are listed at once; of commoner words, outages are looked through."""
_END = 2**62
_MOMENT = UTCDateTime()


class Asked(NamedTuple):
    """What articles are asked for beside their words; an empty value asks for nothing."""

    relevance: str = ""
    publisher: str = ""
    since: datetime | None = None
    until: datetime | None = None


def articles_with(session: Session, words: str, asked: Asked, page: Page) -> list[int]:
    """Versions in force whose text holds all the words, newest first."""
    wanted = fulltext.phrases(words)
    if not wanted:
        return []
    connection = session.connection()
    matches, phrase = fulltext.asked(connection, wanted)
    first = fulltext.number(asked.since, 0) if asked.since else -_END
    last = fulltext.number(asked.until, 0) + (1 << 32) if asked.until else _END
    values: dict[str, Any] = {"asked": phrase, "first": first, "last": last, "offset": page.offset}
    values["limit"] = page.limit if page.limit is not None else _END
    told = [matches, "w.rowid BETWEEN :first AND :last", f"v.id = w.rowid & {(1 << 32) - 1}", "a.current_id = v.id"]
    conditions = {
        "v.relevance = :relevance": asked.relevance,
        "a.publisher = :publisher": asked.publisher,
        "v.published_at >= :since": asked.since,
        "v.published_at < :until": asked.until,
    }
    told += [condition for condition, value in conditions.items() if value]
    values |= {condition.rpartition(":")[2]: value for condition, value in conditions.items() if value}
    query = text(
        f"SELECT v.id FROM {fulltext.WORDS} w CROSS JOIN article_version v CROSS JOIN article a "  # noqa: S608
        f"WHERE {' AND '.join(told)} ORDER BY w.rowid DESC LIMIT :limit OFFSET :offset"
    )
    moments = [bindparam(name, type_=_MOMENT) for name in ("since", "until") if name in values]
    return [row[0] for row in connection.execute(query.bindparams(*moments), values)]


class Telling:
    """Which outages are told in texts that hold all the words."""

    def __init__(self, session: Session, words: str) -> None:
        """Asks the index once. `rare` are the articles' versions where there are `FEW` at most, else None."""
        self._session = session
        self._connection = session.connection()
        wanted = fulltext.phrases(words)
        self._matches, self._asked = fulltext.asked(self._connection, wanted) if wanted else ("", "")
        found = self._entries(limit=FEW + 1) if wanted else []
        self.rare = frozenset(map(fulltext.version_of, found)) if len(found) <= FEW else None

    def _entries(self, first: int = -_END, last: int = _END, limit: int = _END) -> list[int]:
        sql = f"SELECT rowid FROM {fulltext.TELLING} WHERE {self._matches} AND rowid BETWEEN :first AND :last LIMIT :limit"  # noqa: S608
        values = {"asked": self._asked, "first": first, "last": last, "limit": limit}
        return [row[0] for row in self._connection.execute(text(sql), values)]

    def events(self) -> set[str]:
        """The outages of rare words."""
        member = select(EventMentionRow.event_id).join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        return set(each(self._session, member, col(ArticleRow.current_id), self.rare or ()))

    def ever(self, at: datetime) -> set[str]:
        """Outages that articles holding the words told of at a moment (aware)."""
        versions = list(map(fulltext.version_of, self._entries())) if self.rare is None else list(self.rare)
        articles = each(self._session, select(ArticleRow.id), col(ArticleRow.current_id), versions)
        told = select(StatementRow.event_id).distinct().where(StatementRow.property == "systems", in_force(at))
        return set(each(self._session, told, col(StatementRow.article_id), articles))

    def among(self, events: Sequence[str]) -> list[str]:
        """Those of the events that are told in such texts, in their order."""
        query = (
            sql_select(col(EventMentionRow.event_id), col(VersionRow.id), col(VersionRow.published_at))
            .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
            .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
            .where(col(EventMentionRow.event_id).in_(events))
        )
        entries = [
            (name, fulltext.number(when, version or 0)) for name, version, when in self._connection.execute(query)
        ]
        if not entries:
            return []
        numbers = [entry for _, entry in entries]
        holding = set(self._entries(min(numbers), max(numbers)))
        found = {name for name, entry in entries if entry in holding}
        return [name for name in events if name in found]
