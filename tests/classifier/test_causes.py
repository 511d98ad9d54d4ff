"""Which clause tells the cause of an outage: by a cue word or in plain words, and never what it rules out."""

from datetime import datetime
from typing import Any

import pytest

from classifier.decisions.cause_features import cause_words
from classifier.decisions.features import Context
from classifier.decisions.judge import PLAIN, UNKNOWN, causes_of
from classifier.decisions.linear import LinearModel
from classifier.extract import extract
from classifier.learning.labels import cause_label, mark
from classifier.reading import Reading, read
from storage.records import Article

AT = datetime.fromisoformat("2024-03-25T21:00+09:00")
TOLD = "담당자가 지난해 쓰던 파일을 그대로 올렸기"
TEXT = (
    "가람은행 앱 한때 먹통\n"
    f"가람은행 앱이 25일 오전 9시부터 한 시간 동안 멈췄다. {TOLD} 때문이다. 은행은 과부하에 대비해 서버를 늘리기로 했다."
)


def event(cause: str, words: str | None) -> dict[str, Any]:
    return {"systems": ["가람은행 앱"], "cause": cause, "evidence": {"cause": words} if words else {}}


def labels(reading: Reading, *events: dict[str, Any]) -> list[str | None]:
    marked = mark(reading.text, list(events))
    return [cause_label(marked, clause) for clause in reading.clauses]


def test_the_clause_that_holds_the_evidence_tells_the_cause() -> None:
    reading = read(TEXT, AT)
    told = labels(reading, event("human_error", TOLD))
    assert told.count("human_error") == 1
    assert TOLD in reading.text[slice(*reading.clauses[told.index("human_error")].span)]
    assert set(told) == {"human_error", UNKNOWN}


def test_a_word_for_the_cause_that_is_not_its_evidence_teaches_nothing() -> None:
    assert labels(read(TEXT, AT), event("overload", "한때 먹통"))[-1] is None
    assert set(labels(read(TEXT, AT), event("unknown", None))) == {UNKNOWN}


def test_a_cause_in_plain_words_stands_where_the_words_speak_most_for_it() -> None:
    """A model that knows a single pair of words finds them, though no cue word stands there."""
    context = Context.of(read(TEXT, AT))
    words = next(
        context.words_in(clause)
        for clause in context.reading.clauses
        if "올렸기" in context.reading.text[slice(*clause.span)]
    )
    pair = words[words.index("그대로")] + " " + words[words.index("그대로") + 1]
    model = LinearModel(("fire", "human_error", UNKNOWN), {f"says={pair}": (20.0, 0.0, 0.0)}, (-5.0, -5.0, 0.0))
    (cause,) = causes_of(context, model)
    assert (cause.cause, cause.word) == ("fire", PLAIN)
    assert context.reading.text[slice(*cause.span)].startswith("그대로")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("해킹이 아니라 내부 요인에 따른 장애다", True),
        ("이번 일은 디도스 공격과는 관련이 없다", True),
        ("사이버 공격의 흔적은 나오지 않았다", True),
        ("해킹을 당해 홈페이지가 멈췄다", False),
        ("접속자가 몰려 서버가 멈췄다", False),
    ],
)
def test_a_cause_is_ruled_out_just_behind_it(text: str, denied: bool) -> None:
    context = Context.of(read(f"제목\n{text}", AT))
    found = [cause_words(context, clause) for clause in context.reading.clauses]
    holding, ruled_out = ([cue for words in found for cue in words[way]] for way in (0, 1))
    assert (bool(ruled_out), bool(holding)) == (denied, not denied)


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("은행은 해킹이 아니라 이용자가 한꺼번에 몰린 탓이라고 설명했다.", "overload"),
        ("은행은 접속자가 몰린 것이 아니라 디도스 공격을 받은 탓이라고 설명했다.", "cyberattack"),
        ("은행은 정확한 원인을 파악하고 있다고 밝혔다.", UNKNOWN),
    ],
)
def test_what_is_ruled_out_is_no_cause(said: str, cause: str) -> None:
    body = f"가람은행 모바일뱅킹 앱이 25일 오전 9시 10분부터 40분간 멈췄다. {said}"
    story = Article("https://www.example.com/1", "한강일보", "가람은행 앱 40분 먹통", body, AT)
    assert [mention.cause for mention in extract(story).mentions] == [cause]


def test_who_told_a_cause() -> None:
    """The word where one stands for the cause, the model alone where plain words tell it; the words either way."""
    body = "가람은행 앱이 25일 오전 9시 10분부터 40분간 멈췄다. 은행은 {} 설명했다."
    told = {
        words: extract(
            Article("https://www.example.com/1", "한강일보", "가람은행 앱 먹통", body.format(words), AT)
        ).mentions[0]
        for words in ("프로그램 오류 때문이라고", "결제 중계 업체가 인증서를 제때 갈지 않은 탓이라고")
    }
    assert [mention.made_by["cause"] for mention in told.values()] == ["model:cause+software_fault", "model:cause"]
    assert all(mention.evidence["cause"][0].quote in words for words, mention in told.items())
