"""Every kind of difference, each from the smallest pair of annotation and extraction that shows it."""

from __future__ import annotations

from typing import Any

import pytest

from classifier.evaluation import tables
from classifier.evaluation.differences import commonest, differences_of, is_wrong
from tests.classifier.evaluation.corpora import article, event, outcome

WHOLE: dict[str, Any] = {
    "operator": "행정안전부", "started_at": "2023-11-17T09:30", "ended_at": "2023-11-17T12", "duration_minutes": 150,
    "duration_qualifier": "about", "cause": "fire",
}  # fmt: skip
FIELD = [
    ({"started_at": None}, "start: missing"),
    ({"started_at": "2023-11-16T09:30"}, "start: other day"),
    ({"started_at": "2023-11-17T21:30"}, "start: other clock time"),
    ({"started_at": "2023-11-17T09"}, "start: coarser"),
    ({"started_at": "2023-11"}, "start: coarser"),
    ({"ended_at": "2023-11-17T12:00"}, "end: finer"),
    ({"ended_at": None}, "end: missing"),
    ({"duration_minutes": None}, "duration: missing"),
    ({"duration_minutes": 30}, "duration: other"),
    ({"duration_qualifier": "exact"}, "duration qualifier: about -> exact"),
    ({"status": "ongoing"}, "status: restored -> ongoing"),
    ({"cause": "power"}, "cause: fire -> power"),
    ({"operator": None}, "operator: missing"),
    ({"operator": "카카오"}, "operator: other"),
    ({"role": "background"}, "role: main -> background"),
    ({"systems": ["정부24", "카카오톡"]}, "system: invented"),
]


@pytest.mark.parametrize(("change", "kind"), FIELD, ids=[kind for _, kind in FIELD])
def test_a_field_that_differs_is_one_difference(change: dict[str, Any], kind: str) -> None:
    gold = event("정부24", **WHOLE)
    assert differences_of(outcome(article(gold), gold | change)) == [kind]


@pytest.mark.parametrize("name", ["started_at", "ended_at", "duration_minutes", "operator"])
def test_what_nobody_told_is_invented(name: str) -> None:
    (kind,) = differences_of(outcome(article(event("정부24")), event("정부24", **{name: WHOLE[name]})))
    assert kind.endswith(": invented")


def test_what_is_right_is_no_difference() -> None:
    gold = event("정부24", **WHOLE)
    near = gold | {"systems": ["정부24 누리집"], "duration_minutes": 155}
    right = outcome(article(gold), near)
    assert differences_of(right) == []
    assert not is_wrong(right)
    assert differences_of(outcome(article())) == []


@pytest.mark.parametrize(
    ("gold", "made", "label", "kinds"),
    [
        (["정부24"], [], "none", ["article: report -> none", "missed event: article called none"]),
        (["정부24", "정부24"], ["정부24"], "report", ["missed event: merged into another"]),
        (["정부24", "유튜브"], ["정부24"], "report", ["missed event: no system alike"]),
        ([], ["정부24"], "report", ["article: none -> report", "invented event: article not about outages"]),
        (["정부24"], ["정부24", "정부24"], "report", ["invented event: duplicate of another event"]),
        (["정부24"], ["정부24", "유튜브"], "report", ["invented event: other"]),
    ],
)
def test_events_that_have_no_partner(gold: list[str], made: list[str], label: str, kinds: list[str]) -> None:
    found = outcome(article(*map(event, gold)), *map(event, made), label=label)
    assert differences_of(found) == kinds
    assert is_wrong(found)


def test_the_commonest_come_first_and_no_more_than_asked_for() -> None:
    gold = event("정부24", **WHOLE)
    wrong = [outcome(article(gold), gold | {"cause": cause}) for cause in ("power", "software", "power")]
    assert commonest(wrong) == [("cause: fire -> power", 2), ("cause: fire -> software", 1)]
    assert commonest(wrong, 1) == [("cause: fire -> power", 2)]


def test_wrong_articles_are_shown_with_both_sides() -> None:
    gold = event("정부24", **WHOLE)
    (text,) = tables.wrong([outcome(article(gold), gold), outcome(article(gold, number=2), gold | {"cause": "power"})])
    assert text.startswith("--- t-2 [")
    assert "\n  gold: {" in text
    assert '"cause": "power"' in text.partition("\n  made: ")[2]
