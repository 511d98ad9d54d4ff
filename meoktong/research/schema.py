"""The database's tables as a picture (Mermaid) and as lists, made from the models: docs/data.md holds both."""

from __future__ import annotations

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from storage import database, tables  # noqa: F401 - registers every table

SHOWN = (
    "article", "address", "article_version", "raw_page", "mention", "evidence", "event", "event_mention", "event_state",
    "event_name", "name", "statement", "review", "crawl_run", "crawl_source",
)  # fmt: skip
"""Tables of the record, in reading order; what crawling and delivering keep for themselves is left out."""


def schema() -> str:
    """The picture, then every table with its columns, as Markdown."""
    return f"{picture()}\n{listing()}"


def picture() -> str:
    """Which table points at which."""
    lines = ["```mermaid", "erDiagram"]
    for table in _tables():
        lines += [
            f"    {key.column.table.name} ||--o{{ {table.name} : {key.parent.name}"
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        ]
    return "\n".join([*lines, "    name ||--o{ event_name : key", "```", ""])


def listing() -> str:
    """Every table: what it is, and its columns."""
    parts = []
    for table in _tables():
        meaning = _meaning(table.name)
        columns = ", ".join(_column(column) for column in table.columns)
        parts.append(f"**{table.name}**: {meaning}\n{columns}\n")
    return "\n".join(parts)


def _tables() -> list[Table]:
    return [SQLModel.metadata.tables[name] for name in SHOWN]


def _meaning(name: str) -> str:
    for mapper in SQLModel._sa_registry.mappers:
        if mapper.local_table is not None and mapper.local_table.name == name:  # type: ignore[attr-defined]
            return " ".join((mapper.class_.__doc__ or "").split())
    raise LookupError(name)


def _column(column: Column[object]) -> str:
    mark = " (key)" if column.primary_key else ""
    return f"`{column.name}`{mark}"
