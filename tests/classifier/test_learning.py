"""The corpus, its folds, training and figures: reproducible, and never one incident on two sides."""

import json
from collections import Counter
from pathlib import Path

import pytest

from classifier.decisions.models import NAMES, bundled_models
from classifier.learning.corpus import CorpusError, digest, folds, load_corpus
from classifier.learning.figures import Score, count
from classifier.learning.pairing import alike, pair
from classifier.train import about, lessons_of, train_models

ROWS = load_corpus()
TAUGHT = load_corpus(own=True)  # with the articles that we made up


def test_no_incident_in_two_folds() -> None:
    parts = folds(ROWS, 5)
    homes: dict[str, set[int]] = {}
    for row, part in zip(ROWS, parts, strict=True):
        homes.setdefault(row["incident"], set()).add(part)
    assert all(len(home) == 1 for home in homes.values())
    assert min(Counter(parts).values()) > len(ROWS) / 10


def test_bundled_models_were_made_from_the_bundled_corpus() -> None:
    from classifier.decisions.linear import load
    from classifier.decisions.models import MODELS

    assert set(bundled_models()) == NAMES
    assert load(MODELS)[1]["corpus_sha256"] == digest(TAUGHT)


def test_training_is_reproducible() -> None:
    lessons = lessons_of([row for row, part in zip(ROWS, folds(ROWS, 5), strict=True) if part in {1, 2}])
    assert train_models(lessons) == train_models(lessons)


def test_the_models_are_what_training_makes() -> None:
    """`meoktong train` on the bundled corpus gives the bundled file, number by number."""
    made = train_models(lessons_of(TAUGHT))
    kept = bundled_models()
    assert about(TAUGHT, made)["features"] == about(TAUGHT, kept)["features"]
    for name, model in kept.items():
        for feature, weights in model.weights.items():
            assert made[name].weights[feature] == pytest.approx(weights, abs=0.02), (name, feature)


def test_figures_count_end_to_end() -> None:
    events = [_event("정부24", "2023-11-17"), _event("나라장터", "2023-11-23")]
    gold = {"title": "", "body": "", "relevance": "report", "events": events}
    scores = count(gold, "report", [_event("정부24", "2023-11-17"), _event("유튜브", None)])
    assert scores["event"] == Score(1, 2, 2)
    assert scores["started_at"] == Score(1, 1, 2)


def test_pairing_prefers_the_same_day() -> None:
    gold = [_event("정부24", "2023-11-17"), _event("정부24", "2023-11-20")]
    made = [_event("정부24", "2023-11-20"), _event("정부24", "2023-11-17")]
    assert all(a["started_at"] == b["started_at"] for a, b in pair(gold, made))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("정부24", "정부24", 1.0),
        ("kt올레tv", "올레tv", 0.7),
        ("카카오페이", "카카오페이증권", 0.5),
        ("은행", "정부24", 0.0),
    ],
)
def test_likeness_of_names(a: str, b: str, expected: float) -> None:
    assert alike(a, b) == alike(b, a) == expected


def test_a_broken_corpus_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ROWS[0]) + "\n{}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"^a\.jsonl:2: "):
        load_corpus(tmp_path)
    with pytest.raises(CorpusError, match=r"no .*jsonl"):
        load_corpus(tmp_path / "none")


def _event(system: str, start: str | None) -> dict[str, object]:
    return {
        "systems": [system], "operator": None, "role": "main", "started_at": start, "ended_at": None,
        "duration_minutes": None, "duration_qualifier": None, "status": "restored", "cause": "unknown", "evidence": {},
    }  # fmt: skip
