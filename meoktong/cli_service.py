"""The verbs of a service that runs by itself: `run`, `digest`, `init`, `config`, `doctor`."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meoktong.complaints import Complaints
from meoktong.formats import DigestFormat, Format
from meoktong.options import Database, Feeds, Names, Pages, Shape, Verbose, configuration


class Lang(StrEnum):
    """The language of a digest."""

    ko = "ko"
    en = "en"


class LogKind(StrEnum):
    """How a run logs."""

    text = "text"
    json = "json"


Since = Annotated[
    str, typer.Option("--since", metavar="ISO", help="Retell a period: its first day (default: a week before the end).")
]
Until = Annotated[str, typer.Option("--until", metavar="ISO", help="Retell a period: its last day, included.")]
WAIT = 600.0  # seconds that a delivery waits for a run to end


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    for verb in (run, digest, init, config, doctor):
        app.command()(verb)


def run(
    context: typer.Context,
    names: Names = None,
    feeds: Feeds = None,
    pages: Pages = None,
    max_minutes: Annotated[
        float | None,
        typer.Option(
            "--max-minutes", min=0.1, help="End cleanly after so long; the next run goes on (default: never)."
        ),
    ] = None,
    alert: Annotated[bool, typer.Option("--alert", help="Tell subscriptions of new outages that they watch.")] = False,
    tell: Annotated[bool, typer.Option("--digest/--no-digest", help="Print what is new since the last run.")] = True,
    log: Annotated[LogKind | None, typer.Option("--log", help="text, or json: one object a line.")] = None,
    verbose: Verbose = False,
    db: Database = "",
) -> None:
    """Crawl, extract, merge, print what is new since the last run: what cron calls."""
    from meoktong.verbs.crawling import wanted
    from meoktong.verbs.running import run as work

    loaded = configuration(context)
    settings = loaded.settings
    named = bool(names or feeds or pages)
    sources = wanted(names if named else list(settings.sources), feeds if named else list(settings.feeds), pages)
    status = work(
        db,
        sources,
        loaded,
        _now,
        minutes=max_minutes or settings.run.max_minutes,
        log=log or settings.run.log,
        verbose=verbose,
        alert=alert,
        digest=tell,
    )
    raise typer.Exit(status)


def digest(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose digest: a subscription, or any name (default: default).")] = "",
    since: Since = "",
    until: Until = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="ISO", help="As it was known then.")] = "",
    shape: Annotated[DigestFormat, typer.Option("--format")] = DigestFormat.text,
    lang: Annotated[Lang | None, typer.Option("--lang", help="ko or en (default: as configured).")] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it to its subscription; without NAME, to all.")] = False,
    always: Annotated[bool, typer.Option("--always", help="Even when there is nothing new.")] = False,
    peek: Annotated[bool, typer.Option("--peek", help="Print it, and leave it to be told.")] = False,
    db: Database = "",
) -> None:
    """What is new, changed, resolved and corrected since the last digest of that name; nothing when there is nothing."""
    from meoktong.verbs import digests

    loaded, complaints = configuration(context), Complaints()
    if send:
        from meoktong.verbs.running import held

        if since or until or as_of or peek:
            raise typer.BadParameter("a digest of the past, or a glance, is printed and not sent", param_hint="--send")
        with held(db, WAIT):
            digests.send_digests(db, name, loaded, _now, complaints, always=always)
    else:
        asked = digests.Asked(name, since, until, as_of, always, peek)
        digests.print_digest(db, asked, shape, lang.value if lang else None, loaded, _now())
    raise typer.Exit(complaints.exit_code)


def init(
    folder: Annotated[Path, typer.Argument(help="Where to write it (default: here).")] = Path(),
) -> None:
    """Write a commented configuration, meoktong.toml."""
    from meoktong.verbs.configuration import write_example

    write_example(folder)


def config(
    context: typer.Context,
    sectors: Annotated[bool, typer.Option("--sectors", help="List the sectors that a subscription can name.")] = False,
    shape: Shape = Format.auto,
) -> None:
    """The effective configuration, and where each value comes from; secrets are never shown."""
    from meoktong.verbs.configuration import print_sectors, print_settings

    complaints = Complaints()
    if sectors:
        print_sectors(shape)
    else:
        print_settings(configuration(context), shape, complaints)
    raise typer.Exit(complaints.exit_code)


def doctor(context: typer.Context, shape: Shape = Format.auto, db: Database = "") -> None:
    """Check the installation, and say what to do."""
    from meoktong.verbs.doctor import examine

    raise typer.Exit(examine(db, configuration(context), shape, _now()))


def _now() -> datetime:
    return datetime.now(UTC)
