"""Text as it is read: full-width forms, rare marks and white space, and the way back to what was written."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.temporal.find import find_timexes
from classifier.text.ordinary import ordinary
from storage.records import Evidence

FRIDAY = datetime(2023, 11, 24, 21, 30)  # noqa: DTZ001 - naive means Korean local time here


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＫＴ 인터넷 ２４일", "KT 인터넷 24일"),
        ("오후\xa02시\t10분", "오후 2시 10분"),
        ("오후  2시 \u3000 10분", "오후 2시 10분"),
        ("끊겼다.  \n \t복구", "끊겼다. \n 복구"),
        ("인터넷‧전화・문자", "인터넷·전화·문자"),
        ("`먹통'… «장애»‥", "'먹통'… \"장애\"…"),
        ("&quot;카카오톡&#39; 먹통&nbsp;KT&amp;G&hellip;", "\"카카오톡' 먹통 KT&G…"),
        ("R&D; &없음; &nosuchname;", "R&D; &없음; &nosuchname;"),
        ("카카오톡 먹통\n24일", "카카오톡 먹통\n24일"),
    ],
)
def test_what_looks_alike_is_read_alike(written: str, read: str) -> None:
    assert ordinary(written).text == read


@given(st.text("가24２４Ｋ \t\xa0\u3000\n·‧`'…⋯!！", min_size=1, max_size=40), st.data())
def test_a_span_leads_back_to_what_was_written(text: str, data: st.DataObject) -> None:
    read = ordinary(text)
    assert len(read.places) == len(read.text) + 1
    assert "  " not in read.text
    assert ordinary(read.text) == (read.text, range(len(read.text) + 1))
    start = data.draw(st.integers(0, len(read.text) - 1))
    end = data.draw(st.integers(start + 1, len(read.text)))
    found = read.written(Evidence(start, end, read.text[start:end]), text)
    assert text[found.start : found.end] == found.quote
    assert ordinary(found.quote).text == read.text[start:end]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("서버는 ２일 전 멈췄다", "２일 전", "2023-11-22"),
        ("２４일  오후　１시부터", "２４일  오후　１시", "2023-11-24T13"),
        ("３시간\xa0만에 복구됐다", "３시간\xa0만에", "PT3H"),
        ("٣일 전 멈췄다", "٣일 전", "2023-11-21"),
    ],
)
def test_times_in_such_characters_are_found_and_quoted_as_written(text: str, quote: str, value: str) -> None:
    (found,) = find_timexes(text, FRIDAY)
    assert found.evidence.quote in {quote, f"{quote}부터"}
    assert text[found.evidence.start : found.evidence.end] == found.evidence.quote
    assert found.value.rstrip("/") == value
