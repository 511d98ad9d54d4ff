"""Time expressions of Korean news: values, spans, discourse, and any text at all."""

import itertools
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.timex import news, right
from classifier.temporal.days import nearest_day
from classifier.temporal.find import find_points, find_timexes
from classifier.temporal.forms import explain, timex_to_dict
from classifier.temporal.lengths import iso_duration
from classifier.temporal.numerals import number
from classifier.temporal.rules import packaged
from tests.timing import cpu_seconds, repeated

FRIDAY = datetime(2023, 11, 24, 21, 30)  # noqa: DTZ001 - naive means Korean local time here


def values(text: str, at: datetime = FRIDAY) -> list[str]:
    return [timex.value for timex in find_timexes(text, at)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24일 오후 1시 57분", ["2023-11-24T13:57"]),
        ("지난 17일", ["2023-11-17"]),
        ("지난달 26일", ["2023-10-26"]),
        ("30일", ["2023-10-30"]),
        ("오는 28일", ["2023-11-28"]),
        ("지난해 12월 13일", ["2022-12-13"]),
        ("2021년 10월 25일 오전 11시 16분께", ["2021-10-25T11:16"]),
        ("2022년 3월과 5월에도", ["2022-03", "2022-05"]),
        ("12월 3일", ["2022-12-03"]),
        ("어제 낮 12시 20분", ["2023-11-23T12:20"]),
        ("오늘(24일) 새벽 2시", ["2023-11-24T02"]),
        ("오전 11시 20분부터 오후 1시까지", ["2023-11-24T11:20/2023-11-24T13"]),
        ("오후 9시 10분부터 30분까지", ["2023-11-24T21:10/2023-11-24T21:30"]),
        ("오후 1시 57분 접속이 끊겼다가 3시 20분 돌아왔다", ["2023-11-24T13:57", "2023-11-24T15:20"]),
        ("13:57", ["2023-11-24T13:57"]),
        ("밤 11시부터 새벽 1시까지", ["2023-11-24T23/2023-11-25T01"]),
        ("24일 자정까지", ["2023-11-25T00"]),
        ("사흘 전", ["2023-11-21"]),
        ("지난 월요일", ["2023-11-20"]),
        ("10일(이하 미 동부시간) 오전 5시", ["2023-11-10T19"]),
        # one moment in two zones has the value that is Korean
        ("16일(현지시간) 오전 9시(한국시간 16일 오후 11시)부터", ["2023-11-16T23", "2023-11-16T23"]),
        ("16일 오후 11시(현지시간 오전 9시)께", ["2023-11-16T23", "2023-11-16T23"]),
        ("13일 오전 4시(한국시간, 미국 태평양 표준시 12일 오전 11시 46분)", ["2023-11-13T04", "2023-11-13T04"]),
        ("16일 오후 11시(오전 9시는 점검 시각)", ["2023-11-16T23", "2023-11-17T09"]),
        ("제24조와 10·29 참사, 24시 편의점", []),
    ],
)
def test_points(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "minutes", "modifier"),
    [
        ("6시간 40분가량", 400, "about"),
        ("1시간 반 동안", 90, None),
        ("20여 분 동안", 20, "over"),
        ("약 20여 분", 20, "over"),
        ("89분간", 89, None),
        ("127시간 30분", 7650, None),
        ("사흘 만에", 4320, None),
        ("두 시간째", 120, None),
        ("오전 한 시간 동안", 60, None),
        ("1시간 가까이", 60, "about"),
        ("40분 남짓", 40, "over"),
        ("30분 이내", 30, "under"),
        ("2~3시간", 150, "about"),
    ],
)
def test_durations(text: str, minutes: float, modifier: str | None) -> None:
    (timex,) = find_timexes(text, FRIDAY)
    assert (timex.type, timex.seconds, timex.modifier) == ("duration", minutes * 60, modifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("서비스가오전 9시부터 멈췄다", ["2023-11-24T09"]),
        ("앱은전날 오후 8시에 열렸다", ["2023-11-23T20"]),
        ("회사는지난해 3월에도 사과했다", ["2022-03"]),
        ("카카오는 12일 밝혔다", ["2023-11-12"]),
        ("하이모레이디 광고", []),
        ("이같은 해프닝이 있었다", []),
    ],
)
def test_a_space_may_be_missing_behind_a_particle(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_length_that_cannot_be_counted_has_no_value() -> None:
    (timex,) = find_timexes("수시간 동안", FRIDAY)
    assert (timex.type, timex.value, timex.seconds) == ("duration", "", None)


def test_the_day_before_looks_to_the_dateline() -> None:
    """A passage about other days does not move 전날 and 이날 of the sentences after it."""
    text = (
        "24일 행정안전부에 따르면 이날 오후 1시 서비스가 끊겼다.\n"
        "지난 17일 전산망이 멈췄고 22일 오전에는 발급이 늦어졌다. 또 전날 오전에는 접속이 끊겼다.\n장관은 이날 사과했다."
    )
    assert values(text) == [
        "2023-11-24", "2023-11-24T13", "2023-11-17", "2023-11-22", "2023-11-23", "2023-11-24",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23일 낮 12시 멈췄다고 24일 밝혔다. 이튿날", ["2023-11-23T12", "2023-11-24", "2023-11-24"]),
        ('23일 앱이 멈췄다.\n회사는 24일 "오후 3시 풀렸다"고 했다.', ["2023-11-23", "2023-11-24", "2023-11-23T15"]),
        ("지난달 3일 멈췄다고 24일 알렸다.\n오후 8시", ["2023-10-03", "2023-11-24", "2023-10-03T20"]),
        ("24일 멈춰 25일 오후 6시로 늦췄다. 오후 5시", ["2023-11-24", "2023-11-25T18", "2023-11-24T17"]),
    ],
)
def test_the_day_of_a_statement_or_of_what_comes_is_not_narrated(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015년 12월 31일에도 멈췄고 지난 5월 4일 또 멈췄다.", ["2015-12-31", "2023-05-04"]),  # 지난: from publication
        ("지난해 12월 5일 멈췄고 1월 22일에는 느려졌다.", ["2022-12-05", "2023-01-22"]),  # no step back in that year
        ("지난해 3월과 9월에도 멈췄다.", ["2022-03", "2022-09"]),
        ("22일 내내 느려졌다.", ["2023-11-22"]),
    ],
)
def test_which_year_a_month_is_of(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        # 전날 and 이날 behind it
        ("24일 운영사에 따르면 전날 오후 9시 멈춰 이날 오전 6시 돌아왔다.", FRIDAY, ["2023-11-24", "2023-11-23T21", "2023-11-24T06"]),
        # only the day before is named, and it is read in the morning: 전날 is that day
        ("23일 밤 멈췄다.\n앱은 전날 오후 9시부터", datetime(2023, 11, 24, 8, 0), ["2023-11-23", "2023-11-23T21"]),  # noqa: DTZ001
        # 이날 is no earlier than what the story tells already
        ("23일 오후 3시 30분 끊겼다고 24일 밝혔다. 이날 새벽 1시 되살렸다.", FRIDAY, ["2023-11-23T15:30", "2023-11-24", "2023-11-24T01"]),
        # nothing narrated lies ahead
        ("16일 저녁 앱이 멈췄다.\n회사가 밝힌 시간은 오후 11시 2분부터", FRIDAY, ["2023-11-16", "2023-11-16T23:02"]),
        ("낮 12시까지 신고가 이어졌고 이미 11시 50분 돌아왔다.", datetime(2023, 11, 24, 13, 0), ["2023-11-24T12", "2023-11-24T11:50"]),  # noqa: DTZ001
        # the day of the lead wins over one that only the headline names
        ("앱엔 어제 비행기만\n24일 오후 뒤엉켰다.\n이날 오후 3시", FRIDAY, ["2023-11-23", "2023-11-24", "2023-11-24T15"]),
        # an eve of a holiday, and of what nobody dates
        ("성탄절 전날 저녁 멈췄다.", FRIDAY, ["2022-12-24"]),
        ("본투표 하루 전 멈췄다.", FRIDAY, []),
        # who speaks on a day
        ("23일 밤 멈췄다.\n24일 방송사에 따르면 밤 9시 47분께 벼락이 쳤다.", datetime(2023, 11, 24, 9, 0), ["2023-11-23", "2023-11-24", "2023-11-23T21:47"]),  # noqa: DTZ001
        ("23일 밤 멈췄다.\n회사는 24일 채널이 밤 9시 20분부터 멈췄다고 밝혔다.", datetime(2023, 11, 24, 9, 0), ["2023-11-23", "2023-11-24", "2023-11-23T21:20"]),  # noqa: DTZ001
        # the same time is that with which the story began
        ("오후 2시 10분 멈춰 4시 돌아왔다. 같은 시각 다른 앱도", FRIDAY, ["2023-11-24T14:10", "2023-11-24T16", "2023-11-24T14:10"]),
        # a noun that looks like last month
        ("처방 전달 시스템이 멎었다.", FRIDAY, []),
    ],
)  # fmt: skip
def test_what_a_passage_is_about(text: str, at: datetime, expected: list[str]) -> None:
    assert values(text, at) == expected


