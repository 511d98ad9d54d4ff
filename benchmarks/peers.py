"""What peers make of saved pages: run by `benchmarks.pages`, in an environment of their own, for they need other lxml.

    python -m venv peers && peers/bin/pip install fundus readability-lxml 'curl_cffi<0.14'
    python -m benchmarks.pages DIRECTORY --peers peers/bin/python

Reads JSON Lines of `path` and `url`, prints one JSON line each: per peer that is installed its text and its best time.
It imports nothing of ours.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path

ROUNDS = 5
Reader = Callable[[str, str], str]


def readability() -> Reader:
    from lxml import html as lxml_html
    from readability import Document

    def read(page: str, url: str) -> str:
        summary = Document(page, url=url).summary(html_partial=True)
        blocks = re.sub(r"(?i)<(?:br|/p|/div|/h\d|/li)[^<>]*>", "\n", summary)
        return unescape(str(lxml_html.fromstring(f"<div>{blocks}</div>").text_content()))

    return read


def fundus() -> Reader:
    from fundus import PublisherCollection

    publishers = {"hankookilbo.com": PublisherCollection.kr.HankookIlbo, "mk.co.kr": PublisherCollection.kr.MBN}

    def read(page: str, url: str) -> str:
        known = next((publisher for domain, publisher in publishers.items() if domain in url), None)
        if known is None:
            raise LookupError("fundus does not know the outlet")
        found = re.search(r'(?:published_time"?\s+content="|"datePublished"\s*:\s*")(\d{4}-\d\d-\d\d)', page)
        day = datetime.fromisoformat(found[1]) if found else datetime.fromisoformat("2026-07-12")
        body = known.parser(day).parse(page, "suppress").get("body")
        return str(body) if body else ""

    return read


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {}
    for make in (readability, fundus):
        try:
            found[make.__name__] = make()
        except (ImportError, AttributeError) as error:
            print(f"{make.__name__}: {error}", file=sys.stderr)
    return found


def timed(read: Reader, page: str, url: str) -> dict[str, object]:
    best, text = float("inf"), ""
    for _ in range(ROUNDS):
        started = time.perf_counter()
        try:
            text = read(page, url)
        except Exception as error:  # a peer that fails has failed on this page
            return {"error": f"{type(error).__name__}: {error}"[:200]}
        best = min(best, time.perf_counter() - started)
    return {"text": text, "ms": 1000 * best}


def main() -> None:
    logging.disable(logging.CRITICAL)
    peers = readers()
    for line in sys.stdin:
        asked = json.loads(line)
        page = Path(asked["path"]).read_bytes().decode("utf-8", "replace")
        told = {name: timed(read, page, asked["url"]) for name, read in peers.items()}
        print(json.dumps({"name": asked["name"], **told}, ensure_ascii=False))


if __name__ == "__main__":
    main()
