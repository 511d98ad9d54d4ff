"""The command line: thin verbs. Everything heavy is imported inside a verb, so that each starts with what it needs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from meoktong.complaints import FAILED, Complaints, FailureError

app = typer.Typer(
    help="먹통: turns Korean news into a record of service outages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Database = Annotated[
    str, typer.Option("--db", envvar="MEOKTONG_DATABASE", metavar="PATH_OR_URL", help="SQLite file or database URL.")
]
Source = Annotated[str, typer.Argument(metavar="FILE|-", help="JSON Lines; - is standard input.")]
DEFAULT_DATABASE = "meoktong.db"
DEMO_DATABASE = "meoktong-demo.db"


def main() -> None:
    """Entry point: every failure is one plain line on standard error and an exit status, never a traceback."""
    try:
        app()
    except FailureError as error:
        _fail(str(error))
    except Exception as error:
        if os.environ.get("MEOKTONG_DEBUG"):
            raise
        _fail(f"{type(error).__name__}: {error} (set MEOKTONG_DEBUG=1 to see where)")


def _fail(reason: str) -> NoReturn:
    typer.echo(f"meoktong: {' '.join(reason.split())}", err=True)
    sys.exit(FAILED)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"meoktong {version('meoktong')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    del version


@app.command()
def extract(
    source: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="JSON Lines of articles; without it, the database's.")
    ] = None,
    keep_body: Annotated[bool, typer.Option("--keep-body", help="Print the body too.")] = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Articles in, what they say of outages out."""
    complaints = Complaints()
    if source is None:
        from meoktong.verbs.stages import extract_stored

        extract_stored(db, complaints)
    else:
        from meoktong.verbs.texts import extract_lines

        extract_lines(source, keep_body, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def timex(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A text; - reads JSON Lines with text and reference.")],
    at: Annotated[str, typer.Option("--at", metavar="ISO", help="When the text was published.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the rules that were tried, on standard error.")
    ] = False,
) -> None:
    """Find and resolve Korean time expressions."""
    from meoktong.verbs.texts import timex_lines, timex_text

    complaints = Complaints()
    if text == "-":
        timex_lines(text, complaints)
    elif not at:
        raise typer.BadParameter("a text needs its time of publication", param_hint="--at")
    else:
        timex_text(text, at, explain, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def parse(
    page: Annotated[Path, typer.Argument(metavar="FILE.html", help="A saved page.")],
    url: Annotated[str, typer.Option("--url", help="The address that it was saved from.")],
) -> None:
    """One saved page in, one article out."""
    from meoktong.verbs.texts import parse_page

    complaints = Complaints()
    parse_page(page, url, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def merge(
    source: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="JSON Lines as extract prints them; without, the database.")
    ] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Mentions of many articles in, outages out."""
    complaints = Complaints()
    if source is None:
        from meoktong.verbs.stages import merge_stored

        merge_stored(db)
    else:
        from meoktong.verbs.texts import merge_lines

        merge_lines(source, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def train(
    corpus: Annotated[Path | None, typer.Argument(help="Folder of annotated articles (default: the packaged).")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the models (default: the packaged).")] = None,
) -> None:
    """Learn the models from an annotated corpus."""
    from classifier.train import main_train

    typer.echo(main_train(corpus, out))


@app.command()
def evaluate(
    corpus: Annotated[Path | None, typer.Argument(help="Folder of annotated articles (default: the packaged).")] = None,
) -> None:
    """Measure by cross-validation over incidents."""
    from classifier.evaluate import main_evaluate

    typer.echo(main_evaluate(corpus))
