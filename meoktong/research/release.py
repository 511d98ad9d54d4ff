"""A dated research release: a folder that says what it holds, what it rests on, and what it does not know.

No press text goes in beyond the quotes that show a value: neither headlines nor bodies.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlmodel import Session

from meoktong.outputs.tables import write_csv, write_jsonl
from meoktong.research import records
from meoktong.research.models import TABLES, EventRecord, Exported, codebook
from storage.localtime import SEOUL

ASKED = ("operator", "sector", "started_at", "ended_at", "duration_minutes", "status", "cause")


def write(session: Session, folder: Path, title: str, author: str, now: datetime) -> Path:
    """Write `meoktong-DATE` below a folder, whole or not at all; returns its path. Raises `FileExistsError`."""
    day = now.astimezone(SEOUL).date().isoformat()
    target = folder / f"meoktong-{day}"
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=folder) as place:
        made = Path(place) / "release"
        made.mkdir()
        counts = _tables(session, made)
        (made / "codebook.md").write_text(codebook(), encoding="utf-8")
        (made / "counts.json").write_text(json.dumps(counts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        (made / "CITATION.cff").write_text(_citation(title, author, day), encoding="utf-8")
        (made / "README.md").write_text(_readme(title, day, counts), encoding="utf-8")
        (made / "SHA256SUMS").write_text(_checksums(made), encoding="utf-8")
        shutil.move(made, target)
    return target


def _tables(session: Session, folder: Path) -> dict[str, Any]:
    unknown: Counter[str] = Counter()
    rows = {}
    for name, model in TABLES.items():
        told = records.table(session, name)
        told = _counted(told, unknown) if name == "events" else told
        rows[name] = write_csv(folder / f"{name}.csv", model, told)
    write_jsonl(folder / "events.jsonl", EventRecord, records.events(session))
    total = rows["events"]
    shares = {name: round(unknown[name] / total, 4) if total else None for name in ASKED}
    return {"rows": rows, "events": total, "unknown": {n: unknown[n] for n in ASKED}, "unknown_share": shares}


def _counted(rows: Iterator[Exported], unknown: Counter[str]) -> Iterator[Exported]:
    for row in rows:
        unknown.update(name for name in ASKED if getattr(row, name) in (None, "unknown"))
        yield row


def _checksums(folder: Path) -> str:
    """As `sha256sum --check SHA256SUMS` reads them."""
    listed = sorted(path for path in folder.iterdir() if path.is_file())
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in listed)


def _citation(title: str, author: str, day: str) -> str:
    """Citation File Format 1.2.0."""
    told = {"title": title, "author": author}
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in told.items()}
    return (
        "cff-version: 1.2.0\n"
        "message: Please cite this data set as below.\n"
        "type: dataset\n"
        f"title: {quoted['title']}\n"
        f"authors:\n  - name: {quoted['author']}\n"
        f'version: "{day}"\n'
        f"date-released: {day}\n"
        "keywords:\n  - service outages\n  - Korean news\n"
    )


def _readme(title: str, day: str, counts: dict[str, Any]) -> str:
    rows = "\n".join(f"| {name}.csv | {count} |" for name, count in counts["rows"].items())
    shares = "\n".join(f"| {name} | {count} of {counts['events']} |" for name, count in counts["unknown"].items())
    return f"""# {title}, {day}

Service outages as Korean news told them, made by meoktong {version("meoktong")}. Columns: `codebook.md`. Cite: `CITATION.cff`.
Check: `sha256sum --check SHA256SUMS`. Times are Korean local time, never more exact than their source; `*_utc` in UTC.

| file | rows |
| --- | --- |
{rows}

Not known, by property of events:

| property | unknown |
| --- | --- |
{shares}

`coverage.csv` tells what was watched: an outage that no watched source told of is not in here. `articles.csv` names articles without their
text, which belongs to their publishers; `statements.csv` quotes the words that show a value.
"""
