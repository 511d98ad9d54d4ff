"""Options that several verbs share, and what they mean where nothing is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meoktong.formats import Format

if TYPE_CHECKING:
    from meoktong.settings.load import Loaded

FILE = "meoktong.toml"
USUAL = "meoktong.db"


def configuration(context: typer.Context) -> Loaded:
    """The configuration that `--config` names, read once per command. Raises `UsageError`."""
    from meoktong.settings.load import Loaded, load

    root = context.find_root()
    if not isinstance(root.obj, Loaded):
        root.obj = load(root.obj)
    return root.obj


def database(context: typer.Context, given: str) -> str:
    """The database that was named, else the configuration's, else the usual one. Raises `UsageError`.

    Reading a configuration takes a quarter of a second, so it is not done where there is none.
    """
    if given:
        return given
    if context.find_root().obj is None and not Path(FILE).exists():
        return USUAL
    return configuration(context).database


def _database(context: typer.Context, given: str) -> str:
    return given if context.resilient_parsing else database(context, given)


Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", envvar="MEOKTONG_CONFIG", help="Configuration (default: meoktong.toml)."),
]
Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="MEOKTONG_DATABASE",
        metavar="PATH_OR_URL",
        help="SQLite file or database URL.",
        callback=_database,
        show_default=USUAL,
    ),
]
LateDatabase = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="MEOKTONG_DATABASE",
        metavar="PATH_OR_URL",
        help="SQLite file or database URL.",
        show_default=USUAL,
    ),
]
"""For verbs that can do without a database: they ask `database` themselves, where they need one."""
Names = Annotated[
    list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Outlet, domain or outlet/section (default: all).")
]
Feeds = Annotated[list[str] | None, typer.Option("--feed", metavar="URL", help="Visit this RSS or Atom feed too.")]
Pages = Annotated[list[str] | None, typer.Option("--page", metavar="URL", help="Visit this article too.")]
Shape = Annotated[Format, typer.Option("--format", help="auto: a table on a terminal, tab-separated in a pipe.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show Scrapy's log.")]
