"""Small corpora for tests of the evaluation: articles of our own out of the packaged `own-*`, and outcomes by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classifier.evaluation.crossval import Outcome
from classifier.learning.corpus import CORPUS
from storage.forms import mention_from_dict
from storage.records import Extraction, Relevance

Form = dict[str, Any]


def event(*systems: str, **fields: object) -> Form:
    """An annotated event; what is not given is not told."""
    plain: Form = {
        "systems": list(systems), "operator": None, "role": "main", "started_at": None, "ended_at": None,
        "duration_minutes": None, "duration_qualifier": None, "status": "restored", "cause": "unknown", "evidence": {},
    }  # fmt: skip
    return plain | fields


def article(*events: Form, number: int = 1, relevance: str = "", incident: str = "") -> Form:
    """An annotated article, a report where it has events."""
    return {
        "id": f"t-{number}", "incident": incident or f"incident-{number}", "source_url": "https://example.org",
        "publisher": "example.org", "published_at": "2023-11-24T15:00+09:00", "title": "정부24 먹통", "body": "멈췄다.",
        "relevance": relevance or ("report" if events else "none"), "events": list(events),
    }  # fmt: skip


def outcome(row: Form, *made: Form, label: str = "") -> Outcome:
    """An extraction of these events, as the classifier would give it."""
    relevance = Relevance(label or ("report" if made else "none"), 0.5)  # type: ignore[arg-type]
    return Outcome.of(row, Extraction(relevance, tuple(mention_from_dict(one) for one in made), "test"))


def own_corpus(folder: Path, outages: int = 30, ordinary: int = 15, own: int = 0) -> Path:
    """A folder with some of our own articles in the place of measured ones, and `own` more as our own."""
    reports, others = (_lines(f"own-{name}.jsonl") for name in ("outages", "ordinary"))
    _write(folder / "a.jsonl", [*reports[:outages], *others[:ordinary]])
    if own:
        _write(folder / "own-more.jsonl", [*reports[outages : outages + own], *others[ordinary : ordinary + own]])
    return folder


def _lines(name: str) -> list[Form]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def _write(path: Path, rows: Sequence[Form]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
