"""`meoktong crawl` and `meoktong reparse`: thin verbs that bring articles in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from meoktong.complaints import Complaints
from meoktong.options import Database, Feeds, Names, Pages, Verbose, configuration

MaxMinutes = Annotated[
    float, typer.Option("--max-minutes", min=0, help="End cleanly after so long; the next crawl goes on (0: never).")
]
Contact = Annotated[
    str, typer.Option("--contact", help="Where a webmaster reaches you (default: the configuration's).")
]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command()(crawl)
    app.command()(reparse)


def crawl(
    context: typer.Context,
    names: Names = None,
    feeds: Feeds = None,
    pages: Pages = None,
    urls: Annotated[
        Path | None, typer.Option("--urls", metavar="FILE", help="Visit the addresses of a file, one a line.")
    ] = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", metavar="FILE", help="Search for these instead of the shipped queries.")
    ] = None,
    warc: Annotated[
        list[Path] | None, typer.Option("--warc", metavar="FILE", help="Read this archive instead of the network.")
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="ISO", help="Published on this day or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="ISO", help="Published on this day or earlier.")] = "",
    max_minutes: MaxMinutes = 0,
    contact: Contact = "",
    verbose: Verbose = False,
    db: Database = "",
) -> None:
    """Visit news sources and keep their articles."""
    from meoktong.verbs import crawling

    complaints, now = Complaints(), datetime.now(UTC)
    window = crawling.window(since, until)
    if warc:
        status = crawling.read_files(db, warc, window, complaints, now)
    else:
        wanted = crawling.wanted(names, feeds, pages, urls, queries)
        told = contact or configuration(context).settings.contact
        status = crawling.visit(db, wanted, window, complaints, now, verbose, told, max_minutes)
    raise typer.Exit(status or complaints.exit_code)


def reparse(
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="The outlet, or its domain.")],
    db: Database = "",
) -> None:
    """Read an outlet's kept pages again, after its layout was mended: not one request."""
    from meoktong.verbs.crawling import read_again

    complaints = Complaints()
    read_again(db, publisher, complaints)
    raise typer.Exit(complaints.exit_code)
