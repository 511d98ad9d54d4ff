"""Verbs that bring articles in: by visiting sources, from archives, and by reading kept pages again."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from crawler.naver import Key
from crawler.publishers.registry import load
from crawler.queries import DEFAULT, load_queries
from crawler.sources import CrawlSource, Window, ad_hoc, chosen, listed_in, searches
from meoktong import pipeline
from meoktong.complaints import Complaints, FailureError
from meoktong.outputs.progress import shown
from meoktong.verbs.opened import opened
from meoktong.verbs.periods import end_of
from meoktong.verbs.rows import RowError, moment
from meoktong.verbs.stages import log_level

SEARCH = "naver"


def window(since: str, until: str) -> Window:
    """The time of publication that was asked for. Raises `FailureError` for a day that is none."""
    try:
        told = Window(moment(since, "--since") if since else None, end_of(until) if until else None)
    except RowError as error:
        raise FailureError(str(error)) from None
    if told.since and told.until and told.since >= told.until:
        raise FailureError("--since is not before --until")
    return told


def wanted(
    names: Sequence[str] | None,
    feeds: Sequence[str] | None = None,
    pages: Sequence[str] | None = None,
    urls: Path | None = None,
    queries: Path | None = None,
) -> list[CrawlSource]:
    """The sources that a person named; where nothing is named all declared ones, and the searches if there is a key.

    `naver` names all searches, `naver/words` one of them. Raises `FailureError`.
    """
    try:
        searched = searches(query.words for query in load_queries(queries or DEFAULT))
        extra = [ad_hoc(url, "feed") for url in feeds or ()] + [ad_hoc(url, "article") for url in pages or ()]
        if urls is not None:
            extra.append(listed_in(urls.read_text(encoding="utf-8", errors="replace").splitlines(), str(urls)))
        declared = [name for name in names or () if name.split("/")[0] != SEARCH]
        picked = [one for one in searched if {one.name, SEARCH} & set(names or ())]
        if not (names or extra or queries):
            return [*chosen(load(), ()), *(searched if Key.from_environment(os.environ) else ())]
        unknown = {name for name in names or () if name.startswith(f"{SEARCH}/")} - {one.name for one in picked}
        if unknown:
            raise FailureError(f"no query is called {min(unknown)!r}; `meoktong sources queries` lists them")
        found = chosen(load(), declared) if declared else []
        return [*found, *(searched if queries and not picked else picked), *extra]
    except (LookupError, ValueError) as error:
        raise FailureError(str(error)) from None
    except OSError as error:
        raise FailureError(f"{urls}: {error.strerror or error}") from None


def visit(
    db: str,
    sources: Sequence[CrawlSource],
    asked: Window,
    complaints: Complaints,
    now: datetime,
    verbose: bool = False,
    contact: str = "",
    max_minutes: float = 0,
) -> int:
    """Visit the sources; returns the crawl's exit status."""
    if not any(asked.asks_for(source) for source in sources):
        raise FailureError("these sources hold the past: name a time with --since and --until")
    with opened(db, create=True), shown() as progress:
        report = pipeline.crawl(
            db, sources, complaints, progress, now,
            overrides=log_level(verbose), contact=contact, max_minutes=max_minutes, window=asked,
        )  # fmt: skip
    if report.stopped:
        waiting = sum(count.waiting for count in report.counts)
        sys.stderr.write(f"{report.stopped}: {waiting} pages wait for the next crawl\n")
    return report.exit_status


def read_files(db: str, paths: Sequence[Path], asked: Window, complaints: Complaints, now: datetime) -> int:
    """Save the articles of WARC files; returns the exit status."""
    from crawler.offline import read_archives

    with opened(db, create=True) as store, shown() as progress:
        report = read_archives(store, paths, load(), now, lambda done: progress("archive", done), asked)
    pipeline.complain(report, complaints)
    return report.exit_status


def read_again(db: str, publisher: str, complaints: Complaints) -> None:
    """Read an outlet's kept pages again and say what that gave. Raises `FailureError` for an outlet that is not known."""
    from crawler.offline import reread

    registry = load()
    known = registry.named(publisher) or registry.for_url(f"https://{publisher}/")
    with opened(db) as store, shown() as progress:
        told = reread(store, known.name if known else publisher, registry, lambda done: progress("reparse", done))
    if not told.pages:
        raise FailureError(f"no page of {publisher!r} is kept")
    sys.stdout.write(
        f"{told.pages} pages read again: {told.changed} articles changed, {told.gained} pages became articles, "
        f"{told.refused} are none\n"
    )
