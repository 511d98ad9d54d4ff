"""The command line: thin verbs. Everything heavy is imported inside a verb, so that each starts with what it needs."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from meoktong import cli_crawl, cli_record, cli_service, cli_sources
from meoktong.complaints import FAILED, Complaints, FailureError
from meoktong.formats import DossierFormat, Format, SortBy
from meoktong.options import (
    Config,
    Database,
    LateDatabase,
    Shape,
    database,
)

app = typer.Typer(
    help="먹통: turns Korean news into a record of service outages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(cli_sources.app, name="sources")
cli_crawl.register(app)
cli_service.register(app)
cli_record.register(app)

Since = Annotated[str, typer.Option("--since", metavar="ISO", help="First day (default: a week before the end).")]
Until = Annotated[str, typer.Option("--until", metavar="ISO", help="Last day, included (default: now).")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, newest first.")]
Offset = Annotated[int, typer.Option(min=0, help="Leave out so many at the front.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="ISO", help="As it was known then.")]
DEMO_DATABASE = "meoktong-demo.db"


def main() -> None:
    """Entry point: every failure is one plain line on standard error and an exit status, never a traceback."""
    try:
        app()
    except FailureError as error:
        _fail(str(error), error.status)
    except Exception as error:
        if os.environ.get("MEOKTONG_DEBUG"):
            raise
        _fail(f"{type(error).__name__}: {error} (set MEOKTONG_DEBUG=1 to see where)")


def _fail(reason: str, status: int = FAILED) -> NoReturn:
    typer.echo(f"meoktong: {' '.join(reason.split())}", err=True)
    sys.exit(status)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"meoktong {version('meoktong')}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    config: Config = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    del version
    context.obj = config


@app.command()
def extract(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="JSON Lines of articles; without it, the database's.")
    ] = None,
    keep_body: Annotated[bool, typer.Option("--keep-body", help="Print the body too.")] = False,
    db: LateDatabase = "",
) -> None:
    """Articles in, what they say of outages out."""
    complaints = Complaints()
    if source is None:
        from meoktong.verbs.stages import extract_stored

        extract_stored(database(context, db), complaints)
    else:
        from meoktong.verbs.texts import extract_lines

        extract_lines(source, keep_body, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def explain(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="JSON Lines of articles.")],
) -> None:
    """Articles in, why the extractor says what it says of them out: for a person to read."""
    from meoktong.verbs.explained import explain_lines

    complaints = Complaints()
    explain_lines(source, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def timex(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|-", help="A text; - reads JSON Lines with text and reference.")
    ] = "",
    at: Annotated[str, typer.Option("--at", metavar="ISO", help="When the text was published.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the rules that built each value, on standard error.")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Print the table of all rules instead.")] = False,
) -> None:
    """Find and resolve Korean time expressions."""
    from meoktong.verbs.texts import timex_lines, timex_rules, timex_text

    complaints = Complaints()
    if rules:
        timex_rules()
    elif not text:
        raise typer.BadParameter("what text?", param_hint="TEXT")
    elif text == "-":
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
    context: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="JSON Lines as extract prints them; without, the database.")
    ] = None,
    db: LateDatabase = "",
) -> None:
    """Mentions of many articles in, outages out."""
    complaints = Complaints()
    if source is None:
        from meoktong.verbs.stages import merge_stored

        merge_stored(database(context, db), _now())
    else:
        from meoktong.verbs.texts import merge_lines

        merge_lines(source, complaints)
    raise typer.Exit(complaints.exit_code)


@app.command()
def demo(
    db: Annotated[str, typer.Option("--db", metavar="PATH_OR_URL", help="Where to keep the result.")] = DEMO_DATABASE,
) -> None:
    """The main job end to end on a small newsroom of our own, served on this machine."""
    from meoktong.verbs.demonstration import demonstrate

    complaints = Complaints()
    status = demonstrate(db, complaints, _now())
    raise typer.Exit(status or complaints.exit_code)


@app.command()
def events(
    system: Annotated[str, typer.Option(help="Part of a system's name, or any name it is known by.")] = "",
    operator: Annotated[str, typer.Option(help="Part of the operator's name, or any name it is known by.")] = "",
    sector: Annotated[str, typer.Option(help="은행, 통신, 게임 …; a wrong one lists all.")] = "",
    cause: Annotated[str, typer.Option(help="fire, software, overload …")] = "",
    status: Annotated[str, typer.Option(help="ongoing, partial, restored or unknown.")] = "",
    review: Annotated[str, typer.Option(help="confirmed, corrected or rejected.")] = "",
    text: Annotated[str, typer.Option(help="Words that all stand in one of its articles, parts of words too.")] = "",
    min_duration: Annotated[float | None, typer.Option(metavar="MINUTES", help="At least so long.")] = None,
    since: Annotated[str, typer.Option(metavar="DAY", help="Began on this day or later.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Began on this day or earlier.")] = "",
    sort: Annotated[SortBy, typer.Option("--sort", help="What comes first.")] = SortBy.started,
    limit: Limit = 100,
    offset: Offset = 0,
    as_of: AsOf = "",
    shape: Shape = Format.auto,
    db: Database = "",
) -> None:
    """The outages that are known."""
    from meoktong.verbs.research import EventFilter, print_events

    wanted = EventFilter(
        system, operator, sector, cause, status, review, since, until, min_duration, text, sort.value, limit, offset
    )
    print_events(db, wanted, shape, as_of)


@app.command()
def event(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="As `meoktong events` shows it.")],
    as_of: AsOf = "",
    shape: Annotated[DossierFormat, typer.Option("--format")] = DossierFormat.text,
    db: Database = "",
) -> None:
    """One outage: what is believed, who said what, and where they disagree."""
    from meoktong.verbs.dossier import print_event

    print_event(db, identifier, shape, as_of)


@app.command()
def articles(
    text: Annotated[str, typer.Option(help="Words that all stand in it, parts of words too.")] = "",
    relevance: Annotated[str, typer.Option(help="report, reference or none.")] = "",
    publisher: Annotated[str, typer.Option(help="The outlet's name.")] = "",
    since: Annotated[str, typer.Option(metavar="ISO", help="Published then or later.")] = "",
    until: Annotated[str, typer.Option(metavar="ISO", help="Published until then; a day is included.")] = "",
    limit: Limit = 100,
    offset: Offset = 0,
    shape: Shape = Format.auto,
    db: Database = "",
) -> None:
    """The articles that are kept."""
    from meoktong.verbs.research import ArticleFilter, print_articles

    print_articles(db, ArticleFilter(text, relevance, publisher, since, until, limit, offset), shape)


@app.command()
def train(
    corpus: Annotated[Path | None, typer.Argument(help="Folder of annotated articles (default: the packaged).")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Model file to write (default: the packaged one).")] = None,
) -> None:
    """Learn the models from an annotated corpus."""
    from classifier.train import main_train

    typer.echo(main_train(corpus, out))


@app.command()
def evaluate(
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="Annotated articles (default: the packaged).")
    ] = None,
    own: Annotated[bool, typer.Option("--own/--no-own", help="Let articles of our own, own-*, help to teach.")] = True,
    curve: Annotated[bool, typer.Option("--curve", help="Teach with 1/4, 1/2, 3/4 and all; print only that.")] = False,
    ablation: Annotated[bool, typer.Option("--ablation", help="What is each decision worth? Print only that.")] = False,
    invented: Annotated[
        bool, typer.Option("--invented", help="Measure articles of our own: services nobody knows; print only that.")
    ] = False,
    reliable: Annotated[bool, typer.Option("--reliability", help="Does confidence mean what it says?")] = False,
    picture: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the reliability as SVG.")] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Show so many wrong articles.")] = 0,
    figures: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all figures.")] = None,
    predictions: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what was extracted.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Fail where a figure fell below the baseline.")] = False,
    write_baseline: Annotated[bool, typer.Option("--write-baseline", help="Make these figures the baseline.")] = False,
    write_docs: Annotated[bool, typer.Option("--write-docs", help="Write the figures into docs/.")] = False,
) -> None:
    """Measure by cross-validation over incidents."""
    from meoktong.verbs import evaluation

    alone = {"--curve": curve, "--ablation": ablation, "--invented": invented}
    if any(alone.values()):
        if sum(alone.values()) > 1 or any(
            (reliable, picture, errors, figures, predictions, check, write_baseline, write_docs)
        ):
            hint = next(name for name, wanted in alone.items() if wanted)
            raise typer.BadParameter("goes with --corpus and --own only", param_hint=hint)
        if invented:
            evaluation.print_invented(corpus)
        else:
            (evaluation.print_curve if curve else evaluation.print_ablation)(corpus, own)
        return
    report = evaluation.measured(corpus, own)
    evaluation.print_report(report, errors, reliable)
    evaluation.write_files(report, figures, predictions, picture)
    if check:
        evaluation.check(report)
    evaluation.keep(report, write_baseline, write_docs)


def _now() -> datetime:
    """The only clock of the house: asked once per verb."""
    return datetime.now(UTC)
