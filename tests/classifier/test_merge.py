"""Merging: one outage over many articles becomes one event, whatever the order in which the articles arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.learning.corpus import load_corpus
from classifier.merge import merge
from classifier.merging.canonical import service_key
from classifier.merging.copies import independent_sources, text_groups
from classifier.systems.names import is_common, name_forms, same_service, system_key
from storage.records import ArticleMention, Evidence, MergedEvent, OutageMention

SEOUL = ZoneInfo("Asia/Seoul")


def told(article: str, published: str, systems: Sequence[str], index: int = 0, **fields: Any) -> ArticleMention:
    text = fields.pop("text", "")
    publisher = fields.pop("publisher", f"{article}.example")
    mention = OutageMention(systems=tuple(systems), confidence=0.9, **fields)
    when = datetime.fromisoformat(published).replace(tzinfo=SEOUL)
    return ArticleMention(article, index, mention, f"https://{article}.example/1", publisher, when, text)


def span(start: str, end: str) -> dict[str, Any]:
    return {"started_at": start, "ended_at": end}


def members(events: Sequence[MergedEvent]) -> list[set[str]]:
    return [{article for article, _ in event.members} for event in events]


def test_first_report_and_recovery_are_one_event_with_the_later_and_more_exact_values() -> None:
    early = told("a", "2023-11-24T15:20", ["모바일 신분증"], started_at="2023-11-24T14", status="ongoing")
    late = told(
        "b",
        "2023-11-24T21:35",
        ["모바일신분증 앱"],
        operator="한국조폐공사",
        started_at="2023-11-24T13:57",
        ended_at="2023-11-24T20:40",
        duration_minutes=400,
        duration_qualifier="over",
        status="restored",
        cause="human_error",
    )
    (event,) = merge([late, early])
    assert (event.started_at, event.ended_at) == ("2023-11-24T13:57", "2023-11-24T20:40")
    assert (event.duration_minutes, event.duration_qualifier) == (400, "over")
    assert (event.status, event.cause, event.operator) == ("restored", "human_error", "한국조폐공사")
    assert event.members == (("a", 0), ("b", 0))
    assert event.independent_sources == 2


def test_outages_of_one_service_a_week_apart_stay_apart() -> None:
    events = merge(
        told(str(n), f"2023-11-{day}T12:00", ["정부24"], started_at=f"2023-11-{day}T09", operator="행정안전부")
        for n, day in enumerate((10, 17, 24))
    )
    assert len(events) == 3


def test_two_outages_of_one_day_stay_apart_when_hours_of_service_lie_between() -> None:
    night = told("a", "2023-01-29T19:30", ["LG유플러스 인터넷"], 0, **span("2023-01-29T02:56", "2023-01-29T03:15"))
    evening = told("a", "2023-01-29T19:30", ["LG유플러스 인터넷"], 1, **span("2023-01-29T17:58", "2023-01-29T18:20"))
    assert len(merge([night, evening])) == 2


def test_relapse_within_the_hour_is_the_same_outage() -> None:
    first = told("a", "2023-11-17T15:00", ["새올행정시스템"], 0, started_at="2023-11-17T09", ended_at="2023-11-17T12")
    again = told("a", "2023-11-17T15:00", ["새올행정시스템"], 1, started_at="2023-11-17T13", status="ongoing")
    (event,) = merge([first, again])
    assert (event.started_at, event.ended_at, event.status) == ("2023-11-17T09", None, "ongoing")


def test_follow_up_weeks_later_finds_its_event_by_the_day_it_names() -> None:
    first = told("a", "2023-09-29T21:35", ["신한카드 온라인 결제"], started_at="2023-09-29T20", status="ongoing")
    later = told(
        "b", "2023-10-13T15:39", ["신한카드 온라인 결제"], started_at="2023-09-29", status="restored", cause="hardware"
    )
    (event,) = merge([first, later])
    assert (event.started_at, event.status, event.cause) == ("2023-09-29T20", "restored", "hardware")


def test_background_of_the_same_day_joins_and_month_finds_the_outage_of_that_month() -> None:
    main = told("a", "2022-10-15T17:45", ["카카오톡"], started_at="2022-10-15T15:30", cause="fire", operator="카카오")
    other = told(
        "b", "2022-10-04T15:00", ["카카오톡"], started_at="2022-10-04T14:14", operator="카카오", cause="software"
    )
    day = told("c", "2023-03-02T10:00", ["카카오톡"], started_at="2022-10-15", role="background", operator="카카오")
    month = told(
        "d", "2022-12-29T15:42", ["카카오톡"], started_at="2022-10", role="background", operator="카카오", cause="fire"
    )
    assert members(merge([main, other, day, month])) == [{"b"}, {"a", "c", "d"}]


def test_article_without_a_start_joins_what_was_reported_lately_but_not_what_had_ended() -> None:
    ended = told("a", "2025-07-02T10:00", ["SGI서울보증 전산시스템"], **span("2025-07-01T09", "2025-07-01T12"))
    new = told("b", "2025-07-15T18:40", ["SGI서울보증 전산시스템"], status="ongoing")
    start = told("c", "2025-07-18T06:00", ["SGI서울보증 전산시스템"], started_at="2025-07-14", status="restored")
    assert members(merge([ended, new, start])) == [{"a"}, {"b", "c"}]
    assert members(merge([ended, new])) == [{"a"}, {"b"}]


def test_common_names_join_only_under_one_operator() -> None:
    when = {"started_at": "2025-04-03T09:10"}
    events = merge(
        [
            told("a", "2025-04-03T10:00", ["MTS"], operator="키움증권", **when),
            told("b", "2025-04-03T10:00", ["MTS"], operator="토스증권", **when),
            told("c", "2025-04-03T11:00", ["키움증권 MTS"], operator="키움증권", **when),
        ]
    )
    assert sorted(map(sorted, members(events))) == [["a", "c"], ["b"]]


def test_common_names_without_an_operator_join_when_they_tell_the_same_hour() -> None:
    known = told("a", "2024-09-06T10:30", ["가나통신 유선 인터넷"], operator="가나통신", started_at="2024-09-05T17")
    same = told("b", "2024-09-06T12:10", ["유선 인터넷"], started_at="2024-09-05T17")
    other = told("c", "2024-09-06T12:10", ["유선 인터넷"], started_at="2024-09-05T09", status="restored")
    assert members(merge([known, same, other])) == [{"c"}, {"a", "b"}]


def test_one_fire_in_one_article_ties_the_services_it_hit() -> None:
    fire: dict[str, Any] = {"started_at": "2022-10-15T15:30", "cause": "fire", "status": "ongoing"}
    both = [told("a", "2022-10-15T19:40", ["카카오톡"], 0, operator="카카오", **fire)]
    both += [told("a", "2022-10-15T19:40", ["네이버 쇼핑"], 1, operator="네이버", **fire)]
    assert len(merge(both)) == 1
    faults = [
        told(
            m.article_id,
            "2022-10-15T19:40",
            m.mention.systems,
            m.index,
            operator=m.mention.operator,
            started_at="2022-10-15T15:30",
            cause="software",
        )
        for m in both
    ]
    assert len(merge(faults)) == 2


def test_later_report_that_it_goes_on_beats_an_early_all_clear() -> None:
    clear = told(
        "a", "2018-09-21T13:00", ["우리은행 타행이체"], status="restored", **span("2018-09-21T08", "2018-09-21T12")
    )
    still = told("b", "2018-09-21T15:00", ["우리은행 타행이체"], started_at="2018-09-21T08", status="ongoing")
    (event,) = merge([clear, still])
    assert (event.ended_at, event.status) == (None, "ongoing")


def test_an_outage_of_two_systems_begins_with_the_first_of_them_and_a_short_length_is_not_its_own() -> None:
    day: dict[str, Any] = {"operator": "행정안전부", "cause": "hardware"}
    saeol = told("a", "2023-11-17T11:00", ["새올행정시스템"], started_at="2023-11-17T08:40", status="ongoing", **day)
    portal = told("b", "2023-11-17T18:30", ["정부24"], started_at="2023-11-17T13:50", status="ongoing", **day)
    both = told("c", "2023-11-20T09:00", ["정부24", "새올행정시스템"], **span("2023-11-17", "2023-11-19"), **day)
    short = told("d", "2023-11-22T18:40", ["새올행정시스템"], duration_minutes=20, status="restored", **day)
    (event,) = merge([saeol, portal, both, short])
    assert (event.started_at, event.ended_at, event.duration_minutes) == ("2023-11-17T08:40", "2023-11-19", None)


def test_wire_copies_are_one_independent_source() -> None:
    wire = (
        "가나은행 앱이 25일 오전 9시부터 두 시간가량 접속되지 않았다. 은행은 서버 설정 오류가 원인이라고 밝혔다. "
        "이용자들은 송금과 조회를 하지 못했다."
    )
    own = "아침부터 은행 앱이 열리지 않아 월급날 고객들이 발을 굴렀다. 창구에는 긴 줄이 섰고 상담 전화도 이어졌다."
    rows = [
        ("a", "통신", wire),
        ("b", "일보", "[단독] " + wire),
        ("c", "신문", wire[:-12] + " 끝."),
        ("d", "방송", own),
    ]
    (event,) = merge(
        told(name, "2024-03-25T13:00", ["가나은행 앱"], started_at="2024-03-25T09", text=text, publisher=publisher)
        for name, publisher, text in rows
    )
    assert (len(event.members), event.independent_sources) == (4, 2)


def gold() -> list[ArticleMention]:
    rows = [row for row in load_corpus() if row["events"]]
    keep = ("operator", "role", "started_at", "ended_at", "duration_minutes", "duration_qualifier", "status", "cause")
    return [
        ArticleMention(
            row["id"],
            n,
            OutageMention(tuple(event["systems"]), **{name: event[name] for name in keep}, confidence=0.9),
            row["source_url"],
            row["publisher"],
            datetime.fromisoformat(row["published_at"]),
        )
        for row in rows
        for n, event in enumerate(row["events"])
    ]


def incidents() -> dict[str, str]:
    """The incident of each article of the development corpus that reports one."""
    rows = (row for row in load_corpus() if row["relevance"] == "report" and not row["incident"].startswith("none"))
    return {row["id"]: row["incident"] for row in rows}


def test_annotated_mentions_fall_into_their_incidents() -> None:
    """Pairs of articles, by their first main mention, as `score_merge.py` counts them."""
    truth = incidents()
    mentions = gold()
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.article_id in truth and mention.mention.role == "main":
            first.setdefault(mention.article_id, mention.index)
    events = merge(mentions)
    assert sorted(m for event in events for m in event.members) == sorted((m.article_id, m.index) for m in mentions)
    place = {member: n for n, event in enumerate(events) for member in event.members}
    listed = sorted(first)
    pairs = [(a, b) for n, a in enumerate(listed) for b in listed[n + 1 :]]
    made = {(a, b) for a, b in pairs if place[a, first[a]] == place[b, first[b]]}
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    assert len(made & true) / len(made) >= 0.95
    assert len(made & true) / len(true) >= 0.9


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(shuffler: Any) -> None:
    mentions = gold()
    expected = merge(mentions)
    shuffler.shuffle(mentions)
    assert merge(mentions) == expected


@pytest.mark.parametrize("value", ["2023-13", "어제", "2023-11-24T25:00"])
def test_a_time_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        merge([told("a", "2023-11-24T15:20", ["정부24"], started_at=value)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("새올 행정시스템", "새올행정 시스템"),
        ("KT 유·무선 인터넷", "KT 인터넷망"),
        ("신한은행 쏠(SOL)", "신한은행 쏠 앱"),
        ("KT 올레tv", "올레TV"),
    ],
)
def test_names_of_one_service_agree(one: str, other: str) -> None:
    assert same_service(system_key(one), system_key(other))


@pytest.mark.parametrize(("one", "other"), [("KT 인터넷", "인터넷"), ("정부24", "민원24"), ("카카오톡", "카카오페이")])
def test_names_of_different_services_do_not(one: str, other: str) -> None:
    assert not same_service(system_key(one), system_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("카톡", "카카오톡"),
        ("LGU+ 인터넷", "LG유플러스 인터넷"),
        ("KB국민은행 앱", "국민은행 앱"),
        ("새올", "시도 새올행정시스템"),
    ],
)
def test_what_the_gazetteer_calls_one_is_one(one: str, other: str) -> None:
    assert service_key(one) == service_key(other)


def test_forms_are_written_as_keys() -> None:
    forms = name_forms()
    assert {key for key in forms.synonyms.values() if system_key(key) != key} == set()
    assert is_common(system_key("초고속 인터넷 서비스"))


def worded(article: str, published: str, cause: str, sentence: str, publisher: str = "") -> ArticleMention:
    """A mention whose cause stands in a sentence of its text."""
    text = f"앱 먹통\n{article}에서 전한다. {sentence} 나머지는 {article}의 다른 이야기이다."
    words = sentence.split()[0]
    start = text.index(words)
    spans = {"cause": (Evidence(start, start + len(words), words),)}
    return told(article, published, ["가나은행 앱"], started_at="2024-03-25T09", cause=cause, text=text, evidence=spans,
                publisher=publisher or article)  # fmt: skip


def test_an_official_cause_beats_hearsay_of_more_and_later_articles() -> None:
    official = worded("a", "2024-03-25T10:00", "human_error", "설정을 잘못 바꾼 것이 원인이라고 은행이 밝혔다.")
    rumour = [worded(n, "2024-03-25T15:00", "cyberattack", "해킹이 원인인 것으로 알려졌다.") for n in "bcd"]
    (event,) = merge([official, *rumour])
    assert event.cause == "human_error"
    (event,) = merge(rumour)
    assert event.cause == "cyberattack"


def test_of_causes_told_alike_that_of_more_independent_sources_counts() -> None:
    copied = "서버 과부하로 앱이 멈췄다. 은행 앱은 오전 내내 열리지 않았고 이용자들이 창구로 몰렸다."
    copies = [worded("통신", "2024-03-25T15:00", "overload", copied) for _ in range(1)]
    copies += [replace(copies[0], article_id=f"사본{n}", publisher=f"사본{n}") for n in range(3)]
    own = [
        worded(n, "2024-03-25T10:00", "hardware", f"장비가 고장났다고 {n} 기자가 보았다. {n * 30}")
        for n in ("가", "나")
    ]
    (event,) = merge([*copies, *own])
    assert (event.cause, event.independent_sources) == ("hardware", 3)


def test_who_prints_only_the_beginning_of_an_agencys_text_is_no_source_of_its_own() -> None:
    sentences = [
        f"{n}번째 문장은 가나은행 앱의 장애가 어떻게 이어졌는지 {n * 37}분의 일을 따로 전한다." for n in range(12)
    ]
    whole = " ".join(sentences)
    rows = {
        "통신": whole,
        "일부": whole[:200],
        "고침": whole.replace("따로", "새로"),
        "자체": "창구에 줄이 길었다. " * 9,
    }
    members = [
        told(name, "2024-03-25T13:00", ["가나은행 앱"], text=f"{name}의 제목\n{text}", publisher=name)
        for name, text in rows.items()
    ]
    groups = text_groups(members)
    assert len({groups[name] for name in ("통신", "일부", "고침")}) == 1
    assert independent_sources(members) == 2


def test_an_event_of_many_copies_is_counted_the_same_in_any_order() -> None:
    members = [
        told(
            f"{n}",
            f"2024-03-25T{n % 24:02}:00",
            ["가나은행 앱"],
            text=f"제목 {n}\n" + f"{n % 7}번 기사의 문장 {n % 7} " * 20,
        )
        for n in range(60)
    ]
    groups = text_groups(members)
    assert len(set(groups.values())) == 7
    assert text_groups(reversed(members)) == groups
