"""A text that breaks the extractor costs only itself."""

from dataclasses import replace
from datetime import datetime

from meoktong.complaints import Complaints
from meoktong.reading import extraction_of
from storage.localtime import SEOUL
from storage.records import Article

STORY = Article(
    "https://www.example.com/1",
    "한강일보",
    "카카오톡 한때 먹통",
    "카카오톡이 31일 오전 9시 10분부터 40분간 멈췄다. 이튿날 오전에도 접속 장애가 났다.",
    datetime(2023, 12, 31, 12, tzinfo=SEOUL),
)


def test_an_article_that_cannot_be_read_is_a_complaint_and_no_error() -> None:
    told: list[str] = []
    complaints = Complaints(told.append)
    last_day = replace(STORY, published_at=datetime(9999, 12, 31, 12, tzinfo=SEOUL))  # it has no day after
    assert extraction_of(last_day, "stories.jsonl:7", complaints) is None
    assert told == ["stories.jsonl:7: could not be read: OverflowError: date value out of range"]
    found = extraction_of(STORY, "stories.jsonl:8", complaints)
    assert found is not None
    assert found.relevance.label == "report"
    assert complaints.count == 1
