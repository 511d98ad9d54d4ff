"""Crawls in processes of their own, for a process has one reactor: everything is imported once, then each crawl is a fork.

Reads one JSON object a line: what to crawl, the environment, and the file for the report. Prints the child's process number,
and when it has ended its exit status.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from crawler.checkup import check
from crawler.publishers.model import Layout, Publisher
from crawler.publishers.registry import Registry
from crawler.run import crawl
from crawler.sources import CrawlSource, Window

QUICK = {"LOG_LEVEL": "CRITICAL", "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}


def publisher(told: dict[str, Any]) -> Publisher:
    layouts = [
        {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}
        for one in told["layouts"]
    ]
    return Publisher(told["name"], tuple(told["domains"]), layouts=tuple(Layout(**one) for one in layouts))


def main(asked: dict[str, Any]) -> None:
    sources = [CrawlSource(**source) for source in asked["sources"]]
    registry = Registry(tuple(publisher(one) for one in asked.get("publishers", ())))
    if asked.get("check"):
        found = check(sources, registry, overrides={**QUICK, **asked.get("overrides", {})})
        sys.stdout.write(json.dumps({one.source: {**asdict(one), "works": one.works} for one in found}))
        return
    report = crawl(
        asked["database"],
        sources,
        now=datetime.now(UTC),
        registry=registry,
        overrides={**QUICK, **asked.get("overrides", {})},
        contact=asked.get("contact", ""),
        max_minutes=asked.get("max_minutes", 0),
        window=Window(datetime.fromisoformat(asked["since"])) if "since" in asked else None,
    )
    counts = {count.source: asdict(count) for count in report.counts}
    told = {"status": report.exit_status, "stopped": report.stopped, "failure": report.failure, "counts": counts}
    sys.stdout.write(json.dumps(told, default=dict))


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            os.environ.update(asked["environment"])
            with open(asked["report"], "w", encoding="utf-8") as sys.stdout:  # noqa: PTH123  in a fork, for a moment
                main(asked)
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        print(os.waitpid(child, 0)[1], flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