@pytest.mark.parametrize(
    ("text", "expected", "minutes"),
    [
        ("지난 5월에도 오전 7시 45분부터 10시 15분까지 멈췄다.", ["2023-05", "PT2H30M", "2023-05"], 150),
        ("지난해 12월 말에도 밤 11시부터 새벽 1시까지 멈췄다.", ["2022-12", "PT2H", "2022-12"], 120),
        ("지난 3월에는 오후 2시 10분부터 30분까지 끊겼다.", ["2023-03", "PT20M", "2023-03"], 20),
        ("지난달에는 오후 3~4시에 느려졌다.", ["2023-10", "2023-10", "2023-10"], None),
        ("2018년 3월엔 오전 한때 끊겼다.", ["2018-03", "2018-03"], None),
        ("11월에는 오전 9시에도 멈췄다.", ["2023-11", "2023-11-24T09"], None),  # the month that is narrated anyway
        ("지난 5월 산 표를 오전 10시부터 바꿔 준다.", ["2023-05", "2023-11-24T10"], None),  # not when it happens
        ("지난 5월에도 멈췄다. 오전 9시 복구됐다.", ["2023-05", "2023-11-24T09"], None),
    ],
)
def test_a_clock_time_of_a_month_says_the_month_and_two_how_long(
    text: str, expected: list[str], minutes: float | None
) -> None:
    found = find_points(text, FRIDAY)
    assert [point.value for point in found] == expected
    assert [point.seconds for point in found if point.type == "duration"] == ([minutes * 60] if minutes else [])
    assert all(
        len(timex.value) <= len("2023-11/2023-11") for timex in find_timexes(text, FRIDAY) if timex.grain == "month"
    )


