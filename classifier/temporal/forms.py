"""Time expressions as JSON, and how each was found, for people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from classifier.temporal.find import find_timexes
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
