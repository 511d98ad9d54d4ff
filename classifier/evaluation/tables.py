"""A report as plain text: tables that can stand in a terminal and, fenced, in the docs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from classifier.evaluation.bootstrap import Interval
from classifier.evaluation.crossval import Outcome
from classifier.evaluation.curve import Point
from classifier.evaluation.differences import is_wrong
from classifier.evaluation.reliability import Reliability
from classifier.evaluation.report import About, Report
from classifier.learning.figures import ACCURACY, FIELDS, Score

MAIN = ("relevance", "event", "system", "started_at", "ended_at", "duration_minutes", "status", "cause", "whole_event")
WORTH = (
    "relevance", "event", "system_exact", "started_at", "ended_at", "duration_minutes", "status", "cause", "operator", "role",
    "whole_main_event",
)  # fmt: skip
SHORT = {"duration_minutes": "duration", "system_exact": "sys. exact", "whole_main_event": "whole main"}
HEAD = (
    f"{'figure':<20}{'precision':>10}{'recall':>8}{'F1':>8}{'95 % of F1':>16}{'where found':>13}{'right/made/true':>20}"
)


def whole(report: Report) -> str:
    """What `meoktong evaluate` prints."""
    return "\n\n".join([about(report.about), figures(report.scores, report.intervals), differences(report.differences)])


def about(facts: About) -> str:
    """What was measured, in one or two lines."""
    taught = f"; {facts.own_articles} articles of our own helped to teach" if facts.own_articles else ""
    head = f"{facts.articles} articles of {facts.incidents} incidents, {facts.folds} folds"
    return f"{head}, no incident in two of them{taught}"


def figures(scores: Mapping[str, Score], intervals: Mapping[str, Interval]) -> str:
    """One line a figure; `where found` is the share of values that agree in events that were found."""
    names = [name for name in scores if not name.endswith(ACCURACY)]
    return "\n".join([HEAD, *(_figure(name, scores, intervals[name]) for name in names)])


def _figure(name: str, scores: Mapping[str, Score], interval: Interval) -> str:
    score = scores[name]
    band = f"{interval.low:.3f}-{interval.high:.3f}"
    found = f"{scores[name + ACCURACY].f1:.3f}" if name in FIELDS else ""
    counts = f"{score.hit}/{score.made}/{score.true}"
    return f"{name:<20}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}{band:>16}{found:>13}{counts:>20}"


def differences(found: Sequence[tuple[str, int]]) -> str:
    """The commonest kinds of difference."""
    return "\n".join(["commonest differences", *(f"{count:>5}  {kind}" for kind, count in found)])


def reliability(found: Reliability) -> str:
    """One line a bin; `!` where the share lies outside the band of perfect calibration."""
    head = f"{'events':>6}{'confidence':>12}{'right':>8}{'calibrated, 95 %':>18}"
    rows = [
        f"{one.events:>6}{one.confidence:>12.3f}{one.right:>8.3f}"
        f"{f'{one.band.low:.3f}-{one.band.high:.3f}':>18}{'' if one.within else '  !'}"
        for one in found.bins
    ]
    error = f"expected calibration error {found.error:.3f} ({found.interval.low:.3f}-{found.interval.high:.3f})"
    return "\n".join([head, *rows, f"{error}; perfect calibration stays under {found.by_chance:.3f}"])


def curve(points: Sequence[Point]) -> str:
    """F1 of the main figures, one column a part of the training incidents."""
    head = f"{'F1, taught with':<18}" + "".join(f"{point.name:>12}" for point in points)
    rows = [f"{name:<18}" + "".join(f"{point.scores[name].f1:>12.3f}" for point in points) for name in MAIN]
    return "\n".join([head, *rows])


def ablation(found: Sequence[tuple[str, Mapping[str, Score]]]) -> str:
    """F1 of the main figures: of all decisions first, then how much each is less without one."""
    full = found[0][1]
    head = f"{'F1, blind':<18}" + "".join(f"{SHORT.get(name, name):>12}" for name in WORTH)
    rows = [f"{found[0][0]:<18}" + "".join(f"{full[name].f1:>12.3f}" for name in WORTH)]
    for decision, scores in found[1:]:
        rows.append(f"{decision:<18}" + "".join(f"{scores[name].f1 - full[name].f1:>+12.3f}" for name in WORTH))
    return "\n".join([head, *rows])


def wrong(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Articles with a missed, invented or wrong event: the text, what is annotated, what was made of it."""
    for outcome in filter(is_wrong, outcomes):
        row = outcome.row
        lines = [f"--- {row['id']} [{row['published_at']}] {row['title']}", row["body"]]
        lines += [
            f"  {label}: {_event(e)}" for label, es in (("gold", row["events"]), ("made", outcome.events)) for e in es
        ]
        yield "\n".join(lines)


def _event(event: Mapping[str, object]) -> str:
    return json.dumps({name: event.get(name) for name in ("systems", *FIELDS)}, ensure_ascii=False)
