"""Sources, archives and history from the command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from meoktong.cli import app
from meoktong.complaints import FailureError
from tests.meoktong.conftest import Run

PAGE = """<html><head><title>은행 앱 멈춰</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2023-11-24T11:00:00+09:00"></head><body><article><h1>은행 앱 멈춰</h1>
<p>가온은행은 24일 오전 9시부터 모바일뱅킹 접속이 되지 않았다고 밝혔다. 원인은 서버 과부하였고 두 시간 만에 복구됐다.</p>
<p>회사는 “불편을 드려 죄송하다”며 약관에 따라 보상하겠다고 했다. 이용자 1200명이 고객센터에 문의했다.</p></article></body></html>"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return str(tmp_path / "a.db")


def run(*arguments: str, expect: int = 0) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == expect, (done.output, done.exception)
    return done.stdout


def rows(*arguments: str) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in map(json.loads, run(*arguments, "--format", "jsonl").splitlines())}


def failure(*arguments: str) -> str:
    error = CliRunner().invoke(app, arguments).exception
    assert isinstance(error, FailureError), error
    assert "\n" not in str(error)
    return str(error)


def test_a_mute_is_set_shown_and_withdrawn(database: str) -> None:
    assert run(
        "sources", "mute", "한겨레/전체", "--until", "2999-01-31", "--why", "feeds \n are gone", "--db", database
    ) == ("muted until 2999-01-31: 한겨레/전체\n")
    listed = rows("sources", "--db", database)
    assert listed["한겨레/전체"]["muted"] == "until 2999-01-31: feeds are gone"
    assert listed["한겨레/정치"]["muted"] == ""
    assert run("sources", "unmute", "hani.co.kr", "--db", database) == "no longer muted: 한겨레/전체\n"
    assert rows("sources", "--db", database)["한겨레/전체"]["muted"] == ""


def test_sources_are_listed_without_a_database(database: str) -> None:
    listed = rows("sources", "--db", database)
    assert not Path(database).exists()
    assert (listed["KBS/전체"] if "KBS/전체" in listed else listed["MBC/전체"])["category"] == "all"


def test_an_archive_becomes_articles_and_is_read_again(database: str, tmp_path: Path) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.hani.co.kr/arti/1.html\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Date: 2023-11-25T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (tmp_path / "cc.warc.gz").write_bytes(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    for _ in range(2):
        run("crawl", "--warc", "cc.warc.gz", "--db", database)
    [article] = map(json.loads, run("articles", "--db", database, "--format", "jsonl").splitlines())
    assert article["publisher"] == "한겨레"
    again = "1 pages read again: 0 articles changed, 0 pages became articles, 0 are none\n"
    assert run("reparse", "--publisher", "hani.co.kr", "--db", database) == again
    seen = rows("sources", "--db", database)["warc:cc.warc.gz"]
    assert (seen["runs"], seen["found"], seen["saved"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sources", "mute", "한겨레", "--until", "내일", "--why", "x"), "--until: not a day: '내일'"),
        (("sources", "mute", "한겨레", "--until", "2001-01-01", "--why", "x"), "--until: 2001-01-01 is over"),
        (("sources", "mute", "한겨레", "--until", "2999-01-01", "--why", " "), "--why: say why"),
        (("sources", "mute", "없는신문", "--until", "2999-01-01", "--why", "x"), "no source is called '없는신문'"),
        (("sources", "check", "없는신문"), "no source is called '없는신문'"),
        (("crawl", "--urls", "none.txt"), "none.txt: No such file or directory"),
        (("crawl", "--urls", "bad.txt"), "bad.txt:2: not an address: 'ftp://x'"),
        (("crawl", "--queries", "bad.txt"), "bad.txt: "),
        (("crawl", "naver/없는 말"), "no query is called 'naver/없는 말'"),
        (("crawl", "매일경제/날짜별"), "these sources hold the past"),
        (("crawl", "한겨레", "--since", "언젠가"), "--since"),
        (("crawl", "한겨레", "--since", "2023-02-01", "--until", "2023-01-01"), "--since is not before --until"),
        (("reparse", "--publisher", "한겨레"), "no such database"),
    ],
)
def test_what_is_wrong_is_one_line(database: str, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "bad.txt").write_text("https://a.example/1\nftp://x\n", encoding="utf-8")
    given = () if arguments[1] == "check" else ("--db", database)
    assert said in failure(*arguments, *given)


def test_the_shipped_queries_are_a_file_to_edit(meoktong: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(meoktong("sources", "queries").stdout, encoding="utf-8")
    done = meoktong("crawl", "naver/먹통", "--queries", "mine.toml", "--db", "a.db")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("naver/먹통: could not be read: no key: set NAVER_CLIENT_ID")
