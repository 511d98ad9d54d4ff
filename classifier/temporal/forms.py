"""Time expressions as JSON, and how each was found, for people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from classifier.temporal.find import find_timexes
from classifier.temporal.rules import Range, Rule, packaged
from storage.records import Timex


def timex_to_dict(timex: Timex) -> dict[str, Any]:
    """The form that `meoktong timex` prints; `seconds` only for a duration that can be counted."""
    row: dict[str, Any] = {
        "text": timex.evidence.quote,
        "start": timex.evidence.start,
        "end": timex.evidence.end,
        "type": timex.type,
        "value": timex.value,
        "grain": timex.grain,
        "modifier": timex.modifier,
        "rule": timex.rule,
    }
    return row if timex.seconds is None else {**row, "seconds": timex.seconds}


def explain(text: str, reference: datetime) -> str:
    """One line per expression: the words, the value, and the rules that built it."""
    lines = [
        f"{timex.evidence.quote}: {timex.value or 'no value'} ({timex.grain}"
        f"{', ' + timex.modifier if timex.modifier else ''}) by {timex.rule}"
        for timex in find_timexes(text, reference)
    ]
    return "\n".join(lines) or "no time expression"


def rules_table() -> str:
    """What is recognised, as a Markdown table: each rule with its examples and what it must leave alone."""
    lines = ["| rule | what it reads | examples | left alone |", "| --- | --- | --- | --- |"]
    lines += [_row(rule) for rule in packaged().rules]
    lines += [_row(rule) for rule in packaged().ranges]
    return "\n".join(lines)


def _row(rule: Rule | Range) -> str:
    entry = rule.entry
    shown = [f"{_plain(text)} → `{value}`" if value else _plain(text) for text, value in entry.examples]
    cells = (f"`{entry.name}`", entry.about, "; ".join(shown), ", ".join(map(_plain, entry.counterexamples)))
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """A text of an example as a table's cell shows it: its expression in bold."""
    marked = text.replace("|", "\\|").replace("~", "\\~").replace("[", "**").replace("]", "**")
    return marked.replace("\n", " / ")
