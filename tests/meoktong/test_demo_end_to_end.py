"""The main job, as a person runs it: real Scrapy over the newsroom, KoNLPy, the trained models, SQLite, a digest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.meoktong.conftest import ROOT, Run

HEAVY = ("sklearn", "scrapy", "konlpy", "alembic", "numpy", "classifier.extract")


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database that `meoktong demo` made, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "meoktong", "demo"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder / "meoktong-demo.db", done.stdout


def test_the_digest_tells_the_outages_of_the_week(demonstrated: tuple[Path, str]) -> None:
    _, text = demonstrated
    for words in (
        "서비스 장애 요약: 2023년 11월 17일(금) ~ 11월 25일(토)",
        "모바일 신분증",
        "11월 24일(금) 오후 1시 57분 ~ 오후 8시 40분",
        "나라장터",
        "새올행정시스템",
        "Added 45 articles",
        "meoktong events --db meoktong-demo.db",
    ):
        assert words in text


def test_a_second_demonstration_adds_nothing(demonstrated: tuple[Path, str], meoktong: Run) -> None:
    database, first = demonstrated
    done = meoktong("demo", "--db", str(database))
    assert done.returncode == 0
    assert "Nothing new, nothing twice" in done.stdout
    assert done.stdout.split("\nNothing")[0] == first.split("\nAdded")[0]
    assert "extract" not in done.stderr


def test_wire_copies_count_as_one_source(demonstrated: tuple[Path, str], meoktong: Run) -> None:
    done = meoktong("events", "--system", "나라장터", "--format", "jsonl", "--db", str(demonstrated[0]))
    (event,) = map(json.loads, done.stdout.splitlines())
    assert (event["articles"], event["sources"]) == (2, 1)
    assert (event["started_at"], event["ended_at"]) == ("2023-11-23T09:20", "2023-11-23T10:20")


def test_an_event_shows_what_every_article_says(demonstrated: tuple[Path, str], meoktong: Run) -> None:
    db = str(demonstrated[0])
    (event,) = json.loads(meoktong("events", "--system", "나라장터", "--format", "json", "--db", db).stdout)
    text = meoktong("event", event["id"], "--db", db).stdout
    assert "조달청" in text
    assert "http://www.saebyeokbiz.example/news/policy/10852871" in text
    whole = json.loads(meoktong("event", event["id"], "--format", "json", "--db", db).stdout)
    assert {statement["publisher"] for statement in whole["statements"]} == {"한강일보", "새벽경제"}


def test_lists_in_a_pipe_are_tab_separated(demonstrated: tuple[Path, str], meoktong: Run) -> None:
    db = str(demonstrated[0])
    for verb in ("events", "articles"):
        head, *rows = meoktong(verb, "--db", db).stdout.splitlines()
        assert rows
        assert {line.count("\t") for line in (head, *rows)} == {head.count("\t")}


def test_a_digest_of_any_period_is_the_same_when_asked_again(demonstrated: tuple[Path, str], meoktong: Run) -> None:
    asked = ("digest", "--since", "2022-10-15", "--until", "2022-10-24", "--db", str(demonstrated[0]))
    text = meoktong(*asked).stdout
    assert "카카오" in text
    assert meoktong(*asked).stdout == text
    assert json.loads(meoktong(*asked, "--format", "json").stdout)["since"] == "2022-10-15T00:00:00+09:00"


def test_events_start_without_what_only_other_verbs_need(demonstrated: tuple[Path, str]) -> None:
    code = (
        "import sys; from meoktong.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    command = [sys.executable, "-c", code, "events", "--db", str(demonstrated[0])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("verb", [("events",), ("articles",), ("digest",), ("merge",), ("extract",), ("event", "x")])
def test_a_database_that_is_not_there_is_one_line(meoktong: Run, verb: tuple[str, ...]) -> None:
    done = meoktong(*verb, "--db", "nowhere.db")
    assert done.returncode == 1
    assert done.stderr.startswith("meoktong: nowhere.db: no such database")


def test_a_file_that_is_no_database_is_one_line(meoktong: Run, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("그냥 글" * 500)
    done = meoktong("events", "--db", "text.db")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_source_that_refuses_is_not_success(meoktong: Run) -> None:
    done = meoktong("crawl", "--feed", "http://127.0.0.1:9/feed.xml", "--db", "new.db")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["http://127.0.0.1:9/feed.xml: could not be read: download connection refused"]


def test_an_unknown_source_is_named(meoktong: Run) -> None:
    done = meoktong("crawl", "없는신문", "--db", "new.db")
    assert done.returncode == 1
    assert "없는신문" in done.stderr
