"""Text as it comes: furniture around an article changes nothing it tells, and no text breaks spans, values or the clock."""

from __future__ import annotations

import html
import json
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.extract import extract
from classifier.text.furniture import blanked
from classifier.text.ordinary import ordinary
from storage.clean import clean_text
from storage.localtime import split_prefix
from storage.records import Article, Extraction
from tests.classifier.test_extract import OUTAGE, article, valid

CORPUS = Path(__file__).parents[2] / "classifier" / "corpus" / "own-outages.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
ELSEWHERE = "나라장터 1일 오전 9시부터 3시간 먹통"  # told by furniture only: it may never become an event

MARKS = ["[속보] {}", "[단독] {}", "<속보> {}", "(종합2보) {}", "【단독】[영상] {}", "{} [종합2보]", "{}(종합)", "{}[뉴스7]"]  # fmt: skip

BEFORE = {
    "byline": "김하늘 기자 sky@example.com",
    "two bylines": "글=김하늘 기자, 사진=박바다 기자",
    "bracketed byline": "[한강일보 = 김하늘 기자]",
    "stamps": "입력 2019-01-02 13:57 | 수정 2019-01-02 15:20\n기사입력 2019.01.02. 오후 1:57",
    "portal": "기사 원문\n좋아요 12\n구독\n구독하기\n댓글 25\n본문 듣기\n글자 크기 변경\n공유하기",
    "script": "[앵커]\n[기자]\n【 앵커멘트 】",
    "arrow caption": "▲ 지난 1일 나라장터가 3시간 멈춰 직원들이 서류를 나르고 있다.",
    "caption with its photographer": "1일 오전 접속 장애가 난 나라장터 화면. /사진=한강일보",
    "caption in brackets": "1일 먹통이 된 나라장터 [사진 제공 조달청]",
    "photo credit": "[사진=독자 제공]",
    "agency's photo": "1일 접속이 끊긴 나라장터. 연합뉴스",
    "rights": "나라장터 멈춘 화면 [조달청 제공. 재판매 및 DB 금지]",
}
BEHIND = BEFORE | {
    "mail": "제보 sky@example.com",
    "signed off": "한강뉴스 김하늘입니다. (sky@example.com)",
    "copyright": f"<저작권자 ⓒ 한강일보, 무단 전재 및 재배포 금지>\n{ELSEWHERE}",
    "copyright in English": "Copyright ⓒ 한강일보. All rights reserved. 무단 전재 및 재배포 금지",
    "related": f"관련기사\n- {ELSEWHERE}\n- 정부24 또 접속 장애…2일 오전 9시부터\n- 카카오톡 30분 멈췄다",
    "related in brackets": f"[관련기사]\n{ELSEWHERE}\n카카오톡 3일 오후 30분간 멈췄다",
    "related on a line": f"[관련기사] {ELSEWHERE}",
    "most read": f"많이 본 뉴스\n1 {ELSEWHERE}\n2 정부24 또 접속 장애\n3위\n카카오톡 3일 오후 30분 멈췄다",
    "outlet's own list": f"한강일보 주요뉴스\n{ELSEWHERE}\n카카오톡 접속 장애",
    "arrows": f"▶ {ELSEWHERE}\n▶ 카카오톡 2일 접속 장애",
    "pointing hand": f"☞ {ELSEWHERE}했다",
    "tags": "#나라장터 #먹통 #1일",
    "contact": "▶ 한강일보 구독하기\n▷ 카카오톡 : 한강일보 제보 검색\n▷ 전화 : 02-000-0000\n▷ 이메일 : jebo@example.com",
}


def of(row: dict[str, Any], headline: str = "", body: str = "") -> Article:
    at = datetime.fromisoformat(row["published_at"])
    return article(clean_text(headline or row["title"]), clean_text(body or row["body"]), at)


# Every fifth of those that are read as they should be: what changes nothing is asked here, not how good the reading is.
BASES = [row for row in ROWS if row["relevance"] == "report" and extract(of(row)).relevance.label == "report"][::5]


def told(extraction: Extraction) -> list[object]:
    """What is told, apart from where it stands and in which characters."""
    events: list[object] = [extraction.relevance.label]
    for m in extraction.mentions:
        quotes = sorted((name, [ordinary(span.quote).text for span in spans]) for name, spans in m.evidence.items())
        milestones = [(milestone.at, milestone.what) for milestone in m.milestones]
        values = (m.started_at, m.ended_at, m.duration_minutes, m.duration_qualifier, m.status, m.cause)
        events.append((m.systems, m.operator, m.role, *values, milestones, quotes))
    return events


@cache
def base(number: int) -> list[object]:
    return told(extract(of(BASES[number])))


