"""What the model sees of one time expression: particles, the verb that comes next, the other times of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.decisions.features import (
    Context,
    Row,
    after,
    bucket,
    is_ahead,
    neighbour_row,
    place,
    predicate_row,
    word_row,
)
from classifier.decisions.times import days_between, first_point, local_minute
from classifier.reading import Clause, Reading
from classifier.text.lists import BETWEEN
from storage.records import Timex


def time_row(context: Context, clause: Clause, time: Timex, asserted: float) -> Row:
    """Start, end, or neither? Particles, the verb that comes next, the other times of the sentence."""
    reading = context.reading
    span = time.evidence
    sentence = [t for c in context.sentences[clause.sentence] for t in c.times]
    rank = next((n for n, t in enumerate(sentence) if t.evidence.start == span.start), 0)
    day = local_minute(reading.published_at)[:10]
    follows = after(reading.text, span.end)
    row: Row = {
        "bias": 1.0,
        f"type={time.type}": 1.0,
        f"grain={time.grain}": 1.0,
        f"modifier={time.modifier or '-'}": 1.0,
        f"after={follows}": 1.0,
        f"type={time.type} after={follows}": 1.0,
        f"tail={_tail(span.quote)}": 1.0,
        f"place={place(clause)}": 1.0,
        f"rank={min(rank, 3)}": 1.0,
        f"times={min(len(sentence), 4)}": 1.0,
        f"same day={time.value[:10] == day}": 1.0,
        "to come": float(is_ahead(reading, time)),
        "asserted": asserted,
        f"type={time.type} asserted": asserted,
        "alone": float(len(sentence) == 1),
    }
    end, listed = _list_end(reading.text, sentence, rank)
    row[f"listed={min(listed, 2)} after={after(reading.text, end)}"] = 1.0
    later = sentence[rank + 1].type if rank + 1 < len(sentence) else "-"
    earlier = sentence[rank - 1].type if rank else "-"
    row.update({f"next time={later}": 1.0, f"previous time={earlier}": 1.0})
    row.update({f"clause kind={cue.kind}": 1.0 for cue in clause.cues})
    around = neighbour_row(context.cues[clause.sentence], span.start, span.end)
    row.update(around)
    row.update({f"after={follows} {name}": 1.0 for name in around if name.startswith("then=")})
    row.update(_size(reading, time))
    row["systems here"] = float(bool(clause.systems))
    row.update(word_row(context, clause, span.start, span.end))
    row.update(predicate_row(context, clause, span.end))
    return row


def _size(reading: Reading, time: Timex) -> Row:
    """How long a length is, or how long before publication a time is."""
    if time.type == "duration":
        return {f"long={bucket((time.seconds or 0.0) / 60, 0, 2, 10, 60, 360, 1439, 4320, 43200)}": 1.0}
    days = days_between(first_point(time.value), local_minute(reading.published_at))
    return {
        f"age={bucket(days, -0.001, 0.25, 1, 2, 7, 31, 370)}": 1.0,
        f"age={bucket(days, 2, 31)} grain={time.grain}": 1.0,
    }


_LISTED = re.compile(rf"{BETWEEN}|\s그리고\s")


def _list_end(text: str, times: Sequence[Timex], rank: int) -> tuple[int, int]:
    """Where the list of times ends that one is a member of, and how many follow it: the last carries the particle."""
    last = rank
    while last + 1 < len(times) and _LISTED.fullmatch(text, times[last].evidence.end, times[last + 1].evidence.start):
        last += 1
    return times[last].evidence.end, last - rank


def _tail(quote: str) -> str:
    """The last word-like piece of an expression (부터, 까지, 께 … may be inside it)."""
    found = _TAIL.search(quote)
    return found[1] if found else "-"


_TAIL = re.compile(r"(부터|까지|께|쯤|경|무렵|만에|동안|간|째|가량|넘게|이후|이전|전|뒤|후|현재|기준)$")
