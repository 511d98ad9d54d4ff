"""Fields of one outage that follow from others."""

from __future__ import annotations

from datetime import datetime

import pytest

from classifier.decisions.fields import Length, Told, end_from_length
from storage.records import Evidence

START = Told("2024-03-25T09:10", None, 0.9, "model")


def length(minutes: float, quote: str, *, days: bool = False) -> Length:
    return Length(minutes, "about", Evidence(0, len(quote), quote), 0.9, days)


@pytest.mark.parametrize(
    ("told", "published", "end"),
    [
        (length(120, "약 두 시간"), "2024-03-25T12:00+09:00", "2024-03-25T11:10"),
        (length(120, "약 두 시간"), "2024-03-25T11:00+09:00", None),  # it would be to come
        (length(120, "두 시간째"), "2024-03-25T12:00+09:00", None),  # it goes on
        (length(4320, "사흘", days=True), "2024-03-26T11:00+09:00", None),
    ],
)
def test_an_end_from_a_length_is_past(told: Length, published: str, end: str | None) -> None:
    found = end_from_length(START, told, datetime.fromisoformat(published))
    assert (found.value if found else None) == end
