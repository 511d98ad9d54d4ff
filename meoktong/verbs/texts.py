"""Verbs that need no database: articles, texts, pages and mentions in, JSON Lines out."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from meoktong.complaints import Complaints
from meoktong.jsonlines import Row, read_lines, write_line
from meoktong.verbs.rows import RowError, article_of, mentions_of, moment, text
from storage.clean import clean_text
from storage.records import Article, ArticleMention, Extraction, MergedEvent


def extract_lines(source: str, keep_body: bool, complaints: Complaints) -> None:
    """Print each article of a JSON Lines file with what the classifier says of it, in the order of the file."""
    from meoktong.reading import extraction_of

    for where, row, article in articles_in(source, complaints):
        extraction = extraction_of(article, where, complaints)
        if extraction is not None:
            write_line(_extracted(row, article, extraction, keep_body))


def articles_in(source: str, complaints: Complaints) -> Iterator[tuple[str, Row, Article]]:
    """Each row of a JSON Lines file with where it stands and its article; a row that is none is a complaint."""
    for where, row in read_lines(source, complaints):
        try:
            if row is not None:
                yield where, row, article_of(row)
        except RowError as error:
            complaints.add(where, str(error))


def _extracted(row: Row, article: Article, extraction: Extraction, keep_body: bool) -> Row:
    """Spans point into the cleaned title and body, so the cleaned ones are printed."""
    from storage.forms import mention_to_dict

    kept: Row = {name: value for name, value in row.items() if name not in {"body", "relevance", "events"}}
    kept |= {"title": article.headline} if "title" in row else {}
    kept |= {"body": article.body} if keep_body else {}
    return {
        **kept,
        "relevance": extraction.relevance.label,
        "relevance_score": extraction.relevance.score,
        "events": [mention_to_dict(mention) for mention in extraction.mentions],
    }


def timex_lines(source: str, complaints: Complaints) -> None:
    """Print one JSON list for each line (`text`, `reference`); an empty one for a bad line, so that lines match."""
    from classifier.temporal.find import find_timexes
    from classifier.temporal.forms import timex_to_dict

    for where, row in read_lines(source, complaints):
        try:
            found = find_timexes(text(row, "text"), moment(row.get("reference"), "reference")) if row else []
        except RowError as error:
            complaints.add(where, str(error))
            found = []
        write_line([timex_to_dict(timex) for timex in found])


def timex_text(words: str, at: str, explained: bool, complaints: Complaints) -> None:
    """Print the time expressions of one text as one JSON list; with `explained`, how each was found, on stderr."""
    from classifier.temporal.find import find_timexes
    from classifier.temporal.forms import explain, timex_to_dict

    try:
        reference = moment(at, "--at")
    except RowError as error:
        complaints.add("timex", str(error))
        return
    if explained:
        sys.stderr.write(explain(clean_text(words), reference) + "\n")
    write_line([timex_to_dict(timex) for timex in find_timexes(clean_text(words), reference)])


def timex_rules() -> None:
    """Print what is recognised, as the table of docs/time-expressions.md."""
    from classifier.temporal.forms import rules_table

    sys.stdout.write(rules_table() + "\n")


def parse_page(path: Path, url: str, complaints: Complaints) -> None:
    """Print the article on one saved page as JSON."""
    from crawler.forms import article_to_dict
    from crawler.page import NotAnArticle, parse

    try:
        write_line(article_to_dict(parse(path.read_bytes(), url)))
    except OSError as error:
        complaints.add(str(path), error.strerror or str(error))
    except NotAnArticle as error:
        complaints.add(str(path), error.reason)


def merge_lines(source: str, complaints: Complaints) -> None:
    """Print one line for each outage that the articles of a file tell of."""
    from classifier.merge import merge

    for event in merge(_mentions(source, complaints)):
        write_line(_merged(event))


def _mentions(source: str, complaints: Complaints) -> Iterator[ArticleMention]:
    seen: set[str] = set()
    for where, row in read_lines(source, complaints):
        try:
            found = mentions_of(row) if row is not None else []
            if found and found[0].article_id in seen:
                raise RowError(f"article {found[0].article_id!r} was already read; the first one counts")
        except RowError as error:
            complaints.add(where, str(error))
            continue
        seen.update(mention.article_id for mention in found)
        yield from found


def _merged(event: MergedEvent) -> Row:
    return {
        "id": _identifier(event),
        "systems": list(event.systems),
        "operator": event.operator,
        "started_at": event.started_at,
        "ended_at": event.ended_at,
        "duration_minutes": event.duration_minutes,
        "duration_qualifier": event.duration_qualifier,
        "status": event.status,
        "cause": event.cause,
        "confidence": event.confidence,
        "independent_sources": event.independent_sources,
        "mentions": [{"article_id": article, "index": index} for article, index in event.members],
    }


def _identifier(event: MergedEvent) -> str:
    """Day and a digest of the first mention: the same for the same articles, whatever their order."""
    article, index = event.members[0]
    return f"{(event.started_at or 'undated')[:10]}-{hashlib.sha256(f'{article}#{index}'.encode()).hexdigest()[:8]}"
