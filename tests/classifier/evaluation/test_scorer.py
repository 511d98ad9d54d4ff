"""The figures are those of the corpus' own scorer, which lies in `../shared/corpus` where someone keeps it.

Skipped where it is absent; MEOKTONG_REQUIRE_ALL=1 makes its absence a failure.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.decisions.models import bundled_models
from classifier.evaluation.crossval import Outcome, article_of
from classifier.extract import extract_text
from classifier.learning.corpus import load_corpus
from classifier.learning.figures import ACCURACY, FIELDS, Score, total
from classifier.learning.keys import ALIASES, scored_key
from classifier.learning.pairing import affinity, places
from meoktong.verbs.evaluation import prediction
from tests.classifier.evaluation.corpora import event

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
ROWS = load_corpus()
DETAILED = ("relevance", "event", "system", "system_exact", "whole_event", "whole_main_event")
NAMES = ["정부24", "정부24 앱", "카카오톡", "KT 올레tv", "올레tv", "나라장터", "카카오페이증권", "카카오페이"]
EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(NAMES),
        started_at=st.sampled_from(["2023-11", "2023-11-17", "2023-11-17T09", "2023-11-18", None]),
        role=st.sampled_from(["main", "background"]),
        duration_minutes=st.sampled_from([30, None]),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not (CORPUS / "score.py").is_file():
        if os.environ.get("MEOKTONG_REQUIRE_ALL") == "1":
            pytest.fail("the corpus' scorer is required and ../shared/corpus is absent")
        pytest.skip("../shared/corpus is absent")
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec and spec.loader  # noqa: PT018
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_aliases_are_the_scorers(scorer: ModuleType) -> None:
    aliases = json.loads((CORPUS / "aliases.json").read_text(encoding="utf-8"))
    assert json.loads(ALIASES.read_text(encoding="utf-8")) == aliases
    names = {name for row in ROWS for one in row["events"] for name in [*one["systems"], one["operator"]] if name}
    assert {name: scored_key(name) for name in names} == {name: scorer.key(name, aliases) for name in names}


def test_events_are_paired_as_the_scorer_pairs_them(scorer: ModuleType) -> None:
    """Equally good pairings may differ: the scorer takes any of them."""
    aliases = json.loads(ALIASES.read_text(encoding="utf-8"))

    @settings(max_examples=150, deadline=None)
    @given(gold=EVENTS, made=EVENTS)
    def weigh(gold: list[Any], made: list[Any]) -> None:
        ours = sum(affinity(gold[i], made[j]) for i, j in places(gold, made))
        theirs = sum(scorer.affinity(gold[i], made[j], aliases) for i, j in scorer.pair(gold, made, aliases))
        assert ours == pytest.approx(theirs)

    weigh()


def test_figures_are_the_scorers(scorer: ModuleType, tmp_path: Path) -> None:
    models = bundled_models()
    outcomes = [Outcome.of(row, extract_text(article_of(row), models, "test")) for row in ROWS]
    _write(tmp_path / "gold.jsonl", ROWS)
    _write(tmp_path / "made.jsonl", [prediction(outcome) for outcome in outcomes])
    command = [sys.executable, str(CORPUS / "score.py"), str(tmp_path / "gold.jsonl"), str(tmp_path / "made.jsonl")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = dict(line.split() for line in printed.splitlines() if not line.startswith(("articles ", "events ")))
    ours = _figures(total(outcome.counts for outcome in outcomes))
    assert ours == {name: pytest.approx(float(value), abs=TIES) for name, value in told.items()}


TIES = 0.005  # of equally good pairings the scorer takes another one from run to run, so that a value or two may differ


def _figures(scores: dict[str, Score]) -> dict[str, float]:
    values = {f"{name}_f1": scores[name].f1 for name in (*DETAILED, *FIELDS)}
    values |= {f"{name}_precision": scores[name].precision for name in DETAILED}
    values |= {f"{name}_recall": scores[name].recall for name in DETAILED}
    shares = ["relevance_three_way", "evidence_valid", "evidence_hit", *(name + ACCURACY for name in FIELDS)]
    values |= {name: scores[name].f1 for name in shares}
    return values


def _write(path: Path, rows: Any) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
