"""The period that a person names: whole days in Korea, the last one included."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from meoktong.verbs.periods import period
from meoktong.verbs.rows import RowError

NOW = datetime(2023, 11, 26, 3, 0, tzinfo=UTC)


def test_days_are_korean_and_the_last_one_counts() -> None:
    found = period("2023-11-17", "2023-11-25", NOW)
    assert found.days == ("2023-11-17", "2023-11-25")
    assert found.since == datetime(2023, 11, 16, 15, 0, tzinfo=UTC)
    assert found.until == datetime(2023, 11, 25, 15, 0, tzinfo=UTC)


def test_nothing_named_is_the_week_up_to_now() -> None:
    found = period("", "", NOW)
    assert (found.since, found.until) == (datetime(2023, 11, 19, 3, 0, tzinfo=UTC), NOW)


@pytest.mark.parametrize(("since", "until"), [("어제", ""), ("2023-11-25", "2023-11-20"), ("2023-13-01", "")])
def test_what_is_no_period_is_refused(since: str, until: str) -> None:
    with pytest.raises(RowError):
        period(since, until, NOW)
