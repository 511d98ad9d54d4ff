"""Rows of JSON Lines as articles and mentions: checked here, so that nothing behind meets a surprise."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, get_args

from classifier.merging.accounts import period
from meoktong.jsonlines import Row
from storage.clean import clean_text
from storage.localtime import SEOUL, split_prefix
from storage.records import Article, ArticleMention, Cause, OutageMention, Qualifier, Role, Status

CHOICES: Final = {
    "role": get_args(Role),
    "status": get_args(Status),
    "cause": get_args(Cause),
    "duration_qualifier": get_args(Qualifier),
}
YEARS = range(1900, 2200)  # a time outside is a mistake


class RowError(ValueError):
    """A row that is not what the verb reads; the message says why, on one line."""


def moment(value: object, name: str) -> datetime:
    """An ISO 8601 moment; one that names no zone is Korean local time. Raises `RowError`."""
    if not isinstance(value, str) or not value.strip():
        raise RowError(f"no {name}")
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        raise RowError(f"{name} is no ISO 8601 time: {value[:40]!r}") from None
    if when.year not in YEARS:
        raise RowError(f"{name} is out of range: {value[:40]!r}")
    return when if when.tzinfo else when.replace(tzinfo=SEOUL)


def text(row: Row, *names: str) -> str:
    """The first of the named fields that the row has, cleaned; "" where it has none. Raises `RowError`."""
    value: Any = next((row[name] for name in names if row.get(name) is not None), "")
    if not isinstance(value, str):
        raise RowError(f"{names[0]} is not text")
    return clean_text(value)


def article_of(row: Row) -> Article:
    """An article from `title` (or `headline`), `body`, `published_at` and optional `url`, `publisher`."""
    body = text(row, "body")
    if not body.strip():
        raise RowError("empty body")
    published = moment(row.get("published_at"), "published_at")
    title = text(row, "title", "headline").replace("\n", " ")
    return Article(text(row, "url", "source_url"), text(row, "publisher"), title, body, published)


def mentions_of(row: Row) -> list[ArticleMention]:
    """The mentions of one line of `meoktong extract`. Where title and body are there, wire copies can be found."""
    url = text(row, "url", "source_url")
    identifier = str(row.get("id") or url)
    if not identifier:
        raise RowError("neither id nor url")
    events = row.get("events", [])
    if not isinstance(events, list):
        raise RowError("events is no list")
    if not events:
        return []
    published = moment(row.get("published_at"), "published_at")
    words = f"{text(row, 'title', 'headline')}\n{text(row, 'body')}" if row.get("body") else ""
    outlet = text(row, "publisher")
    return [
        ArticleMention(identifier, index, _mention(event, index), url, outlet, published, words)
        for index, event in enumerate(events)
    ]


def _mention(event: object, index: int) -> OutageMention:
    """One event of a line. Raises `RowError` for a field whose value the annotation guide does not know."""
    from storage.forms import mention_from_dict

    try:
        if not isinstance(event, dict):
            raise TypeError("not an object")
        _check(event)
        return mention_from_dict(event)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RowError(f"event {index}: {error}") from None


def _check(event: Row) -> None:
    systems = event.get("systems")
    if not isinstance(systems, list) or not all(isinstance(name, str) for name in systems):
        raise ValueError("systems is no list of names")
    for name, known in CHOICES.items():
        if event.get(name) is not None and event[name] not in known:
            raise ValueError(f"{name} is none of {', '.join(known)}: {str(event[name])[:40]!r}")
    for name in ("started_at", "ended_at"):
        if event.get(name) is not None and not _is_prefix(event[name]):
            raise ValueError(f"{name} is no ISO 8601 prefix of a local time: {str(event[name])[:40]!r}")
    minutes = event.get("duration_minutes")
    if minutes is not None and (not isinstance(minutes, (int, float)) or isinstance(minutes, bool) or minutes < 0):
        raise ValueError("duration_minutes is no number of minutes")
    if not isinstance(event.get("operator"), (str, type(None))):
        raise ValueError("operator is not text")


def _is_prefix(value: object) -> bool:
    try:
        return isinstance(value, str) and split_prefix(value).instant.year in YEARS and bool(period(value))
    except (ValueError, OverflowError):
        return False
