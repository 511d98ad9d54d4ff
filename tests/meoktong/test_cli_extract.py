"""`meoktong extract FILE`, `timex` and `parse`: the contracts that outside evaluations call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.meoktong.conftest import Run

ARTICLE: dict[str, Any] = {
    "id": "one",
    "section": "사회",
    "title": "가나은행 앱 한때 먹통",
    "body": "가나은행은 24일 오전 9시부터 2시간 동안 모바일뱅킹 접속이 되지 않았다고 밝혔다. 원인은 서버 과부하였다.",
    "published_at": "2023-11-24T15:20:00+09:00",
}
FIELDS = {
    "systems", "operator", "role", "started_at", "ended_at", "duration_minutes", "duration_qualifier", "status",
    "cause", "evidence", "basis", "milestones", "confidence",
}  # fmt: skip


def line(**fields: object) -> str:
    return json.dumps({**ARTICLE, **fields}, ensure_ascii=False) + "\n"


def test_extract_prints_the_fields_without_the_body_and_what_it_found(meoktong: Run) -> None:
    done = meoktong("extract", "-", stdin=line())
    row = json.loads(done.stdout)
    assert set(row) == set(ARTICLE) - {"body"} | {"relevance", "relevance_score", "events"}
    assert row["relevance"] == "report"
    event = row["events"][0]
    assert set(event) >= FIELDS
    text = f"{ARTICLE['title']}\n{ARTICLE['body']}"
    spans = [span for spans in event["evidence"].values() for span in spans]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["quote"] for span in spans)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_body_is_kept_when_asked_and_spans_point_into_the_cleaned_text(meoktong: Run) -> None:
    import unicodedata

    messy = unicodedata.normalize("NFD", ARTICLE["body"]) + "\x00"
    title = unicodedata.normalize("NFD", ARTICLE["title"])
    row = json.loads(meoktong("extract", "-", "--keep-body", stdin=line(title=title, body=messy)).stdout)
    assert (row["title"], row["body"]) == (ARTICLE["title"], ARTICLE["body"])
    assert row["events"]
    text = f"{row['title']}\n{row['body']}"
    for event in row["events"]:
        for spans in event["evidence"].values():
            assert all(text[span["start"] : span["end"]] == span["quote"] for span in spans)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line(published_at=None), "no published_at"),
        (line(published_at="지난주"), "published_at is no ISO 8601 time"),
        (line(body=" "), "empty body"),
        (line(body=["목록"]), "body is not text"),
        ("글\n", "not JSON"),
    ],
)
def test_a_bad_article_is_named_and_the_others_are_read(meoktong: Run, bad: str, reason: str) -> None:
    done = meoktong("extract", "-", stdin=line() + bad + line(id="two"))
    assert [json.loads(row)["id"] for row in done.stdout.splitlines()] == ["one", "two"]
    assert done.stderr.startswith("standard input:2: ")
    assert reason in done.stderr
    assert done.returncode == 3


def test_lone_surrogates_survive_as_escapes(meoktong: Run) -> None:
    done = meoktong("extract", "-", stdin='{"note": "\\ud800", ' + line()[1:])
    assert json.loads(done.stdout)["note"] == "\ud800"


def test_what_extract_prints_is_what_merge_reads(meoktong: Run) -> None:
    extracted = meoktong("extract", "-", "--keep-body", stdin=line(url="https://a.example/1")).stdout
    done = meoktong("merge", "-", stdin=extracted)
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0])["mentions"][0]["article_id"] == "one"


def test_timex_prints_one_list(meoktong: Run) -> None:
    done = meoktong("timex", "24일 오후 1시 57분", "--at", "2023-11-24T21:35", "--explain")
    (found,) = json.loads(done.stdout)
    assert (found["value"], found["grain"], found["text"]) == ("2023-11-24T13:57", "minute", "24일 오후 1시 57분")
    assert "2023-11-24T13:57" in done.stderr


def test_timex_lines_keep_step_with_their_input(meoktong: Run) -> None:
    given = '{"text": "어제", "reference": "2023-11-24T10:00"}\n그냥 글\n{"text": "그제", "reference": "2023-11-24"}\n'
    done = meoktong("timex", "-", stdin=given)
    rows = [[timex["value"] for timex in json.loads(row)] for row in done.stdout.splitlines()]
    assert rows == [["2023-11-23"], [], ["2023-11-22"]]
    assert done.returncode == 3


def test_parse_prints_an_article_that_extract_reads(meoktong: Run, tmp_path: Path) -> None:
    page = (
        "<html><head><title>가나은행 앱 한때 먹통</title><meta property='og:title' content='가나은행 앱 한때 먹통'>"
        "<meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2023-11-24T15:20:00+09:00'></head><body><article>"
        + "".join(f"<p>{ARTICLE['body']} {n}번째 문단이다.</p>" for n in range(4))
        + "</article></body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = meoktong("parse", "page.html", "--url", "https://news.example/1")
    row = json.loads(done.stdout)
    assert (row["headline"], row["published_at"]) == ("가나은행 앱 한때 먹통", "2023-11-24T15:20:00+09:00")
    assert meoktong("extract", "-", stdin=done.stdout).returncode == 0


def test_a_page_that_is_no_article_is_one_line(meoktong: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body>로그인</body></html>", encoding="utf-8")
    done = meoktong("parse", "page.html", "--url", "https://news.example/login")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("page.html: ")
