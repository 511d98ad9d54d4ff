"""The plain numbers decide as scikit-learn does, survive a round trip, and a broken file is one clear line."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from classifier.decisions.linear import LinearModel, ModelError, load, save
from classifier.learning.fitting import SLIGHT, Table, mean_of


def samples(number: int, classes: list[str]) -> tuple[list[dict[str, float]], list[str]]:
    """Random rows in which each class has a word of its own, most of the time."""
    chance = random.Random(7)  # noqa: S311 - reproducible data, no secret
    labels = [chance.choice(classes) for _ in range(number)]
    rows = [
        {f"word={label if chance.random() < 0.8 else chance.choice(classes)}": 1.0, "bias": 1.0, "x": chance.random()}
        for label in labels
    ]
    return rows, labels


@pytest.mark.parametrize("classes", [["no", "yes"], ["start", "end", "other"]])
def test_same_probabilities_as_scikit_learn(classes: list[str]) -> None:
    rows, labels = samples(300, classes)
    ours = Table.of(rows, labels).fit(strength=0.5)
    matrix = DictVectorizer().fit_transform(rows)
    theirs = LogisticRegression(C=0.5, max_iter=2000).fit(matrix, labels)
    theirs.coef_[:, abs(theirs.coef_).max(axis=0) < SLIGHT] = 0
    for row, expected in zip(rows, theirs.predict_proba(matrix), strict=True):
        made = ours.probabilities(row)
        assert [made[name] for name in theirs.classes_] == pytest.approx(list(expected), abs=1e-3)


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    rows, labels = samples(100, ["no", "yes"])
    model = Table.of(rows, labels).fit()
    save(tmp_path / "m.json", {"a": model}, {"articles": 100})
    assert load(tmp_path / "m.json") == ({"a": model}, {"articles": 100})
    assert not list(tmp_path.glob("*.part"))


def test_features_seen_once_are_left_out() -> None:
    rows: list[dict[str, float]] = [{"often": 1.0}, {"often": 1.0}, {"other": 1.0}, {"once": 1.0, "other": 1.0}]
    assert set(Table.of(rows, ["yes", "yes", "no", "no"]).fit().weights) == {"often", "other"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"models": {"a": {}}, "about": {}}',
     '{"about": {}, "models": {"a": {"classes": ["no", "yes"], "intercepts": [0], "weights": {"x": [1, 2]}}}}',
     '{"about": {}, "models": {"a": {"classes": ["no", "yes"], "intercepts": [0], "weights": {"x": []}}}}'],
)  # fmt: skip
def test_broken_file_is_one_line_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"^broken\.json: ") as error:
        load(path)
    assert "\n" not in str(error.value)


def test_unknown_features_count_nothing() -> None:
    model = LinearModel(("no", "yes"), {"x": (2.0,)}, (0.0,))
    assert model.probability({"never seen": 9.0}) == 0.5


def test_the_weighted_sum_of_a_class() -> None:
    several = LinearModel(("a", "b", "c"), {"x": (2.0, 0.0, -1.0), "y": (0.5, 0.0, 0.0)}, (1.0, 0.0, 0.0))
    assert [several.score({"x": 2.0, "y": 2.0, "never seen": 9.0}, name) for name in "abc"] == [6.0, 0.0, -2.0]
    assert several.probabilities({})["b"] == several.probabilities({"never seen": 9.0})["b"] < 1 / 3
    two = LinearModel(("no", "yes"), {"x": (2.0,)}, (1.0,))
    assert (two.score({"x": 1.0}, "yes"), two.score({"x": 1.0}, "no")) == (3.0, 0.0)
    with pytest.raises(ValueError, match="not in tuple"):
        two.score({}, "maybe")


def test_file_reads_as_a_diff(tmp_path: Path) -> None:
    rows, labels = samples(100, ["no", "yes"])
    save(tmp_path / "m.json", {"a": Table.of(rows, labels).fit()}, {})
    text = (tmp_path / "m.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) > 2
    json.loads(text)


def test_too_little_to_learn_from_is_one_clear_line() -> None:
    with pytest.raises(ModelError, match="too few examples to learn from: 2, of 1 kinds"):
        Table.of([{"x": 1.0}, {"x": 1.0}], ["yes", "yes"]).fit()


def test_a_model_of_some_rows_is_that_of_a_table_of_them() -> None:
    rows, labels = samples(200, ["start", "end", "other"])
    chosen = np.arange(200) % 3 != 0
    weights = [1.0 + n % 2 for n in range(200)]
    some = [n for n in range(200) if chosen[n]]
    apart = Table.of([rows[n] for n in some], [labels[n] for n in some], [weights[n] for n in some]).fit()
    assert Table.of(rows, labels, weights).fit(chosen=chosen) == apart


def test_the_mean_of_models() -> None:
    one = LinearModel(("no", "yes"), {"x": (2.0,), "y": (0.03,)}, (1.0,))
    other = LinearModel(("no", "yes"), {"x": (1.0,), "z": (-3.0,)}, (0.0,))
    assert mean_of([one, other]) == LinearModel(("no", "yes"), {"x": (1.5,), "z": (-1.5,)}, (0.5,))
    assert mean_of([one, LinearModel(("a", "b", "c"), {}, (0.0, 0.0, 0.0))]) == one
