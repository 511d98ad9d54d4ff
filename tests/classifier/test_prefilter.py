"""The cheap first stage loses no report, in no spelling, and knows a word for every cue that tells of an outage."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from classifier.cues.cues import CueEntry, lexicon
from classifier.extract import extract
from classifier.relevance.prefilter import may_tell_of_outage, stems, words
from tests.classifier.test_extract import OUTAGE, article
from tests.timing import cpu_seconds

CORPUS = Path(__file__).parents[2] / "classifier" / "corpus"
ROWS = [json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
TOLD = [row for row in ROWS if row["relevance"] != "none"]
# Cues that only ever stand beside a word of an outage (한때, 1시간 동안 이어졌다): they let no article through by themselves.
COMPANIONS = {"happened_too", "lasted", "once", "finished", "not_yet", "being_restored", "as_it_was", "drags_on"}
TELLING = [
    (entry, example)
    for entry in lexicon().entries
    if entry.kind in {"outage", "recovery", "partial", "ongoing"} and entry.name not in COMPANIONS
    for example in entry.examples
]
ORDINARY = [
    ("맑은 날씨", "14일은 전국이 맑겠다. 낮 기온은 24도까지 오른다."),
    ("장애인 콜택시 두 배로", "시는 장애인 콜택시를 200대로 늘린다. 발달장애 아동의 등굣길도 돕는다."),
    ("새 패딩 출시", "한빛옷은 가벼운 다운재킷을 온라인에서 판다."),
    ("축구 대표팀 귀국", "대표팀은 20일 오후 인천공항으로 돌아왔다. 팬 300여 명이 반겼다."),
]


def lost(rows: list[dict[str, str]]) -> list[str]:
    return [row["id"] for row in rows if not may_tell_of_outage(row["title"], row["body"])]


def test_no_article_that_tells_of_an_outage_is_lost() -> None:
    assert lost(TOLD) == []


@pytest.mark.parametrize(("entry", "example"), TELLING, ids=lambda value: getattr(value, "name", value))
def test_every_cue_has_a_word(entry: CueEntry, example: str) -> None:
    assert entry.name
    assert may_tell_of_outage("앱", example)


@pytest.mark.parametrize("entry", [e for kind in words() for e in kind[1]])
def test_every_entry_begins_with_a_letter_and_is_one_expression(entry: str) -> None:
    """What begins with a group or a class makes the whole expression try every place of a text."""
    assert re.match(r"\w", entry)
    assert re.compile(entry).groups == 0
    assert not re.search(r"[^?][*+]|\{", entry), "unbounded"


@pytest.mark.parametrize(("title", "body"), ORDINARY)
def test_ordinary_articles_pass_by_unread(title: str, body: str) -> None:
    assert not may_tell_of_outage(title, body)
    found = extract(article(title, body))
    assert (found.relevance.label, found.relevance.score, found.mentions) == ("none", 0.0, ())


@pytest.mark.parametrize(
    "body",
    [
        "카카오톡이 먹 통이다",
        "은행 앱에 장 애가 났다",
        "누리집에들어갈수없었다",
        "결 제 가 안 된 다 고 한 다",
        "은 행 앱 에 접 속 이 되 지 않 았 다",
        "먹\u200b통",
        "장\u00ad애가 났다",
        unicodedata.normalize("NFD", "전산망 먹통"),
        "결제가&nbsp;&#51473;단됐다",
        "ｅｒｒｏｒ 코드가 떴다",
        "ﾡ" + unicodedata.normalize("NFD", "서버가 멈췄다"),
        "통신 장애인 것으로 보인다",
    ],
)
def test_odd_spellings_are_found(body: str) -> None:
    assert may_tell_of_outage("속보", body)


def test_the_outage_may_stand_in_the_headline_alone() -> None:
    assert may_tell_of_outage(OUTAGE[0], "자세한 소식은 곧 전한다.")


@pytest.mark.parametrize("piece", ["중단", "지 ", "접속 ", "\u1100", "장 ", " ", "수도", "먹\u200b", "탈이 "])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    seconds = []
    for size in (100_000, 400_000):
        body = piece * (size // len(piece))
        seconds.append(cpu_seconds(partial(may_tell_of_outage, "", body)))
    assert seconds[1] < 16 * seconds[0] + 0.5
    assert seconds[1] < 4


def test_data_is_read_once() -> None:
    assert stems() is stems()


NATURAL = Path(__file__).parents[3] / "shared" / "natural"


@pytest.mark.skipif(not NATURAL.exists(), reason="needs ../shared/natural, press text that is not part of the project")
def test_no_labelled_report_among_real_articles_is_lost() -> None:
    import gzip

    labels = map(json.loads, (NATURAL / "labels.jsonl").read_text("utf-8").splitlines())
    told = {row["url"] for row in labels if row["label"] in "EAM"}
    with gzip.open(NATURAL / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["url"] in told]
    assert len(rows) == len(told)
    assert lost(rows) == []
