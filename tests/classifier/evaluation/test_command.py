"""`meoktong evaluate` as a person runs it, on a small corpus: one cross-validation for all that it prints and writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from classifier.learning.corpus import load_corpus
from classifier.learning.figures import count, total
from tests.classifier.evaluation.corpora import own_corpus

ROOT = Path(__file__).parents[3]


class Ran(NamedTuple):
    """The folder with what was written, and the finished process."""

    folder: Path
    done: subprocess.CompletedProcess[str]

    def json(self) -> Any:
        return json.loads((self.folder / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("evaluated")
    (folder / "corpus").mkdir()
    own_corpus(folder / "corpus", outages=40, ordinary=20, own=10)
    files = ["--json", "figures.json", "--predictions", "made.jsonl", "--picture", "picture.svg"]
    return Ran(folder, _run(folder, "--corpus", "corpus", "--errors", "2", "--reliability", "--check", *files))


def _run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "meoktong", "evaluate", *args],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        timeout=600,
    )


def test_it_prints_figures_differences_and_reliability_after_the_wrong_articles(ran: Ran) -> None:
    printed = ran.done.stdout
    parts = [
        "--- ",
        "  gold: ",
        "60 articles of 60 incidents",
        "\nfigure ",
        "\nwhole_main_event ",
        "commonest",
        "expected",
    ]
    at = [printed.find(part) for part in parts]
    assert -1 not in at
    assert at == sorted(at)
    assert printed.count("\n--- ") + printed.startswith("--- ") == 2
    assert "20 articles of our own helped to teach" in printed


def test_another_corpus_than_the_baselines_cannot_be_checked(ran: Ran) -> None:
    assert ran.done.returncode == 1
    assert ran.done.stderr.startswith("meoktong: baseline.json was measured on other articles")
    assert ran.done.stderr.count("\n") == 1


def test_the_json_has_every_figure_with_counts_and_interval(ran: Ran) -> None:
    told = ran.json()
    assert (told["articles"], told["own_articles"], told["folds"]) == (60, 20, 5)
    for name, figure in told["figures"].items():
        low, high = figure["f1_interval"]
        assert 0 <= low <= figure["f1"] + 1e-9, name
        assert figure["f1"] <= high + 1e-9, name
    assert {"relevance", "relevance_three_way", "system_exact", "evidence_hit"} <= set(told["figures"])
    assert sum(one["events"] for one in told["reliability"]["bins"]) == told["figures"]["event"]["made"]


def test_predictions_give_the_same_figures_again(ran: Ran) -> None:
    lines = (ran.folder / "made.jsonl").read_text(encoding="utf-8").splitlines()
    made = {row["id"]: row for row in map(json.loads, lines)}
    rows = load_corpus(ran.folder / "corpus")
    assert list(made) == [row["id"] for row in rows]
    scores = total(count(row, made[row["id"]]["relevance"], made[row["id"]]["events"]) for row in rows)
    told = {name: (one["right"], one["made"], one["true"]) for name, one in ran.json()["figures"].items()}
    assert told == {name: tuple(score) for name, score in scores.items()}


def test_predictions_can_be_merged(ran: Ran) -> None:
    command = [sys.executable, "-m", "meoktong", "merge", str(ran.folder / "made.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_picture_is_written(ran: Ran) -> None:
    assert (ran.folder / "picture.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_folder_without_articles_is_one_line(tmp_path: Path) -> None:
    done = _run(tmp_path, "--corpus", "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no *.jsonl with articles in it" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("alone", ["--curve", "--ablation", "--invented"])
def test_it_goes_with_no_other_question(tmp_path: Path, alone: str) -> None:
    done = _run(tmp_path, alone, "--check")
    assert (done.returncode, done.stdout) == (2, "")
    assert alone in done.stderr
