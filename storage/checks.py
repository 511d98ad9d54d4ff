"""What the store lets in: tables do not validate, so records are checked here. Every failure is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from storage.localtime import split_prefix
from storage.records import Article, Evidence, Extraction, MergedEvent, OutageMention


class _Checked(BaseModel):
    """Checks the types and choices that the records declare; records themselves promise without looking."""

    model_config = ConfigDict(revalidate_instances="always", strict=True, allow_inf_nan=False)

    article: Article | None = None
    extraction: Extraction | None = None
    event: MergedEvent | None = None


def check_article(article: Article) -> None:
    """Raises `ValueError` for wrong types, no address, a NUL (PostgreSQL knows none), or a time without a zone."""
    _check(article=article)
    if not article.url:
        raise ValueError("an article has an address")
    if "\0" in f"{article.url}{article.publisher}{article.text}{article.published_raw}{article.modified_raw}":
        raise ValueError(f"{article.url!r}: text was not cleaned: it holds a NUL")
    for name in ("published_at", "modified_at", "fetched_at"):
        moment = getattr(article, name)
        if moment is not None and moment.utcoffset() is None:
            raise ValueError(f"{article.url}: {name} names no zone")


def check_extraction(extraction: Extraction, text: str) -> None:
    """Raises `ValueError` for values that the annotation guide does not know, and for words that `text` does not say."""
    _check(extraction=extraction)
    _between(extraction.relevance.score, "relevance score")
    for mention in extraction.mentions:
        _check_outage(mention)
        for span in _spans(mention):
            if text[span.start : span.end] != span.quote or span.start < 0:
                raise ValueError(f"the article has no {span.quote!r} at {span.start}")


def check_merge(events: Iterable[MergedEvent]) -> None:
    """Raises `ValueError` for values that the annotation guide does not know, or where events are no partition."""
    seen: set[tuple[str, int]] = set()
    for event in events:
        _check(event=event)
        _check_outage(event)
        if not event.members:
            raise ValueError("an event has at least one mention")
        for article, index in event.members:
            if (article, index) in seen:
                raise ValueError(f"mention {index} of article {article} is placed twice")
            seen.add((article, index))


def check_moment(moment: datetime) -> None:
    """Raises `ValueError` for a time that names no zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} names no zone")


def _check(**record: Article | Extraction | MergedEvent) -> None:
    try:
        _Checked.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise ValueError(f"{place}: {first['msg']}") from None


def _check_outage(told: OutageMention | MergedEvent) -> None:
    if not told.systems:
        raise ValueError("an outage names at least one system")
    for value in (told.started_at, told.ended_at):
        if value is not None:
            split_prefix(value)
    if told.duration_minutes is not None and told.duration_minutes < 0:
        raise ValueError(f"no outage lasts {told.duration_minutes} minutes")
    _between(told.confidence, "confidence")


def _between(share: float, name: str) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"{name} is not between 0 and 1: {share}")


def _spans(mention: OutageMention) -> Iterator[Evidence]:
    for spans in mention.evidence.values():
        yield from spans
    for milestone in mention.milestones:
        yield milestone.evidence
