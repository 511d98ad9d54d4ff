"""Full-text search over articles: an index of syllable pairs, so that 장애 is found and no dictionary is asked.

SQLite keeps it in FTS5, PostgreSQL as `tsvector`, written without its parser, which knows no Hangul in the locale C;
both find the same. A text becomes
words of Hangul cut into overlapping pairs (전산망 -> 전산 산망 망) and other words whole; what is asked for must stand
in the text, each word as consecutive pairs. An entry's number is its version's, below the minute of its publication:
so the index itself is in the order in which articles appeared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, text

WORDS = "article_words"
"""The index of all articles."""
TELLING = "outage_words"
"""The index of those that tell of outages: what `--text` searches events by."""
LONGEST = 12_000
"""Characters of an article that are indexed: as many as are read, and fewer than the positions that PostgreSQL counts."""

_SHIFT = 32
_WORD = re.compile(r"[가-힣]+|[^\W_가-힣]{1,40}")


def words(told: str) -> str:
    """The index words of a text, separated by blanks.

    >>> words("행정전산망 KT, 13:57")
    '행정 정전 전산 산망 망 kt 13 57'
    """
    return " ".join(_words(told))


def _words(told: str) -> Iterator[str]:
    for word in _found(told[:LONGEST]):
        if "가" <= word[0] <= "힣":
            yield from (word[n : n + 2] for n in range(len(word)))
        else:
            yield word


def _found(told: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", told).casefold())


def phrases(asked: str) -> list[str]:
    """What every found text must have, for each word of a question: pairs in a row; a lone syllable ends in `*`.

    >>> phrases("전산망 망 KT")
    ['전산 산망', '망*', 'kt']
    """
    return [_phrase(word) for word in _found(asked[:200])]


def _phrase(word: str) -> str:
    if not "가" <= word[0] <= "힣":
        return word
    return " ".join(word[n : n + 2] for n in range(len(word) - 1)) if len(word) > 1 else f"{word}*"


def number(published_at: datetime, version: int) -> int:
    """The index's number of a version: sorts by the minute of publication."""
    return (int(published_at.timestamp()) // 60 << _SHIFT) + version


def version_of(entry: int) -> int:
    """Inverse of `number`."""
    return entry & (1 << _SHIFT) - 1


def is_ours(name: str | None) -> bool:
    """Whether a table belongs to the index (FTS5 makes several): models and Alembic know nothing of them."""
    return (name or "").startswith((WORDS, TELLING))


def create(connection: Connection) -> None:
    """Make the empty indexes: for a migration."""
    for table in (WORDS, TELLING):
        if connection.dialect.name == "sqlite":
            connection.execute(
                text(
                    f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
                )
            )
        else:
            connection.execute(text(f"CREATE TABLE {table} (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"))
            connection.execute(text(f"CREATE INDEX ix_{table} ON {table} USING gin (words)"))


def add(connection: Connection, table: str, entries: Iterable[tuple[int, str]]) -> None:
    """Index texts by their numbers."""
    sqlite = connection.dialect.name == "sqlite"
    value = ":words" if sqlite else "CAST(:words AS tsvector)"
    rows = [{"entry": entry, "words": words(told) if sqlite else _vector(told)} for entry, told in entries]
    if rows:
        connection.execute(text(f"INSERT INTO {table}(rowid, words) VALUES (:entry, {value})"), rows)  # noqa: S608


def _vector(told: str) -> str:
    """A `tsvector` as PostgreSQL writes it."""
    return " ".join(f"'{word}':{n}" for n, word in enumerate(_words(told), 1))


def drop(connection: Connection, table: str, entry: int, told: str) -> bool:
    """Take a text out of the index, if it is in, and say whether it was; `told` must be what was indexed."""
    if connection.execute(text(f"SELECT 1 FROM {table} WHERE rowid = :entry"), {"entry": entry}).first() is None:  # noqa: S608
        return False
    sql = f"DELETE FROM {table} WHERE rowid = :entry"  # noqa: S608
    if connection.dialect.name == "sqlite":  # an index that keeps no text is told what to take out
        sql = f"INSERT INTO {table}({table}, rowid, words) VALUES ('delete', :entry, :words)"  # noqa: S608
        connection.execute(text(sql), {"entry": entry, "words": words(told)})
    else:
        connection.execute(text(sql), {"entry": entry})
    return True


def asked(connection: Connection, wanted: list[str]) -> tuple[str, str]:
    """(condition on the index's `words` with the parameter `:asked`, its value) for phrases."""
    if connection.dialect.name == "sqlite":
        told = " AND ".join(f'"{one[:-1]}" *' if one.endswith("*") else f'"{one}"' for one in wanted)
        return "words MATCH :asked", told
    told = " & ".join(
        f"'{one[:-1]}':*" if one.endswith("*") else "(" + " <-> ".join(f"'{pair}'" for pair in one.split()) + ")"
        for one in wanted
    )
    return "words @@ CAST(:asked AS tsquery)", told