def test_what_is_told_by_years_or_months_ago_is_no_day() -> None:
    found = [point.value for point in find_points("2년 전, 두 해 전, 두 달 전, 사흘 전, 2년 전 10월 19일", FRIDAY)]
    assert found == ["2021", "2021", "2023-09", "2023-11-21", "2021", "2021-10-19"]


def test_a_day_that_is_announced_is_to_come_wherever_it_is_named() -> None:
    assert values("28일 새벽 멈춘다. 오는 28일 0시부터", FRIDAY) == ["2023-11-28", "2023-11-28T00"]
    assert values("28일 새벽 멈췄다.", FRIDAY) == ["2023-10-28"]


def test_aware_reference_is_converted_to_korean_time() -> None:
    assert values("오늘", datetime(2023, 11, 23, 20, 0, tzinfo=UTC)) == ["2023-11-24"]


@given(st.text(max_size=60))
def test_any_text_gives_exact_spans_in_order(text: str) -> None:
    found = find_timexes(text, FRIDAY)
    assert all(text[t.evidence.start : t.evidence.end] == t.evidence.quote for t in found)
    assert all(a.evidence.end <= b.evidence.start for a, b in itertools.pairwise(found))


@given(st.text("0123456789２９٣년월일시분초오전후간지난달전날이약여~.:/ \u3000\n", max_size=60))
def test_any_pile_of_time_words_is_survived(text: str) -> None:
    find_timexes(text, FRIDAY)


