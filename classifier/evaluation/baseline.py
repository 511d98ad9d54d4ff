"""The figures that the last accepted change had: a later one must not fall below them unnoticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from classifier.evaluation.report import Report

BASELINE = Path(__file__).parent.parent / "models" / "baseline.json"
SLACK = 0.01  # F1 that may be lost without a word: about what a change of a few words costs or brings
DIGITS = 4


class BaselineError(ValueError):
    """Figures that fell, or a baseline that cannot be compared; the message is one line."""


def write(report: Report, path: Path = BASELINE) -> None:
    """Keep F1 of every figure, and what was measured."""
    figures = {name: round(score.f1, DIGITS) for name, score in report.scores.items()}
    row = {"about": asdict(report.about), "f1": figures}
    path.write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def check(report: Report, path: Path = BASELINE) -> list[str]:
    """Figures that rose by more than `SLACK`, as lines. Raises `BaselineError` naming every figure that fell by more."""
    kept = _load(path)
    if _measured(kept["about"]) != _measured(asdict(report.about)):
        raise BaselineError(f"{path.name} was measured on other articles; write it anew with --write-baseline")
    now = {name: score.f1 for name, score in report.scores.items()}
    fallen = _moved(kept["f1"], now, -1)
    if fallen:
        raise BaselineError(f"fell below {path.name} by more than {SLACK}: {', '.join(fallen)}")
    return _moved(kept["f1"], now, 1)


def _measured(about: Mapping[str, Any]) -> tuple[object, ...]:
    """What must be the same: the articles measured, the folds, and whether any of our own helped to teach."""
    return about.get("corpus_sha256"), about.get("folds"), bool(about.get("own_articles"))


def _moved(kept: Mapping[str, float], now: Mapping[str, float], sign: int) -> list[str]:
    """Figures that went up (1) or down (-1) by more than `SLACK`; one that is not measured any more went down to 0."""
    moves = [(name, was, round(now.get(name, 0.0), DIGITS)) for name, was in kept.items()]
    return [f"{name} {was:.3f} -> {f1:.3f}" for name, was, f1 in moves if sign * (f1 - was) > SLACK + 1e-9]


def _load(path: Path) -> dict[str, Any]:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return {"about": dict(row["about"]), "f1": {str(name): float(f1) for name, f1 in row["f1"].items()}}
    except OSError as error:
        raise BaselineError(f"{path.name}: {error.strerror}; --write-baseline makes it") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineError(f"{path.name}: not a baseline: {error!r}") from None
