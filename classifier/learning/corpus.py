"""The annotated corpus: articles in the form of docs/annotation.md, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent / "corpus"
OWN = "own-"  # how identifiers and files of articles that we made up begin
Row = Mapping[str, Any]


class CorpusError(ValueError):
    """A corpus that cannot be used; the message names file and line."""


def load_corpus(folder: Path | None = None, *, own: bool = False) -> list[Row]:
    """All articles of a folder's `*.jsonl`, in order of file and line; with `own` also those that we made up, in `own-*`.

    Raises `CorpusError`.
    """
    folder = folder or CORPUS
    paths = [path for path in sorted(folder.glob("*.jsonl")) if own or not path.name.startswith(OWN)]
    rows = [row for path in paths for row in _rows(path)]
    if not rows:
        raise CorpusError(f"{folder}: no *.jsonl with articles in it")
    return rows


def is_own(article: Row) -> bool:
    """Whether we made an article up."""
    return bool(article["id"].startswith(OWN))


def _rows(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                datetime.fromisoformat(row["published_at"])
                row["title"], row["body"], row["relevance"], row["events"], row["incident"], row["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path.name}:{number}: not an annotated article: {error!r}") from None
            yield row


def digest(rows: Sequence[Row]) -> str:
    """SHA-256 over the articles, independent of how their JSON was written."""
    text = "\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def folds(rows: Sequence[Row], number: int, salt: str = "") -> list[int]:
    """A fold for each article: one incident is never on two sides. Incidents are spread by a hash of their slug, for every `salt` otherwise."""
    return [int(hashlib.sha256(f"{salt}{row['incident']}".encode()).hexdigest(), 16) % number for row in rows]


def published(row: Row) -> datetime:
    """The article's time of publication, aware."""
    return datetime.fromisoformat(row["published_at"])


def text_of(row: Row) -> str:
    """Headline and body as one text."""
    return f"{row['title']}\n{row['body']}"
