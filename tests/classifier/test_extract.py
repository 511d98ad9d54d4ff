"""Extraction end to end on texts of our own: values, evidence, furniture, and whatever else may come."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.decisions.features import Context
from classifier.decisions.judge import asserted_of, judge
from classifier.decisions.models import bundled_models
from classifier.decisions.outages import outages_of, scene_of
from classifier.decisions.wholes import Story, article_row, of_another
from classifier.extract import LONGEST_QUOTE, beliefs_of, extract, extract_all, extract_text, relevance_label
from classifier.reading import read
from classifier.version import extractor_version
from storage.records import Article, Extraction

KOREA = timezone(timedelta(hours=9))
OUTAGE = (
    "새봄은행 앱 40분 먹통… \"점검 중 설정 실수\"",
    "14일 새봄은행의 인터넷뱅킹과 앱이 한때 멈췄다.\n"
    "새봄은행에 따르면 이날 오전 9시 10분부터 인터넷뱅킹과 앱 접속이 되지 않다가 오전 9시 50분 복구됐다. "
    "은행 관계자는 \"점검 작업 중 설정 오류로 장애가 발생했다\"고 설명했다.",
)  # fmt: skip


def article(headline: str, body: str, at: datetime = datetime(2024, 5, 14, 12, tzinfo=KOREA)) -> Article:
    return Article("https://www.example.com/1", "한강일보", headline, body, at)


def story_of(text: str, at: datetime) -> Story:
    models = bundled_models()
    context = Context.of(read(text, at))
    return Story.of(scene_of(judge(context, asserted_of(context, models), models), models), models)


def valid(extraction: Extraction, text: str) -> bool:
    spans = [span for m in extraction.mentions for found in m.evidence.values() for span in found]
    spans += [milestone.evidence for m in extraction.mentions for milestone in m.milestones]
    return all(text[s.start : s.end] == s.quote and 0 < len(s.quote) <= LONGEST_QUOTE for s in spans)


def test_an_outage_with_times_and_cause() -> None:
    story = article(*OUTAGE)
    found = extract(story)
    assert found.relevance.label == "report"
    main = found.mentions[0]
    assert (main.started_at, main.ended_at) == ("2024-05-14T09:10", "2024-05-14T09:50")
    assert main.duration_minutes == 40
    assert any("새봄은행" in name for name in main.systems)
    assert valid(found, story.text)


def test_what_is_announced_has_not_happened_and_the_same_in_the_past_has() -> None:
    """The bank stands in no gazetteer: its name is known from the article alone."""
    planned = article(
        "솔내은행, 17일 새벽 앱 멈춘다",
        "솔내은행이 새 전산시스템을 들이기 위해 오는 17일 오전 1시부터 5시까지 앱과 인터넷뱅킹을 중단한다고 14일 밝혔다.",
    )
    told = article(
        "솔내은행 앱 13일 새벽 먹통",
        "솔내은행 앱과 인터넷뱅킹이 13일 오전 1시부터 5시까지 접속되지 않았다. 은행은 서버 고장 때문이라고 14일 밝혔다.",
    )
    assert extract(planned).relevance.label == "none"
    found = extract(told)
    assert found.relevance.label == "report"
    main = found.mentions[0]
    assert (main.started_at, main.ended_at, main.operator) == ("2024-05-13T01", "2024-05-13T05", "솔내은행")
    assert "솔내은행 앱" in main.systems


def test_a_cause_that_is_told_with_an_earlier_outage_is_that_ones() -> None:
    text = (
        "가람톡 또 먹통\n가람톡이 8일 오후 1시 34분부터 20분 동안 멈췄다가 복구됐다. 메시지가 오가지 않아 이용자들이 불편을 겪었다.\n"
        "가람톡은 지난해 10월 15일에도 데이터센터 화재로 닷새 동안 먹통이 됐다. 배터리에서 난 불 때문이었다. "
        "대책을 내놓겠다고 한다."
    )
    story = story_of(text, datetime(2023, 5, 8, 17, tzinfo=KOREA))
    starts = [outage.start[:7] for outage in story.outages]
    now, then = starts.index("2023-05"), starts.index("2022-10")
    assert all(of_another(story, now, text.index(words)) for words in ("화재", "배터리"))
    assert not any(of_another(story, then, text.index(words)) for words in ("화재", "배터리", "대책"))
    assert not any(of_another(story, now, text.index(words)) for words in ("복구", "불편", "대책"))


def test_every_value_has_evidence_or_a_basis() -> None:
    for mention in extract(article(*OUTAGE)).mentions:
        shown = set(mention.evidence) | set(mention.basis)
        told = {"started_at", "ended_at", "operator", "status"} | ({"cause"} if mention.cause != "unknown" else set())
        for name in told:
            assert getattr(mention, name) in (None, "unknown") or name in shown, name
        assert mention.duration_minutes is None or "duration" in shown


def test_what_is_said_twice_is_quoted_twice() -> None:
    """A reader sees every place that tells a value: the cause as the operator and its clerk put it, a name where most is said."""
    headline = '가나은행 앱 한때 먹통…"서버 과부하 탓"'
    body = (
        "가나은행의 모바일뱅킹 앱이 4일 오전 9시부터 먹통이 됐다가 2시간 만에 복구됐다. 가나은행은 서버에 과부하가 걸려 장애가 났다고 "
        "밝혔다. 은행 관계자는 접속자가 한꺼번에 몰리면서 앱이 멈췄다고 설명했다."
    )
    found = extract(article(headline, body))
    assert valid(found, f"{headline}\n{body}")
    quotes = {name: [span.quote for span in spans] for name, spans in found.mentions[0].evidence.items()}
    assert any("과부하가 걸려" in quote for quote in quotes["cause"])
    assert any("몰리면서" in quote for quote in quotes["cause"])
    assert "가나은행의 모바일뱅킹 앱" in quotes["system"]
    assert all(len(set(spans)) == len(spans) for spans in found.mentions[0].evidence.values())


def test_an_end_that_start_and_length_give_is_told_by_the_length() -> None:
    found = extract(
        article("카카오톡 한때 먹통", "카카오톡이 14일 오전 9시 10분부터 40분간 멈췄다. 카카오는 사과했다.")
    )
    mention = found.mentions[0]
    assert (mention.ended_at, mention.duration_minutes) == ("2024-05-14T09:50", 40)
    assert mention.basis["ended_at"] == "computed"
    assert [span.quote for span in mention.evidence["ended_at"]] == ["40분간"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "장애인 콜택시 두 배로",
            "시는 14일 장애인 콜택시를 200대로 늘린다고 밝혔다. 발달장애 아동의 등굣길도 돕는다.\n예산은 40억 원이다.",
        ),
        (
            "수면장애 환자 5년 새 30% 늘어",
            "건강보험 자료에 따르면 수면장애로 병원을 찾은 사람이 크게 늘었다.\n전문가들은 규칙적인 잠을 권했다.",
        ),
        (
            "봄비에 출근길 교통 마비",
            "14일 아침 내린 비로 도심 도로 곳곳이 막혀 출근길 교통이 마비됐다.\n경찰은 우회를 당부했다.",
        ),
        (
            "한빛전자, 공장 가동 중단",
            "한빛전자는 부품이 모자라 14일부터 사흘 동안 공장 가동을 중단한다고 밝혔다.\n노조는 임금 보전을 요구했다.",
        ),
    ],
)
def test_other_senses_are_no_outage(headline: str, body: str) -> None:
    assert extract(article(headline, body)).relevance.label != "report"


def test_furniture_makes_no_events() -> None:
    story = article(
        OUTAGE[0], OUTAGE[1] + "\n김하늘 기자 sky@example.com\n- 지난 1일 나라장터 3시간 먹통\n- 정부24 또 접속 장애"
    )
    systems = {name for mention in extract(story).mentions for name in mention.systems}
    assert not systems & {"나라장터", "정부24"}


def test_same_articles_same_answers_in_order() -> None:
    stories = [
        article(*OUTAGE),
        article("맑은 날씨", "14일은 전국이 맑겠다. 낮 기온은 24도까지 오른다."),
        article(*OUTAGE),
    ]
    first, second = list(extract_all(stories)), list(extract_all(stories))
    assert first == second
    assert first[0] == first[2]
    assert {extraction.version for extraction in first} == {extractor_version()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from([
            "17일 오전 9시부터 ", "정부24 ", "접속이 끊겼다. ", "복구됐다. ", "\n", "'", "카카오톡과 ", "해킹으로 ", "약 20분간 ", "은행 ", "앱 ",
            "장애", "\u200b", "！", "(", ")", "ㅋ", "시스템 ", "오후 3시 ", "지난해 ", "서버 ", ",",
        ]),
        max_size=60,
    )
)  # fmt: skip
def test_any_pile_of_words_keeps_spans_exact(pieces: list[str]) -> None:
    story = article("속보", "".join(pieces))
    assert valid(extract(story), story.text)


def test_a_very_long_body_is_read_in_bounded_time() -> None:
    story = article(OUTAGE[0], (OUTAGE[1] + "\n") * 700)
    assert len(story.body) > 80_000
    found = extract(story)
    assert valid(found, story.text)
    assert len(found.mentions) <= 12


SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.jsonl"


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed, press text that is not part of the project")
def test_the_article_that_started_it_all() -> None:
    row = json.loads(SEED.read_text(encoding="utf-8"))
    story = article(row["title"], row["body"], datetime.fromisoformat(row["published_at"]))
    found = extract(story)
    assert valid(found, story.text)
    main = next(m for m in found.mentions if "모바일 신분증" in m.systems)
    assert (main.role, main.status) == ("main", "restored")
    assert (main.started_at, main.ended_at, main.cause) == ("2023-11-24T13:57", "2023-11-24T20:40", "human_error")
    assert {"2023-11-24T14:49", "2023-11-24T15:20"} <= {m.at for m in main.milestones}
    earlier = {m.started_at: m for m in found.mentions}
    assert "새올행정시스템" in earlier["2023-11-17"].systems
    assert earlier["2023-11-17"].cause == "hardware"
    assert (earlier["2023-11-22"].duration_minutes, earlier["2023-11-22"].duration_qualifier) == (20, "over")
    assert (earlier["2023-11-23"].duration_minutes, earlier["2023-11-23"].cause) == (60, "overload")


@pytest.mark.parametrize(
    ("report", "reference", "none", "sure", "label"),
    [
        (0.85, 0.1, 0.05, 0.9, "report"),
        (0.85, 0.1, 0.05, 0.1, "none"),
        (0.55, 0.3, 0.15, 0.9, "reference"),
        (0.55, 0.15, 0.3, 0.9, "none"),
        (0.2, 0.5, 0.3, 0.9, "reference"),
        (0.2, 0.5, 0.3, 0.4, "none"),
    ],
)
def test_what_is_no_sure_report_may_still_be_a_reference(
    report: float, reference: float, none: float, sure: float, label: str
) -> None:
    text = "카카오톡 먹통\n카카오톡이 24일 오후 1시 57분부터 멈췄다."
    story = story_of(text, datetime(2023, 11, 24, 18, tzinfo=KOREA))
    assert relevance_label({"report": report, "reference": reference, "none": none}, story, sure) == label


def test_an_article_that_says_of_nothing_that_it_failed_is_read_no_further() -> None:
    """Its first decision is enough: no other model is asked, none is even there."""
    story = article(
        "가람은행, 새 앱 내놔", "가람은행이 14일 새 모바일뱅킹 앱을 내놨다. 장애에 대비해 서버를 두 배로 늘렸다고 한다."
    )
    found = extract_text(story, {"clause": bundled_models()["clause"]}, "v")
    assert (found.relevance.label, found.mentions) == ("none", ())


def test_where_no_system_is_sure_the_surest_is_kept() -> None:
    """Whether it is told is for later decisions, which see it with all else."""
    scene = story_of("\n".join(OUTAGE), datetime(2024, 5, 14, 12, tzinfo=KOREA)).scene
    hits = [0.2 + 0.01 * n for n in range(len(scene.entities))]
    unsure = tuple(replace(entity, hit=hit) for entity, hit in zip(scene.entities, hits, strict=True))
    (outage,) = outages_of(replace(scene, entities=unsure, onsets=()), [], bundled_models()["together"])
    assert unsure[-1] in outage.entities


def test_relevance_sees_the_words_of_the_headline_and_of_what_says_that_something_failed() -> None:
    text = "\n".join(OUTAGE) + "\n은행장은 올해 매출을 자랑했다."
    story = story_of(text, datetime(2024, 5, 14, 12, tzinfo=KOREA))
    row = article_row(story, beliefs_of(story, bundled_models()))
    said = {name.split("=")[1] for name in row if " says=" in name}
    context = story.scene.judged.context
    assert said & set(context.words_in(context.reading.clauses[0]))
    assert not said & {"매출", "자랑"}
