"""Cross-validation over incidents: every annotated article, read by models that never saw its incident."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.decisions.linear import LinearModel
from classifier.extract import extract_text
from classifier.learning.corpus import CORPUS, Row, folds, load_corpus, published
from classifier.learning.figures import Scores, count
from classifier.train import Models, lessons_of, train_models
from storage.forms import mention_to_dict
from storage.records import Article, Extraction

OUTER_FOLDS = 5
VERSION = "cross-validation"
Lesson = Any  # an article as training reads it, opaque here: `lessons_of` makes them, `train_models` takes them


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article: its annotation, what was extracted of it, and its counts. `events` are JSON forms."""

    row: Row
    extraction: Extraction
    events: tuple[dict[str, Any], ...]
    counts: Scores

    @classmethod
    def of(cls, row: Row, extraction: Extraction) -> Outcome:
        """Count an extraction against its annotation."""
        events = tuple(mention_to_dict(mention) for mention in extraction.mentions)
        return cls(row, extraction, events, count(row, extraction.relevance.label, events))


@dataclass(frozen=True, slots=True)
class Material:
    """Articles, read once: `rows` are measured, `own` only ever teach."""

    rows: tuple[Row, ...]
    own: tuple[Row, ...]
    lessons: tuple[Lesson, ...]

    @classmethod
    def load(cls, folder: Path | None = None, *, own: bool = True, invented: bool = False) -> Material:
        """Read a folder of annotated articles, with or without those of our own, which teach. Raises `CorpusError`.

        `invented`: the other way round, those of our own are measured and the others teach.
        """
        rows = load_corpus(folder or CORPUS)
        known = {row["id"] for row in rows}
        ours = [row for row in load_corpus(folder or CORPUS, own=True) if row["id"] not in known] if own else []
        if invented:
            rows, ours = ours, rows
        return cls(tuple(rows), tuple(ours), tuple(lessons_of([*rows, *ours])))

    def incidents(self) -> int:
        """How many incidents are measured."""
        return len({row["incident"] for row in self.rows})


def cross_validate(material: Material, *, share: float = 1.0, own: bool = True) -> list[Outcome]:
    """What is extracted of every measured article, in their order.

    Models learn from `share` of the incidents on the other side (always the same ones first), and from the articles of
    our own unless `own` is false.
    """
    found = {
        outcome.row["id"]: outcome
        for rows, models in taught(material, share=share, own=own)
        for outcome in extracted(rows, models)
    }
    return [found[row["id"]] for row in material.rows]


def taught(material: Material, *, share: float = 1.0, own: bool = True) -> Iterator[tuple[list[Row], Models]]:
    """For each fold its rows, and models that never saw an incident of theirs."""
    parts = folds(material.rows, OUTER_FOLDS)
    for fold in sorted(set(parts)):
        rows = [row for row, part in zip(material.rows, parts, strict=True) if part == fold]
        held = {row["incident"] for row in rows}
        yield rows, train_models(list(teaching(material, held, share, own)))


def extracted(rows: Iterable[Row], models: Mapping[str, LinearModel]) -> Iterator[Outcome]:
    """What these models make of articles."""
    for row in rows:
        yield Outcome.of(row, extract_text(article_of(row), models, VERSION))


def teaching(material: Material, held: Set[str], share: float, own: bool) -> Iterator[Lesson]:
    """Lessons of no incident that is held out: a share of the incidents measured, and those of our own if wanted."""
    chosen = _first_incidents([row for row in material.rows if row["incident"] not in held], share)
    for n, (row, lesson) in enumerate(zip((*material.rows, *material.own), material.lessons, strict=True)):
        ours = n >= len(material.rows)
        if row["incident"] not in held and (own if ours else row["incident"] in chosen):
            yield lesson


def _first_incidents(rows: Sequence[Row], share: float) -> Set[str]:
    """A share of the incidents, spread by a hash of their slug that has nothing to do with the folds."""
    names = {row["incident"] for row in rows}
    ranked = sorted(names, key=lambda name: hashlib.sha256(f"share {name}".encode()).digest())
    return set(ranked[: round(share * len(ranked))])


def article_of(row: Row) -> Article:
    """A corpus row as an article."""
    return Article(row["source_url"], row["publisher"], row["title"], row["body"], published(row))
