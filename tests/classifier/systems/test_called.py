"""What an article calls what the gazetteer knows: by its name where it is written, else as the article has it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from classifier.decisions.judge import owners_of
from classifier.reading import Reading, read


def reading(text: str) -> Reading:
    return read(text, datetime(2025, 3, 4, 9, tzinfo=UTC))


def services(text: str) -> set[str]:
    return {system.name for clause in reading(text).clauses for system in clause.systems}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("씨트립 먹통\n씨트립 앱이 21일 멈췄다.", {"씨트립"}),  # the name of its day
        ("씨트립 먹통\n트립닷컴(씨트립)이 21일 멈췄다.", {"트립닷컴"}),  # the gazetteer's is written once
        ("카카오티 먹통\n카카오 티(T)가 21일 멈췄다.", {"카카오T"}),  # the same in other letters
        ("카톡 먹통\n카톡이 21일 멈췄다.", {"카카오톡"}),  # only a short form
        ("카톡 먹통\n카톡 선물하기가 21일 멈췄다.", {"카카오톡", "카카오톡 선물하기"}),
    ],
)
def test_a_service_is_called_as_the_article_writes_it(text: str, names: set[str]) -> None:
    assert services(text) == names


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("건보공단 누리집이 멈췄다. 건보공단은 사과했다. 국민건강보험공단 앱도 멈췄다.", "국민건강보험공단"),
        ("건보공단 누리집이 멈췄다. 건보공단은 사과했다.", "건보공단"),
    ],
)
def test_an_owner_is_called_by_his_name_wherever_it_is_written(body: str, said: str) -> None:
    owner = owners_of(reading(f"누리집 먹통\n{body}")).named("국민건강보험공단")
    assert owner is not None
    assert owner.said == said
