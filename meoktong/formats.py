"""The forms in which lists and digests are printed."""

from enum import StrEnum


class Format(StrEnum):
    """How a list is printed. `auto` is a table on a terminal and tab-separated lines in a pipe."""

    auto = "auto"
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class DigestFormat(StrEnum):
    """How a digest is printed."""

    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    atom = "atom"


class DossierFormat(StrEnum):
    """How one outage is printed."""

    text = "text"
    json = "json"


class SortBy(StrEnum):
    """What comes first in a list of outages: the newest start, the longest, the most told, the last changed."""

    started = "started"
    duration = "duration"
    articles = "articles"
    updated = "updated"


class ExportFormat(StrEnum):
    """How a table is exported."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"


class Exportable(StrEnum):
    """What is exported."""

    events = "events"
    statements = "statements"
    articles = "articles"
    texts = "texts"
    coverage = "coverage"
    reviews = "reviews"
    training = "training"
    codebook = "codebook"
    schema = "schema"
    release = "release"
