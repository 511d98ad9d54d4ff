"""How good is it? Cross-validated over incidents: `meoktong evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from classifier.extract import extract_text
from classifier.learning.corpus import CORPUS, Row, folds, load_corpus, published, text_of
from classifier.learning.figures import Figures
from classifier.train import lessons_of, train_models
from storage.records import Article, Extraction, OutageMention

OUTER_FOLDS = 5


def cross_validate(rows: Sequence[Row]) -> Iterator[tuple[Row, Extraction]]:
    """Every article with what models trained without its incident extract from it."""
    lessons = lessons_of(rows)
    parts = folds(rows, OUTER_FOLDS)
    for fold in range(OUTER_FOLDS):
        models = train_models([lesson for lesson, part in zip(lessons, parts, strict=True) if part != fold])
        for row, part in zip(rows, parts, strict=True):
            if part == fold:
                yield row, extract_text(article_of(row), models, "cross-validation")


def article_of(row: Row) -> Article:
    """A corpus row as an article."""
    return Article(row["source_url"], row["publisher"], row["title"], row["body"], published(row))


def event_form(mention: OutageMention) -> Mapping[str, Any]:
    """A mention in the annotation's field names."""
    return asdict(mention)


def main_evaluate(corpus: Path | None = None) -> str:
    """Cross-validate and return the table: each figure with precision, recall, F1 and its counts."""
    figures = Figures()
    rows = load_corpus(corpus or CORPUS)
    for row, extraction in cross_validate(rows):
        events = [event_form(mention) for mention in extraction.mentions]
        figures.add(row, extraction.relevance.label, events, text_of(row))
    lines = [f"{len(rows)} articles, {OUTER_FOLDS} folds, no incident in two of them", ""]
    lines.append(f"{'figure':<20}{'precision':>10}{'recall':>10}{'F1':>10}{'right/made/true':>20}")
    for name, score in figures.scores().items():
        counts = f"{score.hit}/{score.made}/{score.true}"
        lines.append(f"{name:<20}{score.precision:>10.3f}{score.recall:>10.3f}{score.f1:>10.3f}{counts:>20}")
    return "\n".join(lines)
