"""A time of the news survives the database with its grain; whatever is no ISO prefix is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.localtime import join_prefix, split_prefix

LENGTHS = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16}
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))  # noqa: DTZ001 - local


@given(MOMENTS, st.sampled_from(list(LENGTHS)))
def test_split_and_join_are_inverse(moment: datetime, grain: str) -> None:
    prefix = moment.isoformat()[: LENGTHS[grain]]
    parts = split_prefix(prefix)
    assert parts.grain == grain
    assert join_prefix(parts.instant, parts.grain) == prefix
    assert "T".join(filter(None, (parts.local_date, parts.local_time))) == prefix


def test_a_day_begins_the_evening_before_in_utc() -> None:
    parts = split_prefix("2023-11-24")
    assert parts.instant == datetime(2023, 11, 23, 15, tzinfo=UTC)
    assert (parts.grain, parts.local_date, parts.local_time) == ("day", "2023-11-24", "")


def test_a_summer_time_of_1988_keeps_its_wall_clock() -> None:
    assert split_prefix("1988-07-01T12:00").instant == datetime(1988, 7, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    ["", "어제", "23-11-24", "2023-13", "2023-02-30", "2023-11-24T24", "2023-11-24 13:57", "2023-11-24T13:57:00",
     "2023/11/24", "2023-1-024", "２０２３", "２０２３-11-24", " 202", "2023-11-24T13:5 ", "0001", "0999-01"],
)  # fmt: skip
def test_anything_else_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 prefix"):
        split_prefix(wrong)


@given(st.text(max_size=18) | st.from_regex(r"[\d\- T:]{4,16}", fullmatch=True))
def test_no_text_breaks_it_and_what_is_accepted_comes_back(text: str) -> None:
    try:
        parts = split_prefix(text)
    except ValueError:
        return
    assert join_prefix(parts.instant, parts.grain) == text


@pytest.mark.parametrize("grain", ["week", "second"])
def test_a_grain_that_no_prefix_has_is_refused(grain: str) -> None:
    with pytest.raises(ValueError, match=grain):
        join_prefix(datetime(2023, 11, 24, tzinfo=UTC), grain)  # type: ignore[arg-type]
