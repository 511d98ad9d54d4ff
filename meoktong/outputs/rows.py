"""Lists for people and programs: a table on a terminal, tab-separated lines in a pipe, JSON when asked."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from meoktong.formats import Format
from meoktong.jsonlines import write_line

_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")


def print_rows(rows: Iterable[dict[str, Any]], columns: Sequence[str], chosen: Format) -> None:
    """Print rows. Tables show `columns` only; JSON forms show every field."""
    if chosen is Format.jsonl:
        for row in rows:
            write_line(row)
    elif chosen is Format.json:
        text = json.dumps(list(rows), ensure_ascii=False, indent=2)
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    elif chosen is Format.csv:
        _print_csv(rows, columns)
    elif chosen is Format.table or sys.stdout.isatty():
        _print_table(rows, columns)
    else:
        _print_tabs(rows, columns)


def _print_table(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(cell(row.get(name))) for name in columns))
    Console().print(table)


def _print_csv(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> None:
    """Every field; cells that a spreadsheet would take for formulas are made harmless."""
    text = io.StringIO()
    listed = list(rows)
    writer = csv.DictWriter(text, list(listed[0] if listed else columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(cell(value)) for name, value in row.items()} for row in listed)
    sys.stdout.buffer.write(text.getvalue().encode("utf-8", "backslashreplace"))


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe (OWASP on CSV injection).

    >>> harmless("=1+1"), harmless("-5"), harmless("장애")
    ("'=1+1", '-5', '장애')
    """
    formula = text.lstrip()[:1] in {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"} or text[:1] in {
        "\t",
        "\r",
        "\n",
    }
    return f"'{text}" if text and formula and not _NUMBER.fullmatch(text) else text


def _print_tabs(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> None:
    for cells in (columns, *([cell(row.get(name)) for name in columns] for row in rows)):
        line = "\t".join(" ".join(one.split()) for one in cells)
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def cell(value: object, between: str = ", ") -> str:
    """A value as the text of one cell; `between` the members of a list."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return between.join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
