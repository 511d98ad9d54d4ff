"""Articles from files into the database: JSON Lines, and Excel exports of BigKinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from meoktong.complaints import Complaints, FailureError
from meoktong.jsonlines import STDIN, read_lines
from meoktong.outputs.progress import shown
from meoktong.research import bigkinds
from meoktong.verbs.opened import opened
from meoktong.verbs.rows import RowError, article_of
from storage.records import Article

OUTCOMES = ("new", "updated", "unchanged")


def import_files(db: str, sources: list[str], complaints: Complaints) -> str:
    """Save the articles of files; returns how many were new, updated and unchanged. A bad row is a complaint.

    Saying it twice changes nothing. Raises `FailureError` for a file that is none of these.
    """
    counts: Counter[str] = Counter()
    with opened(db, create=True) as store, shown() as progress:
        for source in sources:
            for where, article in _articles(source, complaints):
                try:
                    counts[store.save_article(article, source=f"import:{Path(source).name}"[:200])] += 1
                except ValueError as error:
                    complaints.add(where, str(error))
                progress("import", counts.total())
    return ", ".join(f"{name} {counts[name]}" for name in OUTCOMES)


def _articles(source: str, complaints: Complaints) -> Iterator[tuple[str, Article]]:
    if source != STDIN:
        path = Path(source)
        try:
            workbook = bigkinds.is_workbook(path)
        except OSError as error:
            raise FailureError(f"{source}: {error.strerror}") from None
        if workbook:
            yield from _workbook(path, complaints)
            return
    yield from _lines(source, complaints)


def _workbook(path: Path, complaints: Complaints) -> Iterator[tuple[str, Article]]:
    try:
        for row, article, reason in bigkinds.articles(path):
            where = f"{path}:{row}"
            if article is None:
                complaints.add(where, reason)
            else:
                yield where, article
    except bigkinds.BigKindsError as error:
        raise FailureError(f"{path}: {error}") from None
    except ImportError as error:
        raise FailureError(f"Excel files need the extra `research`: {error}") from None


def _lines(source: str, complaints: Complaints) -> Iterator[tuple[str, Article]]:
    for where, row in read_lines(source, complaints):
        try:
            if row is None:
                continue
            article = article_of(row)
            address = urlsplit(article.url)
            if address.scheme not in {"http", "https"} or not address.hostname:
                raise RowError("no url")
            partial = row.get("partial") is True
            yield (
                where,
                replace(article, publisher=article.publisher or address.hostname, layout="import", partial=partial),
            )
        except (RowError, ValueError) as error:
            complaints.add(where, str(error))
