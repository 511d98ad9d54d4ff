"""What the models see of cause words: the names around them, and what gives them as a reason, denies or supposes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.cues.cues import REASONS, Cue
from classifier.decisions.features import (
    Context,
    Row,
    after,
    bucket,
    nearest,
    neighbour_row,
    place,
    predicate_row,
    sentence_cues,
    word_row,
)
from classifier.reading import Clause
from classifier.systems.names import system_key


def cause_row(context: Context, clause: Clause, cue: Cue, asserted: float) -> Row:
    """Is this the cause of the outage? What follows the word, and the cues around it."""
    text = context.reading.text
    row: Row = {
        "bias": 1.0,
        f"word={cue.name}": 1.0,
        f"cause={cue.cause}": 1.0,
        f"after={after(text, cue.end)}": 1.0,
        f"because={bool(re.match(r'.{0,12}(?:때문|탓|원인|인해|로 인한|바람에|여파|면서|해|돼|어|아|자|로)', text[cue.end : cue.end + 20]))}": 1.0,
        f"place={place(clause)}": 1.0,
        "asserted": asserted,
        f"cause={cue.cause} asserted": asserted,
        "says cause": float("원인" in text[clause.span.start : clause.span.end]),
    }
    cues = sentence_cues(context.reading, clause)
    row.update({f"clause kind={other.kind}": 1.0 for other in (*clause.cues, *clause.reasons) if other.kind != "cause"})
    row.update(neighbour_row(cues, cue.start, cue.end))
    row.update(_reason_row(context, clause, cue, [*cues, *_sentence_reasons(context, clause)]))
    row.update(_subject_row(context, clause, cue))
    row.update(word_row(context, clause, cue.start, cue.end))
    row.update(predicate_row(context, clause, cue.end))
    return row


def _sentence_reasons(context: Context, clause: Clause) -> list[Cue]:
    return [cue for other in context.reading.clauses if other.sentence == clause.sentence for cue in other.reasons]


DENIED = 4.0  # weight of a denial, after which hardly any word is a cause
DENIAL = 12  # characters from a word to what rules it out


def is_denied(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a cause word is ruled out just behind it: 해킹이 아니라."""
    gap = _gap_to("ruled_out", cue, cues)
    return gap is not None and gap <= DENIAL


def _gap_to(kind: str, cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Characters from a cause word to the next cue of a kind, which may take in the word itself; None where there is none."""
    return next((max(0, other.start - cue.end) for other in cues if other.kind == kind and other.end > cue.end), None)


def _reason_row(context: Context, clause: Clause, cue: Cue, cues: Sequence[Cue]) -> Row:
    """Whether the sentence, or the next one, gives the word as a reason, rules it out, or only supposes it."""
    row: Row = {}
    for kind in REASONS:
        behind = _gap_to(kind, cue, cues)
        front = nearest(cues, cue.start, cue.end, before=True, kinds=frozenset({kind}))
        row[f"{kind} behind {'-' if behind is None else bucket(behind, 4, 12, 30, 60)}"] = 1.0
        row[f"{kind} before {bucket(front[1], 6, 30) if front else '-'}"] = 1.0
        if behind is not None and behind < 30:
            row[f"{kind} {cue.cause}"] = 1.0
    row["denied"] = DENIED * is_denied(cue, cues)
    if context.leaves_open:
        row.update({"article unexplained": 1.0, f"article unexplained {cue.name}": 1.0})
    following = {o.kind for c in context.reading.clauses if c.sentence == clause.sentence + 1 for o in c.reasons}
    row.update({f"next sentence {kind}": 1.0 for kind in following})
    others = {o.cause for o in cues if o.cause and o.cause != cue.cause}
    row.update({f"{cue.cause} in sentence with {other}": 1.0 for other in others})
    inside = {o.cause for o in cues if o.cause and o.cause != cue.cause and o.start < cue.end and cue.start < o.end}
    row.update({f"{cue.cause} overlaps {other}": 1.0 for other in inside})
    return row


def _subject_row(context: Context, clause: Clause, cue: Cue) -> Row:
    """Whose failure it is: the last name before the word, and whether the headline has it."""
    before = [system for system in clause.systems if system.start < cue.end]
    if not before:
        return {"subject=-": 1.0, f"subject=- {cue.cause}": 1.0}
    last = before[-1]
    kind = f"{last.source} title={system_key(last.name) in context.in_title}"
    return {
        f"subject={kind}": 1.0,
        f"subject={kind} {cue.cause}": 1.0,
        f"subject gap={bucket(cue.start - last.end, 0, 5, 15, 40)}": 1.0,
    }
