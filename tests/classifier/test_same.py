"""One outage told twice is one event; the one of the same evening is another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import asserted_of, judge
from classifier.decisions.linear import LinearModel
from classifier.decisions.models import bundled_models
from classifier.decisions.outages import scene_of
from classifier.decisions.same import folded, likely_same, same_row, was_over
from classifier.decisions.wholes import Story
from classifier.extract import beliefs_of
from classifier.reading import read

TEXT = (
    "가람은행 모바일뱅킹 장애… 월급날 이체 막혀\n"
    "가람은행 모바일뱅킹이 25일 오전 9시 10분부터 멈췄다. 이용자들은 오전 9시 30분쯤부터 접속이 되지 않는다고 했다. 은행은 오전 10시 40분 복구를 마쳤다고 밝혔다.\n"
    "모바일뱅킹은 오후 7시 20분에도 다시 먹통이 됐다가 20분 만에 돌아왔다."
)


def always(answer: str) -> LinearModel:
    return LinearModel(("no", "yes"), {}, (4.0 if answer == "yes" else -4.0,))


@pytest.fixture(scope="module")
def story() -> tuple[Story, list[float], Mapping[str, LinearModel]]:
    models = bundled_models()
    context = Context.of(read(TEXT, datetime.fromisoformat("2024-03-25T21:00+09:00")))
    judged = judge(context, asserted_of(context, models), models)
    found = Story.of(scene_of(judged, models), models)
    assert len(found.outages) > 1
    return found, beliefs_of(found, models), models


def test_what_is_likely_the_same_joins_the_surest_but_not_what_was_over_by_then(
    story: tuple[Story, list[float], Mapping[str, LinearModel]],
) -> None:
    found, beliefs, models = story
    first, later = folded(found, beliefs, {**models, "same": always("yes")})[0].outages
    surest = found.outages[beliefs.index(max(beliefs))]
    assert surest.onset in (first.onset, later.onset)
    assert (first.start[:13], later.start) == ("2024-03-25T09", "2024-03-25T19:20")
    of_its_time = {entity.key for outage in found.outages if outage.onset is first.onset for entity in outage.entities}
    assert {entity.key for entity in first.entities} == of_its_time


def test_an_outage_was_over_when_the_text_tells_its_end_and_no_other_has_it(
    story: tuple[Story, list[float], Mapping[str, LinearModel]],
) -> None:
    found, _, _ = story
    at = {outage.start[11:]: n for n, outage in enumerate(found.outages)}
    morning, again, evening = at["09:10"], at["09:30"], at["19:20"]
    assert was_over(found, morning, evening)
    assert was_over(found, evening, morning)
    assert not was_over(found, morning, again)


def test_what_is_not_the_same_stays_as_it_is(story: tuple[Story, list[float], Mapping[str, LinearModel]]) -> None:
    found, beliefs, models = story
    assert folded(found, beliefs, {**models, "same": always("no")}) == (found, beliefs)


def test_nothing_joins_what_has_joined_another(story: tuple[Story, list[float], Mapping[str, LinearModel]]) -> None:
    found, beliefs, _ = story
    joined = likely_same(found, beliefs, always("yes"))
    assert not set(joined) & set(joined.values())
    assert all(beliefs[other] <= beliefs[one] for other, one in joined.items())


def test_another_time_of_the_morning_is_likelier_the_same_than_the_evening(
    story: tuple[Story, list[float], Mapping[str, LinearModel]],
) -> None:
    found, beliefs, models = story
    at = {outage.onset.value[11:]: n for n, outage in enumerate(found.outages) if outage.onset}
    morning, again, evening = at["09:10"], at["09:30"], at["19:20"]

    def same(one: int, other: int) -> float:
        return models["same"].probability(same_row(found, one, other, beliefs))

    assert same(morning, again) > 2 * same(morning, evening)
    assert same(again, morning) > 2 * same(again, evening)
