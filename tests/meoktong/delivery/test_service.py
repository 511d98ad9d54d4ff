"""The night shift as cron runs it: processes of their own against a site, a mail server and a receiver on loopback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from meoktong import pipeline
from meoktong.complaints import Complaints
from storage.locks import alone
from storage.records import Article
from storage.store import Store
from tests.crawler.site import Answer, Site
from tests.meoktong.conftest import ROOT
from tests.meoktong.delivery.conftest import LOOPBACK, Mailbox, Receiver, free_port

Done = subprocess.CompletedProcess[str]
NOW = datetime.now(ZoneInfo("Asia/Seoul")) - timedelta(hours=2)
BODY = (
    f"정부24가 {NOW.day}일 오전 0시 5분부터 접속 장애를 겪고 있다. 행정안전부는 서버 과부하가 원인이라고 밝혔다. "
    "복구 시점은 알려지지 않았다."
)


@pytest.fixture
def site() -> Iterator[Site]:
    """One outlet with one outage of today."""
    with Site() as one:
        one.feed("/feed.xml", {"/news/1": format_datetime(NOW)})
        html = (
            "<html><head><title>정부24 접속 장애</title><meta property='og:type' content='article'>"
            f"<meta property='article:published_time' content='{NOW.isoformat()}'></head>"
            f"<body><article><h1>정부24 접속 장애</h1><p>{BODY}</p></article></body></html>"
        )
        one.answers["/news/1"] = Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        yield one


@pytest.fixture
def meoktong(tmp_path: Path) -> Callable[..., Done]:
    """Run `meoktong ARGS` in an empty folder with variables."""

    def run(*args: str, **variables: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "meoktong", *args],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **variables},
            timeout=300,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def configure(folder: Path, site: Site, port: int = 0, more: str = "") -> None:
    text = f'contact = "https://example.org/"\nfeeds = ["{site.url("/feed.xml")}"]\n'
    text += f'[run]\nping = "env:PING"\n[mail]\nhost = "{LOOPBACK}"\nport = {port or free_port()}\nsecurity = "none"\n'
    text += 'sender = "meoktong@example.org"\ntimeout = 5\n[subscriptions.desk]\nmail = ["desk@example.org"]\n'
    (folder / "meoktong.toml").write_text(text + more, encoding="utf-8")


def test_a_night_shift_from_the_feed_to_the_desk(
    meoktong: Callable[..., Done], site: Site, smtp_server: Callable[..., int], receiver: Receiver, tmp_path: Path
) -> None:
    box = Mailbox()
    alert = '[subscriptions.desk.alert]\nsystems = ["정부24"]\nminimum_confidence = 0.3\n'
    configure(tmp_path, site, smtp_server(box), alert)
    ping = f"http://{LOOPBACK}:{receiver.server_port}/ping/hunter2"
    first = meoktong("run", "--alert", "--log", "json", PING=ping)
    assert first.returncode == 0, first.stderr
    assert "새 장애 1건 (진행 중 1건)" in first.stdout
    lines = list(map(json.loads, first.stderr.splitlines()))
    assert {line["stage"]: line["done"] for line in lines if "stage" in line} == {
        "crawl": 1,
        "extract": 1,
        "merge": 1,
        "alert": 1,
    }
    assert "https://example.org/" in site.asked[0].headers["User-Agent"]
    again = meoktong("run", "--alert", PING=ping)
    assert (again.returncode, again.stdout) == (0, "")
    assert receiver.asked == ["/ping/hunter2"] * 2
    sent = meoktong("digest", "--send", PING=ping)
    assert (sent.returncode, sent.stdout, sent.stderr) == (0, "", "")
    subjects = [str(message["Subject"]) for message in box.messages]
    assert subjects == ["[먹통 속보] 새 장애 1건 (진행 중 1건) · 정부24", "[먹통] 새 장애 1건 (진행 중 1건) · 정부24"]


def test_a_digest_can_be_asked_again_and_failures_are_named_without_secrets(
    meoktong: Callable[..., Done], site: Site, tmp_path: Path
) -> None:
    configure(tmp_path, site)
    with Store(str(tmp_path / "meoktong.db")) as store:
        store.save_article(Article(site.url("/news/1"), "가나일보", "정부24 접속 장애", BODY, NOW, fetched_at=NOW))
        pipeline.extract(store, Complaints(), lambda stage, done: None)
        pipeline.merge(store, datetime.now(UTC))
    told = meoktong("digest", "--format", "json").stdout
    moment = json.loads(told)["as_of"]
    assert [entry["systems"] for entry in json.loads(told)["new"]] == [["정부24"]]
    assert meoktong("digest").stdout == ""
    assert meoktong("digest", "--as-of", moment, "--format", "json").stdout == told
    sent = meoktong("digest", "--send")
    assert sent.returncode == 3
    assert re.fullmatch(r"desk: mail:desk@example.org: not delivered: .*refused\n", sent.stderr)
    looked = meoktong("doctor", "--format", "json", PING="hunter2")
    assert "hunter2" not in looked.stdout + looked.stderr
    found = {(row["check"], row["state"]) for row in json.loads(looked.stdout)}
    assert looked.returncode == 3
    assert {
        ("secret", "ok"),
        ("delivery", "attention"),
        ("tagger", "ok"),
        ("models", "ok"),
        ("database", "ok"),
    } <= found


def test_a_second_run_ends_at_once_and_touches_nothing(
    meoktong: Callable[..., Done], site: Site, tmp_path: Path
) -> None:
    configure(tmp_path, site)
    database = str(tmp_path / "meoktong.db")
    Store(database).close()
    with alone(database):
        done = meoktong("run")
    assert done.returncode == 3
    assert done.stderr == "meoktong: meoktong.db: another run works on it; nothing was done\n"
    assert site.asked == []


def test_nothing_new_is_nothing_printed_unless_asked_for(meoktong: Callable[..., Done], tmp_path: Path) -> None:
    Store(str(tmp_path / "meoktong.db")).close()
    assert meoktong("digest").stdout == ""
    always = meoktong("digest", "--always", "--peek")
    assert (always.returncode, "새로 알려진 장애가 없습니다" in always.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("digest", "nobody", "--send"), 2, "no subscription is called 'nobody'; there are desk"),
        (("digest", "--as-of", "2190-01-01"), 1, "--as-of lies between"),
        (("digest", "--since", "2023-11-25", "--until", "2023-11-20"), 1, "--since is not before --until"),
        (("digest", "--send", "--since", "2023-11-25"), 2, "printed and not sent"),
        (("digest", "--format", "pdf"), 2, "pdf"),
        (("run", "--max-minutes", "0"), 2, "max-minutes"),
    ],
)
def test_what_cannot_be_asked_is_said_plainly(
    meoktong: Callable[..., Done], site: Site, tmp_path: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    configure(tmp_path, site)
    Store(str(tmp_path / "meoktong.db")).close()
    done = meoktong(*arguments)
    assert done.returncode == status
    assert says in done.stderr
