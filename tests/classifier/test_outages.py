"""From systems to outages: what fails together is one, a supplier and its customers are two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.fields import told_start
from classifier.decisions.judge import MOST_OFFERED, JudgedSystem, JudgedTime, judge
from classifier.decisions.linear import LinearModel
from classifier.decisions.models import bundled_models
from classifier.decisions.outages import (
    MOST_ONSETS,
    MOST_PLACES,
    MOST_SYSTEMS,
    anchors_of,
    outages_of,
    scene_of,
)
from classifier.decisions.parting import own_ends, returned, supplied
from classifier.decisions.relations import Outage
from classifier.decisions.scene import MOST_MENTIONS, Entity, Onset, Place, Scene, place_of
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
    found = supplied(Outage(systems, None, 0.0))
    assert [[one.name for one in group] for group in found] == expected


BACK = (
    "예매 앱 줄줄이 먹통",
    "14일 정오부터 누리표 앱과 한들표, 가온버스에 장애가 생겼다.",
    "가온버스는 오후 2시 30분에 일부가 돌아온 데 이어 오후 9시에 모두 복구됐다.",
    "누리표는 밤 11시에야 정상이 됐다.",
    "이튿날인 15일 오전 9시에는 도토리뱅크가 멈췄다가 한들표와 함께 오전 10시 복구됐다.",
)

BEGAN = {"2023-11-14T12", "2023-11-15T09"}


def told(lines: Sequence[str], hits: Mapping[str, float]) -> tuple[Scene, Outage]:
    """The scene of a text in which these systems failed at the first of its times, and every time but those of `BEGAN` is an end."""
    text = f"{lines[0]}\n{' '.join(lines[1:])}"
    reading = read(text, PUBLISHED)
    judged = judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models())
    clauses = [(n, clause, time) for n, clause in enumerate(reading.clauses) for time in clause.times]
    began = [(n, time) for n, clause, time in clauses if time.value in BEGAN]
    times = tuple(JudgedTime(n, time, {"end": 0.0 if (n, time) in began else 0.9}) for n, _, time in clauses)
    onsets = [
        Onset(time.value, (JudgedTime(n, time, {"start": 0.9}),), (place_of(judged, n, time.evidence.start),), 0.9)
        for n, time in began
    ]
    entities = []
    for name, hit in hits.items():
        starts = [match.start() for match in re.finditer(name, text)]
        numbers = [max(n for n, clause in enumerate(reading.clauses) if clause.span.start <= at) for at in starts]
        mentions = [
            JudgedSystem(n, Candidate(at, at + len(name), name, "service"), hit)
            for n, at in zip(numbers, starts, strict=True)
        ]
        places = tuple(place_of(judged, n, at) for n, at in zip(numbers, starts, strict=True))
        entities.append(Entity(name, name, tuple(mentions), places, hit))
    scene = Scene(replace(judged, times=times), tuple(entities), tuple(onsets))
    return scene, Outage(list(entities), onsets[0], 0.9)


def test_systems_that_came_back_at_different_times_are_outages_of_their_own() -> None:
    scene, outage = told(BACK, {"가온버스": 0.9, "한들표": 0.8, "누리표": 0.7})
    # the last of two ends; 한들표 came back with another outage
    assert own_ends(scene, outage) == {"가온버스": "2023-11-14T21", "누리표": "2023-11-14T23"}
    found = {back: [one.name for one in group] for back, group in returned(scene, outage).items()}
    assert found == {"2023-11-14T21": ["가온버스", "한들표"], "2023-11-14T23": ["누리표"]}  # listed with 가온버스


@pytest.mark.parametrize(
    "hits",
    [
        {"가온버스": 0.9, "한들표": 0.8},  # one end
        {"가온버스": 0.9, "누리표": 0.2},  # the other was hardly hit
    ],
)
def test_systems_of_one_end_stay_together(hits: dict[str, float]) -> None:
    scene, outage = told(BACK, hits)
    assert list(returned(scene, outage)) == [""]


def test_what_is_told_apart_from_all_that_came_back_is_still_out() -> None:
    lines = [BACK[0], "14일 정오부터 예매 앱에 장애가 생겼다.", *BACK[2:4], "한들표는 손볼 곳이 많다고 한다."]
    scene, outage = told(lines, {"가온버스": 0.9, "누리표": 0.7, "한들표": 0.6})
    found = {back: [one.name for one in group] for back, group in returned(scene, outage).items()}
    assert found == {"2023-11-14T21": ["가온버스"], "2023-11-14T23": ["누리표"], "": ["한들표"]}


CAMPUS = "학교마다 먹통\n16일 오전 9시 가온대 사이트가 멈췄다.\n누리대도 열리지 않았다고 한다.\n"
APART = LinearModel(("no", "yes"), {}, (-4.0,))  # nothing failed together


def campus(source: str, operator: str, hit: float) -> list[Outage]:
    """The outages of `CAMPUS`, where one system has the onset and the other none."""
    reading = read(CAMPUS, PUBLISHED)
    judged = judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models())
    clause, time = next((n, time) for n, clause in enumerate(reading.clauses) for time in clause.times)
    onset = Onset(time.value, (JudgedTime(clause, time, {"start": 0.9}),), (Place(1, clause, 8),), 0.9)
    first = Candidate(CAMPUS.index("가온대"), CAMPUS.index("가온대") + 7, "가온대 사이트", "open", operator="가온대")
    other = Candidate(CAMPUS.index("누리대"), CAMPUS.index("누리대") + 3, "누리대", source, operator=operator)
    entities = [
        Entity(one.name, one.name, (JudgedSystem(clause, one, p),), (Place(n, clause, one.start),), p)
        for n, (one, p) in enumerate(((first, 0.9), (other, hit)), 1)
    ]
    return outages_of(Scene(judged, tuple(entities), (onset,)), entities[:1], APART)


@pytest.mark.parametrize(
    ("source", "operator", "hit", "starts"),
    [
        ("operator", "누리대", 0.45, ["2023-11-16T09", "2023-11-16"]),  # told in passing: no more than the day is known
        ("operator", "누리대", 0.8, ["2023-11-16T09", "2023-11-16T09"]),
        ("operator", "누리대", 0.35, ["2023-11-16T09"]),
        ("operator", "가온대", 0.45, ["2023-11-16T09"]),  # more of what failed anyway
        ("service", "누리대", 0.45, ["2023-11-16T09"]),  # only named
    ],
)
def test_whom_an_outage_hit_too_is_told_in_passing(source: str, operator: str, hit: float, starts: list[str]) -> None:
    found = [told_start(outage) for outage in campus(source, operator, hit)]
    assert [start.value if start else None for start in found] == starts


def test_a_text_of_nothing_but_outages_has_no_more_of_them_than_can_be_weighed() -> None:
    days = [
        f"{year}년 {month}월 7일 한빛{year}앱과 가온{month}뱅크 앱이 먹통이 됐다."
        for year in range(2008, 2020)
        for month in (1, 3, 5, 7, 9)
    ]
    reading = read("잇단 먹통\n" + "\n".join(days), PUBLISHED)
    scene = scene_of(judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models()), bundled_models())
    assert len(scene.onsets) == MOST_ONSETS < len(days)
    assert len(scene.entities) <= MOST_SYSTEMS
    assert list(scene.onsets) == sorted(scene.onsets, key=lambda onset: onset.places[0].at)


def test_a_text_that_names_the_same_over_and_over_has_no_more_places_than_can_be_weighed() -> None:
    line = "한빛톡 메시지와 한빛톡 쇼핑, 한빛톡 지도가 먹통이 됐다."
    reading = read("한빛톡 먹통\n" + "\n".join([f"{line} 한빛톡이 멈췄다."] * 2 * MOST_MENTIONS), PUBLISHED)
    models = bundled_models()
    scene = scene_of(judge(Context.of(reading), [0.9] * len(reading.clauses), models), models)
    assert max(len(entity.places) for entity in scene.entities) == MOST_MENTIONS
    assert {entity.name for entity in scene.entities} > {"한빛톡 쇼핑", "한빛톡 지도"}
    places = [outage.places for outage in outages_of(scene, anchors_of(scene, models["onset"]), models["together"])]
    assert max(map(len, places)) == MOST_PLACES


def test_a_text_of_ends_lengths_and_causes_has_no_more_of_them_than_can_be_weighed() -> None:
    lines = [
        f"한빛앱은 정전으로 {hour}시간 {minute}분 동안 멈췄다가 24일 오전 {hour}시 {minute}분에 복구됐다."
        for hour in range(1, 10)
        for minute in (10, 20, 30, 40)
    ]
    reading = read("한빛앱 복구\n" + "\n".join(lines), PUBLISHED)
    judged = judge(Context.of(reading), [0.9] * len(reading.clauses), bundled_models())
    ends = [time.p("end") for time in judged.times if time.time.type != "duration"]
    assert [len(judged.ends), len(judged.lengths), len(judged.causes)] == [MOST_OFFERED] * 3
    assert sorted((time.p("end") for time in judged.ends), reverse=True) == sorted(ends, reverse=True)[:MOST_OFFERED]
    assert list(judged.ends) == sorted(judged.ends, key=lambda time: time.time.evidence.start)
