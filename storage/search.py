"""Full-text questions: which articles hold the words, which outages are told in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, text
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import fulltext
from storage.batches import AT_ONCE, each
from storage.tables import ArticleRow, EventMentionRow, EventRow, VersionRow

FEW = 5_000
"""Articles up to which the outages that they tell are listed at once; of commoner words, outages are looked through."""
_MINUTES = 2**31
_MOMENT = UTCDateTime()


class Page(NamedTuple):
    """Where in a list the answer begins, and how long it is; `limit` None is all."""

    limit: int | None
    offset: int


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
    first = fulltext.number(asked.since, 0) if asked.since else -(_MINUTES << 32)
    last = fulltext.number(asked.until, 0) + (1 << 32) if asked.until else _MINUTES << 32
    values: dict[str, Any] = {"asked": phrase, "first": first, "last": last, "offset": page.offset}
    values["limit"] = page.limit if page.limit is not None else 2**62
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
        self.rare: frozenset[int] | None = frozenset()
        if wanted:
            sql = f"SELECT rowid FROM {fulltext.TELLING} WHERE {self._matches} ORDER BY rowid DESC LIMIT {FEW + 1}"  # noqa: S608
            found = [row[0] for row in self._connection.execute(text(sql), {"asked": self._asked})]
            self.rare = frozenset(map(fulltext.version_of, found)) if len(found) <= FEW else None

    def events(self) -> set[str]:
        """The outages of rare words."""
        member = select(EventMentionRow.event_id).join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
        return set(each(self._session, member, col(ArticleRow.current_id), self.rare or ()))

    def of_articles(self) -> set[int]:
        """Articles that hold the words, all of them."""
        if self.rare is None:
            sql = f"SELECT rowid FROM {fulltext.TELLING} WHERE {self._matches}"  # noqa: S608
            versions = [
                fulltext.version_of(row[0]) for row in self._connection.execute(text(sql), {"asked": self._asked})
            ]
        else:
            versions = list(self.rare)
        return set(each(self._session, select(ArticleRow.id), col(ArticleRow.current_id), versions))

    def among(self, events: Sequence[EventRow]) -> list[EventRow]:
        """Those of the events that are told in such texts, in their order."""
        query = (
            select(EventMentionRow.event_id, VersionRow.id, VersionRow.published_at)
            .join(ArticleRow, col(ArticleRow.id) == EventMentionRow.article_id)
            .join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
        )
        members = each(self._session, query, col(EventMentionRow.event_id), [row.id for row in events])
        entries = [fulltext.number(published, version) for _, version, published in members]
        holding = self._holding(set(entries))
        found = {member[0] for member, entry in zip(members, entries, strict=True) if entry in holding}
        return [row for row in events if row.id in found]

    def _holding(self, entries: Collection[int]) -> set[int]:
        sql = f"SELECT rowid FROM {fulltext.TELLING} WHERE {self._matches} AND rowid IN :entries"  # noqa: S608
        query = text(sql).bindparams(bindparam("entries", expanding=True, type_=BigInteger))
        listed, holding = list(entries), set[int]()
        for at in range(0, len(listed), AT_ONCE):
            values = {"asked": self._asked, "entries": listed[at : at + AT_ONCE]}
            holding.update(row[0] for row in self._connection.execute(query, values))
        return holding
