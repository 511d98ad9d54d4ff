"""The digest: what is news, what is older, in which order and with which words; and that its lines fit the screen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from classifier.merge import merge
from meoktong.digest import Digest, Period, Told, Watched, compose
from meoktong.outputs import data
from meoktong.outputs.text import WIDTH, render
from meoktong.telling.records import Age
from storage.records import ArticleMention, Evidence, OutageEvent, OutageMention

SEOUL = ZoneInfo("Asia/Seoul")
WEEK = Period(datetime(2023, 11, 17, tzinfo=SEOUL), datetime(2023, 11, 26, tzinfo=SEOUL))
BODY = (
    "한 주 사이 비슷한 일이 이어졌다. "
    "조폐공사는 24일 오후 1시 57분부터 모바일 신분증 접속이 끊겼다가 오후 8시 40분 복구됐다고 밝혔다. "
    "작업자의 설정 실수가 원인이었다."
)


def mention(article: str, when: str, outage: OutageMention, body: str = BODY) -> ArticleMention:
    text = f"모바일 신분증 장애\n{body}"
    published = datetime.fromisoformat(when).replace(tzinfo=SEOUL)
    outage = replace(outage, confidence=outage.confidence or 0.9)
    return ArticleMention(article, 0, outage, f"https://{article}.example/1", f"{article}일보", published, text)


def evidence(text: str, **words: str) -> dict[str, tuple[Evidence, ...]]:
    full = f"모바일 신분증 장애\n{text}"
    spans = {name: (full.rindex(word), word) for name, word in words.items()}
    return {name: (Evidence(at, at + len(word), word),) for name, (at, word) in spans.items()}


MOBILE = OutageMention(
    ("모바일 신분증",),
    operator="한국조폐공사",
    started_at="2023-11-24T13:57",
    ended_at="2023-11-24T20:40",
    duration_minutes=400,
    duration_qualifier="about",
    status="restored",
    cause="human_error",
    evidence=evidence(BODY, system="모바일 신분증", started_at="오후 1시 57분", ended_at="오후 8시 40분"),
)
ONGOING = OutageMention(("정부24",), operator="행정안전부", started_at="2023-11-20T14", status="ongoing")
EARLIER = OutageMention(("나이스",), operator="교육부", started_at="2023-06", role="background", status="restored")
FOLLOW_UP = OutageMention(("법원 전산망",), started_at="2023-03-02", status="restored", cause="software")


def told(*mentions: ArticleMention) -> dict[str, Told]:
    """Events of the mentions, named by their first article."""
    index = {(m.article_id, m.index): m for m in mentions}
    return {
        event.members[0][0]: Told(
            OutageEvent(event.members[0][0], event, WEEK.since, WEEK.since, ()),
            tuple(index[key] for key in event.members),
        )
        for event in merge(mentions)
    }


def week(
    *mentions: ArticleMention,
    before: tuple[ArticleMention, ...] = (),
    sectors: dict[str, str] | None = None,
    withdrawn: dict[str, str] | None = None,
) -> Digest:
    watched = Watched(len(mentions), {"a일보": 3}, ("b RSS",))
    return compose(told(*before), told(*mentions), WEEK, watched=watched, sectors=sectors or {}, withdrawn=withdrawn)


def all_four() -> Digest:
    return week(
        mention("a", "2023-11-24T21:35", MOBILE),
        mention("b", "2023-11-20T15:00", ONGOING),
        mention("c", "2023-11-24T22:00", EARLIER),
        mention("d", "2023-11-20T09:00", FOLLOW_UP),
        sectors={"모바일 신분증": "정부·공공 전산", "정부24": "정부·공공 전산"},
    )


def test_what_is_first_told_is_new_and_the_long_past_is_told_apart() -> None:
    digest = all_four()
    names = [[entry.event.systems[0] for entry in part] for part in (digest.new, digest.older, digest.recalled)]
    assert names == [["정부24", "모바일 신분증"], ["법원 전산망"], ["나이스"]]


def test_the_text_says_when_how_long_why_who_and_in_which_words() -> None:
    text = " ".join(render(all_four()).split())
    for words in (
        "서비스 장애 요약: 2023년 11월 17일(금) ~ 11월 25일(토)",
        "새 장애 2건 (진행 중 1건, 복구 1건), 앞서 시작된 장애의 새 소식 1건",
        "11월 24일(금) 오후 1시 57분 ~ 오후 8시 40분, 약 6시간 40분",
        "11월 20일(월) 오후 2시 ~ 계속",
        "약 5일 10시간 진행 중",
        "작업 실수",
        "정부·공공 전산 장애로는 최근 7일 동안 두 번째, 지난번은 11월 20일(월) 오후 2시 정부24",
        "https://a.example/1",
        "아무것도 얻지 못한 출처: b RSS",
        "2023년 6월: 나이스",
    ):
        assert words in text


def test_english_says_the_same() -> None:
    text = " ".join(render(all_four(), "en").split())
    for words in (
        "Service outages in Korea: Fri 17 Nov 2023 ~ Sat 25 Nov",
        "New 2 (ongoing 1, restored 1)",
        "Fri 24 Nov 13:57 ~ 20:40, about 6 h 40 min",
        "human error",
        "2nd outage of this kind (government) within 7 days",
        "Sources that gave nothing: b RSS",
    ):
        assert words in text


def test_the_sentence_with_most_evidence_is_quoted_whole() -> None:
    (entry,) = [entry for entry in all_four().new if entry.id == "a"]
    assert entry.quote is not None
    assert entry.quote.text == BODY.split(". ")[1] + "."
    assert entry.quote.publisher == "a일보"


def test_a_sentence_that_tells_another_end_than_the_digest_is_not_quoted() -> None:
    other = BODY.replace("오후 8시 40분", "자정")
    shown = evidence(other, system="모바일 신분증", started_at="오후 1시 57분", ended_at="자정", status="복구")
    later = mention("c", "2023-11-24T23:00", replace(MOBILE, ended_at="2023-11-25T00", evidence=shown), other)
    agreed = [mention(name, "2023-11-24T21:35", MOBILE) for name in "ab"]
    (entry,) = week(*agreed, later).new
    assert (entry.event.ended_at, entry.event.members[-1][0]) == ("2023-11-24T20:40", "c")
    assert entry.quote is not None
    assert "오후 8시 40분" in entry.quote.text


def test_a_sentence_that_tells_a_length_that_only_begins_like_the_digests_is_not_quoted() -> None:
    body = BODY.replace("작업자의", "40분 만이었다. 작업자의")
    shown = evidence(body, duration="40분 만")
    later = mention("c", "2023-11-24T23:00", replace(MOBILE, duration_minutes=40, evidence=shown), body)
    agreed = [mention(name, "2023-11-24T21:35", replace(MOBILE, evidence={})) for name in "ab"]
    (entry,) = week(*agreed, later).new
    assert entry.event.duration_minutes == 400
    assert entry.quote is None


def test_the_operators_own_word_is_quoted_as_confirmation() -> None:
    body = BODY.replace("조폐공사는", "한국조폐공사는")
    (entry,) = week(mention("a", "2023-11-24T21:35", replace(MOBILE, evidence={}), body)).new
    assert entry.confirmed is not None
    assert entry.confirmed.text.startswith("한국조폐공사는 24일")


def test_lines_fit_the_screen_by_cells() -> None:
    many = replace(MOBILE, systems=tuple(f"아주 긴 이름의 행정 서비스 {n}" for n in range(9)))
    text = render(week(mention("a", "2023-11-24T21:35", many)))
    assert max(cell_len(line) for line in text.splitlines()) <= WIDTH
    assert "외 4개" in text


def test_what_is_told_with_little_confidence_stands_apart_and_alone_is_no_news() -> None:
    digest = week(mention("a", "2023-11-24T21:35", replace(MOBILE, confidence=0.2)))
    assert digest.quiet
    assert "■ 확인이 필요한 언급 1건" in render(digest)


def test_the_json_form_has_the_fields_of_the_guide() -> None:
    (_, event) = json.loads(data.render(all_four()))["new"]
    assert event["started_at"] == "2023-11-24T13:57"
    assert event["links"] == [{"publisher": "a일보", "url": "https://a.example/1"}]


def test_an_empty_period_says_so() -> None:
    digest = week()
    assert digest.quiet
    assert "새로 알려진 장애가 없습니다" in render(digest)


def test_an_outage_reported_without_a_start_is_news() -> None:
    digest = week(mention("a", "2023-11-24T21:35", OutageMention(("정부24",), status="partial")))
    assert [entry.event.systems for entry in digest.new] == [("정부24",)]
    assert "시작 시각이 알려지지 않음" in render(digest)


FIRST = mention("a", "2023-11-20T15:00", ONGOING)


@pytest.mark.parametrize(
    ("later", "part", "changed"),
    [
        (replace(ONGOING, ended_at="2023-11-21T09", status="restored"), "resolved", ["status", "ended_at"]),
        (replace(ONGOING, cause="fire"), "changed", ["cause"]),
        (replace(ONGOING, started_at="2023-11-20T14:10"), "changed", ["started_at"]),
        (replace(ONGOING, started_at="2023-11-20T13:10"), "corrected", ["started_at"]),
        (replace(ONGOING, status="partial"), "changed", ["status"]),
        (replace(ONGOING, systems=("정부24", "주민등록시스템")), "changed", ["systems"]),
    ],
)
def test_each_difference_has_its_part_and_its_teller(later: OutageMention, part: str, changed: list[str]) -> None:
    digest = week(FIRST, mention("b", "2023-11-21T10:00", later), before=(FIRST,))
    (entry,) = getattr(digest, part)
    assert [name for name, entries in digest.parts() if entries] == [part]
    assert set(changed) <= {change.property for change in entry.changes}
    assert {change.by for change in entry.changes if change.property in changed} == {("b일보",)}
    assert entry.before is not None
    assert entry.before.systems == ("정부24",)


def test_an_end_of_long_ago_is_no_recovery() -> None:
    first = mention("a", "2022-10-15T20:00", replace(ONGOING, started_at="2022-10-15T15:30"))
    over = replace(ONGOING, started_at="2022-10-15T15:30", ended_at="2022-10-20T23", status="restored")
    digest = week(first, mention("b", "2023-11-21T10:00", replace(over, role="background")), before=(first,))
    assert [name for name, entries in digest.parts() if entries] == ["recalled"]


@pytest.mark.parametrize(("told", "part"), [("2022-10-15T20:00", "recalled"), ("2023-11-16T20:00", "resolved")])
def test_a_recovery_without_a_time_is_news_only_of_what_was_still_written_about(told: str, part: str) -> None:
    began = replace(ONGOING, started_at=told[:10])
    first, over = mention("a", told, began), replace(began, status="restored")
    digest = week(first, mention("b", "2023-11-21T10:00", replace(over, role="background")), before=(first,))
    assert [name for name, entries in digest.parts() if entries] == [part]


def test_a_contradicted_cause_is_a_correction_that_tells_both() -> None:
    first = mention("a", "2023-11-20T15:00", replace(ONGOING, cause="overload"))
    later = [mention(name, f"2023-11-21T1{n}:00", replace(ONGOING, cause="hardware")) for n, name in enumerate("bc")]
    digest = week(first, *later, before=(first,))
    assert [entry.id for entry in digest.corrected] == ["a"]
    assert "원인: 접속 폭주(과부하) → 장비 고장 (b일보, c일보)" in render(digest)


def test_what_goes_on_unchanged_is_told_with_its_age_and_is_no_news() -> None:
    digest = week(FIRST, before=(FIRST,))
    assert digest.quiet
    (entry,) = digest.ongoing
    assert entry.age == Age((5 * 24 + 10) * 60, "about")


@pytest.mark.parametrize(("heir", "words"), [("", "기록에서 뺐습니다"), ("x9", "x9 기록에 합쳤습니다")])
def test_a_withdrawn_outage_is_a_correction(heir: str, words: str) -> None:
    digest = week(before=(FIRST,), withdrawn={"a": heir})
    assert [entry.id for entry in digest.corrected] == ["a"]
    assert words in render(digest)


def test_a_filter_leaves_only_what_is_wanted() -> None:
    digest = all_four().only(lambda entry: entry.event.systems == ("정부24",))
    assert [entry.id for entry in digest.news] == ["b"]
    assert digest.watched == all_four().watched


def test_what_a_person_rejected_is_a_correction_that_says_so() -> None:
    digest = compose(told(FIRST), {}, WEEK, rejected=["a"])
    assert [entry.id for entry in digest.corrected] == ["a"]
    assert "사람이 검토해 장애가 아니라고 판단했습니다" in render(digest)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2023-11-25T20:30", "3시간 30분 진행 중"),
        ("2023-11-25T20", "약 4시간 진행 중"),
        ("2023-11-24", "2일 미만 진행 중"),
        (None, "첫 보도 이후 3시간 넘게 진행 중"),
    ],
)
def test_an_age_is_no_more_exact_than_the_start(start: str | None, words: str) -> None:
    text = render(week(mention("a", "2023-11-25T21:00", replace(ONGOING, started_at=start))))
    assert words in text
