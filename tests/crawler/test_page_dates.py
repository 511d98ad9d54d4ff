"""Moments as Korean pages write them, one publication moment in many phrasings, and what is no moment."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.page_dates import SEOUL, first_moment, labelled_stamps, parse_moment
from crawler.page_patterns import patterns

AFTERNOON = datetime(2023, 11, 24, 13, 57, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "raw",
    [
        "2023-11-24T13:57:00+09:00",
        "2023-11-24T13:57:00.000+0900",
        "2023-11-24T04:57:00Z",
        "2023-11-24 13:57",
        "2023-11-24 13:57:00 KST",
        "2023.11.24 13:57",
        "2023.11.24. 오후 1:57",
        "2023/11/24 01:57 PM",
        "2023년 11월 24일 13시 57분",
        "2023년 11월 24일 오후 1시 57분",
        "2023.11.24 (금) 13:57:00",
        "입력 2023.11.24 13:57 | 수정 2023.11.25 09:00",
        "Fri, 24 Nov 2023 13:57:00 +0900",
        "Fri, 24 Nov 2023 04:57:00 GMT",
        "  2023-11-24\n 13:57 ",
    ],
)
def test_one_moment_in_many_wordings(raw: str) -> None:
    assert parse_moment(raw) == AFTERNOON


@pytest.mark.parametrize(
    ("raw", "hour"), [("2023.11.24 오전 12:30", 0), ("2023.11.24 오후 12:30", 12), ("2023.11.24 오전 9:30", 9)]
)
def test_noon_and_midnight(raw: str, hour: int) -> None:
    assert parse_moment(raw) == datetime(2023, 11, 24, hour, 30, tzinfo=SEOUL)


@pytest.mark.parametrize("raw", ["2023-11-24", "2023.11.24", "2023년 11월 24일", "20231124"])
def test_a_bare_date_is_its_midnight_in_seoul(raw: str) -> None:
    assert parse_moment(raw) == datetime(2023, 11, 24, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "raw", ["", "어제", "13:57", "2023.13.24 13:57", "2023.11.31", "2023.11.24 25:00", "1.2.3", "9" * 10_000, "\ud800"]
)
def test_no_moment(raw: str) -> None:
    assert parse_moment(raw) is None


def test_the_first_believable_wording_counts() -> None:
    now = datetime(2023, 11, 24, 9, tzinfo=UTC)
    found = first_moment(["1970-01-01T00:00:00Z", "none", "2031-01-01", "2023.11.24 13:57"], now)
    assert found is not None
    assert (found.at, found.raw) == (AFTERNOON, "2023.11.24 13:57")


def test_a_date_may_lie_a_day_ahead_of_fetching_but_not_two() -> None:
    assert first_moment(["2023.11.24 13:57"], AFTERNOON - timedelta(hours=23)) is not None
    assert first_moment(["2023.11.24 13:57"], AFTERNOON - timedelta(hours=25)) is None


def test_labels_tell_publication_from_change() -> None:
    text = "회원등록 2020.01.01 최초입력 2023.11.24 13:57 최종수정 : 2023.11.24 15:10"
    stamp = patterns().stamp
    assert labelled_stamps(text, stamp.published_label) == ["2023.11.24 13:57"]
    assert labelled_stamps(text, stamp.modified_label) == ["2023.11.24 15:10"]
