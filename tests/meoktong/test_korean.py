"""Times and lengths in Korean: as exact as they are known, and no more."""

from __future__ import annotations

from typing import get_args

import pytest

from meoktong.outputs.korean import CAUSES, STATUSES, length, moment, ordinal
from storage.records import Cause, Qualifier, Status


@pytest.mark.parametrize(
    ("value", "near", "told"),
    [
        ("2023-11-24T13:57", "", "2023년 11월 24일(금) 오후 1시 57분"),
        ("2023-11-24T13:57", "2023-11-25", "11월 24일(금) 오후 1시 57분"),
        ("2023-11-24T20:40", "2023-11-24T13:57", "오후 8시 40분"),
        ("2023-11-24T20:40", "2023-11-24", "오후 8시 40분"),
        ("2023-11-24T09", "2023-11-20", "11월 24일(금) 오전 9시"),
        ("2023-11-24T12:00", "2023-11-20", "11월 24일(금) 낮 12시"),
        ("2023-11-25T00:05", "2023-11-24T23", "11월 25일(토) 오전 0시 5분"),
        ("2024-01-01T01", "2023-12-31T22", "2024년 1월 1일(월) 오전 1시"),
        ("2023-11-17", "2023-11-24", "11월 17일(금)"),
        ("2023-06", "2023-11-24", "2023년 6월"),
        ("2020", "2023-11-24", "2020년"),
    ],
)
def test_moment(value: str, near: str, told: str) -> None:
    assert moment(value, near) == told


@pytest.mark.parametrize(
    ("minutes", "qualifier", "told"),
    [
        (400, "about", "약 6시간 40분"),
        (20, "over", "20분 넘게"),
        (60, "exact", "1시간"),
        (60, None, "1시간"),
        (30, "under", "30분 미만"),
        (1440, "about", "약 24시간"),
        (7650, "over", "5일 7시간 30분 넘게"),
        (0.4, "exact", "1분 미만"),
    ],
)
def test_length(minutes: float, qualifier: Qualifier | None, told: str) -> None:
    assert length(minutes, qualifier) == told


def test_every_cause_and_status_has_a_name() -> None:
    assert set(CAUSES) == set(get_args(Cause))
    assert set(STATUSES) == set(get_args(Status))


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 4, 10, 11)] == ["첫 번째", "네 번째", "열 번째", "11번째"]
