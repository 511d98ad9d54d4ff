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
    reading = read(text, PUBLISHED)
    judged = judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models())
    begun = replace(judged, times=tuple(replace(time, roles={"start": 0.9}) for time in judged.times))
    assert [onset.value for onset in Scene.of(begun).onsets] == expected
