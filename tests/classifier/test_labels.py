"""What the annotated corpus says of a mention: hit, not hit, or an operator's name in place of a service that is not named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from classifier.decisions.features import Context
from classifier.learning.labels import mark, stands_for
from classifier.learning.samples import Lesson, candidate_samples
from classifier.reading import read

AT = "2024-03-25T21:00+09:00"


def event(*systems: str) -> dict[str, Any]:
    return {
        "systems": list(systems), "started_at": "2024-03-25", "ended_at": None, "duration_minutes": None,
        "cause": "unknown", "evidence": {"started_at": "25일"},
    }  # fmt: skip


def answers(text: str, told: Mapping[str, Any]) -> list[str]:
    context = Context.of(read(text, datetime.fromisoformat(AT)))
    lesson = Lesson({"relevance": "report", "events": [told]}, context, tuple(mark(text, [told])))
    samples = candidate_samples(lesson, [0.5] * len(lesson.reading.clauses))
    return [sample.answer for sample in samples if sample.decision == "system"]


@pytest.mark.parametrize(
    ("operator", "systems", "expected"),
    [
        ("키움증권", ["키움증권 주식거래 시스템"], True),
        ("키움증권", ["영웅문"], False),
        ("키움증권", ["신한은행 앱", "키움증권 매매"], True),
        ("X", ["Xbox"], False),
    ],
)
def test_an_operator_stands_for_what_is_called_after_it(operator: str, systems: list[str], expected: bool) -> None:
    assert stands_for(event(*systems), operator) is expected


def test_an_operator_was_hit_where_no_service_of_the_event_is_named() -> None:
    text = "증권사 말썽\n키움증권은 25일 두 시간 동안 장애를 일으켰다."
    assert answers(text, event("키움증권 주식거래 시스템")) == ["yes"]


def test_an_operator_was_not_hit_beside_its_service() -> None:
    text = "키움증권 주식거래 시스템 말썽\n키움증권은 25일 두 시간 동안 장애를 일으켰다."
    assert answers(text, event("키움증권 주식거래 시스템"))[-1] == "no"
