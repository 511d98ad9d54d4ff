"""The demonstration: the whole job on a newsroom of our own, served on loopback."""

from __future__ import annotations

import sys
from datetime import date, datetime

from crawler.publishers.registry import Registry, load
from crawler.sources import declared
from meoktong import pipeline
from meoktong.complaints import Complaints
from meoktong.demo.publishers import PUBLISHERS
from meoktong.demo.server import Newsroom
from meoktong.digest import Digest
from meoktong.formats import DigestFormat
from meoktong.outputs.progress import shown
from meoktong.verbs.digests import show
from meoktong.verbs.opened import opened
from meoktong.verbs.periods import days

WEEK = days(date(2023, 11, 17), date(2023, 11, 25))
UNHURRIED = {
    "LOG_LEVEL": "CRITICAL",
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
}


def demonstrate(db: str, complaints: Complaints, now: datetime) -> int:
    """Crawl the newsroom, extract, merge and print the digest of its week; returns the crawl's exit status."""
    with opened(db, create=True) as store:
        with Newsroom() as newsroom, shown() as progress:
            crawled = pipeline.crawl(
                db,
                list(declared(Registry(PUBLISHERS))),
                complaints,
                progress,
                now,
                registry=load().with_(*PUBLISHERS),
                overrides={**UNHURRIED, "MEOKTONG_PROXY": newsroom.proxy},
            )
            pipeline.extract(store, complaints, progress)
            merged = pipeline.merge(store, now)
            progress("merge", sum(merged[:3]))
        digest = pipeline.report(store, WEEK)
    show(digest, DigestFormat.text)
    sys.stdout.write(_afterword(db, digest, sum(count.saved for count in crawled.counts), merged.new))
    return crawled.exit_status


def _afterword(db: str, digest: Digest, articles: int, events: int) -> str:
    """What was added, where it is, and what to try next."""
    added = f"Added {articles} articles and {events} outages" if articles or events else "Nothing new, nothing twice"
    first = next((entry.id for entry in digest.news), "")
    tries = [f"meoktong events --db {db}", *([f"meoktong event {first} --db {db}"] if first else [])]
    tries += [f"meoktong articles --db {db}", f"meoktong digest --since 2022-10-15 --until 2022-10-24 --db {db}"]
    return f"\n{added}: {db}\nTry next:\n" + "".join(f"  {command}\n" for command in tries)