def check(story: Article) -> Extraction:
    """Extract, and hold every span, time and confidence to what records promise."""
    found = extract(story)
    assert valid(found, story.text)
    assert 0 <= found.relevance.score <= 1
    for mention in found.mentions:
        assert mention.systems
        assert 0 <= mention.confidence <= 1
        for value in (mention.started_at, mention.ended_at):
            assert value is None or split_prefix(value)
    return found


NUMBERS = pytest.mark.parametrize("number", range(len(BASES)))


def test_the_articles_tell_of_outages() -> None:
    assert len(BASES) >= 8
    assert sum(len(base(number)) > 1 for number in range(len(BASES))) >= 6


@NUMBERS
def test_marks_of_the_headline_change_nothing(number: int) -> None:
    for mark in MARKS:
        story = of(BASES[number], headline=mark.format(BASES[number]["title"]))
        assert told(check(story)) == base(number), mark


@NUMBERS
def test_furniture_before_the_text_changes_nothing(number: int) -> None:
    for name, lines in BEFORE.items():
        assert told(check(of(BASES[number], body=f"{lines}\n{BASES[number]['body']}"))) == base(number), name


@NUMBERS
def test_furniture_between_paragraphs_changes_nothing(number: int) -> None:
    first, _, rest = BASES[number]["body"].partition("\n")
    for name, lines in BEFORE.items():
        if "caption" in name or "photo" in name:
            assert told(check(of(BASES[number], body=f"{first}\n{lines}\n{rest}"))) == base(number), name


@NUMBERS
def test_furniture_behind_the_text_changes_nothing(number: int) -> None:
    for name, lines in BEHIND.items():
        assert told(check(of(BASES[number], body=f"{BASES[number]['body']}\n{lines}"))) == base(number), name


@NUMBERS
def test_all_furniture_at_once_changes_nothing(number: int) -> None:
    body = "\n".join([*BEFORE.values(), BASES[number]["body"], *BEHIND.values()])
    assert told(check(of(BASES[number], headline=f"[속보] {BASES[number]['title']} (종합)", body=body))) == base(number)


@NUMBERS
def test_the_notice_of_a_body_of_one_line_ends_it(number: int) -> None:
    body = BASES[number]["body"].replace("\n", " ")
    notice = f" <저작권자 ⓒ 한강일보, 무단 전재 및 재배포 금지> 관련기사 {ELSEWHERE}됐다."
    assert told(check(of(BASES[number], body=body + notice))) == told(check(of(BASES[number], body=body)))


def test_furniture_alone_tells_nothing() -> None:
    found = check(article("오늘의 날씨", "14일은 전국이 맑겠다.\n" + "\n".join(BEHIND.values())))
    assert found.relevance.label == "none"


# The same words in another dress. `same`: what is told must be the same, else only that everything holds.
DRESSES: dict[str, tuple[Callable[[str], str], bool]] = {
    "decomposed": (lambda text: unicodedata.normalize("NFD", text), True),
    "CRLF": (lambda text: text.replace("\n", "\r\n"), True),
    "NUL": (lambda text: "\0".join(text), True),
    "lone surrogates": (lambda text: "\ud83d".join(text), True),
    "zero widths": (lambda text: "\u200b".join(text) + "\ufeff", True),
    "soft hyphens": (lambda text: text.replace("접", "접\xad"), True),
    "trailing spaces": (lambda text: text.replace("\n", "  \n"), True),
    "empty lines": (lambda text: text.replace("\n", "\n\n\n"), True),
    "no full stops": (lambda text: text.replace(".", ""), False),
    "no quotation marks": (lambda text: text.translate({ord(mark): None for mark in "\"'“”‘’"}), False),
    "no punctuation": (lambda text: "".join(c if c.isalnum() or c.isspace() else " " for c in text), False),
    "no spaces": (lambda text: text.replace(" ", ""), False),
    "a space everywhere": (" ".join, False),
    "one line": (lambda text: text.replace("\n", " "), False),
    "tabs": (lambda text: text.replace(" ", "\t"), True),
    "no-break spaces": (lambda text: text.replace(" ", "\xa0"), True),
    "two spaces": (lambda text: text.replace(" ", "  "), True),
    "full width": (lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text), True),
    "other dots": (lambda text: text.replace("·", "‧"), True),
    "compatibility jamo": (lambda text: unicodedata.normalize("NFKD", text), False),
    "entities": (lambda text: html.escape(text).replace(" ", "&nbsp;"), True),
    "numbered entities": (lambda text: "".join(f"&#{ord(c)};" for c in text), False),
    "emoji": (lambda text: text.replace(" ", " 😱👨\u200d👩\u200d👧 "), False),
    "broadcast": (lambda text: "[앵커]\n" + text.replace("다.", "습니다.").replace("\n", "\n[기자]\n"), False),
    "upside down": (lambda text: text[::-1], False),
    "controls": (lambda text: text.replace(" ", "\x1b[31m \x07"), False),
    "right to left": (lambda text: f"\u202e{text}\u2066", False),
}


