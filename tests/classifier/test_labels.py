"""What the annotated corpus says of a mention: hit, not hit, or an operator's name in place of a service that is not named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import names_of, owners_of
from classifier.learning.labels import stands_for
from classifier.learning.samples import Lesson, candidate_samples, right_names
from classifier.reading import read

AT = "2024-03-25T21:00+09:00"


def event(*systems: str) -> dict[str, Any]:
    return {
        "systems": list(systems), "started_at": "2024-03-25", "ended_at": None, "duration_minutes": None,
        "cause": "unknown", "evidence": {"started_at": "25일"},
    }  # fmt: skip


def answers(text: str, told: Mapping[str, Any]) -> list[str]:
    context = Context.of(read(text, datetime.fromisoformat(AT)))
    lesson = Lesson.of({"relevance": "report", "events": [told]}, context)
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


def test_a_mention_that_is_quoted_was_hit_by_whatever_name() -> None:
    """엑스박스 라이브 is no name of the annotation, and yet what it quotes."""
    text = "이용자 불편 호소\n25일 'Xbox Live'가 일부 지역에서 접속되지 않았다. 위키백과는 이날 새 단장을 알렸다."
    told = event("XBL 온라인 네트워크")
    told["evidence"]["system"] = "'Xbox Live'"
    assert answers(text, told) == ["yes", "no"]


def test_a_mention_is_called_as_the_event_that_its_clause_tells() -> None:
    """MTS of 한국투자증권 is not that of 토스증권, though both are systems of the article's events."""
    text = "증권사 말썽\n토스증권에서는 24일 MTS가 멈췄다. 한국투자증권에서는 25일 MTS가 멈췄다."
    events = [
        event("토스증권 MTS") | {"evidence": {"started_at": "24일"}},
        event("한국투자증권 MTS") | {"evidence": {"started_at": "25일"}},
    ]
    context = Context.of(read(text, datetime.fromisoformat(AT)))
    lesson = Lesson.of({"relevance": "report", "events": events}, context)
    owners = owners_of(lesson.reading)
    found = [(clause, s) for clause in lesson.reading.clauses for s in clause.systems if s.noun == "MTS"]
    called = [
        right_names([v for v, _ in names_of(context, s, clause, owners)], lesson.marked, clause, s)
        for clause, s in found
    ]
    assert called == [{"토스증권 MTS"}, {"한국투자증권 MTS"}]
