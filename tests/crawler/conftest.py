"""A site on loopback, and crawls of it by real Scrapy in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.site import Site

ROOT = Path(__file__).parents[2]
FEED = "/feed.xml"


@dataclass
class Crawler:
    """Starts crawls of one site's feed into one database."""

    site: Site
    database: str
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, **more: Any) -> subprocess.Popen[str]:
        asked: dict[str, Any] = {
            "database": self.database,
            "sources": [{"name": "feed", "publisher": "시험", "kind": "feed", "url": self.site.url(FEED)}],
            **more,
        }
        command = [sys.executable, "-m", "tests.crawler.visit", json.dumps(asked)]
        environment = {**os.environ, "NO_PROXY": "127.0.0.1", **self.environment}
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )  # fmt: skip

    def __call__(self, **more: Any) -> dict[str, Any]:
        out, errors = self.start(**more).communicate(timeout=120)
        assert out, errors
        told: dict[str, Any] = json.loads(out)
        return told


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


@pytest.fixture
def visit(site: Site, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    return Crawler(site, str(tmp_path / "crawl.db"))
