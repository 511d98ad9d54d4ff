"""`meoktong sources …`: thin verbs about news sources."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from meoktong.formats import Format
from meoktong.options import Database, Names, Shape, configuration

app = typer.Typer(help="The news sources: what is declared, and what it gave in the last week.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Outlet, domain, outlet/section, or a visited address.")]


@app.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    shape: Shape = Format.auto,
    db: Database = "",
) -> None:
    """The news sources: what is declared, and what it gave in the last week."""
    if context.invoked_subcommand is None:
        from meoktong.verbs.sources import print_sources

        print_sources(db, shape, _now())


@app.command()
def mute(
    name: Name,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day, included.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for whoever reads it next.")],
    db: Database = "",
) -> None:
    """Accept a source's trouble for a while: it no longer makes the exit status 3."""
    from meoktong.verbs.sources import mute_sources

    for source in mute_sources(db, name, until, why, _now()):
        typer.echo(f"muted until {until}: {source}")


@app.command()
def unmute(name: Name, db: Database = "") -> None:
    """Withdraw a mute."""
    from meoktong.verbs.sources import unmute_sources

    for source in unmute_sources(db, name, _now()):
        typer.echo(f"no longer muted: {source}")


@app.command()
def check(
    context: typer.Context,
    names: Names = None,
    contact: Annotated[
        str, typer.Option("--contact", help="Where a webmaster reaches you (default: the configuration's).")
    ] = "",
    shape: Shape = Format.auto,
) -> None:
    """Try every source once, from here: is it reachable, what does robots.txt say, are its pages read. Saves nothing."""
    from meoktong.verbs.sources import check_sources

    raise typer.Exit(check_sources(names or (), contact or configuration(context).settings.contact, shape))


@app.command()
def queries() -> None:
    """Print the shipped search queries: a file to edit and to name with `meoktong crawl --queries`."""
    from crawler.queries import DEFAULT

    typer.echo(DEFAULT.read_text(encoding="utf-8"), nl=False)


@app.command()
def table() -> None:
    """Print the table of declared outlets that docs/sources.md holds."""
    from crawler.publishers.table import sources_table

    typer.echo(sources_table(), nl=False)


def _now() -> datetime:
    return datetime.now(UTC)
