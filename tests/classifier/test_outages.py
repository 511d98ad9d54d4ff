"""From systems to outages: what fails together is one, a supplier and its customers are two."""

from dataclasses import replace
from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import JudgedSystem, judge
from classifier.decisions.models import bundled_models
from classifier.decisions.outages import parted
from classifier.decisions.relations import Outage
from classifier.decisions.scene import Entity, Place, Scene
from classifier.reading import read
from classifier.systems.candidates import Candidate
from storage.localtime import SEOUL

PUBLISHED = datetime(2023, 11, 24, 17, 0, tzinfo=SEOUL)
TEXT = "구글 클라우드가 멈춰 스포티파이와 디스코드, 유튜브가 열리지 않았다."


def entity(words: str, operator: str, sector: str, hit: float) -> Entity:
    start = TEXT.index(words)
    candidate = Candidate(start, start + len(words), words, "service", operator=operator, sector=sector)
    return Entity(words, words, (JudgedSystem(0, candidate, hit),), (Place(1, 0, start),), hit)


CLOUD = entity("구글 클라우드", "구글", "cloud_infra", 0.9)
VIDEO = entity("유튜브", "구글", "platform", 0.8)
MUSIC = entity("스포티파이", "스포티파이", "ott_music", 0.5)
CHAT = entity("디스코드", "디스코드", "global_services", 0.2)


@pytest.mark.parametrize(
    ("systems", "expected"),
    [
        ([CLOUD, MUSIC, CHAT], [["구글 클라우드"], ["스포티파이", "디스코드"]]),
        ([CLOUD, VIDEO, MUSIC], [["구글 클라우드", "유튜브"], ["스포티파이"]]),  # what is the cloud's own
        ([CLOUD, VIDEO], [["구글 클라우드", "유튜브"]]),
        ([CLOUD, CHAT], [["구글 클라우드", "디스코드"]]),  # hardly hit
        ([replace(CLOUD, hit=0.6), MUSIC], [["구글 클라우드", "스포티파이"]]),  # a supplier that may not have failed
        ([MUSIC, CHAT], [["스포티파이", "디스코드"]]),  # of several owners, but nobody's supplier
    ],
)
def test_a_supplier_and_its_customers_are_two_outages(systems: list[Entity], expected: list[list[str]]) -> None:
    reading = read(TEXT, PUBLISHED)
    scene = Scene.of(judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models()))
    found = parted(scene, Outage(systems, None, 0.0))
    assert [[one.name for one in outage.entities] for outage in found] == expected
