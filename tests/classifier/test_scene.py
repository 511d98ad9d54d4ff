"""Which systems and times of an article may be those of an outage."""

from dataclasses import replace
from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import judge
from classifier.decisions.models import bundled_models
from classifier.decisions.scene import Scene
from classifier.reading import read
from storage.localtime import SEOUL

PUBLISHED = datetime(2023, 11, 24, 17, 0, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한강톡은 24일 오전 9시부터 접속이 늦어졌다.", ["2023-11-24T09"]),
        ("한강톡은 24일 오전 9시부터 접속이 늦어진다는 신고는 들어오지 않았다.", []),
        ("신고는 없었지만 한강톡은 24일 오전 9시부터 늦어졌다.", ["2023-11-24T09"]),
    ],
)
def test_nothing_began_at_a_time_from_which_nobody_reported_anything(text: str, expected: list[str]) -> None:
    assert onsets(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an observation shares the day of an outage and no more
        ("한강톡은 24일 오전 9시 멈췄다. 오전 11시 기준으로도 열리지 않는다.", ["2023-11-24T09"]),
        ("한강톡은 24일 오전 9시 현재 열리지 않는다.", ["2023-11-24"]),
        ("한강톡은 24일 오전 9시 멈췄다. 오전 11시에는 사진도 가지 않았다.", ["2023-11-24T09", "2023-11-24T11"]),
    ],
)
def test_the_time_of_an_observation_is_no_onset_but_its_day_may_be(text: str, expected: list[str]) -> None:
    assert onsets(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1년 전에도 그랬다. 2022년 11월 한강톡이 멈췄다.", ["2022-11"]),  # told more finely in the next sentence
        ("1년 전에도 그랬다. 사과도 했다. 2022년 11월 한강톡이 멈췄다.", ["2022", "2022-11"]),
        ("1년 전에도 그랬다. 2021년 11월 한강톡이 멈췄다.", ["2022", "2021-11"]),
    ],
)
def test_a_mere_month_or_year_is_what_the_next_sentence_tells(text: str, expected: list[str]) -> None:
    assert onsets(text) == expected


def onsets(text: str) -> list[str]:
    """The onsets of a text each of whose times is likely a start."""
    reading = read(text, PUBLISHED)
    judged = judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models())
    begun = replace(judged, times=tuple(replace(time, roles={"start": 0.9}) for time in judged.times))
    return [onset.value for onset in Scene.of(begun).onsets]