@pytest.mark.parametrize("piece", ["24일 ", "오후 1시 ", "지난 ", "1시간 ", "2023년 ", "약 ", "1", "20~", "전날 "])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = repeated(piece, size)
        return cpu_seconds(lambda: find_timexes(text, FRIDAY))

    # Sixteen times the text: sixteen times the work where it is linear, 256 times where it is quadratic.
    assert seconds(80_000) / max(seconds(5_000), 1e-3) < 64


def test_forms() -> None:
    row = timex_to_dict(find_timexes("6시간 40분가량", FRIDAY)[0])
    assert json.dumps(row)
    assert row["value"] == "PT6H40M"
    assert row["seconds"] == 24000
    assert "seconds" not in timex_to_dict(find_timexes("24일", FRIDAY)[0])
    assert explain("24일", FRIDAY) == "24일: 2023-11-24 (day) by day"
    assert explain("없다", FRIDAY) == "no time expression"


def test_numerals_and_lengths() -> None:
    assert [number(word) for word in ("1,600", "1.5", "두", "이천십오", "열두")] == [1600, 1.5, 2, 2015, 12]
    assert [iso_duration(n) for n in (24000, 259200, 90)] == ["PT6H40M", "P3D", "PT1M30S"]
    with pytest.raises(ValueError, match="numeral"):
        number("가나")


def test_31st_skips_short_months() -> None:
    assert nearest_day(31, FRIDAY.date()) == datetime(2023, 10, 31).date()  # noqa: DTZ001


PEERS = Path(__file__).parent / "peers.jsonl"  # from duckling (BSD-3), Recognizers-Text (MIT), korean-datetime (MIT)
CORPUS = Path(__file__).parents[3] / "classifier" / "corpus"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def found_in(text: str, at: str) -> list[dict[str, Any]]:
    return [timex_to_dict(timex) for timex in find_timexes(text, datetime.fromisoformat(at))]


def test_the_peers_own_cases() -> None:
    """General expressions from three peers' tests, those that a reader of news would agree with."""
    cases = rows(PEERS)
    good = [right(case, found_in(case["text"], case["reference"])) for case in cases]
    assert sum(good) >= 0.97 * len(cases)


def test_annotated_times_are_said() -> None:
    """Of the annotated starts, ends and durations with words in the text, at least so many are read rightly."""
    marks: dict[str, list[bool]] = {"started_at": [], "ended_at": [], "duration_minutes": []}
    for path in sorted(CORPUS.glob("[a-np-z]*.jsonl")):
        for article in rows(path):
            for field, good in news(
                article, found_in(f"{article['title']}\n{article['body']}", article["published_at"])
            ):
                marks[field].append(good)
    told = {field: sum(goods) / len(goods) for field, goods in marks.items()}
    assert told["started_at"] >= 0.97
    assert told["ended_at"] >= 0.92
    assert told["duration_minutes"] >= 0.97


def test_no_pattern_repeats_without_bound() -> None:
    """Bounded work at each place makes the whole linear; `benchmarks/timex.py --worst` measures it."""
    for rule in packaged().rules:
        patterns = [p.pattern for p in (rule.regex, rule.refuses, rule.not_after) if p is not None]
        assert [p for p in patterns if re.search(r"(?<!\\)[*+]|\{\d*,\}", p)] == []
