"""The forms in which lists and digests are printed."""

from enum import StrEnum


class Format(StrEnum):
    """How a list is printed. `auto` is a table on a terminal and tab-separated lines in a pipe."""

    auto = "auto"
    table = "table"
    json = "json"
    jsonl = "jsonl"


class DigestFormat(StrEnum):
    """How a digest is printed."""

    text = "text"
    json = "json"
