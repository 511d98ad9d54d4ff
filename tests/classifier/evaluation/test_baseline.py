"""The baseline, the blocks in the docs, the learning curve's table: from a report on made-up outcomes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier.evaluation import baseline, documents, tables
from classifier.evaluation.crossval import Material, Outcome, teaching
from classifier.evaluation.curve import Point
from classifier.evaluation.report import About, Report, report
from classifier.learning.corpus import digest, load_corpus
from tests.classifier.evaluation.corpora import article, event, outcome

DOCS = Path(__file__).parents[3] / "docs"
ABOUT = About(20, 20, 0, "f" * 64)


def measured(right: int, about: About = ABOUT) -> Report:
    """A report on twenty articles with one event each, some of them right."""
    return report(about, tuple(_outcome(n, n < right) for n in range(20)))


def _outcome(number: int, right: bool) -> Outcome:
    gold = event("정부24", started_at="2023-11-17")
    made = event("정부24" if right else "유튜브", started_at="2023-11-17")
    return outcome(article(gold, number=number), made | {"confidence": number / 20})


def test_what_fell_is_named_and_what_rose_is_told(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.write(measured(10), path)
    assert baseline.check(measured(10), path) == []
    assert "event 0.500 -> 0.600" in baseline.check(measured(12), path)
    with pytest.raises(baseline.BaselineError, match=r"event 0\.500 -> 0\.400, .*started_at 0\.500 -> 0\.400") as error:
        baseline.check(measured(8), path)
    assert "relevance" not in str(error.value)


def test_a_little_less_is_no_fall(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.write(measured(10), path)
    row = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**row, "f1": {"event": 0.51, "system": 0.5101}}), encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=r"0\.01: system 0\.510 -> 0\.500$"):
        baseline.check(measured(10), path)


def test_a_figure_that_is_measured_no_more_fell(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.write(measured(10), path)
    path.write_text(path.read_text(encoding="utf-8").replace('"event"', '"evening"'), encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=r"evening 0\.500 -> 0\.000"):
        baseline.check(measured(10), path)


@pytest.mark.parametrize(("text", "reason"), [(None, "--write-baseline"), ("{", "not a base"), ("[]", "not a base")])
def test_a_baseline_that_is_none_is_one_line(tmp_path: Path, text: str | None, reason: str) -> None:
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=reason):
        baseline.check(measured(1), path)


def test_figures_of_other_articles_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.write(measured(10), path)
    assert baseline.check(measured(10, About(20, 20, 0, "f" * 64)), path) == []
    for other in (About(20, 20, 0, "0" * 64), About(20, 20, 5, "f" * 64)):
        with pytest.raises(baseline.BaselineError, match="other articles"):
            baseline.check(measured(10, other), path)


def test_the_committed_baseline_is_of_the_committed_corpus() -> None:
    kept = json.loads(baseline.BASELINE.read_text(encoding="utf-8"))
    assert kept["about"]["corpus_sha256"] == digest(load_corpus())
    assert set(kept["f1"]) == set(measured(1).scores)


def test_docs_are_filled_between_their_markers_and_stay_the_same_when_filled_again(tmp_path: Path) -> None:
    for page in ("model-card.md", "evaluation.md"):
        (tmp_path / page).write_text((DOCS / page).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "other.md").write_text("no marker\n", encoding="utf-8")
    told = measured(10)
    written = documents.write(told, tmp_path)
    assert sorted(path.name for path in written) == ["evaluation.md", "model-card.md", "reliability.svg"]
    card = (tmp_path / "model-card.md").read_text(encoding="utf-8")
    assert tables.figures(told.scores, told.intervals) in card
    assert card.count("```") == 6
    assert documents.fill(card, told, "model-card.md") == card
    assert documents.MARKED.sub("", card) == documents.MARKED.sub("", (DOCS / "model-card.md").read_text("utf-8"))


def test_a_block_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(documents.DocumentsError, match=r"x\.md: no block is called 'figgures'"):
        documents.fill("<!-- figures: figgures -->\n<!-- end of figures -->", measured(1), "x.md")
    with pytest.raises(documents.DocumentsError, match="no page with a marked block"):
        documents.write(measured(1), tmp_path)


def test_a_share_of_the_incidents_teaches_and_none_that_is_held_out() -> None:
    """Lessons are opaque here, so numbers stand for them."""
    rows = tuple(article(number=n, incident=f"i-{n // 2}") for n in range(40))
    own = (article(number=90, incident="own"), article(number=91, incident="i-0"))
    material = Material(rows, own, tuple(range(42)))
    parts = [set(teaching(material, {"i-0", "i-1"}, share, own=False)) for share in (0.25, 0.5, 1.0)]
    assert parts[0] < parts[1] < parts[2] == set(range(4, 40))
    assert len(parts[1]) == 18
    assert all(n ^ 1 in parts[0] for n in parts[0])
    assert set(teaching(material, {"i-0", "i-1"}, 1.0, own=True)) == parts[2] | {40}


def test_the_curve_has_a_column_a_point() -> None:
    points = [Point("1/2", dict(measured(5).scores)), Point("all", dict(measured(10).scores))]
    head, *rows = tables.curve(points).splitlines()
    assert head.split() == ["F1,", "taught", "with", "1/2", "all"]
    assert [row.split() for row in rows if row.startswith("event")] == [["event", "0.250", "0.500"]]
