"""Which of an outage's systems are listed: every service once, by the name that says most of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from classifier.decisions.features import Context
from classifier.decisions.judge import Judged, JudgedSystem, judge
from classifier.decisions.listing import full_name, function_of, named_systems, told_here
from classifier.decisions.models import bundled_models
from classifier.decisions.relations import Outage
from classifier.decisions.scene import Entity, Onset, Place, Scene
from classifier.reading import read
from classifier.systems.candidates import Candidate
from classifier.systems.names import system_key
from storage.localtime import SEOUL

PUBLISHED = datetime(2023, 11, 24, 17, 0, tzinfo=SEOUL)
MESSENGER = "한강의 메신저 '한강톡'에서 한강톡 메시지가 오지 않았다."
BANK = "가람은행 모바일뱅킹과 '가람페이'가 멈췄다."


def entity(text: str, words: str, hit: float, source: str = "service", name: str = "") -> Entity:
    start = text.index(words)
    mention = JudgedSystem(0, Candidate(start, start + len(words), name or words, source), hit)
    return Entity(system_key(name or words), name or words, (mention,), (Place(1, 0, start),), hit)


def run_by(one: Entity, operator: str, use: str) -> Entity:
    noun = "전산망" if one.name.endswith("전산망") else ""
    mentions = tuple(
        replace(m, candidate=replace(m.candidate, operator=operator, use=use, noun=noun)) for m in one.mentions
    )
    return replace(one, mentions=mentions)


def scene(text: str, entities: Sequence[Entity], *onsets: Onset) -> Scene:
    reading = read(text, PUBLISHED)
    return Scene(Judged(reading, Context.of(reading), (), (), (), ()), tuple(entities), onsets)


def listed(text: str, *entities: Entity) -> list[str]:
    return [one.name for one in named_systems(scene(text, entities), (), Outage(list(entities), None, 0.0))]


def test_what_the_text_names_of_a_whole_is_listed_beside_it() -> None:
    text = "강물의 메신저 '강물'과 강물 뉴스, 강물 카페가 멈췄고 강물 사전은 느리다."
    hits = {"강물": 0.9, "강물 뉴스": 0.3, "강물 카페": 0.25, "강물 사전": 0.4}
    parts = [entity(text, words, hit, "function") for words, hit in hits.items() if words != "강물"]
    whole = run_by(entity(text, "강물", hits["강물"]), "강물", "")
    listed_now = listed(text, whole, *(run_by(part, "강물", "function") for part in parts))
    assert listed_now == ["강물", "강물 뉴스", "강물 카페"]


@pytest.mark.parametrize(
    ("fuller", "owner", "expected"),
    [
        (0.5, "가람시", ["가람시 민원 전산망"]),  # though the shorter form is surer
        (0.35, "가람시", ["가람시 민원 전산망", "가람시 전산망"]),
        (0.5, "누리시", ["누리시 민원 전산망", "가람시 전산망"]),
    ],
)
def test_a_name_of_which_a_fuller_form_failed_is_not_listed(fuller: float, owner: str, expected: list[str]) -> None:
    text = f"{owner} 민원 전산망이 멈췄고 가람시 전산망은 느리다."
    full, short = (
        entity(text, words, hit, "open") for words, hit in ((f"{owner} 민원 전산망", fuller), ("가람시 전산망", 0.8))
    )
    assert listed(text, *(run_by(one, one.name[:3], "") for one in (full, short))) == expected


@pytest.mark.parametrize(
    ("part", "use", "expected"),
    [
        ("가람공항공사 수하물 분류기", "owned", ["가람공항공사 시스템", "가람공항공사 수하물 분류기"]),
        ("가람공항공사 수속", "function", ["가람공항공사 시스템"]),
    ],
)
def test_what_is_no_function_stays_beside_a_name_that_says_no_more_than_its_operator(
    part: str, use: str, expected: list[str]
) -> None:
    text = f"가람공항공사 시스템이 멈춰 {part}도 섰다."
    whole = run_by(entity(text, "가람공항공사 시스템", 0.6, "open"), "가람공항공사", "owned")
    assert listed(text, whole, run_by(entity(text, part, 0.5, "open"), "가람공항공사", use)) == expected


@pytest.mark.parametrize(
    ("hit", "use", "operator", "expected"),
    [
        (0.4, "function", "가람은행", ["가람페이"]),
        (0.8, "function", "가람은행", ["가람페이", "모바일뱅킹"]),  # it surely failed itself
        (0.4, "owned", "가람은행", ["가람페이", "모바일뱅킹"]),  # a system of its own
        (0.2, "owned", "가람은행", ["가람페이", "모바일뱅킹"]),
        (0.2, "owned", "누리은행", ["가람페이"]),  # hardly hit, and somebody else's
        (0.4, "owned", "누리은행", ["가람페이", "모바일뱅킹"]),
    ],
)
def test_neither_a_mere_function_nor_a_stray_is_listed_beside_a_surer_system(
    hit: float, use: str, operator: str, expected: list[str]
) -> None:
    service, other = entity(BANK, "가람페이", 0.9), entity(BANK, "모바일뱅킹", hit, source="open")
    assert listed(BANK, run_by(service, "가람은행", ""), run_by(other, operator, use)) == expected


@pytest.mark.parametrize(
    ("service", "function", "expected"),
    [
        (0.9, 0.4, ["한강톡"]),
        (0.9, 0.8, ["한강톡", "한강톡 메시지"]),  # as sure as can be: both are told
        (0.3, 0.4, ["한강톡", "한강톡 메시지"]),  # the function is surer, so the service is no better name for it
    ],
)
def test_a_function_beside_its_surer_service_is_listed_only_if_it_surely_failed(
    service: float, function: float, expected: list[str]
) -> None:
    names = listed(MESSENGER, entity(MESSENGER, "한강톡", service), entity(MESSENGER, "한강톡 메시지", function))
    assert names == expected


def test_what_describes_a_surer_name_right_before_it_is_no_other_service() -> None:
    described = entity(MESSENGER, "한강의 메신저", 0.6, "open", "한강 메신저")
    assert listed(MESSENGER, described, entity(MESSENGER, "한강톡", 0.9)) == ["한강톡"]
    assert listed(MESSENGER, described, entity(MESSENGER, "한강톡", 0.5)) == ["한강 메신저", "한강톡"]


def test_members_of_a_list_do_not_describe_each_other() -> None:
    names = listed(BANK, entity(BANK, "가람은행 모바일뱅킹", 0.6, "open"), entity(BANK, "가람페이", 0.9))
    assert names == ["가람은행 모바일뱅킹", "가람페이"]


def test_an_operator_says_nothing_beside_its_service_and_no_service_is_lost_beside_an_operator() -> None:
    operator = entity(BANK, "가람은행", 0.9, "operator")
    assert listed(BANK, operator, entity(BANK, "가람은행 모바일뱅킹", 0.4, "open")) == ["가람은행 모바일뱅킹"]


def test_a_name_without_its_owner_says_less() -> None:
    short = entity(BANK, "모바일뱅킹", 0.9, "open")
    assert listed(BANK, short, entity(BANK, "가람은행 모바일뱅킹", 0.4, "open")) == ["가람은행 모바일뱅킹"]


def told(*sentences: int) -> tuple[Place, ...]:
    return tuple(Place(sentence, sentence, 10 * sentence) for sentence in sentences)


@pytest.mark.parametrize(
    ("rides", "expected"),
    [
        ((2,), ["한강톡"]),  # told with the other outage alone
        ((2, 5), ["한강톡", "한강택시"]),  # with both
        ((6,), ["한강톡", "한강택시"]),  # nowhere nearer to the other
    ],
)
def test_an_outage_has_no_system_that_another_is_told_of_nearer(rides: tuple[int, ...], expected: list[str]) -> None:
    """2: 한강톡과 한강택시가 10월 15일 멈췄다. 5: 한강톡은 5월 4일에도 멈췄다."""
    messenger, taxi = (replace(entity(name, name, 0.9), places=told(*places))
                       for name, places in (("한강톡", (2, 5)), ("한강택시", rides)))  # fmt: skip
    both = [messenger, taxi]
    october, may = Onset("2022-10-15", (), told(2), 0.9), Onset("2022-05-04", (), told(5), 0.9)
    now, before = Outage(both, october, 0.9), Outage(both, may, 0.9)
    article = scene(MESSENGER, both, october, may)
    assert [one.name for one in told_here(article, (now, before), before, both)] == expected
    assert told_here(article, (before,), before, both) == both  # nobody else is told of
    assert told_here(article, (now, before), replace(before, onset=None), both) == both  # nor is there a time to go by


def test_an_operators_bare_name_takes_what_failed_where_it_is_named() -> None:
    text = "가람항공과 다온항공의 발권시스템이 멈췄다. 가람항공은 사과했다."
    judged = judge(Context.of(read(text, PUBLISHED)), (0.9, 0.1), bundled_models())
    operator = entity(text, "가람항공", 0.6, "operator")
    tail = Candidate(text.index("발권"), text.index("이 멈"), "발권시스템", "open", tail="발권시스템")

    def name(one: Entity, function: JudgedSystem) -> str:
        return full_name(one, function_of(replace(judged, systems=(function,)), one))

    assert name(operator, JudgedSystem(0, tail, 0.8)) == "가람항공 발권시스템"
    assert name(operator, JudgedSystem(1, tail, 0.8)) == "가람항공"  # elsewhere
    assert name(operator, JudgedSystem(0, tail, 0.2)) == "가람항공"  # did hardly fail
    assert name(operator, JudgedSystem(0, replace(tail, owner="다온항공"), 0.8)) == "가람항공"  # another's
    assert name(entity(text, "가람항공", 0.6), JudgedSystem(0, tail, 0.8)) == "가람항공"  # a service by its own name