@NUMBERS
@pytest.mark.parametrize("dress", DRESSES)
def test_other_dresses_keep_every_promise(number: int, dress: str) -> None:
    change, same = DRESSES[dress]
    story = of(BASES[number], headline=change(BASES[number]["title"]), body=change(BASES[number]["body"]))
    found = check(story)
    if same:
        assert told(found) == base(number)


@pytest.mark.parametrize("row", [BASES[0], BASES[-1]], ids=lambda row: str(row["id"]))
@pytest.mark.parametrize("dress", ["no full stops", "no quotation marks", "no punctuation", "one line", "broadcast"])
def test_what_loses_its_marks_is_still_a_report(row: dict[str, Any], dress: str) -> None:
    change, _ = DRESSES[dress]
    assert check(of(row, body=change(row["body"]))).relevance.label == "report"


@pytest.mark.parametrize(
    "body", ["먹통", ".", " ", "\n\n\n", "카카오톡 먹통", "[속보]", "▶", "ⓒ", "@", "장애" * 50, "1시 57분"]
)
@pytest.mark.parametrize("headline", ["", "[속보]", "카카오톡 또 먹통"])
def test_summaries_and_scraps(headline: str, body: str) -> None:
    check(article(headline, body))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_furniture_in_any_order_keeps_every_promise(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(BASES))
    pieces = st.sampled_from([*BEHIND.values(), *row["body"].split("\n"), "", "😱", "\u200b", "&nbsp;", "끝"])
    check(of(row, body="\n".join(data.draw(st.lists(pieces, min_size=1, max_size=12)))))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_keeps_every_promise(headline: str, body: str) -> None:
    check(article(clean_text(headline).replace("\n", " "), clean_text("서버 장애 " + body)))


HUGE: dict[str, Callable[[int], str]] = {
    "many articles": lambda size: (OUTAGE[1] + "\n") * (size // (len(OUTAGE[1]) + 1)),
    "one line": lambda size: (OUTAGE[1].replace("\n", " ") + " ") * (size // (len(OUTAGE[1]) + 1)),
    "no full stop": lambda size: OUTAGE[1].replace("\n", " ").replace(".", " ") * (size // len(OUTAGE[1])),
    "furniture": lambda size: "장애 접속\n" + "\n".join(BEHIND.values()) * (size // len("\n".join(BEHIND.values()))),
    "no word": lambda size: "가나다라마바사 " * (size // 8),
    "spaces": lambda size: "먹통" + " " * size,
    "line breaks": lambda size: "먹통" + "\n" * size,
    "arrows": lambda size: "먹통\n" + "▶ 가\n▲ 나\n" * (size // 8),
    "digits": lambda size: "먹통 " + "1" * size,
    "one cue": lambda size: "먹통 " * (size // 3),
    "times": lambda size: "먹통 24일 오전 9시 " * (size // 14),
    "names": lambda size: "카카오톡과 정부24 앱 먹통 " * (size // 16),
}


@pytest.mark.parametrize("kind", HUGE)
def test_two_hundred_kilobytes_take_seconds_and_grow_with_the_text(kind: str) -> None:
    check(article(*OUTAGE))  # models are loaded once
    seconds = []
    for size in (100_000, 200_000):
        body = HUGE[kind](size)
        story = article(OUTAGE[0], body.encode()[:size].decode(errors="ignore"))
        start = time.process_time()
        found = extract(story)
        seconds.append(time.process_time() - start)
        assert valid(found, story.text)
    assert seconds[1] < 20  # of one core; the slowest, all names, takes four
    assert seconds[1] < 3 * seconds[0] + 4, seconds


@pytest.mark.parametrize(
    "piece", [*BEHIND.values(), " ", "[속보]", "▲", "ⓒ ", "(사진=", "@", "기자 ", "[가", "관련 뉴스 ", "사진 "]
)
def test_furniture_is_found_in_linear_time(piece: str) -> None:
    for body in (
        f"제목\n{piece * (100_000 // len(piece))}",
        piece * (100_000 // len(piece)),
        f"제목\n{f'{piece} 가'[:290]}\n" * 400,
    ):
        start = time.process_time()
        assert len(blanked(body)) == len(body)
        assert time.process_time() - start < 4


def test_a_headline_of_any_length_is_read_in_bounded_time() -> None:
    for headline in ("[속보]" * 20_000, " " * 100_000 + "먹통", "(" * 100_000, "먹통 " * 30_000):
        start = time.process_time()
        check(article(headline, OUTAGE[1]))
        assert time.process_time() - start < 12
