"""Tables of records as files: CSV, JSON Lines, Parquet, XLSX; one function each. What a spreadsheet would run is made harmless."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from meoktong.outputs import rows as lists
from meoktong.outputs.rows import harmless
from meoktong.research.models import Exported, kind

LONGEST_CELL = 32_767  # characters that Excel keeps
MOST_ROWS = 1_048_575  # rows that Excel keeps below a header
BOM = b"\xef\xbb\xbf"

Write = Callable[[Path, type[Exported], Iterable[Exported]], int]


class TooLongError(ValueError):
    """More rows than the format holds; the message is one line."""


def write_csv(path: Path, model: type[Exported], rows: Iterable[Exported], bom: bool = False) -> int:
    """UTF-8, one header line; `bom` makes Excel read it as such. Returns the number of rows."""
    count = 0
    with path.open("wb") as raw:
        raw.write(BOM if bom else b"")
        with io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="") as text:
            writer = csv.writer(text, lineterminator="\r\n" if bom else "\n")
            writer.writerow(model.model_fields)
            for count, row in enumerate(rows, 1):  # noqa: B007
                writer.writerow([harmless(cell(value)) for value in row.model_dump().values()])
    return count


def write_jsonl(path: Path, model: type[Exported], rows: Iterable[Exported]) -> int:
    """One JSON object a line; lists stay lists."""
    del model
    count = 0
    with path.open("w", encoding="utf-8", errors="backslashreplace") as text:
        for count, row in enumerate(rows, 1):  # noqa: B007
            text.write(json.dumps(row.model_dump(), ensure_ascii=False) + "\n")
    return count


def write_parquet(path: Path, model: type[Exported], rows: Iterable[Exported]) -> int:
    """Typed columns, lists as lists, in row groups."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {"text": pa.string(), "number": pa.float64(), "whole number": pa.int64(), "yes or no": pa.bool_()}
    schema = pa.schema([(name, types.get(kind(model, name), pa.list_(pa.string()))) for name in model.model_fields])
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        for part in _parts(rows, 10_000):
            writer.write_table(pa.Table.from_pylist([row.model_dump() for row in part], schema=schema))
            count += len(part)
    return count


def write_xlsx(path: Path, model: type[Exported], rows: Iterable[Exported]) -> int:
    """One sheet; texts are texts, whatever they begin with. Raises `TooLongError`."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("meoktong")
    sheet.append(list(model.model_fields))
    count = 0

    def shown(value: Any) -> Any:
        if value is None or isinstance(value, (bool, int, float)):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", harmless(cell(value)))[:LONGEST_CELL]
        made: Any = WriteOnlyCell(sheet, value=text)
        made.data_type = "s"
        return made

    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise TooLongError(f"Excel holds {MOST_ROWS:,} rows: export as csv, jsonl or parquet")
        sheet.append([shown(value) for value in row.model_dump().values()])
    book.save(path)
    return count


def cell(value: object) -> str:
    """A value as the text of one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return lists.cell(value, between="; ")


def _parts(rows: Iterable[Exported], size: int) -> Iterable[list[Exported]]:
    part: list[Exported] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


WRITERS: dict[str, Write] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet, "xlsx": write_xlsx}
