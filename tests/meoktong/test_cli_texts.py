"""Verbs without a database: their JSON contracts, and what they do with input that is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.meoktong.conftest import ROOT, Run

EARLY: dict[str, Any] = {
    "id": "a",
    "url": "https://a.example/1",
    "publisher": "가나일보",
    "published_at": "2023-11-24T15:20:00+09:00",
    "events": [{"systems": ["모바일 신분증"], "role": "main", "started_at": "2023-11-24T14", "status": "ongoing"}],
}
LATE: dict[str, Any] = {
    "id": "b",
    "url": "https://b.example/1",
    "publisher": "다라일보",
    "published_at": "2023-11-24T21:35:00+09:00",
    "events": [
        {
            "systems": ["모바일 신분증"],
            "role": "main",
            "started_at": "2023-11-24T13:57",
            "ended_at": "2023-11-24T20:40",
            "duration_minutes": 400,
            "duration_qualifier": "about",
            "status": "restored",
            "cause": "human_error",
            "evidence": {"system": "모바일 신분증"},
        }
    ],
}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_merge_prints_one_line_for_each_outage_with_its_mentions(meoktong: Run) -> None:
    done = meoktong("merge", "-", stdin=lines(EARLY, LATE))
    (event,) = map(json.loads, done.stdout.splitlines())
    assert event["mentions"] == [{"article_id": "a", "index": 0}, {"article_id": "b", "index": 0}]
    assert (event["started_at"], event["ended_at"]) == ("2023-11-24T13:57", "2023-11-24T20:40")
    assert {"id", "systems", "operator", "status", "cause", "duration_minutes", "duration_qualifier"} <= set(event)
    assert (done.returncode, done.stderr) == (0, "")


def test_merge_gives_the_same_ids_whatever_the_order(meoktong: Run) -> None:
    assert (
        meoktong("merge", "-", stdin=lines(EARLY, LATE)).stdout
        == meoktong("merge", "-", stdin=lines(LATE, EARLY)).stdout
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("그냥 글", "not JSON"),
        ("[1, 2]", "expected a JSON object, found list"),
        ('{"events": [{}]}', "neither id nor url"),
        (lines({**EARLY, "id": "x", "published_at": None}), "no published_at"),
        (lines({**EARLY, "id": "x", "published_at": "어제"}), "published_at is no ISO 8601 time"),
        (lines({**EARLY, "id": "x", "published_at": "0001-01-01"}), "published_at is out of range"),
        (lines({**EARLY, "id": "x", "events": 3}), "events is no list"),
        (lines({**EARLY, "id": "x", "events": ["정부24"]}), "event 0: not an object"),
        (lines({**EARLY, "id": "x", "events": [{"systems": "정부24"}]}), "event 0: systems is no list of names"),
        (lines({**EARLY, "id": "x", "events": [{"systems": [], "cause": "쥐"}]}), "event 0: cause is none of"),
        (lines({**EARLY, "id": "x", "events": [{"systems": [], "started_at": "2023-13"}]}), "started_at is no ISO"),
        (lines({**EARLY, "id": "x", "events": [{"systems": [], "duration_minutes": "길다"}]}), "duration_minutes is"),
        (lines({**EARLY}), "article 'a' was already read"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_done(meoktong: Run, line: str, reason: str) -> None:
    done = meoktong("merge", "-", stdin=lines(EARLY) + line.strip() + "\n" + lines(LATE))
    (told,) = done.stderr.splitlines()
    assert told.startswith("standard input:2: ")
    assert reason in told
    assert len(json.loads(done.stdout)["mentions"]) == 2
    assert done.returncode == 3


def test_bytes_that_are_no_text_and_a_byte_order_mark(meoktong: Run) -> None:
    done = meoktong("merge", "-", stdin=b"\xef\xbb\xbf" + lines(EARLY).encode() + b"\n\xff\xfe\n")
    assert done.stderr == "standard input:3: not UTF-8 text\n"
    assert json.loads(done.stdout)["systems"] == ["모바일 신분증"]


@pytest.mark.parametrize("verb", ["extract", "merge"])
def test_a_missing_file_is_one_line(meoktong: Run, verb: str) -> None:
    done = meoktong(verb, "nowhere.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "nowhere.jsonl: No such file or directory\n")


@pytest.mark.parametrize("args", [("nothing",), ("timex", "어제"), ("merge", "a", "b"), ("parse", "x.html")])
def test_wrong_usage_is_two(meoktong: Run, args: tuple[str, ...]) -> None:
    assert meoktong(*args).returncode == 2


def test_version(meoktong: Run) -> None:
    assert meoktong("--version").stdout.startswith("meoktong ")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    source.write_text(
        "".join(
            lines({**LATE, "id": str(n), "events": [{"systems": [f"서비스 {n}"], "started_at": "2023-11-24"}]})
            for n in range(3000)
        )
    )
    command = f"{sys.executable} -m meoktong merge {source} | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""
