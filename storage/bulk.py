"""Questions that go through the whole record, a part at a time."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import rows
from storage.batches import each
from storage.localtime import SEOUL
from storage.records import StoredArticle
from storage.tables import ArticleRow, RunRow, SourceCountRow, VersionRow

AT_ONCE = 1_000


class Covered(NamedTuple):
    """What one source gave on one day (local), and how many articles its outlet published on it that are kept."""

    date: str
    source: str
    publisher: str
    runs: int
    found: int
    parsed: int
    failed: int
    refused: int
    articles: int


def articles(session: Session, relevance: str = "") -> Iterator[StoredArticle]:
    """Every article's version in force by number, forgotten ones aside."""
    last = 0
    while True:
        query = _articles(relevance).where(col(ArticleRow.id) > last)
        found = session.exec(query.order_by(col(ArticleRow.id)).limit(AT_ONCE)).all()
        if not found:
            return
        last = found[-1][0].id or last
        yield from (_stored(row, version) for row, version in found)
        session.expunge_all()


def sample(session: Session, size: int, seed: int, relevance: str = "") -> list[StoredArticle]:
    """A simple random sample without replacement, the same for the same record and seed, in the order drawn."""
    numbers = _articles(relevance).with_only_columns(col(ArticleRow.id)).order_by(col(ArticleRow.id))
    listed = list(session.exec(numbers).scalars())
    drawn = random.Random(seed).sample(listed, min(size, len(listed)))  # noqa: S311
    found = {row.id: _stored(row, version) for row, version in each(session, _articles(""), col(ArticleRow.id), drawn)}
    return [found[number] for number in drawn]


def _articles(relevance: str) -> Any:
    query = select(ArticleRow, VersionRow).join(VersionRow, col(VersionRow.id) == ArticleRow.current_id)
    query = query.where(col(ArticleRow.forgotten_at).is_(None))
    return query.where(VersionRow.relevance == relevance) if relevance else query


def _stored(row: ArticleRow, version: VersionRow) -> StoredArticle:
    return StoredArticle(str(row.id), rows.article_of(row.url, row.publisher, version), rows.relevance_of(version))


def coverage(session: Session) -> list[Covered]:
    """Every source on every day on which it was visited, and every outlet on every day of which articles are kept."""
    day = func.substr(VersionRow.published_local, 1, 10)
    counts = select(day, ArticleRow.publisher, func.count()).join(
        VersionRow, col(VersionRow.id) == ArticleRow.current_id
    )
    kept = {(date, outlet): count for date, outlet, count in session.exec(counts.group_by(day, ArticleRow.publisher))}
    visits: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for run, count in session.exec(select(RunRow, SourceCountRow).where(RunRow.id == SourceCountRow.run_id)):
        date = run.started_at.astimezone(SEOUL).date().isoformat()
        told = (1, count.found, count.parsed, count.failed, count.refused)
        sums = visits[date, count.source, count.publisher]
        sums[:] = [one + other for one, other in zip(sums, told, strict=True)]
    watched = {(date, outlet) for date, _, outlet in visits}
    found = [
        Covered._make((date, source, outlet, *sums, kept.get((date, outlet), 0)))
        for (date, source, outlet), sums in visits.items()
    ]
    found += [
        Covered(date, "", outlet, 0, 0, 0, 0, 0, count)
        for (date, outlet), count in kept.items()
        if (date, outlet) not in watched
    ]
    return sorted(found)
