"""The record as files: tables, samples, training data, a research release."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from meoktong.complaints import FailureError
from meoktong.formats import ExportFormat
from meoktong.outputs import tables
from meoktong.research import records, release
from meoktong.research.models import TABLES, Exported, TextRecord, codebook
from meoktong.verbs.opened import opened
from storage import bulk

SEEDED = ("events", "articles", "texts")


@dataclass(frozen=True, slots=True)
class Export:
    """What `meoktong export` was asked for."""

    what: str
    out: str = ""
    shape: ExportFormat = ExportFormat.csv
    bom: bool = False
    sample: int | None = None
    seed: int = 0
    relevance: str = ""


def export(db: str, asked: Export) -> int:
    """Write one table to a file or standard output; returns its rows. Raises `FailureError`."""
    if asked.what == "codebook":
        return _text(asked, [codebook()])
    if asked.what == "schema":
        from meoktong.research.schema import schema

        return _text(asked, [schema()])
    if asked.sample is not None and asked.what not in SEEDED:
        raise FailureError(f"--sample goes with {', '.join(SEEDED)}")
    with opened(db) as store, store.reading() as session:
        if asked.what == "training":
            from meoktong.research.training import training

            return _text(asked, (json.dumps(row, ensure_ascii=False) + "\n" for row in training(session)))
        model: type[Exported] = TextRecord if asked.what == "texts" else TABLES[asked.what]
        return _table(asked, model, _rows(session, asked))


def _rows(session: Session, asked: Export) -> Iterator[Exported]:
    if asked.what in {"articles", "texts"}:
        text = asked.what == "texts"
        if asked.sample is None:
            return records.articles(session, text, asked.relevance)
        drawn = bulk.sample(session, asked.sample, asked.seed, asked.relevance)
        return (records.article_record(one, text) for one in drawn)
    rows = records.table(session, asked.what)
    return rows if asked.sample is None else iter(_drawn(list(rows), asked.sample, asked.seed))


def _drawn(rows: list[Exported], size: int, seed: int) -> list[Exported]:
    import random

    return random.Random(seed).sample(rows, min(size, len(rows)))  # noqa: S311


def _table(asked: Export, model: type[Exported], rows: Iterator[Exported]) -> int:
    """A file appears whole or not at all."""
    to_file = asked.out not in {"", "-"}
    target = Path(asked.out) if to_file else None
    if target is not None and not target.parent.is_dir():
        raise FailureError(f"{target}: no such directory")
    if target is None and asked.shape in {ExportFormat.xlsx, ExportFormat.parquet}:
        raise FailureError(f"{asked.shape.value} needs a file: --out FILE")
    with tempfile.TemporaryDirectory(dir=target.parent if target else None, prefix=".export-") as folder:
        made = Path(folder) / "table"
        try:
            count = _write(asked, made, model, rows)
        except tables.TooLongError as error:
            raise FailureError(str(error)) from None
        except ImportError as error:
            raise FailureError(f"{asked.shape.value} needs the extra `research`: {error}") from None
        if target is not None:
            made.replace(target)
        else:
            sys.stdout.buffer.write(made.read_bytes())
    return count


def _write(asked: Export, path: Path, model: type[Exported], rows: Iterator[Exported]) -> int:
    if asked.shape is ExportFormat.csv:
        return tables.write_csv(path, model, rows, asked.bom)
    return tables.WRITERS[asked.shape.value](path, model, rows)


def _text(asked: Export, parts: Any) -> int:
    told = [part.encode("utf-8", "backslashreplace") for part in parts]
    if asked.out in {"", "-"}:
        sys.stdout.buffer.write(b"".join(told))
    else:
        try:
            Path(asked.out).write_bytes(b"".join(told))
        except OSError as error:
            raise FailureError(f"{asked.out}: {error.strerror}") from None
    return len(told)


def release_to(db: str, folder: str, title: str, author: str, now: datetime) -> Path:
    """Write a dated research release below a folder. Raises `FailureError`."""
    with opened(db) as store, store.reading() as session:
        try:
            return release.write(session, Path(folder or "."), title, author, now)
        except OSError as error:
            raise FailureError(str(error)) from None
