"""A site on loopback, and crawls of it by real Scrapy in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.site import Site

ROOT = Path(__file__).parents[2]
FEED = "/feed.xml"


class Started:
    """A crawl that goes on in another process."""

    def __init__(self, server: subprocess.Popen[str], report: Path) -> None:
        self._server = server
        self._report = report
        self._pid = int(self._told())

    def _told(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline()

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        assert os.WTERMSIG(int(self._told())) == signal.SIGKILL

    def report(self) -> dict[str, Any]:
        assert self._told() == "0\n"
        told: dict[str, Any] = json.loads(self._report.read_text(encoding="utf-8"))
        return told


@dataclass
class Crawler:
    """Starts crawls of one site's feed into one database."""

    site: Site
    database: str
    server: subprocess.Popen[str]
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, **more: Any) -> Started:
        report = Path(self.database).with_suffix(".json")
        asked: dict[str, Any] = {
            "database": self.database,
            "sources": [{"name": "feed", "publisher": "시험", "kind": "feed", "url": self.site.url(FEED)}],
            "environment": {"NO_PROXY": "127.0.0.1", **self.environment},
            "report": str(report),
            **more,
        }
        assert self.server.stdin is not None
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        return Started(self.server, report)

    def __call__(self, **more: Any) -> dict[str, Any]:
        return self.start(**more).report()


@pytest.fixture(scope="module")
def crawls() -> Iterator[subprocess.Popen[str]]:
    """The process that forks crawls."""
    command = [sys.executable, "-m", "tests.crawler.visit"]
    known = {name: value for name, value in os.environ.items() if not name.startswith("NAVER_")}
    with subprocess.Popen(
        command, cwd=ROOT, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


@pytest.fixture
def visit(site: Site, tmp_path: Path, crawls: subprocess.Popen[str]) -> Crawler:
    return Crawler(site, str(tmp_path / "crawl.db"), crawls)
