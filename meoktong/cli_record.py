"""Verbs of whoever works with the record: thin, registered on the command line by `register`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from meoktong.complaints import Complaints
from meoktong.formats import Exportable, ExportFormat, Format
from meoktong.options import Database, Shape

Since = Annotated[str, typer.Option("--since", metavar="DAY", help="Began on this day or later.")]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help="Began on this day or earlier.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to a command line."""
    for verb in (systems, review, export, backup, restore, migrate, forget):
        app.command()(verb)
    app.command("import")(import_)


def systems(
    name: Annotated[str, typer.Argument(help="Part of a name, or any name it is known by (default: all).")] = "",
    sector: Annotated[str, typer.Option(help="은행, 통신, 게임 …; a wrong one lists all.")] = "",
    operators: Annotated[bool, typer.Option("--operators", help="Count by who runs them.")] = False,
    since: Since = "",
    until: Until = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many at the front.")] = 0,
    shape: Shape = Format.auto,
    db: Database = "",
) -> None:
    """How often and how long every system was down, and of how many outages the length is known."""
    from meoktong.verbs.counted import CountFilter, print_systems

    print_systems(db, CountFilter(name, sector, operators, since, until, limit, offset), shape)


def review(
    identifier: Annotated[str, typer.Argument(metavar="[ID]", help="An outage; without it, what was said.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="It was an outage, as told.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It was none: no list shows it any more.")] = False,
    corrections: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="The right value; an empty one: unknown.")
    ] = None,
    split: Annotated[
        list[str] | None, typer.Option("--split", metavar="URL", help="This article tells of another outage.")
    ] = None,
    merge: Annotated[str, typer.Option("--merge", metavar="ID", help="It is one outage with this one.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    shape: Shape = Format.auto,
    db: Database = "",
) -> None:
    """A person's word on an outage: outranks the machine and survives it."""
    from meoktong.verbs.reviewed import Said, print_reviews
    from meoktong.verbs.reviewed import review as keep

    said = Said(confirm, reject, corrections or (), split or (), merge, by, note)
    if not identifier:
        print_reviews(db, shape)
    elif not any((confirm, reject, corrections, split, merge)):
        raise typer.BadParameter("what of it? --confirm, --reject, --set, --split or --merge", param_hint="ID")
    elif confirm and reject:
        raise typer.BadParameter("either it was an outage or not", param_hint="--reject")
    else:
        keep(db, identifier, said, _now())


def export(
    what: Annotated[Exportable, typer.Argument(help="A table, training data, the codebook, or a release.")],
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where to (a folder for a release).")] = "",
    shape: Annotated[ExportFormat, typer.Option("--format", help="parquet and xlsx need a file.")] = ExportFormat.csv,
    bom: Annotated[bool, typer.Option("--bom", help="A mark by which Excel reads CSV as UTF-8.")] = False,
    sample: Annotated[int | None, typer.Option("--sample", metavar="N", min=1, help="So many drawn at random.")] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same draws again.")] = 0,
    relevance: Annotated[str, typer.Option(help="Articles and texts: report, reference or none only.")] = "",
    title: Annotated[str, typer.Option("--title", help="Of a release.")] = "Service outages in Korean news",
    author: Annotated[str, typer.Option("--author", help="Of a release.")] = "meoktong",
    db: Database = "",
) -> None:
    """The record as files for research."""
    from meoktong.verbs.exported import Export, release_to
    from meoktong.verbs.exported import export as write

    if what is Exportable.release:
        typer.echo(release_to(db, out, title, author, _now()))
        return
    write(db, Export(what.value, out, shape, bom, sample, seed, relevance))


def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE|-...", help="JSON Lines, or Excel exports of BigKinds.")],
    db: Database = "",
) -> None:
    """Articles from files into the database."""
    from meoktong.verbs.imported import import_files

    complaints = Complaints()
    typer.echo(import_files(db, files, complaints))
    raise typer.Exit(complaints.exit_code)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    db: Database = "",
) -> None:
    """Copy the database into a file, even while it is written to."""
    from meoktong.verbs import upkeep

    typer.echo(upkeep.backup(db, target))


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What `meoktong backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the record that is there.")] = False,
    db: Database = "",
) -> None:
    """Bring a backup back, also from SQLite to PostgreSQL."""
    from meoktong.verbs import upkeep

    typer.echo(upkeep.restore(db, source, replace))


def migrate(db: Database = "") -> None:
    """Bring the database to the newest schema, whole or not at all."""
    from meoktong.verbs import upkeep

    typer.echo(upkeep.migrate(db))


def forget(
    url: Annotated[str, typer.Argument(metavar="URL", help="The article's address.")],
    db: Database = "",
) -> None:
    """Remove an article's text for good; that it was removed stays."""
    from meoktong.verbs import upkeep

    typer.echo(upkeep.forget(db, url, _now()))


def _now() -> datetime:
    return datetime.now(UTC)
