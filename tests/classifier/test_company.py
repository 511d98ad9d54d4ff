"""Whose names stand around a place, seen from an outage."""

from __future__ import annotations

from datetime import datetime

import pytest

from classifier.decisions.company import company_of
from classifier.decisions.features import Context
from classifier.decisions.judge import asserted_of, judge
from classifier.decisions.models import bundled_models
from classifier.decisions.outages import scene_of
from classifier.decisions.relations import Outage
from classifier.decisions.scene import Scene
from classifier.reading import read

TEXT = (
    "카카오톡 메시지 한때 먹통\n"
    "카카오톡이 25일 오전 9시 10분부터 10시까지 먹통이 돼 메시지를 주고받지 못했다.\n"
    "같은 날 오후 네이버 카페도 접속 장애를 일으켰다. 원인은 알려지지 않았다."
)


@pytest.fixture(scope="module")
def scene() -> Scene:
    models = bundled_models()
    context = Context.of(read(TEXT, datetime.fromisoformat("2024-03-25T21:00+09:00")))
    return scene_of(judge(context, asserted_of(context, models), models), models)


@pytest.fixture
def outage(scene: Scene) -> Outage:
    messenger = next(entity for entity in scene.entities if entity.name.startswith("카카오톡"))
    return Outage([messenger], scene.onsets[0], 0.9, list(messenger.places))


def test_a_sentence_names_its_own_systems_or_others(scene: Scene, outage: Outage) -> None:
    assert company_of(scene.judged, outage, 1).beside() == "own=True others=False"
    assert company_of(scene.judged, outage, 2).beside() == "own=False others=True"
    assert company_of(scene.judged, outage, 3).beside() == "own=False others=False"


def test_the_subject_is_the_last_name_before_a_place(scene: Scene, outage: Outage) -> None:
    sentence = TEXT.index("네이버 카페")
    behind, ahead = TEXT.index("접속 장애"), TEXT.index("같은 날")
    company = company_of(scene.judged, outage, 2)
    assert company.subject(behind) == "other operator"
    assert company.subject(ahead) == "none"
    assert company.last_hit(sentence) == "own"


def test_operators_are_those_that_are_known(outage: Outage) -> None:
    assert outage.operators == {"카카오"}
