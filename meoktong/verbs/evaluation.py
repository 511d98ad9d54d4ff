"""How good is it? Cross-validated figures, printed, written, and held to the baseline."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import typer

from classifier.evaluation import baseline, documents, tables
from classifier.evaluation.ablation import ablation
from classifier.evaluation.crossval import Material, Outcome
from classifier.evaluation.curve import learning_curve
from classifier.evaluation.picture import draw
from classifier.evaluation.report import Report, evaluate
from meoktong.complaints import FailureError
from meoktong.jsonlines import Row
from storage.forms import mention_to_dict

ANNOTATED = {"body", "relevance", "events"}  # what a line of `meoktong extract` leaves out or says itself


def measured(corpus: Path | None, own: bool) -> Report:
    """Cross-validate on a folder of annotated articles. Raises `ValueError` for one that cannot be used."""
    return evaluate(Material.load(corpus, own=own))


def print_curve(corpus: Path | None, own: bool) -> None:
    """The learning curve: some minutes, as every point is a cross-validation of its own."""
    points = list(learning_curve(Material.load(corpus, own=own)))
    typer.echo(tables.curve(points))


def print_ablation(corpus: Path | None, own: bool) -> None:
    """What each decision is worth: a cross-validation, and every article read again without each."""
    typer.echo(tables.ablation(list(ablation(Material.load(corpus, own=own)))))


def print_invented(corpus: Path | None) -> None:
    """The figures on articles of our own, whose services no gazetteer knows."""
    report = evaluate(Material.load(corpus, invented=True))
    typer.echo(tables.figures(report.scores, report.intervals))


def print_report(report: Report, errors: int, reliable: bool) -> None:
    """The tables, and before them as many wrong articles as were asked for."""
    for text in islice(tables.wrong(report.outcomes), errors):
        typer.echo(text)
    typer.echo(tables.whole(report))
    if reliable:
        typer.echo("\n" + tables.reliability(report.reliability))


def write_files(report: Report, figures: Path | None, predictions: Path | None, picture: Path | None) -> None:
    """All figures as JSON, what was extracted as JSON Lines, the reliability as SVG: those that have a path."""
    if figures:
        _write(figures, json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
    if predictions:
        lines = (json.dumps(prediction(outcome), ensure_ascii=False) for outcome in report.outcomes)
        _write(predictions, "".join(line + "\n" for line in lines))
    if picture:
        _write(picture, draw(report.reliability))


def prediction(outcome: Outcome) -> Row:
    """One article in the form that `meoktong extract` prints."""
    relevance = outcome.extraction.relevance
    return {
        **{name: value for name, value in outcome.row.items() if name not in ANNOTATED},
        "relevance": relevance.label,
        "relevance_score": relevance.score,
        "events": [mention_to_dict(mention) for mention in outcome.extraction.mentions],
    }


def keep(report: Report, as_baseline: bool, in_docs: bool) -> None:
    """Make the figures the baseline; write them into the docs of this checkout."""
    try:
        if as_baseline:
            baseline.write(report)
        for path in documents.write(report) if in_docs else ():
            typer.echo(f"written: {path.name}")
    except (OSError, documents.DocumentsError) as error:
        raise FailureError(str(error)) from None


def check(report: Report) -> None:
    """Tell what rose above the baseline. Raises `FailureError` naming every figure that fell below it."""
    try:
        risen = baseline.check(report)
    except baseline.BaselineError as error:
        raise FailureError(str(error)) from None
    typer.echo("\nno figure fell below the baseline" + (f"; rose: {', '.join(risen)}" if risen else ""))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FailureError(f"{path}: {error.strerror}") from None
