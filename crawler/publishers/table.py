"""The declarations as a table for people: what docs/sources.md shows, and CI compares with."""

from __future__ import annotations

from crawler.publishers.model import Publisher
from crawler.publishers.registry import load

KINDS = ("wire", "daily", "business", "it", "broadcaster", "weekly", "internet", "portal")


def sources_table() -> str:
    """One row per outlet, by kind, then per layout its evidence."""
    outlets = sorted(load(), key=lambda outlet: (KINDS.index(outlet.kind), outlet.name))
    head = "| outlet | kind | domain | sources | new a day | layouts |\n| --- | --- | --- | --- | --- | --- |\n"
    layouts = "| layout | until | evidence |\n| --- | --- | --- |\n"
    rows = [
        f"| `{one.name}` | {one.valid_until or ''} | {one.evidence} |\n" for outlet in outlets for one in outlet.layouts
    ]
    return f"{head}{''.join(map(_row, outlets))}\n{layouts}{''.join(rows)}"


def _row(outlet: Publisher) -> str:
    sources = ", ".join(f"{one.section or one.kind} ({one.kind}, {one.as_of})" for one in outlet.sources)
    volume = max((one.expected_per_day or 0 for one in outlet.sources), default=0)
    names = ", ".join(f"`{one.name}`" for one in outlet.layouts)
    return f"| {outlet.name} | {outlet.kind} | {', '.join(outlet.domains)} | {sources} | {volume or ''} | {names} |\n"
